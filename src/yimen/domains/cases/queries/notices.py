"""Reads of public notices: what hangs, for staff and, masked, for anybody."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.cases.models import PublicNotice
from yimen.domains.cases.types import NoticeKind, PublicLine
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Programme, RegionCode


def public_notices(region: RegionCode, *, on: date | None = None) -> tuple[PublicLine, ...]:
    """What hangs in a region on a day, names masked by the database; needs no actor and no scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT notice_id, kind, region, masked_name, household_size, amount_fen, programme,"
            " posted_on, ends_on FROM cases_public_notices(%s, %s, %s)",
            [region.lo, region.hi, on or timezone.localdate()],
        )
        rows = cursor.fetchall()
    names = network.region_names({row[2] for row in rows})
    return tuple(_public_line(row, names) for row in rows)


def public_notice_counts(*, on: date | None = None) -> dict[str, int]:
    """How many sheets hang in each town on a day, by the town's code; needs no actor and no scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT town, notices FROM cases_public_notice_counts(%s)", [on or timezone.localdate()]
        )
        return dict(cursor.fetchall())


def notices_hanging(
    *,
    by: Actor,
    region: RegionCode | None = None,
    programme: Programme | None = None,
    kind: NoticeKind | None = None,
) -> QuerySet[PublicNotice]:
    """Sheets that hang now, the next to come down first."""
    require(by, Permission.CASE_OPEN, region or by.region)
    hanging = PublicNotice.objects.filter(taken_down_on__isnull=True)
    if region is not None:
        hanging = hanging.filter(region__gte=region.lo, region__lt=region.hi)
    if programme is not None:
        hanging = hanging.filter(programme=programme)
    if kind is not None:
        hanging = hanging.filter(kind=kind)
    return hanging.select_related("outcome__case").order_by("ends_on", "id")


def notices_hanging_of(household_id: UUID, *, by: Actor) -> QuerySet[PublicNotice]:
    """Sheets about a household that hang now."""
    return notices_hanging(by=by).filter(outcome__case__household=household_id)


def _public_line(row: Sequence[Any], names: Mapping[str, str]) -> PublicLine:
    notice_id, kind, region, masked_name, household_size, amount_fen, programme, posted_on, ends_on = row
    return PublicLine(
        notice_id=notice_id,
        kind=NoticeKind(kind),
        village=names.get(region, region),
        masked_name=masked_name,
        household_size=household_size,
        amount_fen=amount_fen,
        programme=Programme(programme),
        posted_on=posted_on,
        ends_on=ends_on,
    )
