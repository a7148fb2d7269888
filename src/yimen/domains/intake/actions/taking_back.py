"""Contacts of a file that is undone: as if they had never come, while nobody has dealt with them."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from yimen.domains.intake.errors import ContactAnsweredError
from yimen.domains.intake.models import Contact
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.worklist import actions as worklist
from yimen.foundation import audit


@transaction.atomic
def take_back_contacts(*, contact_ids: Collection[UUID], by: Actor) -> None:
    """All or none, by whoever owns them still; what waited for an answer waits no more."""
    rows = list(Contact.objects.select_for_update().filter(id__in=list(contact_ids)))
    if len(rows) != len(contact_ids) or any(row.answer or row.owner_id != by.post_id for row in rows):
        raise ContactAnsweredError("有的来访已经答复或者由他人承办，不能撤销登记。")
    for row in rows:
        require(by, Permission.CONTACT_RECORD, row.region)
        worklist.close_items_of(subject_id=row.id, by=by, outcome="来件登记已撤销")
        audit.record(
            "contact:take_back", kind="contact", subject=row.id, region=row.region, by=by,
            changes={"reference": row.reference},
        )  # fmt: skip
    Contact.objects.filter(id__in=[row.id for row in rows]).delete()
