"""The papers of this room: the sheet to take home, the refusal, the transfer sheet and its feedback."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yimen.domains.intake.actions.waiting import transfer_subject
from yimen.domains.intake.models import Contact, Transfer
from yimen.domains.intake.permissions import has_liaison
from yimen.domains.intake.rules.advice import told_clocks
from yimen.domains.intake.types import TransferState, TransferTopic
from yimen.domains.library import queries as library
from yimen.domains.library.types import Item
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers import queries as kept
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.kernel import DayUnit, Programme, RegionCode


def issue_advice(
    contact: Contact,
    programmes: Sequence[Programme],
    remarks: Sequence[str],
    by: Actor,
    items: Sequence[str] = (),
) -> None:
    """Conditions, materials, limits and office of everything asked about, on one numbered sheet."""
    others = [library.get_item(key, RegionCode(contact.region), timezone.localdate()) for key in items]
    cards = [library.card_on(programme, timezone.localdate()) for programme in programmes]
    station = network.get_station(by.station_id)
    conditions: list[Json] = [
        {"programme": card.title, "text": one.text, "article": one.article}
        for card in cards
        for one in card.conditions
    ]
    materials: list[Json] = [
        {"programme": card.title, "title": one.title, "article": one.article or "—"}
        for card in cards
        for one in card.materials
        if one.is_asked
    ]
    values: dict[str, Json] = {
        "applicant": contact.name,
        "programmes": [programme.value for programme in programmes],
        "items": "、".join(item.title for item in others),
        "conditions": [*conditions, *_conditions(others)],
        "materials": [*materials, *_materials(others)],
        "limits": [
            *(row for programme in programmes for row in _limits(programme, contact.region)),
            *(_told(item, "text", item.time_limit, item.source) for item in others if item.time_limit),
        ],
        "remarks": [{"text": remark} for remark in remarks],
        "place": f"{station.name}　{station.address}".strip(),
        "hours": station.hours,
        "told_on": _today(),
    }
    papers.issue_document(kind=DocumentKind.ADVICE, subject=_subject(contact), values=values, by=by)


def _conditions(items: Sequence[Item]) -> list[Json]:
    """What the library says of other items; where nobody has filled it in, the sheet says whom to ask."""
    return [
        _told(item, "text", text, "；".join(item.basis))
        for item in items
        for text in item.conditions or (item.summary or "条件由当地规定，请向窗口核实",)
    ]


def _materials(items: Sequence[Item]) -> list[Json]:
    return [
        _told(item, "title", text, "")
        for item in items
        for text in item.materials or ("材料由当地规定，请向窗口核实",)
    ]


def _told(item: Item, name: str, text: str, article: str) -> Json:
    return {"programme": item.title, name: text, "article": article or "—"}


def _limits(programme: Programme, region: str) -> list[Json]:
    """The legal limits of a programme that are known; one nobody found is left out, not made up."""
    found = (
        (name, library.find_time_limit(name, region, timezone.localdate())) for name in told_clocks(programme)
    )
    return [
        {
            "programme": programme.title,
            "text": f"{library.title_of(name)}：{_in_words(limit.days, limit.unit, limit.event)}",
            "article": limit.article,
        }
        for name, limit in found
        if limit is not None
    ]


def issue_refusal(
    contact: Contact, programmes: Sequence[Programme], reason: str, article: str, by: Actor
) -> None:
    """Not to receive is a decision: reasons, article and remedies in writing."""
    values: dict[str, Json] = {
        "applicant": contact.name,
        "programmes": [programme.value for programme in programmes],
        "submitted_on": timezone.localdate(contact.asked_at).isoformat(),
        "reasons": [{"text": reason, "article": article or "—"}],
        "decided_on": _today(),
    }
    papers.issue_document(kind=DocumentKind.NOT_ACCEPTED, subject=_subject(contact), values=values, by=by)


def issue_transfer_sheet(transfer: Transfer, *, by: Actor) -> UUID:
    """The sheet for the receiver; where nobody speaks for it here it says on which page a code answers.

    The code itself stands on no paper of ours: whoever reads the archive could answer with it.
    """
    is_sent = TransferState(transfer.state) is TransferState.SENT
    item = worklist.find_open(WorkKind.TRANSFER_REPLY if is_sent else WorkKind.TRANSFER_RESULT, transfer.id)
    if item is None:
        raise RuntimeError(f"transfer {transfer.id} waits for nobody")
    values: dict[str, Json] = {
        **_head(transfer),
        "applicant_phone": transfer.phone or "",
        "address": _address(transfer, by),
        "wants": [{"title": want} for want in transfer.wants],
        "papers": [{"title": paper["title"], "number": paper["number"]} for paper in transfer.papers],
        "asks": "答复是否接办" if is_sent else "答复办理结果",
        "due_on": item.due_on.isoformat(),
        "time_limit": _in_words(item.limit_days, item.limit_unit, item.limit_event),
        "article": item.article,
        "answer_page": "" if has_liaison(transfer) else settings.YIMEN_TRANSFER_ADDRESS,
    }
    return _issue(DocumentKind.TRANSFER, transfer, values, by)


def issue_feedback_sheet(transfer: Transfer, by: Actor) -> UUID:
    """What became of it, for the family; the one made before is used again."""
    for document in kept.documents_of_subjects([transfer.id], by=by):
        if document.kind == DocumentKind.TRANSFER_FEEDBACK and document.is_valid:
            return UUID(str(document.id))
    ended_at = transfer.ended_at or timezone.now()
    values: dict[str, Json] = {
        **_head(transfer),
        "result": TransferState(transfer.state).title,
        "answer": transfer.answer,
        "ended_on": timezone.localdate(ended_at).isoformat(),
        "told_on": _today(),
    }
    return _issue(DocumentKind.TRANSFER_FEEDBACK, transfer, values, by)


def _head(transfer: Transfer) -> dict[str, Json]:
    return {
        "applicant": transfer.name,
        "receiver": transfer.receiver_name,
        "topic": TransferTopic(transfer.topic).title,
        "need": transfer.need,
        "sent_on": timezone.localdate(transfer.sent_at).isoformat(),
    }


def _address(transfer: Transfer, by: Actor) -> str:
    """Where the family lives: the house where it has a file, otherwise the village."""
    if transfer.household_id is None:
        return network.region_path(transfer.region)
    home = people.get_household(transfer.household_id, by=by, purpose="transfer")
    return f"{network.region_path(home.region)}{home.address}"


def _issue(kind: DocumentKind, transfer: Transfer, values: dict[str, Json], by: Actor) -> UUID:
    document = papers.issue_document(
        kind=kind,
        subject=transfer_subject(transfer),
        values=values,
        household_id=transfer.household_id,
        by=by,
    )
    return document.id


def _subject(contact: Contact) -> Subject:
    return Subject("contact", contact.id, contact.name, RegionCode(contact.region))


def _in_words(days: int, unit: str, event: str) -> str:
    return f"自{event}起{days}{'个工作日' if unit == DayUnit.WORKING else '日'}"


def _today() -> str:
    return timezone.localdate().isoformat()
