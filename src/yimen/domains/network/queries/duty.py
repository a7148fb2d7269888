"""The monthly duty roster of departments."""

from uuid import UUID

from django.db.models import F, QuerySet

from yimen.kernel import Month

from ..models import DutyMonth


def duty_of(station_id: UUID, month: Month) -> QuerySet[DutyMonth]:
    """The departments that stand duty at a station in a month."""
    rows = DutyMonth.objects.filter(station_id=station_id, month_first=month.first)
    return rows.select_related("department", "liaison__staff").order_by(F("department__name"))
