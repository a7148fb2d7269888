"""Complaints from the public: received by anybody, handled by the county apart from whom they are about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.errors import ComplaintIncompleteError, ComplaintStateError, NotApartError
from yimen.domains.intake.models import Complaint
from yimen.domains.intake.permissions.complaints import access_as_handler, access_complaint, whoever_is_apart
from yimen.domains.intake.rules.complaints import (
    COMPLAINT_CLOCK,
    COMPLAINT_LIMIT,
    NOBODY_NAMED,
    is_complete,
    may_become,
)
from yimen.domains.intake.types import (
    ComplaintAbout,
    ComplaintChannel,
    ComplaintResult,
    ComplaintState,
    ComplaintTarget,
    ReceivedComplaint,
)
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DeliveryMethod, DocumentKind
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import Scope, scoped
from yimen.foundation.models import make_id
from yimen.kernel import Deadline, RegionCode, RegionLevel, deadline

SUPERIOR = "上一级民政部门"


@dataclass(frozen=True, slots=True)
class Said:
    """What was complained of, and by whom; without a name it is anonymous."""

    text: str
    name: str = ""
    phone: str = ""

    @property
    def is_named(self) -> bool:
        return bool(self.name.strip())


@dataclass(frozen=True, slots=True)
class _Receipt:
    id: UUID
    number: str


@transaction.atomic
def receive_complaint(
    *, channel: ComplaintChannel, target: ComplaintTarget, said: Said, by: Actor
) -> ReceivedComplaint:
    """Written where it is handled, which whoever receives it need not be able to read; with a receipt.

    Where it concerns everybody who could handle it, it is referred to the superior office.
    """
    require(by, Permission.COMPLAINT_RECORD, by.region)
    if not is_complete(target, said.text) or (said.phone.strip() and not said.is_named):
        raise ComplaintIncompleteError("请写明反映的是谁、什么事；留了联系方式的，请同时写姓名。")
    county = by.region.at(RegionLevel.COUNTY)
    due = _due(county)
    complaint_id = make_id()
    receipt = _issue_receipt(complaint_id, channel, due, by)
    with scoped(Scope(county.lo, county.hi)):
        complaint = _write(complaint_id, county, channel, target, said, receipt, by)
        _give_to_the_county(complaint, due, by)
    is_referred = complaint.state == ComplaintState.REFERRED
    return ReceivedComplaint(complaint.id, receipt.number, receipt.id, due.due_on, is_referred)


def _due(county: RegionCode) -> Deadline:
    today = timezone.localdate()
    limit = library.find_time_limit(COMPLAINT_CLOCK, county, today) or COMPLAINT_LIMIT
    return deadline(limit, today, load_calendar())


def _issue_receipt(complaint_id: UUID, channel: ComplaintChannel, due: Deadline, by: Actor) -> _Receipt:
    """It says that a complaint came in, not what about nor by whom."""
    issued = papers.issue_document(
        kind=DocumentKind.COMPLAINT_RECEIPT,
        subject=Subject("complaint", complaint_id, "投诉举报", by.region),
        values={
            "applicant": NOBODY_NAMED,
            "channel": channel.title,
            "received_on": timezone.localdate().isoformat(),
            "due_on": due.due_on.isoformat(),
            "article": due.limit.article,
        },
        by=by,
    )
    return _Receipt(issued.id, issued.number)


def _write(
    complaint_id: UUID,
    county: RegionCode,
    channel: ComplaintChannel,
    target: ComplaintTarget,
    said: Said,
    receipt: _Receipt,
    by: Actor,
) -> Complaint:
    complaint = Complaint.objects.create(
        id=complaint_id,
        region=str(county),
        channel=channel,
        about=target.about,
        about_id=target.id,
        about_title=target.title.strip(),
        kept_from=_users_concerned(target),
        is_named=said.is_named,
        name=said.name.strip() or None,
        phone=said.phone.strip() or None,
        text=said.text.strip(),
        state=ComplaintState.RECEIVED,
        number=receipt.number,
        receipt_id=receipt.id,
        received_on=timezone.localdate(),
        received_by_id=by.user_id,
        received_at_station_id=by.station_id,
    )
    _record("complaint:receive", complaint, by, {"channel": channel, "about": target.about})
    return complaint


def _users_concerned(target: ComplaintTarget) -> list[UUID]:
    """The accounts of whom it is about: one person, or everybody of an office."""
    if target.id is None:
        return []
    if target.about is ComplaintAbout.STAFF:
        return network.users_of_staff([target.id])
    if target.about is ComplaintAbout.STATION:
        return network.users_of_staff([post.staff_id for post in network.posts_at(target.id)])
    return []


def _give_to_the_county(complaint: Complaint, due: Deadline, by: Actor) -> None:
    """Waits for the first who may handle it, to be assigned; for the superior where there is nobody."""
    apart = whoever_is_apart(complaint.id, RegionCode(complaint.region))
    if not apart:
        _change(complaint, "refer", by, state=ComplaintState.REFERRED, referred_to=SUPERIOR)
        return
    subject = Subject("complaint", complaint.id, f"投诉举报 {complaint.number}", RegionCode(complaint.region))
    worklist.open_item(kind=WorkKind.COMPLAINT, subject=subject, owner_post=apart[0].post_id, due=due, by=by)


@transaction.atomic
def assign_complaint(*, complaint_id: UUID, to_post_id: UUID, reason: str = "", by: Actor) -> Complaint:
    """To whoever it is not about and who had no hand in the case; they alone see who complained."""
    complaint = access_complaint(complaint_id, Permission.COMPLAINT_HANDLE, by=by, is_changed=True)
    _refuse_out_of_turn(complaint, ComplaintState.ASSIGNED)
    if to_post_id not in {
        actor.post_id for actor in whoever_is_apart(complaint.id, RegionCode(complaint.region))
    }:
        raise NotApartError("该人员不能承办：与所反映的事项有关、经手过相关办件，或者不是县级承办岗位。")
    worklist.pass_on(
        kind=WorkKind.COMPLAINT, subject_id=complaint.id, to_post=to_post_id, reason=reason.strip(), by=by
    )
    changes = {"handler_id": to_post_id, "assigned_on": timezone.localdate()}
    return _change(complaint, "assign", by, state=ComplaintState.ASSIGNED, **changes)


@transaction.atomic
def investigate_complaint(
    *, complaint_id: UUID, findings: str, result: ComplaintResult, by: Actor
) -> Complaint:
    """What was looked into, and what was found."""
    complaint = access_as_handler(complaint_id, by=by)
    _refuse_out_of_turn(complaint, ComplaintState.INVESTIGATED)
    if not findings.strip():
        raise ComplaintIncompleteError("请写明核查了什么、怎样核查、查明了什么。")
    changes = {"findings": findings.strip(), "result": result, "investigated_on": timezone.localdate()}
    return _change(complaint, "investigate", by, state=ComplaintState.INVESTIGATED, **changes)


@transaction.atomic
def answer_complaint(*, complaint_id: UUID, text: str, by: Actor) -> Complaint:
    """In writing where somebody gave a name (57号 art 37); kept on file for whoever did not."""
    complaint = access_as_handler(complaint_id, by=by)
    _refuse_out_of_turn(complaint, ComplaintState.ANSWERED)
    if not text.strip():
        raise ComplaintIncompleteError("请写明答复内容。")
    answer_id = _issue_answer(complaint, text.strip(), by) if complaint.is_named else None
    if answer_id is None:
        _close_item(complaint, by, "匿名，答复内容已登记")
    changes = {"answer": text.strip(), "answered_on": timezone.localdate(), "answer_id": answer_id}
    return _change(complaint, "answer", by, state=ComplaintState.ANSWERED, **changes)


def _issue_answer(complaint: Complaint, text: str, by: Actor) -> UUID:
    issued = papers.issue_document(
        kind=DocumentKind.COMPLAINT_ANSWER,
        subject=Subject("complaint", complaint.id, complaint.number, RegionCode(complaint.region)),
        values={
            "applicant": NOBODY_NAMED,
            "receipt": complaint.number,
            "received_on": complaint.received_on.isoformat(),
            "result": ComplaintResult(complaint.result).title,
            "text": text,
            "answered_on": timezone.localdate().isoformat(),
        },
        by=by,
    )
    return issued.id


@transaction.atomic
def deliver_complaint_answer(
    *,
    complaint_id: UUID,
    method: DeliveryMethod,
    delivered_on: date,
    proof: str,
    proof_file_id: UUID | None = None,
    by: Actor,
) -> Complaint:
    """The answer reached whoever complained; the proof of delivery names nobody either."""
    complaint = access_as_handler(complaint_id, by=by)
    if complaint.answer_id is None or complaint.delivered_on is not None:
        raise ComplaintStateError("没有等待送达的答复书，或者已经送达；请刷新后查看。")
    papers.record_delivery(
        complaint.answer_id,
        method=method,
        recipient=NOBODY_NAMED,
        delivered_on=delivered_on,
        proof=proof,
        proof_file_id=proof_file_id,
        by=by,
    )
    _close_item(complaint, by, "已书面答复")
    return _change(complaint, "deliver", by, delivered_on=delivered_on)


@transaction.atomic
def learn_from_complaint(*, complaint_id: UUID, lessons: str, by: Actor) -> Complaint:
    """What the office does otherwise from now on; after the answer has reached whoever gave a name."""
    complaint = access_as_handler(complaint_id, by=by)
    _refuse_out_of_turn(complaint, ComplaintState.LEARNT)
    if complaint.is_named and complaint.delivered_on is None:
        raise ComplaintStateError("答复书还没有送达；请先登记送达，再作总结。")
    if not lessons.strip():
        raise ComplaintIncompleteError("请写明改进措施；无需改进的，写明理由。")
    changes = {"lessons": lessons.strip(), "learnt_on": timezone.localdate()}
    return _change(complaint, "learn", by, state=ComplaintState.LEARNT, **changes)


@transaction.atomic
def refer_complaint(*, complaint_id: UUID, to: str, by: Actor) -> Complaint:
    """It belongs to another authority, which gets it (社会救助法 art 60: received and referred)."""
    complaint = access_complaint(complaint_id, Permission.COMPLAINT_HANDLE, by=by, is_changed=True)
    _refuse_out_of_turn(complaint, ComplaintState.REFERRED)
    if not to.strip():
        raise ComplaintIncompleteError("请写明转交给哪个机关。")
    _close_item(complaint, by, "已转交")
    return _change(complaint, "refer", by, state=ComplaintState.REFERRED, referred_to=to.strip())


def _refuse_out_of_turn(complaint: Complaint, then: ComplaintState) -> None:
    if not may_become(ComplaintState(complaint.state), then):
        raise ComplaintStateError(
            "这件投诉举报现在是“%(state)s”，不能办理这一步；请刷新后查看。",
            state=ComplaintState(complaint.state),
        )


def _close_item(complaint: Complaint, by: Actor, outcome: str) -> None:
    worklist.close_item(kind=WorkKind.COMPLAINT, subject_id=complaint.id, by=by, outcome=outcome)


def _change(complaint: Complaint, verb: str, by: Actor, **changes: object) -> Complaint:
    for name, value in changes.items():
        setattr(complaint, name, value)
    complaint.save(update_fields=list(changes))
    _record(f"complaint:{verb}", complaint, by, changes)
    return complaint


def _record(action: str, complaint: Complaint, by: Actor, changes: dict[str, object]) -> None:
    audit.record(
        action, kind="complaint", subject=complaint.id, region=complaint.region, by=by, changes=changes
    )
