"""Reads of requests and their lines within the current scope."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.models import VerificationLine, VerificationRequest
from yimen.domains.verification.permissions import access_request, request_not_found
from yimen.domains.verification.recording import refusals_kept
from yimen.domains.verification.rules import OWN_RESULT_LIMIT, RESULT_CLOCK, read_result
from yimen.domains.verification.rules.duties import purpose_of
from yimen.domains.verification.types import (
    Deed,
    FoundLine,
    LineKind,
    QueryAct,
    ReportedLine,
    RequestState,
    Verified,
)
from yimen.foundation import audit
from yimen.kernel import Money, RegionCode, TimeLimit


def get_request(request_id: UUID, *, by: Actor, purpose: str = "") -> VerificationRequest:
    """One request; the opening is recorded."""
    request = reached_request(request_id, by=by)
    audit.record_opening(
        kind="verification", subject=request.id, region=request.region, by=by, purpose=purpose
    )
    return request


def reached_request(request_id: UUID, *, by: Actor) -> VerificationRequest:
    """A request out of the reader's reach is refused, and that it was tried is recorded."""
    deed = Deed(QueryAct.VIEW, str(by.region), purpose_of(by.role), request_id=request_id)
    with refusals_kept(deed, (), by=by):
        return access_request(request_id, Permission.VERIFICATION_OPEN, by=by)


def result_limit(region: RegionCode, on: date) -> TimeLimit:
    """How long an answer may take once it was started: the place's own, else the office's, which says so."""
    return library.find_time_limit(RESULT_CLOCK, region, on) or OWN_RESULT_LIMIT


def case_of_request(request_id: UUID) -> UUID:
    """The case a request is about, if it lies in the present scope."""
    found = VerificationRequest.objects.filter(pk=request_id).values_list("case_id", flat=True).first()
    if found is None:
        raise request_not_found(request_id)
    return found


def requests_of_case(case_id: UUID, *, by: Actor) -> QuerySet[VerificationRequest]:
    """Every request of a case, newest first, as a list shows them."""
    require(by, Permission.VERIFICATION_OPEN, by.region)
    found = VerificationRequest.objects.filter(case_id=case_id)
    return found.only("case_id", "number", "state", "conclusion").order_by("-number")


def requests_awaiting_answer(*, by: Actor) -> QuerySet[VerificationRequest]:
    """Requests that the county verifier still has to start or answer, oldest first."""
    require(by, Permission.VERIFICATION_ANSWER, by.region)
    open_states = [RequestState.REQUESTED, RequestState.STARTED]
    own = VerificationRequest.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return own.filter(state__in=open_states).order_by("requested_at", "id")


def find_latest_request(case_id: UUID) -> VerificationRequest | None:
    """The request that counts for a case."""
    return VerificationRequest.objects.filter(case_id=case_id).order_by("-number").first()


def latest_states(case_ids: Collection[UUID]) -> dict[UUID, RequestState]:
    """Where the request that counts stands, for many cases in one query; without one, no line."""
    rows = VerificationRequest.objects.filter(case_id__in=list(case_ids)).order_by("case_id", "number")
    return {case_id: RequestState(state) for case_id, state in rows.values_list("case_id", "state")}


def lines_of_sheet(request_id: UUID, content: bytes, *, by: Actor) -> tuple[ReportedLine, ...]:
    """The lines of an uploaded sheet, read but not kept; refuses a bad row by its number."""
    request = access_request(request_id, Permission.VERIFICATION_ANSWER, by=by)
    return read_result(content, people_of_request(request))


def people_of_request(request: VerificationRequest) -> tuple[Verified, ...]:
    """Whom the request is about, as they were named when it was made."""
    return tuple(Verified(UUID(person["id"]), person["name"]) for person in request.people)


def found_lines(case_id: UUID, refs: Mapping[UUID, str]) -> tuple[FoundLine, ...]:
    """What counts of the newest answered request, by the members' refs in the household file."""
    newest = newest_answered(case_id)
    if newest is None:
        return ()
    return tuple(
        FoundLine(refs[line.person_id], LineKind(line.kind), Money(_counted(line)))
        for line in newest.lines.filter(is_counted=True).order_by("id")
        if line.person_id in refs
    )


def newest_answered(case_id: UUID) -> VerificationRequest | None:
    """The request whose lines count for a case, if one was answered."""
    answered = [RequestState.PASSED, RequestState.FAILED, RequestState.TOLD, RequestState.OBJECTED]
    return VerificationRequest.objects.filter(case_id=case_id, state__in=answered).order_by("-number").first()


def _counted(line: VerificationLine) -> int:
    return line.amount_fen if line.counted_fen is None else line.counted_fen
