"""Writing many contacts at once, each as of its own moment; for set-up of a county under way."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.models import Contact
from yimen.domains.intake.rules import ANSWER_LIMIT, days_late
from yimen.domains.intake.types import LoadedContact
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import LoadedItem, Subject, WorkKind
from yimen.foundation.audit.loading import load_rows
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import RegionCode, WorkCalendar, deadline


@transaction.atomic
def load_contacts(*, contacts: Sequence[LoadedContact], by: Actor) -> int:
    """All or none, with one audit digest; each belongs to whoever was asked first."""
    for one in contacts:
        require(by, Permission.CONTACT_RECORD, one.region)
    names = people.names_of(one.person_id for one in contacts)
    rows = [_row(one, names[one.person_id]) for one in contacts]
    load_rows(rows, kind="contact", region=str(by.region), by=by)
    calendar = load_calendar()
    waiting = [
        _waiting(row, one.by, calendar) for row, one in zip(rows, contacts, strict=True) if one.answer is None
    ]
    worklist.load_items(items=waiting, region=str(by.region), by=by)
    return len(contacts)


def _waiting(row: Contact, asked: Actor, calendar: WorkCalendar) -> LoadedItem:
    """What is not answered yet waits for whoever was asked first, since that day."""
    day = timezone.localdate(row.asked_at)
    return LoadedItem(
        kind=WorkKind.CONTACT,
        subject=Subject("contact", row.id, row.name, RegionCode(row.region)),
        due=deadline(ANSWER_LIMIT, day, calendar),
        event_on=day,
        owner_station=asked.station_id,
        owner_role=asked.role,
        owner_post=asked.post_id,
    )


def _row(one: LoadedContact, name: str) -> Contact:
    answered = {"answered_at": one.answered_at, "answered_by_id": one.by.user_id} if one.answer else {}
    return Contact(
        id=one.id,
        region=str(one.region),
        channel=one.channel,
        person_id=one.person_id,
        name=name,
        asked=one.asked,
        asked_at=one.asked_at,
        owner_id=one.by.post_id,
        recorded_by_id=one.by.user_id,
        answer=one.answer,
        answer_text=one.answer_text,
        told_items=list(one.told_items),
        reference=one.origin.reference,
        received_on=one.origin.received_on,
        days_late=days_late(one.origin.received_on, timezone.localdate(one.asked_at)),
        asked_by=one.origin.asked_by,
        asked_by_relation=one.origin.asked_by_relation,
        case_id=one.case_id,
        **answered,
    )
