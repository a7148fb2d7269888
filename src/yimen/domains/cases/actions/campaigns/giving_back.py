"""Households of an opening roll that is taken back leave the yearly reviews nobody has reached them in."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from yimen.domains.cases.models import CampaignEntry
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


@transaction.atomic
def give_back_entries(*, household_ids: Collection[UUID], by: Actor) -> None:
    """Only what was listed and not walked to; whatever was found at a door stands in the way of the undo."""
    rows = CampaignEntry.objects.filter(household__in=household_ids, finding="", result="", set_aside=[])
    listed = dict(rows.values_list("id", "region"))
    if not listed:
        return
    for region in set(listed.values()):
        require(by, Permission.ROLL_TAKE_OVER, region)
    rows.delete()
    audit.record_bulk(
        "campaign:give_back",
        kind="household-load",
        subject=next(iter(listed)),
        region=str(by.region),
        by=by,
        digest=hashlib.sha256(repr(sorted(map(str, listed))).encode()).digest(),
        rows=len(listed),
    )
