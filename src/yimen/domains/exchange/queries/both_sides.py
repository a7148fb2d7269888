"""Both sides of a comparison: our records of a month, and the rows of the province's list."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yimen.domains.awards import queries as awards
from yimen.domains.exchange.queries.records import Asked
from yimen.domains.exchange.types.profiles import Profile, RecordKind
from yimen.domains.exchange.types.reconciling import Ours, Theirs
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.queries import identified
from yimen.domains.people.types import NumberedMember
from yimen.foundation.models import blind
from yimen.foundation.spreadsheets.tables.columns import Fault, Row
from yimen.kernel import Money, Month, Programme, RegionCode, ResidentId, Sentence
from yimen.kernel.regions import RegionCodeError


def ours(profile: Profile, asked: Asked, *, by: Actor) -> list[Ours]:
    """Our awards of the month, or the households that hold one."""
    found = awards.awards_of_month(asked.month, by=by, region=asked.region, programmes=profile.programmes)
    rows = awards.awards_listed(list(found.values_list("id", flat=True)))
    homes = {row.household_id for row in rows}
    members, sizes = identified.keys_of_members(homes, asked.on), people.sizes_on(homes, asked.on)
    if profile.kind is RecordKind.HOUSEHOLDS:
        regions = {row.household_id: row.region for row in rows}
        ordered = sorted(homes, key=str)
        return [_home(home, regions[home], members.get(home, []), sizes.get(home)) for home in ordered]
    amounts = {row.award_id: row.amount for row in awards.in_force(rows, asked.month)}
    return [
        _award(row, members.get(row.household_id, []), sizes.get(row.household_id), amounts[row.id])
        for row in rows
    ]


def _home(home: UUID, region: str, members: Sequence[NumberedMember], size: int | None) -> Ours:
    name = members[0].name if members else ""
    return Ours(_keys(home, members), None, name, region, home, size)


def _award(row: Any, members: Sequence[NumberedMember], size: int | None, amount: Money) -> Ours:
    """A person's award under that person; a household's under any of its members, its head first."""
    whose = [member for member in members if row.person_id in (None, member.person_id)]
    return Ours(
        keys=_keys(row.household_id, whose),
        programme=Programme(row.programme),
        name=whose[0].name if whose else "",
        region=row.region,
        household_id=row.household_id,
        size=1 if row.person_id else size,
        amount=amount,
        month=Month.of(row.from_month),
    )


def _keys(home: UUID, members: Sequence[NumberedMember]) -> tuple[bytes, ...]:
    """Somebody without a number is found under no row, but differs all the same."""
    keys = tuple(bytes(member.key) for member in members if member.key is not None)
    return keys or (blind(str(home), "household"),)


def theirs(profile: Profile, asked: Asked, rows: Sequence[Row]) -> tuple[list[Theirs], list[Fault]]:
    """Their rows of this month, and why others were not read; a row of another month is not compared."""
    read: list[Theirs] = []
    faults: list[Fault] = []
    for row in rows:
        faults += row.faults
        number = row.values.get("number") or row.values.get("head_number")
        if not isinstance(number, ResidentId):
            continue
        if row.values.get("month") not in (None, asked.month):
            faults.append(_of_another_month(row, asked.month))
            continue
        read.append(_row(profile, asked, row, number))
    return read, faults


def _of_another_month(row: Row, month: Month) -> Fault:
    return Fault(
        row.number,
        "",
        Sentence("这一行是 %(other)s 的，不是 %(month)s 的。", other=row.text("month"), month=str(month)),
        Sentence("没有参加核对；请按月份分别上传。"),
    )


def _row(profile: Profile, asked: Asked, row: Row, number: ResidentId) -> Theirs:
    said = row.values
    programme = said.get("programme")
    only = next(iter(profile.programmes)) if len(profile.programmes) == 1 else None
    month, size = said.get("from_month"), said.get("size")
    return Theirs(
        row=row.number,
        key=blind(str(number), "identity"),
        programme=Programme(programme) if isinstance(programme, str) else only,
        name=row.text("name") or row.text("head_name") or None,
        size=size if isinstance(size, int) else None,
        amount=_amount(said.get("amount")),
        month=month if isinstance(month, Month) else None,
        region=_region(row.text("region_code"), asked.region),
    )


def _amount(said: object) -> Money | None:
    """Yuan, or fen where the profile says so."""
    return said if isinstance(said, Money) else Money(said) if isinstance(said, int) else None


def _region(code: str, within: RegionCode) -> str | None:
    try:
        region = RegionCode(code)
    except RegionCodeError:
        return None
    return code if within.contains(region) else None
