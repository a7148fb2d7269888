"""The family on the day of the application: the members' snapshot and the first household file."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.errors import DeclarationInvalidError
from yimen.domains.cases.models import Case, CaseMember
from yimen.domains.people import queries as people
from yimen.domains.people.types import MemberRow

ADULT_AGE = 18


def snapshot(household_id: UUID) -> list[CaseMember]:
    """One unsaved row per living member, head first, each with its ref."""
    rows = _living(household_id)
    if not rows:
        raise DeclarationInvalidError("该家庭没有成员，请先登记共同生活的家庭成员。")
    return [member_of_case(row, number) for number, row in enumerate(rows.values(), start=1)]


def follow_household(case: Case) -> list[dict[str, Any]] | None:
    """Who joined or left while the draft lay open joins or leaves it; the members to declare, if changed."""
    rows, before = _living(case.household_id), {row.person_id: row for row in case.members.all()}
    gone, come = before.keys() - rows.keys(), [row for person, row in rows.items() if person not in before]
    if case.applicant_id in gone:
        raise DeclarationInvalidError("申请人已不在该家庭，请撤回本件，由其他成员重新申请。")
    if not gone and not come:
        return None
    refs = {before[person].ref for person in gone}
    case.members.filter(person_id__in=gone).delete()
    last = max(int(member.ref.removeprefix("m")) for member in before.values())
    joined = [member_of_case(row, number) for number, row in enumerate(come, start=last + 1)]
    for member in joined:
        member.region, member.case = case.region, case
        member.save(force_insert=True)
    kept = [member for member in case.declared.get("members", []) if member["ref"] not in refs]
    return kept + [declared_member(member, rows[member.person_id]) for member in joined]


def _living(household_id: UUID) -> dict[UUID, MemberRow]:
    return {row.person_id: row for row in people.members(household_id) if row.died_on is None}


def member_of_case(row: MemberRow, number: int) -> CaseMember:
    """The unsaved row of a member, with its ref and whether they are of age today."""
    return CaseMember(
        person_id=row.person_id,
        ref=f"m{number}",
        name=row.name,
        relation=row.relation,
        is_adult=is_adult(row.birth_date, timezone.localdate()),
    )


def declared_at_first(
    household_id: UUID, *, is_urban: bool, registered_region: str, members: Sequence[CaseMember]
) -> dict[str, Any]:
    """What is known and need not be asked: place, relations, birth dates, sex, disability."""
    rows = {row.person_id: row for row in people.members(household_id)}
    return {
        "household": {
            "urban": is_urban,
            "registered_region": registered_region,
        },
        "members": [declared_member(member, rows[member.person_id]) for member in members],
    }


def is_adult(birth_date: date, on: date) -> bool:
    """Eighteen completed years."""
    birthday = (birth_date.month, birth_date.day)
    return on.year - birth_date.year - ((on.month, on.day) < birthday) >= ADULT_AGE


def declared_member(member: CaseMember, row: MemberRow) -> dict[str, Any]:
    """What the file of a person says of them in a household file."""
    declared: dict[str, Any] = {
        "ref": member.ref,
        "relation": str(row.relation),
        "birth_date": row.birth_date.isoformat(),
        "sex": str(row.sex),
    }
    if row.disability is not None:
        declared["disability"] = {"kind": str(row.disability.kind), "level": row.disability.level}
    return declared
