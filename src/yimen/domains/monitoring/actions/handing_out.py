"""A county's award holders and sets written as files that `yimen compare run` reads on other machines.

They hold keys, no names and no numbers, and lie in clear in a folder for its owner's eyes only. Of whoever
stands in them the log says so before the folder gets its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.monitoring.errors import ComparisonInvalidError
from yimen.domains.monitoring.facts import holders_of, rows_of
from yimen.domains.monitoring.queries.findings import DUTY
from yimen.domains.monitoring.rules.differences import sets_compared
from yimen.domains.monitoring.rules.ranges import ranges_for
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.log import log_deed
from yimen.domains.verification.queries.sets import current_loads
from yimen.domains.verification.types import Deed, Purpose, QueryAct
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped
from yimen.foundation.joining import key_range
from yimen.kernel import Month, RegionLevel

if TYPE_CHECKING:
    from yimen.domains.monitoring.comparing.reading import Rows

Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What lies in the folder: people by their keys, and which version of each set."""

    people: int
    unkeyed: int
    versions: dict[str, int]


def hand_out(*, month: Month, folder: Path, by: Actor, tell: Tell = lambda share: None) -> HandedOut:
    """Make `folder` of the holders and the newest version of every set that a rule reads, range by range."""
    from yimen.domains.monitoring.comparing.folders import whole_folder  # here: data frames
    from yimen.domains.monitoring.comparing.reading import Rows, SetVersion

    _may(month, by)
    with scoped(by.scope):
        loads = {key: load for key, load in current_loads(by.region).items() if key in sets_compared()}
        keyed, unkeyed = (awards.count_holders(month, by.region, is_keyed=keyed) for keyed in (True, False))
    if not loads:
        raise ComparisonInvalidError("还没有可用的部门数据，请先装载。")
    ranges = ranges_for([load.shards for load in loads.values()], keyed)
    rows = Rows({key: SetVersion(load.id, load.shards) for key, load in loads.items()})
    with whole_folder(folder) as made:
        for name in ("holders", *loads):
            (made / name).mkdir()
        people = 0
        for number in range(ranges):
            people += _write_range(made, (number, ranges), month, rows, by)
            tell((number + 1) / ranges)
        outcome = HandedOut(people, unkeyed, {key: load.version for key, load in loads.items()})
        _record(month, outcome, by)
    return outcome


def _may(month: Month, by: Actor) -> None:
    require(by, Permission.COMPARISON_RUN, by.region)
    if by.region.level is not RegionLevel.COUNTY:
        raise ComparisonInvalidError("比对用的文件由县级岗位写出。")
    today = Month.of(timezone.localdate())
    if month not in (today, today.next()):
        raise ComparisonInvalidError("只能比对本月或下月发放的对象。")


def _write_range(made: Path, part: tuple[int, int], month: Month, rows: "Rows", by: Actor) -> int:
    """One transaction: what is read is logged with it. Of sets only what is about holders is written."""
    import polars as pl  # here: data frames

    from yimen.domains.monitoring.comparing.files import HOLDERS, schema_of, write_part
    from yimen.domains.monitoring.comparing.kernel import holders_frame

    with scoped(by.scope):
        holders = holders_of(month, by.region, key_range(*part))
        people = holders_frame(rows_of(holders, timezone.localdate()))
        write_part(made / HOLDERS, part[0], people)
        is_about_them = pl.col("key").is_in(people["key"].unique().implode())
        for name, frame in rows.within(*part).items():
            write_part(made / name, part[0], frame.filter(is_about_them).select(list(schema_of(name))))
        deed = Deed(QueryAct.EXPORT, str(by.region), Purpose.COMPARISON)
        log_deed(deed, {holder.person_id: DUTY for holder in holders}, by=by)
    return len(holders)


def _record(month: Month, outcome: HandedOut, by: Actor) -> None:
    changes = {"month": str(month), "people": outcome.people, **outcome.versions}
    with scoped(by.scope):
        audit.record(
            "comparison:hand_out",
            kind="comparison_files",
            subject=uuid4(),
            region=str(by.region),
            by=by,
            changes=changes,
        )
