"""Who is in a yearly review, what a visit must say, the order of doors."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.cases.rules.campaigns import (
    due_day,
    left_out,
    plan_faults,
    visit_faults,
    walking_key,
)
from yimen.domains.cases.types.campaigns import (
    CampaignPlan,
    Candidate,
    LeftOut,
    Progress,
    Visited,
    VisitFinding,
)
from yimen.kernel import Programme

FROM, UNTIL, TODAY = date(2026, 9, 1), date(2026, 11, 30), date(2026, 9, 21)
PLAN = CampaignPlan(2026, (Programme.DIBAO,), FROM, UNTIL)
HOME = Candidate(uuid4(), "441426100201", "墩背村8号", (Programme.DIBAO,), 12, date(2027, 3, 10), None)


@pytest.mark.parametrize(
    ("candidate", "plan", "why"),
    [
        (HOME, PLAN, None),
        (replace(HOME, is_in_another=True), PLAN, LeftOut.IN_ANOTHER),
        (replace(HOME, lives_in=""), PLAN, LeftOut.LIVES_ELSEWHERE),
        (HOME, replace(PLAN, cycle=6), LeftOut.OTHER_CLASS),
        (HOME, replace(PLAN, cycle=12), None),
        (HOME, replace(PLAN, only_due=True), LeftOut.NOT_DUE),
        (replace(HOME, due_on=UNTIL), replace(PLAN, only_due=True), None),
        (replace(HOME, ends_on=UNTIL), PLAN, LeftOut.ENDS_BEFORE),
        (replace(HOME, ends_on=date(2026, 12, 31)), PLAN, None),
    ],
)
def test_who_is_in_and_why_not(candidate, plan, why):
    assert left_out(candidate, plan) is why


def test_the_day_of_the_law_counts_where_it_comes_before_the_end():
    assert due_day(HOME, PLAN, TODAY) == UNTIL
    assert due_day(replace(HOME, due_on=date(2026, 10, 5)), PLAN, TODAY) == date(2026, 10, 5)
    assert due_day(replace(HOME, due_on=date(2026, 3, 1)), PLAN, TODAY) == TODAY  # late before it began


def test_a_plan_says_what_when_and_not_for_longer_than_a_year():
    assert plan_faults(PLAN, TODAY) == []
    assert len(plan_faults(replace(PLAN, programmes=()), TODAY)) == 1
    assert len(plan_faults(replace(PLAN, until_on=FROM), TODAY)) == 1
    assert len(plan_faults(PLAN, date(2026, 12, 1))) == 1
    assert len(plan_faults(replace(PLAN, until_on=date(2027, 12, 1)), TODAY)) == 1


WENT = Visited(TODAY, second_post_id=uuid4(), signer_id=uuid4())


@pytest.mark.parametrize(
    ("finding", "visited", "is_whole"),
    [
        (VisitFinding.UNCHANGED, WENT, True),
        (VisitFinding.UNCHANGED, replace(WENT, second_post_id=None), False),
        (VisitFinding.UNCHANGED, replace(WENT, visited_on=date(2026, 8, 31)), False),
        (VisitFinding.UNCHANGED, replace(WENT, visited_on=date(2026, 9, 22)), False),
        (VisitFinding.CHANGED, replace(WENT, note="加工资"), True),
        (VisitFinding.CHANGED, replace(WENT, note=" "), False),
        (VisitFinding.NOT_MET, replace(WENT, note="外出", again_on=date(2026, 9, 28)), True),
        (VisitFinding.NOT_MET, replace(WENT, note="外出"), False),
        (VisitFinding.NOT_MET, replace(WENT, note="", again_on=date(2026, 9, 28)), False),
        (VisitFinding.NOT_MET, replace(WENT, note="外出", again_on=date(2026, 9, 20)), False),
        (VisitFinding.NOT_MET, replace(WENT, note="外出", again_on=date(2026, 12, 1)), False),
        (VisitFinding.DIED, WENT, False),
        (VisitFinding.DIED, replace(WENT, person_id=uuid4()), True),
        (VisitFinding.MOVED, replace(WENT, note="迁到县城"), True),
        (VisitFinding.MOVED, WENT, False),
    ],
)
def test_a_visit_says_what_was_found_needs(finding, visited, is_whole):
    fault = visit_faults(finding, visited, from_on=FROM, until_on=UNTIL, today=TODAY)
    assert (fault is None) is is_whole


def test_doors_stand_in_the_order_one_walks():
    doors = [
        "墩背村三组2号",
        "墩背村一组20号",
        "墩背村一组3号",
        "墩背村十二组1号",
        "墩背村十组9号",
        "墩背村二十组1号",
    ]
    assert sorted(doors, key=walking_key) == [
        "墩背村一组3号", "墩背村一组20号", "墩背村三组2号", "墩背村十组9号", "墩背村十二组1号",
        "墩背村二十组1号",
    ]  # fmt: skip


@given(st.lists(st.text("村组号0019十二三零甲 ", max_size=12), max_size=8))
def test_any_addresses_can_be_put_in_order(addresses):
    keys = sorted(walking_key(address) for address in addresses)
    assert keys == sorted(reversed(keys))


def test_progress_counts_what_is_done_and_lights_up():
    some = Progress("441426100201", total=40, open=10, kept=28, ended=2)
    assert (some.done, some.percent) == (30, 75)
    assert some.light(UNTIL, TODAY, 30) == "green"
    assert some.light(UNTIL, date(2026, 11, 1), 30) == "yellow"
    assert replace(some, overdue=1).light(UNTIL, TODAY, 30) == "red"
    assert Progress("441426100201").percent == 100
