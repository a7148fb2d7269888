"""Writes of this room: record who asked, hand the contact over, answer it once."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.errors import (
    AnswerIncompleteError,
    ContactAnsweredError,
    ContactIncompleteError,
    NotForContactError,
)
from yimen.domains.intake.loading import load_contacts as load_contacts
from yimen.domains.intake.models import Contact
from yimen.domains.intake.permissions import access_contact
from yimen.domains.intake.types import Answer, ContactChannel
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor, Role
from yimen.foundation import audit
from yimen.kernel import RegionCode


@transaction.atomic
def record_contact(
    *,
    channel: ContactChannel,
    asked: str,
    region: RegionCode,
    person_id: UUID | None = None,
    name: str = "",
    phone: str = "",
    by: Actor,
) -> Contact:
    """Whoever is asked first owns the contact until it is answered or handed over (首问负责)."""
    require(by, Permission.CONTACT_RECORD, region)
    if not asked.strip() or (person_id is None and not name.strip()):
        raise ContactIncompleteError("请写明来访人（或选择居民）和诉求。")
    contact = Contact.objects.create(
        region=str(region),
        channel=channel,
        person_id=person_id,
        name=name.strip(),
        phone=phone or None,
        asked=asked.strip(),
        asked_at=timezone.now(),
        owner_id=by.post_id,
        recorded_by_id=by.user_id,
    )
    _record("contact:record", contact, by, {"channel": channel, "name": name, "asked": asked})
    return contact


@transaction.atomic
def hand_over_contact(*, contact_id: UUID, to_post_id: UUID, by: Actor) -> Contact:
    """Give the contact to another post; the first person asked stays in the audit."""
    contact = access_contact(contact_id, Permission.CONTACT_HAND_OVER, by=by, is_changed=True)
    _refuse_answered(contact)
    post = network.get_post(to_post_id)
    if not network.sees(post, contact.region) or not allows(Role(post.role), Permission.CONTACT_RECORD):
        raise NotForContactError("该岗位不负责这一区域，或不接待来访，请选择其他在岗人员。")
    contact.owner_id = post.id
    contact.save(update_fields=["owner"])
    _record("contact:hand_over", contact, by, {"owner": str(to_post_id)})
    return contact


@transaction.atomic
def answer_contact(
    *,
    contact_id: UUID,
    answer: Answer,
    text: str = "",
    told_items: Sequence[str] = (),
    case_id: UUID | None = None,
    by: Actor,
) -> Contact:
    """Answer once: on the spot, with a list of all that is needed, by an application, or no with a reason."""
    contact = access_contact(contact_id, Permission.CONTACT_RECORD, by=by, is_changed=True)
    _refuse_answered(contact)
    _refuse_incomplete(answer, text, told_items, case_id)
    contact.answer, contact.answer_text = answer, text.strip()
    contact.told_items, contact.case_id = list(told_items), case_id
    contact.answered_at, contact.answered_by_id = timezone.now(), by.user_id
    contact.save(
        update_fields=["answer", "answer_text", "told_items", "case_id", "answered_at", "answered_by"]
    )
    _record("contact:answer", contact, by, {"answer": answer, "text": text, "told_items": list(told_items)})
    return contact


def _refuse_answered(contact: Contact) -> None:
    if contact.answer is not None:
        raise ContactAnsweredError("这条来访已经答复，不能重复答复；有新的诉求请另行登记。")


def _refuse_incomplete(answer: Answer, text: str, told_items: Sequence[str], case_id: UUID | None) -> None:
    if answer in (Answer.REFUSED, Answer.ON_THE_SPOT) and not text.strip():
        raise AnswerIncompleteError("请写明答复内容；不予受理的须说明理由。", answer=str(answer))
    if answer is Answer.ADVISED and not told_items:
        raise AnswerIncompleteError("一次性告知须列出全部所需事项。", answer=str(answer))
    if answer is Answer.APPLICATION and case_id is None:
        raise AnswerIncompleteError("转为申请须先建立办件。", answer=str(answer))


def _record(action: str, contact: Contact, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="contact", subject=contact.id, region=contact.region, by=by, changes=changes)
