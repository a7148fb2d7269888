"""The file a review begins with: what was declared, corrected and verified last, with who is there now."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce
from yimen.domains.cases.actions.family import declared_member, is_adult
from yimen.domains.cases.errors import ChangeInvalidError
from yimen.domains.cases.models import Case, CaseMember
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.rules.life import award_before, event
from yimen.domains.cases.rules.recognition import TAKES_OVER, recognised
from yimen.domains.cases.types import CaseState
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.types import MemberRow
from yimen.kernel import Month, Programme

File = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """The members as unsaved rows and the household file they are declared in."""

    members: list[CaseMember]
    declared: File

    def ref_of(self, person_id: UUID | None) -> str | None:
        return next((member.ref for member in self.members if member.person_id == person_id), None)

    def alive(self) -> list[CaseMember]:
        """Everybody of whom no death is known, head first; where nobody is left, everybody."""
        dead = {member["ref"] for member in self.declared["members"] if "died_on" in member}
        return [member for member in self.members if member.ref not in dead] or self.members


def carry(
    earlier: Case | None, household_id: UUID, *, dead: UUID | None, holders: frozenset[UUID]
) -> Carried:
    """Who lives in the household now, each with what was last known of them.

    A household that is no longer here, or ended, is as it was in its last case. Whoever holds an award and
    has left is of the case as well, living elsewhere.
    """
    known = _last_file(earlier)
    by_person = {person: known_of for person, known_of in _by_person(earlier, known)}
    rows = [row for row in people.members(household_id) if row.died_on is None or row.person_id == dead]
    if not rows and earlier is not None:
        return _as_it_was(earlier, known)
    if not rows:
        raise ChangeInvalidError("该户没有成员，也没有以前的办件，请先登记家庭成员。")
    members = [_member(row, number) for number, row in enumerate(rows, start=1)]
    declared = [
        _declared(member, row, by_person.get(row.person_id, {}))
        for member, row in zip(members, rows, strict=True)
    ]
    for left in _left(earlier, holders - {row.person_id for row in rows}, len(rows)):
        members.append(left)
        declared.append({**by_person[left.person_id], "ref": left.ref, "lives_together": False})
    return Carried(members, {"household": dict(known.get("household", {})), "members": declared})


def _left(earlier: Case | None, gone: frozenset[UUID], count: int) -> list[CaseMember]:
    if earlier is None or not gone:
        return []
    rows = earlier.members.filter(person_id__in=gone).order_by("ref")
    return [_copy(member, f"m{number}") for number, member in enumerate(rows, start=count + 1)]


def with_what_happened(
    carried: Carried, awards: Sequence[AwardInForce], cause: str, person_id: UUID | None, on: date | None
) -> File:
    """The file with the award it is about and the event; of several awards dibao is the one that counts."""
    file = deepcopy(carried.declared)
    first = min(awards, key=lambda award: award.programme is not Programme.DIBAO)
    parts = [(name, money.fen) for name, money in first.components]
    file["award_before"] = award_before(first.programme, parts, len(carried.members), first.since.first)
    happened = event(cause, carried.ref_of(person_id), on)
    return file | ({"event": happened} if happened else {})


def known_elsewhere(declared: File, household_id: UUID, members: Sequence[CaseMember], by: Actor) -> File:
    """What the place a household came from last knew of it, where that place has shared it."""
    shared = Case.objects.filter(household=household_id, id__in=by.scope.shared)
    earlier = shared.filter(state=CaseState.CONCLUDED).order_by("-closed_on", "-id").first()
    if earlier is None:
        return declared
    return _said_before(declared, earlier, members)


def known_from_award(
    declared: File, household_id: UUID, members: Sequence[CaseMember], programmes: Sequence[Programme]
) -> File:
    """The means behind a recognition in force, for programmes that take it over (社会救助法 第四十二条)."""
    if not TAKES_OVER & set(programmes):
        return declared
    held = recognised(awards.held_in(household_id, Month.of(timezone.localdate())))
    found = Case.objects.filter(outcomes__id__in=[one.outcome_id for one in held])
    earlier = found.order_by("-closed_on", "-id").first()
    return declared if earlier is None else _said_before(declared, earlier, members)


def _said_before(declared: File, earlier: Case, members: Sequence[CaseMember]) -> File:
    known = _last_file(earlier)
    by_person, persons = dict(_by_person(earlier, known)), {m.ref: m.person_id for m in members}
    said = [{**by_person.get(persons[row["ref"]], {}), **row} for row in declared["members"]]
    return {"household": {**known.get("household", {}), **declared["household"]}, "members": said}


def _last_file(earlier: Case | None) -> File:
    if earlier is None:
        return {}
    file = file_of(earlier, earlier.closed_on or timezone.localdate())
    return {name: part for name, part in file.items() if name in ("household", "members")}


def _by_person(earlier: Case | None, known: Mapping[str, Any]) -> list[tuple[UUID, File]]:
    if earlier is None:
        return []
    declared = {member["ref"]: member for member in known.get("members", ())}
    rows = earlier.members.values_list("person_id", "ref")
    return [(person, declared[ref]) for person, ref in rows if ref in declared]


def _member(row: MemberRow, number: int) -> CaseMember:
    return CaseMember(
        person_id=row.person_id,
        ref=f"m{number}",
        name=row.name,
        relation=row.relation,
        is_adult=row.died_on is None and is_adult(row.birth_date, timezone.localdate()),
    )


def _declared(member: CaseMember, row: MemberRow, known: Mapping[str, Any]) -> File:
    """What was known of a person, under the ref of this case, with what their file says today."""
    said = {**known, **declared_member(member, row)}
    return said | ({"died_on": row.died_on.isoformat()} if row.died_on else {})


def _as_it_was(earlier: Case, known: File) -> Carried:
    return Carried([_copy(member, member.ref) for member in earlier.members.order_by("ref")], known)


def _copy(member: CaseMember, ref: str) -> CaseMember:
    return CaseMember(
        person_id=member.person_id,
        ref=ref,
        name=member.name,
        relation=member.relation,
        is_adult=member.is_adult,
    )
