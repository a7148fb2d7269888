"""The household file a scan asks the rules about: what was determined last, what is known since; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from yimen.domains.people.types import MemberRow
from yimen.kernel import Money, Programme, RegionCode

File = dict[str, Any]
Facts = Mapping[str, Mapping[str, Any]]
UNKNOWN = "unknown"
FINANCES_OF_HOUSEHOLD = (
    "income_month", "income_12m", "assessed_income_per_capita", "financial_assets", "homes", "home_area",
    "non_residential", "vehicles", "businesses",
)  # fmt: skip
"""What a family earns and owns: nobody reads it in a scan without a signature that stands."""
NEVER_ASKED = ("income_month", "financial_assets", "homes", "non_residential", "vehicles", "businesses")
FINANCES_OF_MEMBER = ("income", "paid_out")
OF_ITS_DAY = ("event", "request", "award_before", "medical")
"""What belongs to the day of the determination alone."""
NOT_KNOWN = ("work_ability", "serious_illness")


@dataclass(frozen=True, slots=True)
class KnownFamily:
    """A family as the scan finds it. `kept` is the file of its newest determination, `refs` whom it means.

    `is_authorised` says that everybody's signature for that case still stands, `obligors_signed` how many of
    those who owe support from outside let their own means be looked at, and have not taken it back.
    """

    household_id: UUID
    region: RegionCode
    is_urban: bool
    members: Sequence[MemberRow]
    kept: Mapping[str, Any] | None = None
    refs: Mapping[UUID, str] = field(default_factory=dict)
    is_authorised: bool = False
    obligors_signed: int = 0
    held: Sequence[tuple[Programme, UUID | None, Money]] = ()
    """What it receives each month, each with the person it is for."""
    coming: Collection[tuple[Programme, UUID | None]] = ()
    """What was granted from next month on."""
    asked: Collection[Programme] = ()
    """What it applied for and waits to hear of."""


def scan_file(family: KnownFamily, signs: Mapping[UUID, Iterable[Facts]], on: date) -> File:
    """Everybody who belongs to the family today; members bear the ids of persons as their refs."""
    kept = family.kept or {}
    known = {each["ref"]: each for each in kept.get("members", ())}
    file: File = deepcopy({key: value for key, value in kept.items() if key not in OF_ITS_DAY})
    file |= {"on": on.isoformat(), "region": str(family.region)}
    file["household"] = dict(file.get("household", {"urban": family.is_urban}))
    file["members"] = [_member(row, known.get(family.refs.get(row.person_id, ""))) for row in family.members]
    if family.kept is None or "obligors" in file:
        file["obligors"] = _obligors(file.get("obligors", UNKNOWN), family)
    _tell_awards(file, family.held)
    for person, facts in signs.items():
        for each in facts:
            _lay(file, str(person), each)
    return file if family.is_authorised else without_finances(file)


def _member(row: MemberRow, known: Mapping[str, Any] | None) -> File:
    member: File = {} if known is None else dict(deepcopy(dict(known)))
    member |= {
        "ref": str(row.person_id),
        "relation": str(row.relation),
        "birth_date": row.birth_date.isoformat(),
        "sex": str(row.sex),
    }
    if row.disability is not None:
        member["disability"] = {"kind": str(row.disability.kind), "level": row.disability.level}
    if known is None:
        member |= dict.fromkeys(NOT_KNOWN, UNKNOWN)
    for key in ("other_awards", "carer_of"):
        member.pop(key, None)
    return member


def _obligors(kept: Any, family: KnownFamily) -> Any:
    """Under the refs of today; whoever supported somebody who left supports nobody here.

    Unknown unless as many consent as are listed: a family's signature opens nobody else's means.
    """
    if kept == UNKNOWN or len(kept) > family.obligors_signed:
        return UNKNOWN
    persons = {ref: str(person) for person, ref in family.refs.items()}
    today = {str(row.person_id) for row in family.members}
    named = [each for each in kept if "supports" in each]
    laid = [
        {**each, "supports": [persons[ref] for ref in each["supports"] if persons.get(ref) in today]}
        for each in named
    ]
    return [*(each for each in kept if each not in named), *(each for each in laid if each["supports"])]


def _tell_awards(file: File, held: Iterable[tuple[Programme, UUID | None, Money]]) -> None:
    """Each member's own, and an equal part of what the household has."""
    members = file["members"]
    for programme, person, amount in held:
        each = amount if person is not None else Money(amount.fen // len(members))
        for member in members:
            if person is None or member["ref"] == str(person):
                told = {"programme": programme.value, "amount": str(each)}
                member.setdefault("other_awards", []).append(told)


def _lay(file: File, ref: str, facts: Facts) -> None:
    """What a sign says; of an expense that is known for longer the larger figure counts."""
    for key, value in facts.get("household", {}).items():
        before = file["household"].get(key)
        is_group = isinstance(before, dict) and isinstance(value, Mapping)
        file["household"][key] = _larger(before, value) if is_group else value
    for member in file["members"]:
        if member["ref"] == ref:
            member.update(facts.get("member", {}))


def _larger(before: Mapping[str, Any], told: Mapping[str, Any]) -> File:
    """A department tells of one person and year, the family of all its costs."""
    more = {
        key: value
        for key, value in told.items()
        if before.get(key) in (None, UNKNOWN) or Decimal(str(before[key])) < Decimal(str(value))
    }
    return {**before, **more}


def without_finances(file: File) -> File:
    """The same where nobody may look at what they earn and own: all of it is unknown."""
    home = {key: value for key, value in file["household"].items() if key not in FINANCES_OF_HOUSEHOLD}
    home |= dict.fromkeys(NEVER_ASKED, UNKNOWN)
    members = [
        {key: value for key, value in member.items() if key not in FINANCES_OF_MEMBER}
        for member in file["members"]
    ]
    return {**file, "household": home, "members": members, "obligors": UNKNOWN}
