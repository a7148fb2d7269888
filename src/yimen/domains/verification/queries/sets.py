"""Reads of department data: the catalogue with its newest versions, a version's rows, what is in quarantine.

Rows come shard by shard as Polars frames: `key` and `check` say whom a row is about, `row` where it stood
in the file; the other columns are those of the catalogue, days as dates, amounts in fen.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import SetFinancialError, SetLoadNotFoundError
from yimen.domains.verification.models import SetLoad, SetPart
from yimen.domains.verification.permissions import access_set_load
from yimen.domains.verification.queries.matching import matched_rows
from yimen.domains.verification.queries.quarantined import rows_in_quarantine
from yimen.domains.verification.queries.set_agreements import agreed_sets
from yimen.domains.verification.sets.catalogue import catalogue as catalogue
from yimen.domains.verification.sets.catalogue import definition
from yimen.domains.verification.sets.places import source_path
from yimen.domains.verification.types.sets import (
    Freshness,
    PartKind,
    Quarantined,
    SetDefinition,
    SetState,
    Verdict,
)
from yimen.foundation import audit
from yimen.foundation.encryption import TamperedError
from yimen.foundation.files.sealed import read_sealed
from yimen.foundation.joining import JoiningKey, key_range, range_of
from yimen.foundation.sentences import read_sentence
from yimen.kernel import RegionCode, Sentence

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class ListedSet:
    """A set of the catalogue with the version that counts in a county, if there is one."""

    definition: SetDefinition
    current: SetLoad | None
    freshness: Freshness
    is_loading: bool


def sets_of(by: Actor) -> list[ListedSet]:
    """The whole catalogue, each set with what the county has of it."""
    require(by, Permission.SET_OPEN, by.region)
    today, loads = timezone.localdate(), current_loads(by.region)
    rows = SetLoad.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi, state=SetState.WAITING)
    loading = set(rows.values_list("set_key", flat=True))
    return [
        ListedSet(
            each,
            loads.get(key),
            each.freshness(loads[key].as_of if key in loads else None, today),
            key in loading,
        )
        for key, each in catalogue().items()
    ]


def set_definition(key: str) -> SetDefinition:
    """What the catalogue says of a set."""
    return definition(key)


def current_loads(region: RegionCode) -> dict[str, SetLoad]:
    """The version of each set that counts in a county: the newest data that were not retracted.

    Nothing of a set that needs an agreement counts while none is in force.
    """
    rows = SetLoad.objects.filter(region__gte=region.lo, region__lt=region.hi, state=SetState.LOADED)
    newest = {load.set_key: load for load in rows.order_by("as_of", "version")}
    owed = [key for key in newest if definition(key).needs_agreement]
    lacking = {*owed} - agreed_sets(region, owed, timezone.localdate()) if owed else set()
    return {key: load for key, load in newest.items() if key not in lacking}


def loads_of_set(set_key: str, *, by: Actor) -> QuerySet[SetLoad]:
    """Every version of a set, newest first."""
    require(by, Permission.SET_OPEN, by.region)
    rows = SetLoad.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi, set_key=set_key)
    return rows.select_related("run").order_by("-version", "-id")


def get_set_load(load_id: UUID, *, by: Actor) -> SetLoad:
    """One version."""
    return access_set_load(load_id, Permission.SET_OPEN, by=by)


def refusal_of_load(load: SetLoad) -> Sentence | None:
    """Why a file was not loaded."""
    return None if load.refusal is None else read_sentence(str(load.refusal))


def read_shard(load_id: UUID, shard: int) -> "pl.DataFrame":
    """The rows of one shard, sorted by key, those a person has matched among them.

    The caller accounts for what becomes of them.

    Raises when the version was retracted, or anything of its file was changed.
    """
    import polars as pl  # here: data frames only where they are read

    from yimen.domains.verification.sets.shards import read_part

    load = _loaded(load_id)
    part = load.parts.get(kind=PartKind.SHARD, number=shard)
    frame = read_part(_attempt(load), PartKind.SHARD, shard, part.size)
    if (matched := matched_rows(load)) is None:
        return frame
    lo, hi = key_range(shard, load.shards)
    here = matched.filter(pl.col("key").is_between(lo, hi - 1))
    return pl.concat([frame, here]).sort("key", "check", "row") if len(here) else frame


def rows_about(
    load_id: UUID, keys: Collection[JoiningKey], columns: Collection[str]
) -> list[dict[str, object]]:
    """What a version says in some columns of some persons, those a person has matched among it.

    Joined by key and check. Only what they can lie in is opened; the caller accounts for what becomes of it.
    """
    from yimen.domains.verification.sets.single_rows import read_of_keys  # here: as above

    load, told = _loaded(load_id), sorted(columns)
    near: dict[int, set[JoiningKey]] = defaultdict(set)
    for each in keys:
        near[range_of(each.key, load.shards)].add(each)
    shards = load.parts.filter(kind=PartKind.SHARD, number__in=near).order_by("number")
    rows = [
        row
        for number, size in shards.values_list("number", "size")
        for row in read_of_keys(_attempt(load), number, size, near[number], told)
    ]
    if (matched := matched_rows(load, keys)) is not None:
        here = matched.select("key", "check", *told).iter_rows(named=True)
        rows += [row for row in here if JoiningKey(row["key"], row["check"]) in keys]
    return rows


def read_shard_for_scan(load_id: UUID, shard: int) -> "pl.DataFrame":
    """The same without what people earn or own: nobody whom a scan looks at has authorised that.

    Refuses a set that says nothing else.
    """
    said = definition(_loaded(load_id).set_key)
    if said.is_financial:
        raise SetFinancialError(
            "“%(title)s”是收入、财产数据，没有本人授权不能用于主动排查。", title=said.title
        )
    return read_shard(load_id, shard).drop([each.name for each in said.columns if each.is_financial])


def quarantined_rows(load: SetLoad, start: int, stop: int, *, by: Actor) -> Sequence[Quarantined]:
    """Some rows of the quarantine by their place; recorded as an opening, as they hold numbers."""
    require(by, Permission.SET_LOAD, load.region)
    audit.record_opening(
        kind="set_quarantine", subject=load.id, region=load.region, by=by, purpose="查看隔离的行"
    )
    return list(islice(rows_in_quarantine(load, start), stop - start))


def all_quarantined(load: SetLoad, *, by: Actor) -> Iterator[Quarantined]:
    """Every row of the quarantine, for a file; that it left the house is recorded."""
    require(by, Permission.SET_LOAD, load.region)
    changes = {"rows": load.quarantined}
    audit.record(
        "set:quarantine_export",
        kind="set_load",
        subject=load.id,
        region=load.region,
        by=by,
        changes=changes,
    )
    return rows_in_quarantine(load)


def verify_load(load_id: UUID) -> Verdict:
    """Read every file of a version and hold it against what was written down when it was loaded."""
    load = _loaded(load_id)
    wrong: list[str] = []
    rows = {PartKind.SHARD: 0, PartKind.QUARANTINE: 0}
    parts = list(load.parts.order_by("kind", "number"))
    for part in parts:
        found = _rows_of(load, part)
        rows[PartKind(part.kind)] += found or 0
        if found != part.rows:
            wrong.append(f"{part.kind} #{part.number}")
    if (rows[PartKind.SHARD], rows[PartKind.QUARANTINE]) != (load.stored, load.quarantined):
        wrong.append("rows")
    if not _is_source_whole(load):
        wrong.append("source")
    return Verdict(load.id, len(parts), sum(rows.values()), tuple(wrong))


def _rows_of(load: SetLoad, part: SetPart) -> int | None:
    from yimen.domains.verification.sets.shards import in_order, read_sealed_part  # here: as above

    try:
        frame, digest = read_sealed_part(_attempt(load), part.kind, part.number, part.size)
    except (OSError, TamperedError):
        return None
    is_same = digest == bytes(part.digest)
    is_placed = part.kind != PartKind.SHARD or in_order(frame, part.number, load.shards)
    return len(frame) if is_same and is_placed else None


def _is_source_whole(load: SetLoad) -> bool:
    try:
        pieces = read_sealed(source_path(load.source_id), str(load.source_id), load.size)
        return sum(len(piece) for piece in pieces) == load.size
    except (OSError, TamperedError):
        return False


def _loaded(load_id: UUID) -> SetLoad:
    load = SetLoad.objects.filter(id=load_id, state=SetState.LOADED).first()
    if load is None:
        raise SetLoadNotFoundError("没有这个版本的部门数据，或者它已经撤回。", load=str(load_id))
    return load


def _attempt(load: SetLoad) -> UUID:
    assert load.attempt_id is not None  # a constraint of the table: what is loaded names its attempt
    return load.attempt_id
