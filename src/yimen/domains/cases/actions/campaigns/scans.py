"""A pile of signed forms: handed in, recognised in a job, looked at, filed all together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.campaigns.findings import keep_scan
from yimen.domains.cases.errors import CampaignInvalidError, CampaignNotFoundError
from yimen.domains.cases.models import CampaignEntry, ScanBatch, ScanSheet
from yimen.domains.cases.queries.campaigns.entries import get_campaign
from yimen.domains.cases.queries.campaigns.scans import lines_of
from yimen.domains.cases.rules.scans import match_name, one_of_a_name, read_code
from yimen.domains.cases.types import FileKind
from yimen.domains.cases.types.scans import ScanMatch, SheetState
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.audit import SYSTEM, Doer
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.actions import Upload, discard, make_over, open_file, store
from yimen.foundation.files.scanned import codes_on, is_bundle, pages_of
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import fail_run, in_steps, start_run
from yimen.kernel import DayUnit, Deadline, RegionCode, TimeLimit, YimenError

RECOGNISES = "cases.recognise_scans"
MOST_FILES = 200
LEFT_FOR = timedelta(days=7)
HANDED_IN, OWN_RULE = "上传", "本平台规则：期满未归入的，次日清除"


@dataclass(frozen=True)
class Around:
    """What the recognition of a pile compares with: rows of the review, their numbers, heads, villages."""

    entries: frozenset[UUID]
    numbers: dict[str, UUID]
    heads: dict[str, UUID]
    places: frozenset[str]


@transaction.atomic
def hand_in_scans(*, campaign_id: UUID, files: Sequence[tuple[str, Upload]], by: Actor) -> ScanBatch:
    """Kept encrypted at once, recognised in a job; nothing of a household changes."""
    campaign = get_campaign(campaign_id, by=by)
    require(by, Permission.APPLICATION_WRITE, by.region)
    if campaign.closed_on is not None:
        raise CampaignInvalidError("这次年度核查已经办结；要继续登记，请先重新打开。")
    if not 0 < len(files) <= MOST_FILES:
        raise CampaignInvalidError("一次可以上传 1 至 %(most)s 个文件；请分几次上传。", most=MOST_FILES)
    batch = ScanBatch.objects.create(
        region=str(by.region), campaign=campaign, by_user_id=by.user_id, by_post_id=by.post_id
    )
    for position, (name, content) in enumerate(files, start=1):
        _keep(batch, position, name, content, by)
    batch.run = start_run(RECOGNISES, total=len(files), by=by)
    batch.save(update_fields=["run"])
    _record("campaign:scans", batch, by, {"files": len(files)})
    _remind(batch, len(files), by)
    defer(RECOGNISES, batch=batch.id)
    return batch


def _remind(batch: ScanBatch, files: int, by: Actor) -> None:
    """What is not filed is cleared after some days: until then it waits with whoever handed it in."""
    title = f"{batch.campaign.year}年度核查 {files}个文件"
    limit = TimeLimit(LEFT_FOR.days, DayUnit.CALENDAR, HANDED_IN, OWN_RULE)
    worklist.open_item(
        kind=WorkKind.SCANS,
        subject=Subject("scan_batch", batch.id, title, RegionCode(batch.region)),
        owner_post=by.post_id,
        due=Deadline(timezone.localdate() + LEFT_FOR, is_provisional=False, limit=limit),
        by=by,
    )


def _is_settled(batch: ScanBatch, by: Doer) -> None:
    worklist.close_items_of(subject_id=batch.id, by=by)


def _keep(batch: ScanBatch, position: int, name: str, content: Upload | bytes, by: Actor) -> ScanSheet:
    kept = store(content, kind=FileKind.SIGNED_SCAN, subject=batch.id, region=batch.region, by=by)
    return ScanSheet.objects.create(
        region=batch.region, batch=batch, position=position, file_id=kept.id, name=name[:160]
    )


def recognise_scans(batch_id: UUID) -> None:
    """As whoever handed them in; bundles are taken apart first. A second attempt goes on where one ended."""
    with system_scope():
        batch = ScanBatch.objects.select_related("run", "campaign").filter(pk=batch_id).first()
    if batch is None or batch.run is None:
        return
    by = _actor(batch)
    with in_steps(batch.run.id, by.scope) as steps:
        waiting = steps.take(lambda: list(batch.sheets.filter(matched_by="").order_by("position", "id")))
        sheets = [one for each in waiting for one in steps.take(lambda each=each: _taken_apart(each, by))]  # type: ignore[misc]
        steps.begin(len(sheets))
        around = steps.take(lambda: _around(batch))
        for sheet in sheets:
            steps.take(lambda sheet=sheet: _recognise(sheet, around, by), 1)  # type: ignore[misc]


def _actor(batch: ScanBatch) -> Actor:
    assert batch.run is not None  # made with it
    try:
        return network.actor_for(batch.by_user_id, batch.by_post_id)
    except YimenError as refusal:
        fail_run(batch.run.id, refusal.code)
        raise


def _taken_apart(sheet: ScanSheet, by: Actor) -> list[ScanSheet]:
    """A bundle that cannot be taken apart stays one sheet, and somebody looks at it."""
    content = _content(sheet, by)
    pages = pages_of(content) if is_bundle(content) else []
    if not pages:
        return [sheet]
    made = [
        _keep(sheet.batch, sheet.position, f"{sheet.name[:140]}（第{number}页）", page, by)
        for number, page in enumerate(pages, start=1)
    ]
    discard(sheet.file_id, by=by)
    sheet.delete()
    return made


def _around(batch: ScanBatch) -> Around:
    rows = dict(CampaignEntry.objects.filter(campaign=batch.campaign).values_list("household_id", "id"))
    homes, heads = people.addresses_of(rows), people.heads_of(rows)
    places = {home.region for home in homes.values()}
    return Around(
        frozenset(rows.values()),
        {home.number: rows[key] for key, home in homes.items()},
        one_of_a_name({rows[key]: name for key, name in heads.items()}),
        frozenset(network.region_names(places).values()),
    )


def _recognise(sheet: ScanSheet, around: Around, by: Actor) -> None:
    coded = read_code(codes_on(_content(sheet, by)))
    if coded in around.entries:
        sheet.entry_id, sheet.matched_by = coded, ScanMatch.CODE
    elif found := match_name(sheet.name, around.numbers, around.heads, around.places):
        sheet.entry_id, sheet.matched_by = found
    sheet.save(update_fields=["entry", "matched_by"])


def _content(sheet: ScanSheet, by: Actor) -> bytes:
    return b"".join(open_file(sheet.file_id, by=by, purpose="辨认走访表").chunks)


@transaction.atomic
def match_scan(*, sheet_id: UUID, number: str, by: Actor) -> ScanSheet:
    """Whoever looks at the sheet says of which household it is, by the household's number."""
    sheet = ScanSheet.objects.select_related("batch").filter(pk=sheet_id).first()
    if sheet is None:
        raise CampaignNotFoundError("没有这张走访表，或不在您负责的区域内；请刷新页面。")
    batch = hold_batch(sheet.batch_id, by)
    if not batch.sheets.filter(pk=sheet_id).exists():
        raise CampaignNotFoundError("这张走访表刚刚已经归入或者作废；请刷新页面。")
    rows = CampaignEntry.objects.filter(campaign=sheet.batch.campaign_id, household__number=number.strip())
    entry = rows.first()
    if entry is None:
        raise CampaignInvalidError(
            "本次核查里没有户编号“%(number)s”，请核对走访表上的户编号。", number=number
        )
    sheet.entry, sheet.matched_by = entry, ScanMatch.BY_HAND
    sheet.save(update_fields=["entry", "matched_by"])
    _record("campaign:scan_matched", sheet.batch, by, {"sheet": str(sheet.id), "entry": str(entry.id)})
    return sheet


@transaction.atomic
def file_scans(*, batch_id: UUID, by: Actor) -> int:
    """Every sheet that can be filed goes to its household, all or none; the others wait on."""
    batch = hold_batch(batch_id, by)
    ready = [line.sheet for line in lines_of(batch) if line.state is SheetState.READY]
    if not ready:
        raise CampaignInvalidError("没有可以归入的走访表；请先登记走访，或者指定是哪一户的。")
    for sheet in ready:
        entry = sheet.entry
        make_over(sheet.file_id, subject=entry.household_id, region=entry.region, by=by)
        keep_scan(entry_id=entry.id, scan_id=sheet.file_id, by=by)
        sheet.delete()
    _record("campaign:scans_filed", batch, by, {"filed": len(ready)})
    if not batch.sheets.exists():
        _is_settled(batch, by)
        batch.delete()
    return len(ready)


@transaction.atomic
def discard_scans(*, batch_id: UUID, by: Actor) -> None:
    """What is left of a pile is put aside: its files are gone."""
    _throw_away(hold_batch(batch_id, by), by)


def hold_batch(batch_id: UUID, by: Actor) -> ScanBatch:
    """A pile of the scope whose sheets were recognised, for a change; everybody else waits."""
    rows = ScanBatch.objects.select_for_update(no_key=True, of=("self",)).select_related("run")
    found = rows.filter(pk=batch_id).first()
    if found is None:
        raise CampaignNotFoundError("没有这次上传，或者已经全部归入；请回到名单。")
    require(by, Permission.APPLICATION_WRITE, found.region)
    if found.run is not None and found.run.state == RunState.RUNNING:
        raise CampaignInvalidError("正在辨认这些走访表，请等它完成。")
    return found


def clear_left_scans() -> int:
    """What nobody filed within its days is gone; the audit keeps that it was handed in."""
    rows = ScanBatch.objects.select_for_update(skip_locked=True, of=("self",))
    first_kept = timezone.localdate() - LEFT_FOR
    left = list(rows.filter(handed_in_at__date__lt=first_kept))
    for each in left:
        _throw_away(each, SYSTEM)
    return len(left)


def _throw_away(batch: ScanBatch, by: Doer) -> None:
    files = list(batch.sheets.values_list("file_id", flat=True))
    for file_id in files:
        discard(file_id, by=by)
    _record("campaign:scans_discarded", batch, by, {"files": len(files)})
    _is_settled(batch, by)
    batch.delete()


def _record(action: str, batch: ScanBatch, by: Doer, changes: dict[str, object]) -> None:
    audit.record(
        action, kind="campaign", subject=batch.campaign_id, region=batch.region, by=by, changes=changes
    )
