"""A transfer is sent: to a department or organisation, with what it needs, by a sheet, onto a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.actions.contacts import answer_contact
from yimen.domains.intake.actions.sheets import issue_transfer_sheet
from yimen.domains.intake.actions.waiting import wait_for_reply
from yimen.domains.intake.errors import (
    ContactAnsweredError,
    TransferIncompleteError,
    TransferPapersError,
    TransferReceiverError,
)
from yimen.domains.intake.models import Contact, Transfer
from yimen.domains.intake.permissions import access_contact
from yimen.domains.intake.types import About, Answer, Receiver, TransferState, TransferTopic
from yimen.domains.network import actions as network_actions
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, ShareReason
from yimen.domains.papers import queries as papers
from yimen.domains.people import queries as people
from yimen.domains.people.permissions import household_for
from yimen.foundation import audit
from yimen.kernel import RegionCode, RegionLevel


@dataclass(frozen=True, slots=True)
class _Somebody:
    """Whom the transfer is about, as it is written down."""

    region: str
    name: str
    phone: str | None
    person_id: UUID | None
    household_id: UUID | None
    contact: Contact | None = None


@transaction.atomic
def send_transfer(
    *,
    about: About,
    topic: TransferTopic,
    receiver: Receiver,
    need: str,
    wants: Sequence[str] = (),
    papers_shared: Sequence[UUID] = (),
    case_id: UUID | None = None,
    by: Actor,
) -> Transfer:
    """Hand a need over; whoever sends it follows it until the family is told what became of it.

    A contact it comes from is answered by it. `papers_shared`: documents of the family that the receiver
    needs, and no others. A receiver nobody speaks for here answers by a one-time code (`send_code`).
    `case_id` is given by the room of cases alone, which knows whose case it is.
    """
    if not need.strip():
        raise TransferIncompleteError("请写明需要解决的问题。")
    somebody = _somebody(about, by)
    receiver_name = _receiver(receiver, RegionCode(somebody.region))
    transfer = Transfer.objects.create(
        region=somebody.region,
        contact=somebody.contact,
        household_id=somebody.household_id,
        case_id=case_id,
        person_id=somebody.person_id,
        name=somebody.name,
        phone=somebody.phone,
        topic=topic,
        department_id=receiver.department_id,
        organisation_id=receiver.organisation_id,
        need=need.strip(),
        wants=[want.strip() for want in wants if want.strip()],
        papers=_papers(papers_shared, somebody, (about.contact_id, case_id), by),
        state=TransferState.SENT,
        sender_id=by.post_id,
        sent_at=timezone.now(),
        recorded_by_id=by.user_id,
    )
    changes = {"topic": topic, "to": receiver_name, "need": need, "papers": transfer.papers}
    audit.record(
        "transfer:send", kind="transfer", subject=transfer.id, region=transfer.region, by=by, changes=changes
    )
    _show_to_receiver(transfer, by)
    wait_for_reply(transfer, by)
    issue_transfer_sheet(transfer, by=by)
    if somebody.contact is not None and somebody.contact.answer is None:
        answer_contact(
            contact_id=somebody.contact.id,
            answer=Answer.TRANSFER,
            text=f"已转请{receiver_name}办理{topic.title}事项",
            by=by,
        )
    return transfer


def _somebody(about: About, by: Actor) -> _Somebody:
    if about.contact_id is not None:
        return _who_asked(about.contact_id, by)
    if about.household_id is None:
        raise TransferIncompleteError("请从来访登记、办件或家庭档案中发起转办。")
    household = household_for(about.household_id, Permission.TRANSFER_SEND, by=by)
    head = next(iter(people.members(household.id)), None)
    if head is None:
        raise TransferIncompleteError("这一户没有在册成员，不能转办；请先更新家庭成员。")
    phone = people.get_person(head.person_id, by=by, purpose="transfer").phone
    return _Somebody(household.region, head.name, phone, head.person_id, household.id)


def _who_asked(contact_id: UUID, by: Actor) -> _Somebody:
    contact = access_contact(contact_id, Permission.TRANSFER_SEND, by=by, is_changed=True)
    if contact.answer not in (None, Answer.TRANSFER):
        raise ContactAnsweredError("这条来访已经答复；需要转办的，请从家庭档案发起，或另行登记来访。")
    home = None if contact.person_id is None else people.find_household_of(contact.person_id)
    name = contact.name or (contact.person.name if contact.person else "")
    household_id = home.id if home else None
    return _Somebody(contact.region, name, contact.phone, contact.person_id, household_id, contact)


def _receiver(receiver: Receiver, region: RegionCode) -> str:
    """The name of a department or organisation of the county the family lives in."""
    county = region.at(RegionLevel.COUNTY)
    if (receiver.department_id is None) == (receiver.organisation_id is None):
        raise TransferReceiverError("请选择一个接收单位：一个部门，或一个机构。")
    names = {one.id: one.name for one in network.departments(county)}
    if receiver.organisation_id is not None:
        names = {one.id: one.name for one in network.organisations(county)}
    wanted = receiver.department_id or receiver.organisation_id
    if wanted in names:
        return names[wanted]
    raise TransferReceiverError("没有这个接收单位；请从本县的部门和机构中选择。")


def _papers(
    wanted: Sequence[UUID], somebody: _Somebody, matters: Iterable[UUID | None], by: Actor
) -> list[dict[str, str]]:
    """Only papers of this family, contact or case go with it; each by its title and number."""
    if not wanted:
        return []
    subjects = [one for one in matters if one is not None]
    known = papers.documents_of_subjects(subjects, by=by)
    if somebody.household_id is not None:
        known += papers.documents_of_household(somebody.household_id, by=by)
    chosen = {document.id: document for document in known if document.id in set(wanted)}
    if set(chosen) != set(wanted):
        raise TransferPapersError("随附的文书须是这一户或这件事的文书；请从列出的文书中选择。")
    return [{"id": str(one.id), "title": one.title, "number": one.number} for one in chosen.values()]


def _show_to_receiver(transfer: Transfer, by: Actor) -> None:
    """From now until it ends the receiver sees this transfer, and nothing else of the family."""
    network_actions.share_subjects(
        kind="transfer",
        subject_ids=[transfer.id],
        region=RegionCode(transfer.region),
        reason=ShareReason.TRANSFER,
        to_department_id=transfer.department_id,
        to_organisation_id=transfer.organisation_id,
        permission=Permission.TRANSFER_SEND,
        by=by,
    )
