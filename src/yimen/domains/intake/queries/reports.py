"""Reads of reports of change within the current scope."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from yimen.domains.intake.models import ChangeReport
from yimen.domains.intake.permissions.reports import access_report
from yimen.domains.intake.rules.reports import AWAY, AWAY_MONTHS, away_until
from yimen.domains.intake.types import ReportKind
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """Which reports to list; everything left out does not narrow."""

    is_open: bool = False
    kind: ReportKind | None = None


ALL_REPORTS = ReportFilters()


def get_report(report_id: UUID, *, by: Actor, purpose: str = "") -> ChangeReport:
    """One report; the opening is recorded."""
    found = access_report(report_id, Permission.REPORT_OPEN, by=by)
    audit.record_opening(kind="change_report", subject=found.id, region=found.region, by=by, purpose=purpose)
    return found


def reports(*, by: Actor, filters: ReportFilters = ALL_REPORTS) -> QuerySet[ChangeReport]:
    """Deaths that nobody has looked into first, then the newest."""
    require(by, Permission.REPORT_OPEN, by.region)
    pressing = Case(
        When(kind=ReportKind.DEATH, outcome="", then=Value(0)),
        When(outcome="", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return ChangeReport.objects.filter(_narrowed(filters)).order_by(pressing, "-reported_on", "-id")


def _narrowed(filters: ReportFilters) -> Q:
    narrowed = Q(outcome="") if filters.is_open else Q()
    if filters.kind is not None:
        narrowed &= Q(kind=filters.kind)
    return narrowed


def reports_of_household(household_id: UUID, *, by: Actor) -> QuerySet[ChangeReport]:
    """What was ever reported of a family, newest first."""
    require(by, Permission.REPORT_OPEN, by.region)
    return ChangeReport.objects.filter(household_id=household_id).order_by("-reported_on", "-id")


def away_full_on(region: str, since: date) -> tuple[date, int]:
    """The day on which an absence has lasted as long as the place allows, and how many months that is."""
    value = library.parameters(region, timezone.localdate())[AWAY].value
    months = AWAY_MONTHS if value is None else int(value)
    return away_until(since, months), months
