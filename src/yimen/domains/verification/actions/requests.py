"""A request from asking to the answer: request, start, report, tell the family, object, cancel."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries
from yimen.domains.verification.actions.asked import stop_waiting
from yimen.domains.verification.actions.clocks import open_result_clock, open_start_clock, open_telling
from yimen.domains.verification.actions.late import close_late
from yimen.domains.verification.actions.lines import keep_lines
from yimen.domains.verification.errors import (
    AuthorisationMissingError,
    LineInvalidError,
    RequestOpenError,
    WrongStateError,
)
from yimen.domains.verification.models import VerificationRequest
from yimen.domains.verification.permissions import access_request
from yimen.domains.verification.recording import log_deed, log_left_out, refusals_kept
from yimen.domains.verification.rules import NEXT_STATES, refuse_implausible_days
from yimen.domains.verification.rules.sources import source_named
from yimen.domains.verification.types import (
    AskedState,
    Deed,
    LineKind,
    QueryAct,
    ReportedLine,
    RequestState,
    Verified,
)
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit

UNANSWERED = (RequestState.REQUESTED, RequestState.STARTED)


@transaction.atomic
def request_verification(
    *, case_id: UUID, region: str, title: str, people: Sequence[Verified], adults: frozenset[UUID], by: Actor
) -> VerificationRequest:
    """Ask the county to verify the family; every adult must stand under a valid authorisation today."""
    with _refusals_kept(case_id, region, people, by):
        require(by, Permission.VERIFICATION_REQUEST, region, subject=case_id)
        _refuse_unauthorised(case_id, people, adults)
    last = queries.find_latest_request(case_id)
    if last is not None and last.state in UNANSWERED:
        raise RequestOpenError("本件的核对尚未返回，不能重复提请。", request=str(last.id))
    if last is not None and last.state == RequestState.FAILED:
        raise WrongStateError(
            "核对结果为不符合，请先告知申请人；有异议的，登记异议后复查。", request=str(last.id)
        )
    return _open_request(
        case_id=case_id,
        region=region,
        title=title,
        people=[{"id": str(person.person_id), "name": person.name} for person in people],
        number=last.number + 1 if last else 1,
        by=by,
    )


@transaction.atomic
def start_verification(*, request_id: UUID, by: Actor) -> VerificationRequest:
    """The county verifier begins; the three working days of 57号 art 17 are kept."""
    request = access_request(request_id, Permission.VERIFICATION_ANSWER, by=by, is_changed=True)
    _move(request, RequestState.STARTED, by, started_at=timezone.now())
    worklist.close_item(kind=WorkKind.VERIFICATION, subject_id=request.id, by=by)
    open_result_clock(request, by)
    return request


@transaction.atomic
def report_result(
    *,
    request_id: UUID,
    is_passed: bool,
    conclusion: str,
    lines: Sequence[ReportedLine],
    stale_note: str = "",
    by: Actor,
) -> VerificationRequest:
    """The county verifier's answer; its lines feed the determination.

    `stale_note` says why data of long ago are used; it becomes part of the conclusion.
    """
    request = access_request(request_id, Permission.VERIFICATION_ANSWER, by=by, is_changed=True)
    _refuse_strangers(request, lines)
    _refuse_beside_item(request, lines)
    list(request.asked.select_for_update().order_by("id").values_list("id"))  # no answer comes in meanwhile
    _refuse_doubts(request)
    if not conclusion.strip():
        raise LineInvalidError("请写明核对结论。")
    refuse_implausible_days(lines, timezone.localdate(), stale_note)
    if note := stale_note.strip():
        conclusion = f"{conclusion.strip()}（数据日期较早：{note}）"
    state = RequestState.PASSED if is_passed else RequestState.FAILED
    _move(
        request,
        state,
        by,
        reported_at=timezone.now(),
        reported_by_id=by.user_id,
        conclusion=conclusion.strip(),
    )
    keep_lines(request, lines)
    worklist.close_items_of(subject_id=request.id, by=by)
    stop_waiting(request, "核对结果已经返回", by=by)
    if not is_passed:
        open_telling(request, by)
    rows = [[str(line.person_id), line.kind, line.amount.fen, line.source, str(line.as_of)] for line in lines]
    _record("verification:lines", request.id, request.region, by, {"lines": rows})
    return request


@transaction.atomic
def tell_family(*, request_id: UUID, how: str, by: Actor) -> VerificationRequest:
    """A failed verification is told to the family at once (57号 art 18)."""
    request = access_request(request_id, Permission.VERIFICATION_REQUEST, by=by, is_changed=True)
    if not how.strip():
        raise WrongStateError("请写明以何种方式告知了申请人。")
    _move(request, RequestState.TOLD, by, told_at=timezone.now(), told_how=how.strip())
    worklist.close_item(kind=WorkKind.VERIFICATION, subject_id=request.id, by=by)
    return request


@transaction.atomic
def object_to_result(*, request_id: UUID, objection: str, by: Actor) -> VerificationRequest:
    """The family objects with evidence: the county is asked again; returns the next request."""
    request = access_request(request_id, Permission.VERIFICATION_REQUEST, by=by, is_changed=True)
    if not objection.strip():
        raise WrongStateError("请写明申请人的异议和佐证材料。")
    people = queries.people_of_request(queries.whole_request(request))
    return ask_again(request, objection, people, about=None, by=by)


def ask_again(
    request: VerificationRequest,
    objection: str,
    people: Sequence[Verified],
    *,
    about: Mapping[str, str] | None,
    by: Actor,
) -> VerificationRequest:
    """The next request after an objection, about these people and perhaps one item only."""
    with _refusals_kept(request.case_id, request.region, people, by):
        _refuse_unauthorised(request.case_id, people, None)
    _move(request, RequestState.OBJECTED, by, objection=objection.strip())
    return _open_request(
        case_id=request.case_id,
        region=request.region,
        title=request.title,
        people=[{"id": str(person.person_id), "name": person.name} for person in people],
        number=request.number + 1,
        about=about,
        by=by,
    )


@transaction.atomic
def end_purpose(*, case_id: UUID, by: Actor) -> None:
    """The case is decided or ended: from today counts how long the answers are still kept."""
    ended = VerificationRequest.objects.filter(case_id=case_id, purpose_ended_on=None)
    today = timezone.localdate()
    for request in ended:
        request.purpose_ended_on = today
        request.save(update_fields=["purpose_ended_on"])
        close_late(request.id, by=by)
        _record("verification:end_purpose", request.id, request.region, by, {"on": today})


@transaction.atomic
def cancel_requests(*, case_id: UUID, by: Actor) -> int:
    """Nothing more is queried for a case that ended; returns how many open requests there were."""
    requests = list(VerificationRequest.objects.select_for_update().filter(case_id=case_id))
    unanswered = [request for request in requests if request.state in UNANSWERED]
    for request in unanswered:
        _move(request, RequestState.CANCELLED, by)
        stop_waiting(request, "办件已经结束", by=by)
    for request in requests:
        worklist.close_items_of(subject_id=request.id, by=by)
    return len(unanswered)


def _open_request(
    *,
    case_id: UUID,
    region: str,
    title: str,
    people: list[dict[str, str]],
    number: int,
    by: Actor,
    about: Mapping[str, str] | None = None,
) -> VerificationRequest:
    request = VerificationRequest.objects.create(
        case_id=case_id,
        region=region,
        number=number,
        state=RequestState.REQUESTED,
        title=title,
        people=people,
        about=about,
        requested_at=timezone.now(),
        requested_by_id=by.user_id,
    )
    _record("verification:request", request.id, region, by, {"number": number, "people": people})
    _log_asking(request, by)
    open_start_clock(request, by)
    return request


def _log_asking(request: VerificationRequest, by: Actor) -> None:
    """Each person with the signature it rests on; a child nobody signed for is left out of every query."""
    people = {person.person_id for person in queries.people_of_request(request)}
    about = queries.grounds_of(request.case_id, people, timezone.localdate())
    deed = Deed(QueryAct.REQUEST, request.region, case_id=request.case_id, request_id=request.id)
    log_deed(deed, about, by=by)
    log_left_out(deed, people - about.keys(), AuthorisationMissingError.code, by=by)


def _refusals_kept(
    case_id: UUID, region: str, people: Sequence[Verified], by: Actor
) -> AbstractContextManager[None]:
    deed = Deed(QueryAct.REQUEST, region, case_id=case_id)
    return refusals_kept(deed, [person.person_id for person in people], by=by)


def _move(request: VerificationRequest, target: RequestState, by: Actor, **changes: object) -> None:
    before = RequestState(request.state)
    if target not in NEXT_STATES[before]:
        raise WrongStateError("核对目前为“%(state)s”，不能改为“%(target)s”。", state=before, target=target)
    for name, value in changes.items():
        setattr(request, name, value)
    request.state = target
    request.save(update_fields=["state", *(name.removesuffix("_id") for name in changes)])
    _record(f"verification:{target}", request.id, request.region, by, changes)


def _refuse_unauthorised(case_id: UUID, people: Sequence[Verified], adults: frozenset[UUID] | None) -> None:
    signed = queries.authorised_people(case_id, timezone.localdate())
    asked = adults if adults is not None else queries.once_authorised_people(case_id)
    lacking = [person.name for person in people if person.person_id in asked - signed]
    if lacking:
        raise AuthorisationMissingError("尚未授权或授权已失效：%(people)s，请先签署授权书。", people=lacking)


def _refuse_doubts(request: VerificationRequest) -> None:
    """Two answers that contradict each other are decided by a person before anything rests on them."""
    doubted = request.asked.filter(state=AskedState.DOUBTED).values_list("person__name", "source")
    if doubted:
        places = [f"{name}（{source_named(key).title}）" for name, key in doubted]
        raise WrongStateError("返回的数据互相矛盾，请先判断采用哪一条：%(places)s。", places=places)


def _refuse_strangers(request: VerificationRequest, lines: Sequence[ReportedLine]) -> None:
    known = {person.person_id for person in queries.people_of_request(request)}
    for number, line in enumerate(lines, start=1):
        if line.person_id not in known:
            raise LineInvalidError("第%(row)s行不是本次核对对象，不得录入。", row=number)
        if line.amount.fen < 0 or not line.source.strip():
            raise LineInvalidError("第%(row)s行：金额不能为负，来源不能为空。", row=number)


def _refuse_beside_item(request: VerificationRequest, lines: Sequence[ReportedLine]) -> None:
    """A request about one item is answered with that item; the rest stays as it was."""
    if request.about is None:
        return
    for number, line in enumerate(lines, start=1):
        if line.kind != request.about["kind"]:
            raise LineInvalidError(
                "第%(row)s行：这次只核对“%(title)s”，其他各项不变，不用录入。",
                row=number,
                title=LineKind(request.about["kind"]).title,
            )


def _record(action: str, subject: UUID, region: str, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="verification", subject=subject, region=region, by=by, changes=changes)
