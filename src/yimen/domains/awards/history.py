"""Determinations of the past as facts of many families: the file, and some of what it came to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTransform

from yimen.domains.awards.models import Determination
from yimen.domains.awards.types import Purpose
from yimen.kernel import RegionCode

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class DeterminedFile:
    """The file that was decided on, and the values asked for; nobody's name or number is in it."""

    case_id: UUID
    household_id: UUID
    region: str
    on: date
    file: Mapping[str, Any]
    values: Mapping[str, Any]


def determined_files(region: RegionCode, since: date, names: Sequence[str]) -> Iterator[DeterminedFile]:
    """The last determination of every case decided since a day, one by one: they need not fit into memory."""
    rows = Determination.objects.filter(
        purpose=Purpose.CONFIRMATION, on__gte=since, region__gte=region.lo, region__lt=region.hi
    )
    values = {f"value_{name}": KeyTransform(name, KeyTransform("values", "answer")) for name in names}
    newest = rows.order_by("case_id", "-made_at", "-id").distinct("case_id").annotate(**values)
    columns = ("case_id", "household_id", "region", "on", "inputs", *values)
    for case_id, household_id, place, on, file, *found in newest.values_list(*columns).iterator(_CHUNK):
        yield DeterminedFile(case_id, household_id, place, on, file, dict(zip(names, found, strict=True)))


def counties_decided() -> list[RegionCode]:
    """Where anything was ever decided, by county."""
    codes = Determination.objects.filter(purpose=Purpose.CONFIRMATION).values_list("region", flat=True)
    return sorted({RegionCode(code[:6].ljust(12, "0")) for code in codes.distinct()})
