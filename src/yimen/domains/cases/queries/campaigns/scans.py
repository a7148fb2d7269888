"""Piles of signed forms of a yearly review, each sheet with its household and whether it can be filed."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.cases.errors import CampaignNotFoundError
from yimen.domains.cases.models import ReviewCampaign, ScanBatch
from yimen.domains.cases.rules.scans import state_of
from yimen.domains.cases.types.scans import SheetLine
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people


def batches_of(campaign: ReviewCampaign, *, by: Actor) -> QuerySet[ScanBatch]:
    """Piles of which something still waits, newest first."""
    require(by, Permission.APPLICATION_WRITE, by.region)
    rows = ScanBatch.objects.filter(campaign=campaign).select_related("run")
    return rows.order_by("-handed_in_at", "-id")


def get_batch(batch_id: UUID, *, by: Actor) -> ScanBatch:
    """One pile of the scope."""
    found = ScanBatch.objects.select_related("run", "campaign").filter(pk=batch_id).first()
    if found is None:
        raise CampaignNotFoundError("没有这次上传，或者已经全部归入；请回到名单。")
    require(by, Permission.APPLICATION_WRITE, found.region)
    return found


def lines_of(batch: ScanBatch) -> list[SheetLine]:
    """The sheets of a pile in their order; as many queries whatever their number."""
    sheets = list(batch.sheets.select_related("entry__campaign").order_by("position", "id"))
    times = Counter(sheet.entry_id for sheet in sheets)
    households = [sheet.entry.household_id for sheet in sheets if sheet.entry is not None]
    homes, heads = people.addresses_of(households), people.heads_of(households)
    villages = network.region_names({sheet.entry.region for sheet in sheets if sheet.entry is not None})
    lines = []
    for sheet in sheets:
        entry = sheet.entry
        if entry is None:
            lines.append(SheetLine(sheet, state_of(None, is_alone=True)))
            continue
        home = homes.get(entry.household_id)
        lines.append(
            SheetLine(
                sheet,
                state_of(entry.finding, is_alone=times[entry.id] == 1),
                heads.get(entry.household_id, ""),
                home.number if home else "",
                villages.get(entry.region, ""),
                entry.scan_id is not None,
            )
        )
    return lines
