"""Reviews and ends of gradual exits enter the worklist before they are due; safe to run twice."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import ReviewedAward
from yimen.domains.cases.actions.matters import close_if_waiting, wait
from yimen.domains.cases.queries.reviews import Due, households_to_plan, lead_days
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit import Doer
from yimen.kernel import DayUnit, Deadline, Month, RegionCode, TimeLimit

GRACE = "民发〔2021〕57号 第三十三条；民发〔2022〕83号 一（三）"
LONGEST_LEAD = timedelta(days=366)


def plan_reviews(*, by: Doer) -> int:
    """Every household of the scope whose review is due within the lead of its place; how many were opened."""
    today = timezone.localdate()
    found = {
        key: (due, rows[0].region)
        for key, (due, rows) in households_to_plan(today + LONGEST_LEAD).items()
        if due.deadline.due_on <= today + timedelta(days=lead_days(RegionCode(rows[0].region), today))
    }
    waiting, names = _waiting(found, WorkKind.REVIEW), people.heads_of(found)
    opened = 0
    for key, (due, region) in found.items():
        if key in waiting:
            continue
        title = f"{names.get(key, '')} 定期核查".strip()
        subject = Subject("household", key, title, RegionCode(region))
        opened += wait(WorkKind.REVIEW, subject, due.deadline, due.since, by=by)
    return opened


def plan_grace_ends(*, by: Doer) -> int:
    """A gradual exit that ends next month waits to be looked at; once it has ended nothing waits."""
    this = Month.of(timezone.localdate())
    ending = awards.awards_phased_out(this.plus(2))
    waiting = _waiting({award.household_id for award in ending}, WorkKind.GRACE_END)
    names = people.heads_of({award.household_id for award in ending})
    opened = 0
    for award in ending:
        if award.until_month is not None and award.until_month <= this:
            close_if_waiting(WorkKind.GRACE_END, award.household_id, by=by)
        elif award.household_id not in waiting:
            due = _last_day(award)
            title = f"{names.get(award.household_id, '')} {award.programme.title}渐退期".strip()
            subject = Subject("household", award.household_id, title, RegionCode(award.region))
            opened += wait(WorkKind.GRACE_END, subject, due.deadline, due.since, by=by)
    return opened


def _last_day(award: ReviewedAward) -> Due:
    assert award.until_month is not None  # only what ends is asked about
    last = award.until_month.previous().last
    limit = TimeLimit((last - award.since).days, DayUnit.CALENDAR, "决定渐退", GRACE)
    return Due(Deadline(last, False, limit), award.since)


def _waiting(households: Iterable[UUID], kind: WorkKind) -> set[UUID]:
    """Of these households, those for whom an item of the kind is open."""
    items = worklist.open_items_of(list(households))
    return {item.subject_id for item in items if item.kind == kind}
