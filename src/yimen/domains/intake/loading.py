"""Writing many contacts at once, each as of its own moment; for set-up of a county under way."""

from collections.abc import Sequence

from django.db import transaction

from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import LoadedContact
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.copying import copy_rows
from yimen.foundation.models import make_id


@transaction.atomic
def load_contacts(*, contacts: Sequence[LoadedContact], by: Actor) -> int:
    """All or none, with one audit digest; each belongs to whoever was asked first."""
    for one in contacts:
        require(by, Permission.CONTACT_RECORD, one.region)
    rows = [_row(one) for one in contacts]
    audit.record_bulk(
        "contact:load",
        kind="contact-load",
        subject=make_id(),
        region=str(by.region),
        by=by,
        digest=copy_rows(rows),
        rows=len(rows),
    )
    return len(rows)


def _row(one: LoadedContact) -> Contact:
    answered = {"answered_at": one.answered_at, "answered_by_id": one.by.user_id} if one.answer else {}
    return Contact(
        region=str(one.region),
        channel=one.channel,
        person_id=one.person_id,
        asked=one.asked,
        asked_at=one.asked_at,
        owner_id=one.by.post_id,
        recorded_by_id=one.by.user_id,
        answer=one.answer,
        answer_text=one.answer_text,
        told_items=list(one.told_items),
        **answered,
    )
