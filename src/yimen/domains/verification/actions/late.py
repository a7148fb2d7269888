"""What a source says after the result was returned: the result stays, and a person says what it means."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.verification.errors import DecisionRefusedError
from yimen.domains.verification.models import VerificationRequest
from yimen.domains.verification.permissions import access_request
from yimen.domains.verification.queries.answers import Taken
from yimen.domains.verification.queries.requests import result_limit
from yimen.domains.verification.types import AskedState, RequestState
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import RegionCode, deadline

RETURNED = (RequestState.PASSED, RequestState.FAILED, RequestState.TOLD, RequestState.OBJECTED)
"""A result stands; what comes now does not change it by itself."""


def mark_late(taken: Iterable[Taken], by: Actor) -> None:
    """The county's verifier is to look at what came after the result and says something else than it."""
    weighty = {each.asked.request_id: each.asked.request for each in taken if _weighs(each)}
    marked = {item.subject_id for item in waiting.open_items_of(weighty) if item.kind == WorkKind.LATE_ANSWER}
    today = timezone.localdate()
    for request_id in weighty.keys() - marked:
        request, region = weighty[request_id], RegionCode(weighty[request_id].region)
        worklist.open_item(
            kind=WorkKind.LATE_ANSWER,
            subject=Subject("verification", request.id, request.title, region),
            owner_station=network.station_of(region, StationLevel.COUNTY).id,
            owner_role=Role.COUNTY_VERIFIER,
            due=deadline(result_limit(region, today), today, load_calendar()),
            by=by,
        )


def _weighs(taken: Taken) -> bool:
    """Found where nothing was known, or against what was known; “nothing found” confirms the result."""
    is_said = any(said.kind is not None for said, _ in taken.settled.fresh)
    return taken.asked.request.state in RETURNED and (is_said or taken.settled.is_doubted)


@transaction.atomic
def settle_late(*, request_id: UUID, is_weighty: bool, reason: str, by: Actor) -> VerificationRequest:
    """Whether what came late puts the result in question, with the reason; doubts are decided before."""
    request = access_request(request_id, Permission.VERIFICATION_ANSWER, by=by, is_changed=True)
    if not is_late_open(request.id):
        raise DecisionRefusedError("这次核对没有待核实的逾期返回。")
    if request.asked.filter(state=AskedState.DOUBTED).exists():
        raise DecisionRefusedError("返回的数据互相矛盾，请先判断采用哪一条。")
    if not reason.strip():
        raise DecisionRefusedError("请写明理由，家庭可以据此提出异议。")
    close_late(request.id, by=by)
    changes: dict[str, object] = {"weighty": is_weighty, "reason": reason.strip()}
    audit.record(
        "verification:settle_late",
        kind="verification",
        subject=request.id,
        region=request.region,
        by=by,
        changes=changes,
    )
    return request


def is_late_open(request_id: UUID) -> bool:
    """Whether something that came late waits to be looked at."""
    return any(item.kind == WorkKind.LATE_ANSWER for item in waiting.open_items_of([request_id]))


def close_late(request_id: UUID, *, by: Doer) -> None:
    """It was looked at, or the case is over."""
    if is_late_open(request_id):
        worklist.close_item(kind=WorkKind.LATE_ANSWER, subject_id=request_id, by=by)
