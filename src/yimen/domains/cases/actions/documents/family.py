"""Who a paper names: everybody of the case, related to whoever applies; numbers only where they belong."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from yimen.domains.cases.models import Case, CaseMember
from yimen.domains.cases.rules.conditions import condition_words
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import Json
from yimen.domains.people import queries as people
from yimen.domains.people.types import Relation

UNREGISTERED = "未登记"


def member_rows(case: Case, by: Actor, *, with_identity: bool = False) -> list[dict[str, str]]:
    """Everybody of the case as papers name them, related to whoever applies."""
    declared = {member["ref"]: member for member in case.declared.get("members", [])}
    members = list(case.members.order_by("ref"))
    applicants_relation = next((m.relation for m in members if m.person_id == case.applicant_id), "")
    rows = []
    for member in members:
        row = {
            "person": str(member.person_id),
            "name": member.name,
            "relation": _to_applicant(member, case.applicant_id, applicants_relation),
            "condition": condition_words(declared.get(member.ref, {})),
        }
        if with_identity:
            row["id_number"] = identity_of(member.person_id, by)
        rows.append(row)
    return rows


def _to_applicant(member: CaseMember, applicant: Any, applicants_relation: str) -> str:
    """What a member is to whoever applies; relations are kept to the head, who need not be the applicant."""
    if member.person_id == applicant:
        return "本人"
    title = Relation(member.relation).title
    is_by_head = applicants_relation == Relation.HEAD or member.relation == Relation.HEAD
    return title if is_by_head else f"户主的{title}"


def identity_of(person_id: UUID, by: Actor) -> str:
    """The number a paper shows; opening it is recorded."""
    person = people.get_person(person_id, by=by, purpose="制作文书")
    return person.identity or UNREGISTERED


def without_person(row: Mapping[str, str]) -> dict[str, Json]:
    return {name: value for name, value in row.items() if name != "person"}
