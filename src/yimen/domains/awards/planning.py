"""Households by the day on which one of their awards must be looked at again, worked out by the database."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, DateField, F, Func, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from yimen.domains.awards.models import Award
from yimen.domains.awards.timing import ONE_OFF, within
from yimen.domains.awards.types import ReviewRhythm
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme, RegionCode


def households_to_review(
    rhythm: ReviewRhythm,
    *,
    by: Actor,
    region: RegionCode,
    programmes: Iterable[Programme] = (),
) -> QuerySet[Any, Any]:
    """One row for each household with something that goes on: `due_on`, `months`, `place`, `programmes`.

    `ends_on` is the last day where all of it ends by itself.
    """
    require(by, Permission.AWARD_OPEN, region)
    rows = going_on(programmes).filter(within(region)).annotate(due_of_one=_due_on(rhythm))
    open_ended = Count("id", filter=Q(until_month__isnull=True))
    return rows.values("household_id").annotate(
        due_on=Min("due_of_one"),
        months=Min("review_months"),
        place=Min("region"),
        held=ArrayAgg("programme", distinct=True),
        open_ended=open_ended,
        ends_before=Max("until_month"),
    )


def going_on(programmes: Iterable[Programme] = ()) -> QuerySet[Award, Any]:
    """Awards that outlast this month, of some programmes or of all that last, as rows to select from."""
    month = Month.of(timezone.localdate()).next()
    rows = Award.objects.filter(Q(until_month__isnull=True) | Q(until_month__gt=month.first))
    wanted = [programme.value for programme in programmes]
    return rows.filter(programme__in=wanted) if wanted else rows.exclude(programme__in=ONE_OFF)


def _due_on(rhythm: ReviewRhythm) -> Func:
    """So many months after the award was last looked at; the last of a shorter month."""
    interval = Func(
        _months(rhythm), function="make_interval", template="make_interval(months => %(expressions)s)"
    )
    since = Coalesce("reviewed_on", "decided_on")
    return Func(
        since, interval, template="(%(expressions)s)::date", arg_joiner=" + ", output_field=DateField()
    )


def _months(rhythm: ReviewRhythm) -> Case:
    known = [programme.value for programme in rhythm.months]
    of_programme = [When(programme=each.value, then=Value(months)) for each, months in rhythm.months.items()]
    half = When(programme__in=known, review_months=rhythm.half_yearly, then=Value(rhythm.half_yearly_months))
    return Case(half, *of_programme, default=F("review_months"), output_field=IntegerField())
