"""Writing many contacts at once, each as of its own moment; for set-up of a county under way."""

from collections.abc import Sequence

from django.db import transaction

from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import LoadedContact
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.audit.loading import load_rows


@transaction.atomic
def load_contacts(*, contacts: Sequence[LoadedContact], by: Actor) -> int:
    """All or none, with one audit digest; each belongs to whoever was asked first."""
    for one in contacts:
        require(by, Permission.CONTACT_RECORD, one.region)
    load_rows([_row(one) for one in contacts], kind="contact", region=str(by.region), by=by)
    return len(contacts)


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
