"""Reads of what belongs to one case: its members, visits, steps and notices of what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.cases.errors import CaseNotFoundError
from yimen.domains.cases.models import (
    Case,
    CaseMember,
    HomeInvestigation,
    Objection,
    OneTimeNotice,
)
from yimen.domains.cases.permissions import access_case
from yimen.domains.cases.types import CaseState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.foundation import audit


def family_change(case: Case, *, by: Actor) -> tuple[list[str], list[str]]:
    """Who joined and who left the household since the draft was opened; nothing once it is handed in."""
    access_case(case, Permission.CASE_OPEN, by=by)
    if case.state != CaseState.DRAFT:
        return [], []
    now = {row.person_id: row.name for row in people.members(case.household_id) if row.died_on is None}
    then = dict(case.members.values_list("person_id", "name"))
    joined = [name for person, name in now.items() if person not in then]
    return joined, [name for person, name in then.items() if person not in now]


def people_by_ref(case_ids: Iterable[UUID]) -> dict[UUID, dict[str, UUID]]:
    """Whom the members of the files of these cases stand for, in one query."""
    found: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    rows = CaseMember.objects.filter(case_id__in=set(case_ids))
    for case, ref, person in rows.values_list("case_id", "ref", "person_id"):
        found[case][ref] = person
    return found


def members_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[CaseMember]:
    """The family as it was at the application, head first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.members.order_by("ref")


def investigations_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[HomeInvestigation]:
    """Every home investigation, newest first, with both investigators."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.investigations.select_related("first", "second").order_by("-done_at")


def get_investigation(investigation_id: UUID, *, by: Actor) -> HomeInvestigation:
    """One home investigation of the actor's scope, signed or not; the opening is recorded."""
    found = (
        HomeInvestigation.objects.select_related("first", "second", "case")
        .filter(pk=investigation_id)
        .first()
    )
    if found is None:
        raise CaseNotFoundError(
            "没有这次入户调查，或不在您负责的区域内。", investigation=str(investigation_id)
        )
    require(by, Permission.CASE_OPEN, found.region, subject=found.case_id)
    audit.record_opening(kind="case", subject=found.case_id, region=found.region, by=by)
    return found


def get_objection(objection_id: UUID, *, by: Actor) -> Objection:
    """One objection to a notice, with its programme; the opening is recorded."""
    found = Objection.objects.select_related("outcome__case").filter(pk=objection_id).first()
    if found is None:
        raise CaseNotFoundError("没有这条异议，或不在您负责的区域内。", objection=str(objection_id))
    require(by, Permission.CASE_OPEN, found.region, subject=found.case_id)
    audit.record_opening(kind="case", subject=found.case_id, region=found.region, by=by)
    return found


def scans_of_case(case_id: UUID | Case, *, by: Actor) -> dict[str, UUID]:
    """The file of each material that was handed in with one, by the key it has on the checklist."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return {given.kind: given.file_id for given in case.materials.all() if given.file_id}


def one_time_notices_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[OneTimeNotice]:
    """What was told to be missing, newest first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.one_time_notices.order_by("-told_on", "-done_at")


def refs_of_cases(case_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, str]]:
    """By case, under which ref each person of it stands in its household file; one query for many."""
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = CaseMember.objects.filter(case_id__in=set(case_ids))
    for case, person, ref in rows.values_list("case_id", "person_id", "ref"):
        found[case][person] = ref
    return found
