"""The monthly duty roster of departments."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from yimen.kernel import Month

from ..errors import UnknownPartnerError
from ..models import DutyMonth
from ..types import Actor
from .conditions import is_within


def duty_of(station_id: UUID, month: Month) -> QuerySet[DutyMonth]:
    """The departments that stand duty at a station in a month."""
    rows = DutyMonth.objects.filter(station_id=station_id, month_first=month.first)
    return rows.select_related("department", "liaison__staff").order_by(F("department__name"))


def roster(station_id: UUID, year: int) -> list[tuple[Month, list[DutyMonth]]]:
    """The twelve months of a year, each with the departments that stand duty at a station."""
    rows = DutyMonth.objects.filter(station_id=station_id, month_first__year=year)
    turns: dict[date, list[DutyMonth]] = defaultdict(list)
    for row in rows.select_related("department", "liaison__staff").order_by("department__name"):
        turns[row.month_first].append(row)
    months = [Month(year, number) for number in range(1, 13)]
    return [(month, turns[month.first]) for month in months]


def get_duty(duty_id: UUID, *, by: Actor) -> DutyMonth:
    """A department's month at a station of the actor's region."""
    row = DutyMonth.objects.select_related("station", "department").filter(id=duty_id).first()
    if row is None or not is_within(by, row.station.region):
        raise UnknownPartnerError("没有这项轮值；请从轮值表中选择。")
    return row
