"""What is asked is asked one way; what is no money is no zero; what was reported stands with the family."""

import pytest
from django.urls import reverse
from tests.support.cast import VILLAGE, acting
from tests.support.process import MONDAY, on

from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ReportKind
from yimen.doors.desk.formats import granted, hung
from yimen.kernel import Programme


def shown(desk, actor, name: str, subject) -> str:
    return desk(actor).get(reverse(f"desk:{name}", args=[subject])).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("programme", "is_typed"), [(Programme.DIBAO, True), (Programme.RIGID_EXPENSE, False)]
)
def test_spending_is_typed_or_proven_by_receipts_never_both(walk, desk, programme, is_typed):
    with on(MONDAY):
        walk.apply(programmes=[programme])
        by = walk.cast.village_assistant
        page = shown(desk, by, "application-means", walk.case_id)
        assert ('name="medical"' in page) is is_typed
        assert ("必需支出" in shown(desk, by, "application-agent", walk.case_id)) is not is_typed


@pytest.mark.parametrize("programme", [Programme.DIBAO_MARGIN, Programme.RIGID_EXPENSE])
def test_a_standing_is_no_sum_and_a_notice_that_gives_nothing_proposes_an_end(programme):
    assert granted(0, programme) == hung(0, programme) == "身份认定"
    assert hung(0, Programme.TEKUN) == "终止救助"
    assert hung(109800, Programme.TEKUN) == "1,098.00 元/月"


@pytest.mark.django_db
def test_what_the_village_reported_stands_on_the_page_of_the_family(walk, desk):
    by = walk.cast.village_assistant
    with on(MONDAY):
        with acting(by):
            report = intake.report_change(
                kind=ReportKind.INCOME, region=VILLAGE, person_id=walk.adults[0], text="外出务工", by=by
            )
        page = shown(desk, walk.cast.town_handler, "household", walk.household_id)
        assert reverse("desk:report", args=[report.id]) in page and "待核实" in page
