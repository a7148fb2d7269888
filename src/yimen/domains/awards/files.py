"""The newest files of households that were determined, as they stood at a moment: what a scan rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yimen.domains.awards.models import Determination
from yimen.domains.awards.planning import going_on
from yimen.kernel import RegionCode


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The file a household was last determined by; nobody's name or number is in it."""

    household_id: UUID
    inputs: dict[str, Any]


def households_with_files(region: RegionCode, until: datetime) -> list[tuple[UUID, str]]:
    """Households of a region that go on and were determined by then, with where they live, by their ids."""
    rows = _determined(region, until).values_list("household_id", "household__region")
    return list(rows.order_by("household_id"))


def cases_of_files(household_ids: Iterable[UUID], until: datetime) -> dict[UUID, UUID]:
    """In which case each of these was last determined by then; nothing of the file is read."""
    return dict(_newest(household_ids, until).values_list("household_id", "case_id"))


def files_of(household_ids: Iterable[UUID], until: datetime) -> list[KnownFile]:
    """Of these the newest file each had by then, in their order."""
    return [KnownFile(*row) for row in _newest(household_ids, until).values_list("household_id", "inputs")]


def _newest(household_ids: Iterable[UUID], until: datetime) -> Any:
    rows = Determination.objects.filter(household_id__in=list(household_ids), made_at__lte=until)
    return rows.order_by("household_id", "-made_at", "-id").distinct("household_id")


def holders_without_file(region: RegionCode, until: datetime) -> int:
    """Households whose awards go on and of whom no file is known: taken over from a roll."""
    known = _determined(region, until).values("household_id")
    rows = going_on().filter(region__gte=region.lo, region__lt=region.hi).exclude(household_id__in=known)
    return rows.values("household_id").distinct().count()


def _determined(region: RegionCode, until: datetime) -> Any:
    rows = Determination.objects.filter(
        made_at__lte=until,
        household__ended_on__isnull=True,
        household__region__gte=region.lo,
        household__region__lt=region.hi,
    )
    return rows.order_by().values("household_id").distinct()


def households_going_on() -> Any:
    """The households of the scope that receive something next month, as rows to select from."""
    return going_on().values("household_id")
