"""Requests whose purpose has ended: when their answers go, and what goes."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import Left
from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.models import VerificationRequest
from yimen.domains.verification.rules.requests import OWN_RETENTION, RETENTION_CLOCK
from yimen.kernel import DayUnit, RegionCode, TimeLimit

AHEAD = timedelta(days=90)
_LONGER: list[Callable[[Collection[UUID]], Collection[UUID]]] = []


def keep_longer(needed: Callable[[Collection[UUID]], Collection[UUID]]) -> None:
    """Said once by a room above, as it starts: of some cases, those whose answers it still needs."""
    _LONGER.append(needed)


def _needed_longer(rows: QuerySet[VerificationRequest]) -> set[UUID]:
    cases = set(rows.values_list("case_id", flat=True))
    return {case for needed in _LONGER for case in needed(cases)} if cases else set()


@dataclass(frozen=True)
class Going:
    """A request whose answers go on a day."""

    request: VerificationRequest
    goes_on: date
    lines: int
    answers: int


def retention_limit(region: RegionCode, on: date) -> TimeLimit:
    """How long answers are kept after their purpose ended: the place's own, else the office's."""
    found = library.find_time_limit(RETENTION_CLOCK, region, on)
    return found if found is not None and found.unit is DayUnit.CALENDAR else OWN_RETENTION


def requests_to_reduce(on: date) -> Iterator[QuerySet[VerificationRequest]]:
    """By county, the requests whose answers have to go on a day; what is contested still stays."""
    ended = VerificationRequest.objects.filter(purpose_ended_on__isnull=False, reduced_at=None)
    for prefix in ended.order_by().values_list(Left("region", Value(6)), flat=True).distinct():
        county = RegionCode(f"{prefix}000000")
        until = on - timedelta(days=retention_limit(county, on).days)
        due = ended.filter(region__gte=county.lo, region__lt=county.hi, purpose_ended_on__lte=until)
        yield due.exclude(case_id__in=_needed_longer(due)).order_by("purpose_ended_on", "id")


def answers_going(*, by: Actor) -> list[Going]:
    """What goes within the next months, soonest first; nothing is deleted by looking."""
    require(by, Permission.VERIFICATION_ANSWER, by.region)
    today = timezone.localdate()
    kept = timedelta(days=retention_limit(by.region, today).days)
    own = VerificationRequest.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    due = own.filter(purpose_ended_on__lte=today - kept + AHEAD, reduced_at=None)
    rows = due.exclude(case_id__in=_needed_longer(due)).annotate(
        line_count=Count("lines", distinct=True), answer_count=Count("asked__answers", distinct=True)
    )
    return [
        Going(row, row.purpose_ended_on + kept, row.line_count, row.answer_count)
        for row in rows.order_by("purpose_ended_on", "id")[:1_000]
        if row.purpose_ended_on is not None
    ]
