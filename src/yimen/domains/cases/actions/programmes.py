"""What a draft asks for: chosen when it is opened, changed until it is handed in."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from yimen.domains.cases.actions.application import (
    refuse_awarded,
    refuse_child,
    refuse_nameless,
    refuse_second,
)
from yimen.domains.cases.actions.carrying import known_from_award
from yimen.domains.cases.actions.moves import change_case, note_hand
from yimen.domains.cases.errors import DeclarationInvalidError, NotDraftError
from yimen.domains.cases.models import Case
from yimen.domains.cases.permissions import hold_case
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import CaseKind, CaseState, HandKind
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.actions import Remade
from yimen.kernel import Programme

CHANGED = "申请项目已更改，按新的项目重新制作"


@transaction.atomic
def change_programmes(*, case_id: UUID, version: int, programmes: Sequence[Programme], by: Actor) -> Remade:
    """The draft asks for these from now on; nothing typed is lost, papers that name the old are made anew."""
    case = hold_case(case_id, Permission.APPLICATION_WRITE, by=by, version=version)
    _refuse_handed_in(case)
    if not programmes:
        raise DeclarationInvalidError("请至少选择一个申请项目。")
    members = list(case.members.order_by("ref"))
    refuse_second(case.household_id, programmes, but=case.id)
    refuse_nameless([member.person_id for member in members], programmes)
    refuse_child(next(m for m in members if m.person_id == case.applicant_id), members, programmes)
    refuse_awarded(case.household_id, programmes, case.applicant_id, by)
    note_hand(case, HandKind.HANDLED, by)
    change_case(
        case,
        "case:programmes",
        by=by,
        requested=[str(programme) for programme in programmes],
        for_person_id=case.for_person_id if _is_for_person(programmes) else None,
        declared=known_from_award(case.declared, case.household_id, members, programmes),
    )
    return papers.remake_documents(subject_id=case.id, programmes=programmes, reason=CHANGED, by=by)


def _is_for_person(programmes: Sequence[Programme]) -> bool:
    return any(procedure_of(programme).is_for_person for programme in programmes)


def _refuse_handed_in(case: Case) -> None:
    if case.kind != CaseKind.APPLICATION or case.state != CaseState.DRAFT:
        raise NotDraftError("申请已经提交，申请项目不能再改；还要申请别的项目的，在受理后追加或者另行申请。")
