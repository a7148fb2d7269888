"""A report says that something changed; the town looks into it once, a death first."""

from datetime import date
from uuid import uuid4

import pytest
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting, resident_household
from tests.support.process import on

from yimen.domains.intake import actions, queries
from yimen.domains.intake.errors import ReportIncompleteError, ReportNotFoundError, ReportSettledError
from yimen.domains.intake.queries import ReportFilters
from yimen.domains.intake.types import ReportKind, ReportOutcome
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.people import queries as people
from yimen.domains.people.models import Person
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind

pytestmark = pytest.mark.django_db


def report(by, **more):
    values = {"kind": ReportKind.MOVE, "region": VILLAGE, "name": "赖阿公", **more}
    with acting(by):
        return actions.report_change(**values, by=by)


def settle(by, one, outcome=ReportOutcome.NO_CHANGE, note="入户看过，仍住原处", **more):
    with acting(by):
        return actions.settle_report(report_id=one.id, outcome=outcome, note=note, by=by, **more)


@pytest.mark.requirement("R-DSK-9")
def test_a_village_says_who_died_and_the_town_sees_it_on_top(cast):
    home = resident_household(cast.town_handler)
    with on(date(2026, 3, 2)):
        report(cast.village_assistant)
        death = report(cast.village_assistant, kind=ReportKind.DEATH, household_id=home.id, name="")
        report(cast.village_assistant, kind=ReportKind.INCOME)
        assert death.name == "李小妹"
        with acting(cast.town_handler):
            assert queries.reports(by=cast.town_handler).first().id == death.id
            first = worklist.station(cast.town_handler).items[0]
    assert (first.kind, first.subject_id, first.due_on) == ("change_report", death.id, date(2026, 3, 3))
    assert first.article == "未查到法定时限，为本平台暂定"
    with acting(cast.town_handler):
        assert Person.objects.filter(name="李小妹", died_on__isnull=True).exists()


@pytest.mark.requirement("R-DSK-9")
def test_a_resident_s_own_report_names_their_family(cast):
    home = resident_household(cast.town_handler)
    with acting(cast.town_handler):
        head = people.members(home.id)[0].person_id
    one = report(cast.village_assistant, kind=ReportKind.INCOME, person_id=head, text="找到工作", is_own=True)
    assert (one.household_id, one.person_id, one.is_own) == (home.id, head, True)
    with acting(cast.town_handler):
        assert [row.id for row in queries.reports_of_household(home.id, by=cast.town_handler)] == [one.id]


@pytest.mark.parametrize("lacking", [{"name": " "}, {"kind": ReportKind.OTHER}])
def test_a_report_says_who_and_what(cast, lacking):
    with pytest.raises(ReportIncompleteError):
        report(cast.village_assistant, **lacking)


def test_nobody_reports_for_another_village_nor_without_the_task(cast):
    with pytest.raises(OutOfScopeError):
        report(cast.village_assistant, region=OTHER_VILLAGE)
    with pytest.raises(NotPermittedError):
        report(cast.county_confirmer)


def test_it_is_settled_once_with_what_was_found(cast):
    one, by = report(cast.village_assistant), cast.town_handler
    with pytest.raises(ReportIncompleteError):
        settle(by, one, note=" ")
    with pytest.raises(ReportIncompleteError):
        settle(by, one, ReportOutcome.CHANGE_CASE)
    assert settle(by, one).outcome == ReportOutcome.NO_CHANGE
    with acting(by):
        assert worklist.find_open(WorkKind.CHANGE_REPORT, one.id) is None
        assert not queries.reports(by=by, filters=ReportFilters(is_open=True)).exists()
        assert queries.reports(by=by, filters=ReportFilters(kind=ReportKind.MOVE)).count() == 1
    with pytest.raises(ReportSettledError):
        settle(by, one)


def test_a_change_case_may_come_of_it(cast):
    one = report(cast.village_assistant)
    assert settle(cast.town_handler, one, ReportOutcome.CHANGE_CASE, case_id=one.id).case_id == one.id


def test_another_family_s_case_does_not_settle_it(cast):
    one = report(cast.village_assistant)
    with pytest.raises(ReportSettledError):
        settle(cast.town_handler, one, ReportOutcome.CHANGE_CASE, case_id=one.id, household_id=uuid4())
    with acting(cast.town_handler):
        assert worklist.find_open(WorkKind.CHANGE_REPORT, one.id) is not None


def test_the_village_does_not_settle_and_the_neighbour_does_not_see(cast):
    one = report(cast.village_assistant)
    with pytest.raises(NotPermittedError):
        settle(cast.village_assistant, one)
    with pytest.raises(ReportNotFoundError):
        settle(cast.stranger, one)
