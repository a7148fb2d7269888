"""The scratch house of the pages: a state directory of its own, the demo county, and its copies."""

from pathlib import Path

from django.db.backends.utils import CursorWrapper

from bench.pages.progress import timed

PEOPLE, CASES = 1_000_000, 500_000


def fill(*, people: int, cases: int) -> None:
    """Once: the demo county through the loading functions, then its copies; called while the house stands.

    The copies are all written or none, so a run that breaks off is simply begun again.
    """
    from django.conf import settings
    from django.db import connections

    from bench.pages.multiply import multiply
    from yimen.doors.cli.county import load_demo
    from yimen.doors.cli.prepare import prepare_site
    from yimen.foundation.database.scope import system_scope
    from yimen.foundation.postgres.server import Server

    state = Path(settings.YIMEN_STATE)
    done = state / f"filled-{people}-{cases}"
    timed("tables, calendar and regions", prepare_site)
    if done.exists():
        return
    if other := next(state.glob("filled-*"), None):
        raise SystemExit(f"{state} is {other.name}: remove it, or name another place in YIMEN_STATE")
    assert settings.YIMEN_PLACE is not None
    timed("demo county", load_demo)
    with system_scope("owner"), connections["owner"].cursor() as cursor:
        _found_stations()
        persons, known = (_count(cursor, table) for table in ("people_person", "cases_case"))
    multiply(
        Server(settings.YIMEN_PLACE).address(settings.DATABASES["default"]["NAME"]),
        copies=max(0, -(-people // persons) - 1),
        copies_with_cases=max(0, -(-cases // known) - 1),
        cases=cases,
    )
    done.touch()


def _found_stations() -> None:
    """Where the copies live there is a station of each level too."""
    from yimen.domains.network.models import Region, Station
    from yimen.domains.network.types import StationLevel
    from yimen.kernel import RegionCode, RegionLevel

    levels = {
        RegionLevel.COUNTY: StationLevel.COUNTY,
        RegionLevel.TOWN: StationLevel.TOWN,
        RegionLevel.VILLAGE: StationLevel.VILLAGE,
    }
    has_one = Station.objects.using("owner").values("region")
    without = Region.objects.using("owner").filter(valid_until=None).exclude(code__in=has_one)
    Station.objects.using("owner").bulk_create(
        Station(region=region.code, level=levels[level].value, name=region.name)
        for region in without
        if (level := RegionCode(region.code).level) in levels
    )


def _count(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name written here
    return int(cursor.fetchone()[0])
