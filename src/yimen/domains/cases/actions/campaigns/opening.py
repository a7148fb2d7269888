"""The beginning and the end of a yearly review; in between it takes in what has come into force since."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.cases.actions.campaigns.report import issue_report, withdraw_report
from yimen.domains.cases.actions.matters import close_if_waiting, wait
from yimen.domains.cases.actions.moves import acted
from yimen.domains.cases.errors import CampaignInvalidError, CampaignNotFoundError, ReasonMissingError
from yimen.domains.cases.models import CampaignEntry, ReviewCampaign
from yimen.domains.cases.queries.campaigns.entries import standing
from yimen.domains.cases.queries.campaigns.foreseeing import candidates
from yimen.domains.cases.rules.campaigns import REVIEWED_BY, due_day, left_out, plan_faults, walking_key
from yimen.domains.cases.types.campaigns import CampaignPlan, Candidate, EntryResult
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Role
from yimen.domains.people import queries as people
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.kernel import DayUnit, Deadline, Programme, RegionCode, RegionLevel, TimeLimit


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh took in, and whom it found in another village of the town."""

    added: int
    moved: int


@transaction.atomic
def open_campaign(*, town: RegionCode, plan: CampaignPlan, by: Actor) -> ReviewCampaign:
    """The review of a town begins with the households its plan holds today."""
    require(by, Permission.REVIEW_PLAN, town)
    if town.level is not RegionLevel.TOWN:
        raise CampaignInvalidError("年度核查按乡镇（街道）开展，请选择一个乡镇。")
    if faults := plan_faults(plan, timezone.localdate()):
        raise CampaignInvalidError(faults[0])
    made = ReviewCampaign.objects.create(
        region=str(town),
        year=plan.year,
        programmes=[programme.value for programme in plan.programmes],
        villages=list(plan.villages),
        cycle=plan.cycle,
        only_due=plan.only_due,
        from_on=plan.from_on,
        until_on=plan.until_on,
        note=plan.note.strip(),
        **acted(by),
    )
    added = _take_in(made, plan, by)
    if not added:
        raise CampaignInvalidError("所选范围内没有应当核查的家庭，请放宽项目、村（社区）或周期。")
    _wait(made, by)
    changes: dict[str, object] = {
        "year": plan.year, "programmes": made.programmes, "until": plan.until_on, "households": added,
    }  # fmt: skip
    _record("campaign:open", made, by, changes)
    return made


def plan_of(campaign: ReviewCampaign) -> CampaignPlan:
    """The plan a review was opened with."""
    return CampaignPlan(
        campaign.year,
        tuple(Programme(name) for name in campaign.programmes),
        campaign.from_on,
        campaign.until_on,
        tuple(campaign.villages),
        campaign.cycle,
        campaign.only_due,
        campaign.note,
    )


@transaction.atomic
def refresh_campaign(*, campaign_id: UUID, by: Actor) -> Refreshed:
    """Awards that came in between are taken in, households that moved within the town change villages."""
    campaign = hold_campaign(campaign_id, Permission.REVIEW_PLAN, by)
    added, moved = _take_in(campaign, plan_of(campaign), by), _follow_moves(campaign)
    _record("campaign:refresh", campaign, by, {"added": added, "moved": moved})
    return Refreshed(added, moved)


def hold_campaign(campaign_id: UUID, permission: Permission, by: Actor) -> ReviewCampaign:
    """A review that is open, for a change of the whole; everybody else waits."""
    rows = ReviewCampaign.objects.select_for_update(no_key=True)
    found = rows.filter(pk=campaign_id).first()
    if found is None:
        raise CampaignNotFoundError("没有这次年度核查，或不在您负责的区域内。", campaign=str(campaign_id))
    require(by, permission, found.region)
    if found.closed_on is not None:
        raise CampaignInvalidError("这次年度核查已经办结；要继续登记，请先重新打开。")
    return found


def _take_in(campaign: ReviewCampaign, plan: CampaignPlan, by: Actor) -> int:
    """How many came in; whom another review took in at the same moment is left to that one."""
    known = campaign.entries.values_list("household_id", flat=True)
    found = candidates(RegionCode(campaign.region), plan, by=by, besides=known)
    wanted = [each for each in found if left_out(each, plan) is None]
    today, before = timezone.localdate(), campaign.entries.count()
    CampaignEntry.objects.bulk_create(
        [
            CampaignEntry(
                region=each.lives_in,
                campaign=campaign,
                household_id=each.household_id,
                position=0,
                programmes=[programme.value for programme in each.programmes],
                due_on=due_day(each, plan, today),
            )
            for each in wanted
        ],
        ignore_conflicts=True,
    )
    if wanted:
        _line_up(campaign, wanted)
    return campaign.entries.count() - before


def _line_up(campaign: ReviewCampaign, added: Sequence[Candidate]) -> None:
    """The doors of each village that somebody joined are numbered as one walks; who moved out comes last."""
    villages = {each.lives_in for each in added}
    rows = list(campaign.entries.filter(region__in=villages))
    homes = people.addresses_of(row.household_id for row in rows)
    addresses = {household_id: home.address for household_id, home in homes.items()}
    by_village: dict[str, list[CampaignEntry]] = defaultdict(list)
    for row in rows:
        by_village[row.region].append(row)
    for doors in by_village.values():
        doors.sort(key=lambda row: _door(row, addresses.get(row.household_id, "")))
        for number, row in enumerate(doors, start=1):
            row.position = number
    CampaignEntry.objects.bulk_update(rows, ["position"], batch_size=500)


def _door(row: CampaignEntry, address: str) -> tuple[object, ...]:
    return not address, walking_key(address), str(row.household_id)


def _follow_moves(campaign: ReviewCampaign) -> int:
    rows = list(campaign.entries.all())
    homes, town = people.addresses_of(row.household_id for row in rows), RegionCode(campaign.region)
    moved = []
    for row in rows:
        home = homes.get(row.household_id)
        if home is not None and home.region != row.region and town.lo <= home.region < town.hi:
            row.region = home.region
            moved.append(row)
    CampaignEntry.objects.bulk_update(moved, ["region"], batch_size=500)
    return len(moved)


def _wait(campaign: ReviewCampaign, by: Actor) -> None:
    """One item for whoever may close the review; its households have their own clocks."""
    days = (campaign.until_on - campaign.from_on).days
    due = Deadline(campaign.until_on, False, TimeLimit(days, DayUnit.CALENDAR, "开始年度核查", REVIEWED_BY))
    subject, role = subject_of(campaign), Role.TOWN_REVIEWER
    wait(WorkKind.YEARLY_REVIEW, subject, due, campaign.from_on, role=role, by=by)


def subject_of(campaign: ReviewCampaign) -> Subject:
    """How a review is named in the worklist."""
    town = RegionCode(campaign.region)
    return Subject("campaign", campaign.id, f"{network.get_region(town).name} {campaign.year}年度核查", town)


@transaction.atomic
def close_campaign(*, campaign_id: UUID, note: str = "", by: Actor) -> ReviewCampaign:
    """The end: what each household came to is written down, so that the summary stays what it was."""
    campaign = hold_campaign(campaign_id, Permission.REVIEW_PLAN, by)
    found = dict(standing(campaign).values_list("id", "stands"))
    left = sum(result == EntryResult.OPEN for result in found.values())
    if left and not note.strip():
        raise ReasonMissingError("还有 %(n)s 户没有完成，办结须写明原因和下一步安排。", n=left)
    for result in EntryResult:
        ids = [key for key, stands in found.items() if stands == result]
        campaign.entries.filter(id__in=ids).update(result=result)
    campaign.closed_on, campaign.closed_by_id = timezone.localdate(), by.user_id
    campaign.closing_note = note.strip()
    campaign.save(update_fields=["closed_on", "closed_by", "closing_note"])
    close_if_waiting(WorkKind.YEARLY_REVIEW, campaign.id, by=by)
    issue_report(campaign, subject_of(campaign), by=by)
    counts: dict[str, object] = {
        result.value: sum(each == result for each in found.values()) for result in EntryResult
    }
    _record("campaign:close", campaign, by, {**counts, "note": note.strip()})
    return campaign


@transaction.atomic
def reopen_campaign(*, campaign_id: UUID, reason: str, by: Actor) -> ReviewCampaign:
    """A review that was closed goes on, with what became of each household read from the decisions again."""
    campaign = ReviewCampaign.objects.select_for_update(no_key=True).filter(pk=campaign_id).first()
    if campaign is None:
        raise CampaignNotFoundError("没有这次年度核查，或不在您负责的区域内。", campaign=str(campaign_id))
    require(by, Permission.REVIEW_PLAN, campaign.region)
    if campaign.closed_on is None:
        raise CampaignInvalidError("这次年度核查没有办结，不需要重新打开。")
    if not reason.strip():
        raise ReasonMissingError("请写明重新打开的原因。")
    withdraw_report(campaign, reason.strip(), by=by)
    _forget_results(campaign)
    campaign.closed_on, campaign.closed_by, campaign.closing_note = None, None, ""
    campaign.save(update_fields=["closed_on", "closed_by", "closing_note"])
    _wait(campaign, by)
    _record("campaign:reopen", campaign, by, {"reason": reason.strip()})
    return campaign


def _forget_results(campaign: ReviewCampaign) -> None:
    try:
        with transaction.atomic():
            campaign.entries.update(result="")
    except IntegrityError as fault:
        if "entry_in_one_open_campaign" not in str(fault):
            raise
        raise CampaignInvalidError("其中有家庭已在新的一次年度核查中，不能重新打开这一次。") from fault


def _record(action: str, campaign: ReviewCampaign, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="campaign", subject=campaign.id, region=campaign.region, by=by, changes=changes)
