"""Reads of what belongs to one case: its members, visits, steps and notices of what is missing."""

from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.cases.models import CaseMember, CaseStep, HomeInvestigation, OneTimeNotice
from yimen.domains.cases.permissions import access_case
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor


def members_of_case(case_id: UUID, *, by: Actor) -> QuerySet[CaseMember]:
    """The family as it was at the application, head first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.members.select_related("person").order_by("ref")


def investigations_of_case(case_id: UUID, *, by: Actor) -> QuerySet[HomeInvestigation]:
    """Every home investigation, newest first, with both investigators."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.investigations.select_related("first", "second", "family_signer").order_by("-done_at")


def steps_of_case(case_id: UUID, *, by: Actor) -> QuerySet[CaseStep]:
    """Every move of the application, oldest first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.steps.order_by("done_at", "id")


def one_time_notices_of_case(case_id: UUID, *, by: Actor) -> QuerySet[OneTimeNotice]:
    """What was told to be missing, newest first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return case.one_time_notices.order_by("-told_on", "-done_at")
