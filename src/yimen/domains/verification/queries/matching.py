"""Rows without a valid number: which there are, who they may be about, what was decided, and what counts."""

import functools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people.queries.identified import alike, joining_keys_of, numbered
from yimen.domains.verification.errors import MatchNotFoundError
from yimen.domains.verification.models import SetLoad, SetMatch
from yimen.domains.verification.permissions import access_match
from yimen.domains.verification.queries.quarantined import rows_in_quarantine
from yimen.domains.verification.recording import log_deed
from yimen.domains.verification.rules.duties import MATCH, by_duty
from yimen.domains.verification.sets import matching
from yimen.domains.verification.sets.catalogue import definition
from yimen.domains.verification.types import Deed, Purpose, QueryAct
from yimen.domains.verification.types.matching import Candidate, MatchState, Unmatched, Verdict
from yimen.foundation import audit
from yimen.foundation.joining import JoiningKey
from yimen.kernel import RegionCode

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row with the decision that stands about it, if there is one."""

    said: Unmatched
    match: SetMatch | None


def unmatched_rows(load: SetLoad, *, by: Actor, state: MatchState | None = None) -> list[ListedRow]:
    """The rows of a version whose only fault is the number, in their order; the opening is recorded."""
    require(by, Permission.SET_MATCH, load.region)
    audit.record_opening(
        kind="set_quarantine", subject=load.id, region=load.region, by=by, purpose="对应身份号码有误的行"
    )
    standing = {bytes(match.fingerprint): match for match in _standing(load)}
    rows = [ListedRow(row, standing.get(row.fingerprint)) for row in _offered(load)]
    if state is None:
        return rows
    return [row for row in rows if (row.match is None) is (state is MatchState.OPEN)]


def count_unmatched(load: SetLoad) -> int:
    """How many rows of a version wait for a person's decision."""
    decided = {bytes(match.fingerprint) for match in _standing(load)}
    return sum(row.fingerprint not in decided for row in _offered(load))


def get_unmatched(load: SetLoad, row: int, *, by: Actor) -> ListedRow:
    """One of them."""
    found = next((each for each in unmatched_rows(load, by=by) if each.said.row == row), None)
    if found is None:
        raise MatchNotFoundError("没有这一行，或它的问题不只是身份号码。", row=row)
    return found


def candidates_for(load: SetLoad, row: Unmatched, *, by: Actor) -> list[Candidate]:
    """Persons of the county whom a row may be about, likeliest first; each is logged as looked at."""
    require(by, Permission.SET_MATCH, load.region)
    (found,) = matching.candidates([row], alike(row.name, row.born, RegionCode(load.region)))
    deed = Deed(QueryAct.COMPARE, load.region, Purpose.COMPARISON)
    log_deed(deed, {each.person_id: by_duty(MATCH) for each in found}, by=by)
    return found


def agreeing_titles() -> list[str]:
    """What is said to agree between a row and a person."""
    comparisons = matching.weights()["comparisons"].values()
    return [level["title"] for levels in comparisons for level in levels if "title" in level]


def get_match(match_id: UUID, *, by: Actor) -> SetMatch:
    """One decision."""
    return access_match(match_id, by=by)


def matched_rows(load: SetLoad, keys: Collection[JoiningKey] | None = None) -> "pl.DataFrame | None":
    """What a version says of persons picked by hand, as rows of a shard; None where nobody was picked.

    With `keys` of those persons alone: a county may have picked thousands.
    """
    standing = _standing(load, keys)
    picked = {bytes(match.fingerprint): match for match in standing if match.verdict == Verdict.PERSON}
    if not picked:
        return None
    borne = joining_keys_of(match.person_id for match in picked.values() if match.person_id)
    told = tuple(
        _Picked(key, match.person_id, str(match.name), borne[match.person_id])
        for key, match in sorted(picked.items())
        if match.person_id in borne
    )
    return _as_rows(load.id, told)


@dataclass(frozen=True, slots=True)
class _Picked:
    """A decision as far as rows depend on it: another number of the person makes other rows."""

    fingerprint: bytes
    person_id: UUID
    name: str
    key: JoiningKey


@functools.lru_cache(maxsize=8)
def _as_rows(load_id: UUID, told: tuple[_Picked, ...]) -> "pl.DataFrame":
    """Read once for the shards of a run: the decisions are part of what is asked."""
    import polars as pl  # here: data frames only where they are read

    from yimen.domains.verification.sets.checking import Checker

    load = SetLoad.objects.get(id=load_id)
    said, people = definition(load.set_key), numbered(each.person_id for each in told)
    numbers = {each.fingerprint: people[each.person_id].number for each in told}
    rows = [row for row in _offered(load, {each.name for each in told}) if row.fingerprint in numbers]
    kinds = {"row": pl.Int64, **{column.name: pl.String for column in said.columns}}
    texts = pl.DataFrame([_texts(row, numbers[row.fingerprint], load) for row in rows], schema=kinds)
    return Checker(said, timezone.localdate(load.handed_in_at)).check(texts).sound


def _texts(row: Unmatched, number: str, load: SetLoad) -> Mapping[str, object]:
    """The cells as the file had them, under the number of the person picked."""
    said = definition(load.set_key)
    cells = {column.name: row.cells.get(column.title) for column in said.columns}
    return {"row": row.row, **cells, said.holder.name: number}


def _offered(load: SetLoad, names: set[str] | None = None) -> Iterator[Unmatched]:
    rows = matching.unmatched(rows_in_quarantine(load, names=names), definition(load.set_key))
    return islice(rows, matching.MOST_OFFERED)


def _standing(load: SetLoad, keys: Collection[JoiningKey] | None = None) -> list[SetMatch]:
    rows = SetMatch.objects.filter(region=load.region, set_key=load.set_key, revoked_at=None)
    if keys is not None:
        rows = rows.filter(person__joining_key__in={each.key for each in keys})
    return list(rows.select_related("person"))
