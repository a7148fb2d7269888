"""Requests whose purpose has ended: when their answers go, and what goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

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
    """By county, the requests whose answers have to go on a day."""
    ended = VerificationRequest.objects.filter(purpose_ended_on__isnull=False, reduced_at=None)
    for prefix in ended.order_by().values_list(Left("region", Value(6)), flat=True).distinct():
        county = RegionCode(f"{prefix}000000")
        until = on - timedelta(days=retention_limit(county, on).days)
        yield ended.filter(region__gte=county.lo, region__lt=county.hi, purpose_ended_on__lte=until).order_by(
            "purpose_ended_on", "id"
        )


def answers_going(*, by: Actor) -> list[Going]:
    """What goes within the next months, soonest first; nothing is deleted by looking."""
    require(by, Permission.VERIFICATION_ANSWER, by.region)
    today = timezone.localdate()
    kept = timedelta(days=retention_limit(by.region, today).days)
    rows = VerificationRequest.objects.filter(
        purpose_ended_on__lte=today - kept + AHEAD, reduced_at=None
    ).annotate(line_count=Count("lines", distinct=True), answer_count=Count("asked__answers", distinct=True))
    return [
        Going(row, row.purpose_ended_on + kept, row.line_count, row.answer_count)
        for row in rows.order_by("purpose_ended_on", "id")[:1_000]
        if row.purpose_ended_on is not None
    ]
