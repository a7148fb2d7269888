"""Where the law counts the opinion from the acceptance, it waits in the worklist from that day on."""

from datetime import date

import pytest
from tests.support import tekun as steps
from tests.support.cast import acting
from tests.support.process import MONDAY, on

from yimen.domains.cases import actions
from yimen.domains.command.queries import month_groups
from yimen.domains.command.types import Asked, Occasion, Span
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as lists
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import Light
from yimen.kernel import Month, Programme

pytestmark = pytest.mark.django_db
TEKUN = Programme.TEKUN
DUE = date(2026, 3, 23)
"""Fifteen working days after Monday the second of March."""


@pytest.fixture
def elder(walk):
    """Accepted; nobody has begun to look into anything."""
    with on(MONDAY):
        found = steps.elder_alone(walk.cast)
        found.apply(reason="年老无人照料", programmes=(TEKUN,))
        found.complete(people=found.adults[:1])
        found.submit()
        found.accept()
    return found


def opinion(walk) -> WorkItem:
    return walk.waiting("opinion")


def test_the_clock_runs_from_the_acceptance_and_says_what_comes_first(elder):
    with on(MONDAY):
        item = opinion(elder)
        assert (item.event_on, item.opened_on, item.due_on) == (MONDAY, MONDAY, DUE)
        assert (item.limit_days, item.limit_event, item.waits_for) == (15, "受理", ["investigation_start"])
        elder.start()
        assert opinion(elder).waits_for == ["verification", "investigation"]
        elder.visit()
        assert opinion(elder).waits_for == ["verification"]
        elder.verify(wage_fen=0)
        after = opinion(elder)
        assert (after.id, after.waits_for, after.due_on) == (item.id, [], DUE)


def test_a_file_nobody_looked_into_burns_and_is_told_to_the_superior(elder):
    with on(date(2026, 3, 24)):
        item = opinion(elder)
        assert lists.light(item) is Light.RED
        worklist.remind_and_escalate()
        with acting(elder.cast.county_reviewer):
            assert WorkItem.objects.filter(kind="escalation", subject_id=item.id).exists()


def test_the_reviewers_month_names_it_and_leads_to_the_page_of_the_case(elder):
    by = elder.cast.town_reviewer
    with on(MONDAY), acting(by):
        [line] = [each for each in lists.mine(by) if each.kind == "opinion"]
        assert list(line.waits_for) == ["investigation_start"]
        asked = Asked(Month(2026, 3), MONDAY, by.region)
        found = {each.occasion: each.found for each in month_groups(asked, by=by, span=Span(0, 20))}
        [due] = [each for each in found[Occasion.CLOCK].lines if each.item == line.id]
        assert (due.on, due.work) == (DUE, "")  # not yet the page of the step
        assert any("启动家庭经济状况调查" in str(why) for why in due.why)


def test_a_second_verification_is_waited_for_again(elder):
    by = elder.cast.town_handler
    with on(MONDAY):
        elder.start()
        elder.visit()
        elder.verify(is_passed=False, wage_fen=0)
        assert opinion(elder).waits_for == []
        with acting(by):
            asked = find_latest_request(elder.case_id)
            actions.tell_verification_failure(request_id=asked.id, how="电话告知", by=by)
            actions.object_to_verification(request_id=asked.id, objection="存款系代管", by=by)
        assert opinion(elder).waits_for == ["verification"]


def test_what_the_law_counts_from_the_step_itself_opens_with_its_turn(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        assert "opinion" not in walk.open_kinds()
        walk.start()
        walk.visit()
        assert "opinion" not in walk.open_kinds()
        walk.verify()
        assert opinion(walk).waits_for == []


def test_a_case_that_ends_leaves_no_opinion_waiting(elder):
    with on(MONDAY):
        elder.withdraw()
        assert "opinion" not in elder.open_kinds()
