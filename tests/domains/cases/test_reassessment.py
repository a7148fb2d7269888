"""Self-care that changed: reported, assessed anew by the county within ten working days (43号 第二十三条)."""

from datetime import timedelta

import pytest
from tests.support import tekun as steps
from tests.support.cast import VILLAGE, acting
from tests.support.process import MONDAY, NOTICE_OVER, Walk, on
from tests.support.reviewing import LATER, Review

from yimen.domains.cases.types import ChangeCause
from yimen.domains.cases.types import tekun as words
from yimen.domains.intake import actions as intake
from yimen.domains.intake.errors import ReportIncompleteError
from yimen.domains.intake.types import ReportKind, ReportOutcome
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Programme

pytestmark = pytest.mark.django_db
TEKUN = Programme.TEKUN


@pytest.fixture
def elder(walk) -> Walk:
    """Supported since March."""
    with on(MONDAY):
        elder = steps.to_investigated(steps.elder_alone(walk.cast))
        steps.nobody_owes(elder)
        steps.assess(elder)
        steps.arrange(elder)
        elder.opine(programme=TEKUN)
        elder.post(TEKUN)
    with on(NOTICE_OVER):
        elder.send(TEKUN)
    with on(steps.DRAWN):
        steps.draw(elder)
        steps.check(elder)
        elder.confirm(programme=TEKUN)
    return elder


def reported(elder: Walk):
    by = elder.cast.village_assistant
    with acting(by):
        return intake.report_change(
            kind=ReportKind.SELF_CARE, region=VILLAGE, person_id=elder.adults[0], text="摔伤后不能下床", by=by
        )


def waiting(elder: Walk):
    with acting(elder.cast.county_reviewer):
        return worklist.find_open(WorkKind.REASSESSMENT, elder.adults[0])


def test_the_report_starts_the_county_s_ten_working_days_once(elder):
    with on(LATER):
        reported(elder)
        item = waiting(elder)
        assert (item.limit_days, item.limit_unit) == (10, "working") and "第二十三条" in item.article
        assert item.owner_role == "county_reviewer"
        reported(elder)
        assert waiting(elder).id == item.id


def test_it_ends_with_the_new_assessment_and_not_with_a_word(elder):
    with on(LATER):
        report = reported(elder)
        by = elder.cast.town_handler
        with acting(by), pytest.raises(ReportIncompleteError):
            intake.settle_report(report_id=report.id, outcome=ReportOutcome.NO_CHANGE, note="没变", by=by)
        review = Review(elder)
        review.open(ChangeCause.SELF_CARE_CHANGED)
        review.begin()
        assert waiting(elder) is not None
    with on(LATER + timedelta(days=1)):
        steps.assess(elder, words.Indicator.BED, words.Indicator.TOILET)
        assert waiting(elder) is None


def test_a_mistaken_report_ends_it_and_somebody_not_supported_has_no_such_clock(elder, walk):
    with on(LATER):
        report = reported(elder)
        by = elder.cast.town_handler
        with acting(by):
            intake.settle_report(report_id=report.id, outcome=ReportOutcome.CORRECTED, note="报错了人", by=by)
        assert waiting(elder) is None
        child = walk.cast.village_assistant
        with acting(child), pytest.raises(ReportIncompleteError):
            intake.report_change(
                kind=ReportKind.SELF_CARE, region=VILLAGE, person_id=walk.adults[0], text="", by=child
            )
