"""Attestations planned for households of an opening roll that is taken back: as if never asked for."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.allowances.actions.lists import follow_lists
from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.queries.attestations import list_id
from yimen.domains.allowances.types import Result
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.worklist import actions as worklist
from yimen.foundation import audit
from yimen.kernel import RegionCode


@transaction.atomic
def give_back_attestations(*, household_ids: Collection[UUID], by: Actor) -> None:
    """Only what nobody has recorded or looked into; their lists end with the last of them."""
    planned = Attestation.objects.filter(
        household_id__in=household_ids, result__in=("", Result.LAPSED), case_id__isnull=True
    )
    rows = list(planned.order_by("id"))
    if not rows:
        return
    for region in {row.region for row in rows}:
        require(by, Permission.ROLL_TAKE_OVER, region)
    lists = {(row.kind, row.region, row.starts_on) for row in rows}
    planned.delete()
    for kind, region, starts_on in sorted(lists):
        if not Attestation.objects.filter(kind=kind, region=region, starts_on=starts_on).exists():
            subject_id = list_id(kind, region, starts_on)
            worklist.close_items_of(subject_id=subject_id, by=by, outcome="期初名册已撤销")
        follow_lists(RegionCode(region), timezone.localdate(), by=by)
    audit.record_bulk(
        "attestation:give_back",
        kind="attestation-load",
        subject=rows[0].id,
        region=str(by.region),
        by=by,
        digest=hashlib.sha256(repr([str(row.id) for row in rows]).encode()).digest(),
        rows=len(rows),
    )
