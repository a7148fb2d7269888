"""Writes of this room: record who asked, hand the contact over and take it, answer it once."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.actions.sheets import issue_advice, issue_refusal
from yimen.domains.intake.errors import (
    AnswerIncompleteError,
    ContactAnsweredError,
    ContactIncompleteError,
    ContactOfferedError,
    NotForContactError,
    NotOwnerOfContactError,
)
from yimen.domains.intake.models import Contact
from yimen.domains.intake.permissions import access_contact
from yimen.domains.intake.rules import ANSWER_LIMIT, TAKING_LIMIT, check_origin, days_late
from yimen.domains.intake.types import Answer, ContactChannel, Origin
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor, Role
from yimen.domains.people.permissions import person_for
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Deadline, Programme, RegionCode, TimeLimit, deadline

AT_ONCE = Origin()
"""Somebody who stands here now, and asks for themselves."""


@transaction.atomic
def record_contact(
    *,
    channel: ContactChannel,
    asked: str,
    region: RegionCode,
    person_id: UUID | None = None,
    name: str = "",
    phone: str = "",
    origin: Origin = AT_ONCE,
    by: Actor,
) -> Contact:
    """Whoever is asked first owns the contact until it is answered or handed over and taken (首问负责).

    What came in before today is entered late, and its days are kept for supervision (申请一户、录入一户).
    """
    require(by, Permission.CONTACT_RECORD, region)
    if not asked.strip() or (person_id is None and not name.strip()):
        raise ContactIncompleteError("请写明来访人（或选择居民）和诉求。")
    today = timezone.localdate()
    check_origin(channel, origin, today)
    person = None if person_id is None else person_for(person_id, Permission.PERSON_OPEN, by=by)
    contact = Contact.objects.create(
        region=str(region),
        channel=channel,
        person_id=person_id,
        name=name.strip() if person is None else person.name,
        phone=phone.strip() or (None if person is None else person.phone),
        asked=asked.strip(),
        asked_at=timezone.now(),
        reference=origin.reference.strip(),
        received_on=origin.received_on,
        days_late=days_late(origin.received_on, today),
        asked_by=origin.asked_by.strip(),
        asked_by_relation=origin.asked_by_relation.strip(),
        owner_id=by.post_id,
        recorded_by_id=by.user_id,
    )
    _wait(WorkKind.CONTACT, contact, _due(ANSWER_LIMIT), by.post_id, by)
    _record(
        "contact:record",
        contact,
        by,
        {"channel": channel, "name": name, "asked": asked, "late": contact.days_late},
    )
    return contact


def _due(limit: TimeLimit, on: date | None = None) -> Deadline:
    return deadline(limit, on or timezone.localdate(), load_calendar())


def _wait(kind: WorkKind, contact: Contact, due: Deadline, owner: UUID, by: Actor) -> None:
    subject = Subject("contact", contact.id, contact.name, RegionCode(contact.region))
    worklist.open_item(kind=kind, subject=subject, due=due, owner_post=owner, by=by)


@transaction.atomic
def hand_over_contact(*, contact_id: UUID, to_post_id: UUID, by: Actor, reason: str = "") -> Contact:
    """Offer the contact to another post; until that one has taken it, it stays where it is."""
    contact = access_contact(contact_id, Permission.CONTACT_HAND_OVER, by=by, is_changed=True)
    _refuse_answered(contact)
    _refuse_not_responsible(contact, by)
    if waiting.find_open(WorkKind.CONTACT_HAND_OVER, contact.id) is not None:
        raise ContactOfferedError("这条来访已经移交，正等待对方接手；对方退回后可以另行移交。")
    post = network.get_post(to_post_id)
    if not network.sees(post, contact.region) or not allows(Role(post.role), Permission.CONTACT_RECORD):
        raise NotForContactError("该岗位不负责这一区域，或不接待来访，请选择其他在岗人员。")
    if post.id == by.post_id:
        raise NotForContactError("这条来访本来就由您负责；请选择其他人员。")
    _wait(WorkKind.CONTACT_HAND_OVER, contact, _due(TAKING_LIMIT), post.id, by)
    _record("contact:hand_over", contact, by, {"to": str(to_post_id), "reason": reason})
    return contact


def _refuse_not_responsible(contact: Contact, by: Actor) -> None:
    """The item says who is responsible now; a contact from before there were items, its first owner."""
    item = waiting.find_open(WorkKind.CONTACT, contact.id)
    if item is None:
        _wait(WorkKind.CONTACT, contact, _due(ANSWER_LIMIT), contact.owner_id, by)
    if by.post_id != (contact.owner_id if item is None else item.owner_post_id):
        raise NotOwnerOfContactError("这条来访由他人负责；请由负责人移交，或先在待办中领取。")


@transaction.atomic
def take_contact(*, contact_id: UUID, by: Actor) -> Contact:
    """The one it was offered to is responsible from now on."""
    contact = _offered(contact_id, by)
    worklist.close_item(kind=WorkKind.CONTACT_HAND_OVER, subject_id=contact.id, by=by, outcome="已接手")
    worklist.pass_on(
        kind=WorkKind.CONTACT, subject_id=contact.id, to_post=by.post_id, reason="接手来访", by=by
    )
    _record("contact:take", contact, by, {"owner": str(by.post_id)})
    return contact


@transaction.atomic
def decline_contact(*, contact_id: UUID, reason: str, by: Actor) -> Contact:
    """The one it was offered to says why not; whoever offered it stays responsible."""
    contact = _offered(contact_id, by)
    if not reason.strip():
        raise AnswerIncompleteError("请写明退回的原因。")
    worklist.close_item(kind=WorkKind.CONTACT_HAND_OVER, subject_id=contact.id, by=by, outcome="已退回")
    _record("contact:decline", contact, by, {"reason": reason.strip()})
    return contact


def _offered(contact_id: UUID, by: Actor) -> Contact:
    contact = access_contact(contact_id, Permission.CONTACT_RECORD, by=by, is_changed=True)
    offer = waiting.find_open(WorkKind.CONTACT_HAND_OVER, contact.id)
    if offer is None or offer.owner_post_id != by.post_id:
        raise ContactOfferedError("这条来访没有移交给您，或已由他人答复；请刷新后查看。")
    return contact


@transaction.atomic
def answer_contact(
    *,
    contact_id: UUID,
    answer: Answer,
    text: str = "",
    told_items: Sequence[str] = (),
    programmes: Sequence[Programme] = (),
    article: str = "",
    case_id: UUID | None = None,
    matter_id: UUID | None = None,
    items: Sequence[str] = (),
    person_id: UUID | None = None,
    by: Actor,
) -> Contact:
    """Answer once: on the spot, with all that is needed, by an application or transfer, or no with a reason.

    `programmes` asked about: advice on them is a sheet to take home, and a refusal a letter with remedies;
    `items` are other entries of the policy library, told on the same sheet.
    `person_id`: who it turned out to be, where the contact did not know yet.
    """
    contact = access_contact(contact_id, Permission.CONTACT_RECORD, by=by, is_changed=True)
    _refuse_answered(contact)
    _refuse_incomplete(answer, text, [*told_items, *programmes, *items], case_id or matter_id)
    _refuse_without_paper(answer, programmes)
    contact.answer, contact.answer_text = answer, text.strip()
    contact.told_items, contact.case_id, contact.matter_id = list(told_items), case_id, matter_id
    contact.person_id = contact.person_id or person_id
    contact.answered_at, contact.answered_by_id = timezone.now(), by.user_id
    contact.save(
        update_fields=[
            "answer", "answer_text", "told_items", "case_id", "matter_id", "person", "answered_at",
            "answered_by",
        ]
    )  # fmt: skip
    if answer is Answer.ADVISED and (programmes or items):
        issue_advice(contact, programmes, told_items, by, items)
    if answer is Answer.REFUSED:
        issue_refusal(contact, programmes, text.strip(), article.strip(), by)
    worklist.close_items_of(subject_id=contact.id, by=by, outcome=answer.title)
    _record("contact:answer", contact, by, {"answer": answer, "text": text, "told_items": list(told_items)})
    return contact


def _refuse_answered(contact: Contact) -> None:
    if contact.answer is not None:
        raise ContactAnsweredError("这条来访已经答复，不能重复答复；有新的诉求请另行登记。")


def _refuse_without_paper(answer: Answer, programmes: Sequence[Programme]) -> None:
    """Not to receive is told in writing, and the letter names what was asked for."""
    if answer is Answer.REFUSED and not programmes:
        raise AnswerIncompleteError(
            "不予受理须出具书面通知，请选择对方想申请的救助项目。", answer=str(answer)
        )


def _refuse_incomplete(answer: Answer, text: str, told: Sequence[str], settled_by: UUID | None) -> None:
    if answer in (Answer.REFUSED, Answer.ON_THE_SPOT) and not text.strip():
        raise AnswerIncompleteError("请写明答复内容；不予受理的须说明理由。", answer=str(answer))
    if answer is Answer.ADVISED and not told:
        raise AnswerIncompleteError("一次性告知须选择救助项目，或列出全部所需事项。", answer=str(answer))
    if answer in (Answer.APPLICATION, Answer.REGISTERED) and settled_by is None:
        raise AnswerIncompleteError("转为申请须先建立办件，登记民政事项须先登记。", answer=str(answer))


def _record(action: str, contact: Contact, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="contact", subject=contact.id, region=contact.region, by=by, changes=changes)
