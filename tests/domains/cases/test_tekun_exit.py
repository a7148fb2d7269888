"""The end of support in extreme hardship: heard, named by the law's ground, posted, told in writing."""

from datetime import timedelta

import pytest
from tests.support import tekun as steps
from tests.support.cast import COUNTY, VILLAGE, acting
from tests.support.process import MONDAY, NOTICE_OVER, on
from tests.support.reviewing import KNOWN, LATER, Review

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors
from yimen.domains.cases.actions import tekun
from yimen.domains.cases.models import NamedExit
from yimen.domains.cases.queries.checks import waiting_for_a_draw
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.types import ChangeCause, Effect, OutcomeState
from yimen.domains.cases.types import tekun as words
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ReportKind, ReportOutcome
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Programme

pytestmark = pytest.mark.django_db
TEKUN = Programme.TEKUN
POSTED_OVER = LATER + timedelta(days=8)


@pytest.fixture
def review(walk):
    """An elderly person alone, supported since March, whose means are looked into again in September."""
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
    review = Review(elder)
    with on(LATER):
        review.open(ChangeCause.PROPERTY_CHANGED)
        by = review.cast.town_handler
        with acting(by):
            declared = {**KNOWN, "household": {**KNOWN["household"], "financial_assets": "900000.00"}}
            actions.save_step(case_id=elder.case_id, version=elder.case().version, declared=declared, by=by)
        review.begin()
        review.look_into(0)
    return review


def named(review, ground=words.ExitGround.MEANS, facts="存款超过规定标准", funeral=""):
    by, outcome = review.cast.town_handler, review.walk.outcome(TEKUN)
    with acting(by):
        return tekun.name_exit(outcome_id=outcome.id, named=tekun.Exit(ground, facts, funeral), by=by)


def heard(review):
    hearing = review.invite(programme=TEKUN)
    review.state(hearing)
    review.answer(hearing)


def test_the_earlier_assessment_and_care_go_on_in_a_review(review):
    by, outcome = review.cast.town_handler, review.walk.outcome(TEKUN)
    with acting(by):
        assert outcome.award_id == Award.objects.get().id
        assert not outcome.assessments.exists()
        (member,) = file_of(outcome.case, LATER)["members"]
    assert (member["self_care_failed"], member["institution"]) == (0, False)


def test_the_end_is_heard_named_posted_and_told(review):
    walk = review.walk
    with on(LATER):
        heard(review)
        with pytest.raises(errors.ExitGroundMissingError):
            walk.opine(is_positive=False, programme=TEKUN)
        named(review)
        walk.opine(is_positive=False, difference_reason="存款超过规定标准", programme=TEKUN)
        with pytest.raises(errors.NotPostedError):
            walk.send(TEKUN)
        walk.post(TEKUN)
    with on(POSTED_OVER):
        walk.send(TEKUN)
        with acting(review.cast.county_reviewer):
            assert not waiting_for_a_draw(COUNTY).exists()  # only what is to be confirmed is drawn
        ended = review.decide(None, "存款超过规定标准", programme=TEKUN)
        assert (ended.state, ended.effect) == (OutcomeState.STOPPED, Effect.STOP)
    with acting(review.cast.county_confirmer):
        assert Award.objects.get().until_month is not None
        letter = OfficialDocument.objects.get(kind="stopping").content
    for said in ("收入和财产状况不再符合规定", "第二十四条第四项", "第二十七条"):
        assert said in letter


def test_whoever_is_no_longer_supported_is_not_assessed_any_more(review):
    walk, village, town = review.walk, review.cast.village_assistant, review.cast.town_handler
    with on(LATER):
        with acting(village):
            report = intake.report_change(
                kind=ReportKind.SELF_CARE, region=VILLAGE, person_id=walk.adults[0], text="摔伤", by=village
            )
            assert worklist.find_open(WorkKind.REASSESSMENT, walk.adults[0]) is not None
        heard(review)
        named(review)
        walk.opine(is_positive=False, difference_reason="存款超过规定标准", programme=TEKUN)
        walk.post(TEKUN)
    with on(POSTED_OVER):
        walk.send(TEKUN)
        review.decide(None, "存款超过规定标准", programme=TEKUN)
        with acting(town):
            assert worklist.find_open(WorkKind.REASSESSMENT, walk.adults[0]) is None
            settled = intake.settle_report(
                report_id=report.id, outcome=ReportOutcome.NO_CHANGE, note="已停止供养", by=town
            )
    assert settled.outcome == ReportOutcome.NO_CHANGE


def test_a_death_says_who_sees_to_the_funeral(review):
    with on(LATER):
        with pytest.raises(errors.ExitGroundMissingError):
            named(review, words.ExitGround.DEATH, "死亡证明 3 号")
        with pytest.raises(errors.ExitGroundMissingError):
            named(review, facts="  ")
        named(review, words.ExitGround.DEATH, "死亡证明 3 号", "由村委会协助供养机构办理")
        named(review)
    with acting(review.cast.town_handler):
        kept = NamedExit.objects.get()
        assert (kept.ground, kept.funeral) == ("means", "")


def test_an_application_names_no_exit(walk):
    with on(MONDAY):
        elder = steps.to_investigated(steps.elder_alone(walk.cast))
        with pytest.raises(errors.ExitGroundMissingError):
            named(Review(elder))
