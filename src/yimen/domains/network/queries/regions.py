"""The region table: one region, names and paths, what lies below, finding a place by its name."""

import time
from collections.abc import Iterable, Mapping

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from yimen.kernel import RegionCode, RegionLevel

from ..errors import UnknownRegionError
from ..models import Region

REGISTERS = (RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.TOWN)
FEW_PLACES = 12
NAMES_KEPT_FOR = 60.0
"""Seconds: names change with a new list, once a year; every process shows the new ones within a minute."""


def get_region(code: RegionCode | str) -> Region:
    region = Region.objects.filter(code=str(code)).first()
    if region is None:
        raise UnknownRegionError(
            "行政区划 %(region)s 不在区划表中；请先运行 yimen regions import。",
            region=str(code),
        )
    return region


def get_region_in_being(code: RegionCode | str) -> Region:
    """A region somebody can live in today: not one that has ended."""
    region = get_region(code)
    if region.valid_until is not None and region.valid_until <= timezone.localdate():
        raise UnknownRegionError("%(name)s已撤销；请选择现在的区划。", name=region.name, region=str(code))
    return region


class _Names:
    """What this process read of the names in the last minute.

    What was read is replaced, never changed: threads that read at once lose at most each other's reading.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._kept: tuple[float, Mapping[str, str]] = (time.monotonic(), {})

    def of(self, codes: set[str]) -> dict[str, str]:
        since, read = self._kept
        if time.monotonic() - since > NAMES_KEPT_FOR:
            since, read = time.monotonic(), {}
        if unread := codes - read.keys():
            read = {**read, **dict(Region.objects.filter(code__in=unread).values_list("code", "name"))}
            self._kept = (since, read)
        return {code: read[code] for code in codes & read.keys()}


_names = _Names()


def region_names(codes: Iterable[RegionCode | str]) -> dict[str, str]:
    """Code to present name, for all codes of a page in one query at most."""
    return _names.of({str(code) for code in codes})


def forget_region_names() -> None:
    """After the table was written: the next page reads the names again."""
    _names.forget()


def region_path(code: RegionCode | str, *, above: RegionLevel = RegionLevel.COUNTY) -> str:
    """The names from `above` down to the region, joined as an address begins."""
    return region_paths([code], above=above)[str(code)]


def region_paths(
    codes: Iterable[RegionCode | str], *, above: RegionLevel = RegionLevel.COUNTY
) -> dict[str, str]:
    """Code to path, for all codes of a page in one query."""
    regions = {str(code): RegionCode(str(code)) for code in codes}
    paths = {
        code: [step for step in (*reversed(region.ancestors()), region) if step.level >= above]
        for code, region in regions.items()
    }
    names = region_names(step for path in paths.values() for step in path)
    return {code: "".join(names.get(str(step), "") for step in path) for code, path in paths.items()}


def regions_under(code: RegionCode | str) -> QuerySet[Region]:
    """The regions directly below that are still in being, by code."""
    return Region.objects.filter(parent_id=str(code), valid_until__isnull=True).order_by("code")


def names_within(code: RegionCode) -> dict[str, str]:
    """The region and everything below it that is in being, by code; for lists that name places."""
    rows = Region.objects.filter(code__gte=code.lo, code__lt=code.hi, valid_until__isnull=True)
    return dict(rows.values_list("code", "name"))


def find_places(words: str) -> list[str]:
    """Provinces to towns of the country that are called so, with what they belong to; the larger first."""
    if not words.strip():
        return []
    found = _registering().filter(name__icontains=words.strip())
    ranked = found.order_by("level_rank", "code")  # type: ignore[misc]  # annotated by _registering
    codes = [row.code for row in ranked[:FEW_PLACES]]
    return list(region_paths(codes, above=RegionLevel.PROVINCE).values())


def place_of_path(path: str) -> RegionCode | None:
    """The place of a whole path as `find_places` writes it; None where it names none."""
    endings = [path[start:] for start in range(len(path))]
    named = region_paths(
        [row.code for row in _registering().filter(name__in=endings)], above=RegionLevel.PROVINCE
    )
    return next((RegionCode(code) for code, written in named.items() if written == path), None)


def _registering() -> QuerySet[Region]:
    """Regions in being where somebody may be registered, below which no name is asked for."""
    ranks = [When(level=level.name.lower(), then=Value(rank)) for rank, level in enumerate(REGISTERS)]
    levels = [level.name.lower() for level in REGISTERS]
    rows = Region.objects.filter(level__in=levels, valid_until__isnull=True)
    return rows.annotate(level_rank=Case(*ranks, output_field=IntegerField()))
