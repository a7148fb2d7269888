"""The timeline of a household: what happened, told from rows already read. No query is made here."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from yimen.domains.awards.types import ChangeKind, Origin, Purpose
from yimen.domains.cases.queries import Move
from yimen.domains.cases.types import CaseVerb, OutcomeVerb
from yimen.domains.dossier.types import Event, EventKind, Record
from yimen.domains.intake.types import ContactChannel
from yimen.domains.papers.types import DeliveryMethod
from yimen.kernel import Money, Programme, Sentence

PURPOSES = {Purpose.OPINION: "提出意见时测算", Purpose.CONFIRMATION: "确认时测算"}


def timeline(
    moves: Iterable[Move],
    contacts: Iterable[Record],
    determinations: Iterable[Record],
    documents: Iterable[Record],
    awards: Iterable[Record],
) -> list[Event]:
    """Every event, newest first; of one day, in the order of ids, which is the order of making."""
    events = [
        *_of_contacts(contacts),
        *_of_moves(moves),
        *_of_determinations(determinations),
        *_of_documents(documents),
        *_of_awards(awards),
    ]
    return [event for _, event in sorted(events, key=lambda dated: dated[0], reverse=True)]


Dated = tuple[str, Event]


def _dated(moment: datetime, event: Event) -> Dated:
    return moment.isoformat(), event


def _of_contacts(contacts: Iterable[Record]) -> Iterator[Dated]:
    for contact in contacts:
        day = timezone.localdate(contact.asked_at)
        title = f"{ContactChannel(contact.channel).title}求助"
        yield _dated(contact.asked_at, Event(day, EventKind.CONTACT, title, contact.asked, "", contact.id))


def _of_moves(moves: Iterable[Move]) -> Iterator[Dated]:
    for move in moves:
        day = timezone.localdate(move.done_at)
        if move.outcome_id is None:
            kind, subject, title = EventKind.CASE, move.case_id, CaseVerb(move.verb).title
        else:
            programme = Programme(move.programme).title
            kind, subject = EventKind.OUTCOME, move.outcome_id
            title = f"{programme}：{OutcomeVerb(move.verb).title}"
        yield _dated(move.done_at, Event(day, kind, title, move.why, move.by_name, subject))


def _of_determinations(determinations: Iterable[Record]) -> Iterator[Dated]:
    for made in determinations:
        title = PURPOSES[Purpose(made.purpose)]
        day = timezone.localdate(made.made_at)
        note = Sentence("规则版本 %(version)s", version=made.rulebook_version)
        yield _dated(made.made_at, Event(day, EventKind.DETERMINATION, title, note, "", made.id))


def _of_documents(documents: Iterable[Record]) -> Iterator[Dated]:
    for document in documents:
        event = Event(
            document.issued_on,
            EventKind.DOCUMENT,
            document.title,
            document.number,
            document.office,
            document.id,
        )
        yield _dated(document.issued_at, event)
        for delivery in document.deliveries.all():
            title = f"{DeliveryMethod(delivery.method).title}：{document.title}"
            note = f"{delivery.recipient}，{delivery.proof}"
            yield _dated(
                delivery.recorded_at,
                Event(delivery.delivered_on, EventKind.DELIVERY, title, note, "", document.id),
            )


def _of_awards(awards: Iterable[Record]) -> Iterator[Dated]:
    for award in awards:
        programme = Programme(award.programme).title
        for change in award.changes.all():
            is_taken_over = award.origin == Origin.ROLL and change.kind == ChangeKind.START
            what = Origin.ROLL.title if is_taken_over else ChangeKind(change.kind).title
            title = f"{programme}：{what}"
            amounts = f"{Money(change.before_fen)}元 → {Money(change.after_fen)}元；"
            told = amounts if change.before_fen or change.after_fen else ""
            note = f"自{change.from_month:%Y-%m}起，{told}{change.reason}"
            day = timezone.localdate(change.changed_at)
            yield _dated(change.changed_at, Event(day, EventKind.AWARD, title, note, "", award.id))
