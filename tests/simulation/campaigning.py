"""The yearly review of some towns: a list, walked door by door, begun, closed with what it came to."""

from datetime import date, timedelta
from uuid import UUID

from tests.simulation import asking, moving
from tests.simulation.deciding import Why
from tests.simulation.families import Family
from tests.simulation.house import acting, afresh
from tests.simulation.turns import Turn, World
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries
from yimen.domains.cases.errors import CampaignInvalidError
from yimen.domains.cases.models import CampaignEntry, CaseOutcome, HomeInvestigation, ReviewCampaign
from yimen.domains.cases.queries import campaigns
from yimen.domains.cases.types import ChangeCause, FileKind
from yimen.domains.cases.types.campaigns import (
    CampaignPlan,
    EntryFilter,
    EntryResult,
    EntryStage,
    Visited,
    VisitFinding,
)
from yimen.domains.network.types import Actor, Role
from yimen.foundation.files.actions import store
from yimen.kernel import Programme, RegionCode, YimenError

PROGRAMMES = (Programme.DIBAO, Programme.DIBAO_MARGIN, Programme.DIBAO_SINGLE, Programme.TEKUN)
DOORS_A_DAY = 3
"""So many a village goes to on a working day of the review."""
FOUND: dict[VisitFinding, float] = {
    VisitFinding.NOT_MET: 0.1,
    VisitFinding.CHANGED: 0.05,
    VisitFinding.DIED: 0.02,
    VisitFinding.MOVED: 0.02,
}
"""What is found instead of nothing changed."""


def open_reviews(world: World, days: tuple[date, date]) -> None:
    """By the reviewer of each of these towns; a town without anybody to visit has none."""
    plan = CampaignPlan(days[0].year, PROGRAMMES, *days, note="年度集中核查")
    for town in sorted(world.house.reviewing_towns):
        by = afresh(world.house.at(town, Role.TOWN_REVIEWER))
        with acting(by):
            if any(each.left_out is None for each in campaigns.foresee_campaign(town, plan, by=by)):
                world.campaigns[town] = cases.open_campaign(town=town, plan=plan, by=by).id


def walk(world: World, town: RegionCode) -> None:
    """One working day of a town's review: some doors of each village, then what can be begun."""
    second = _who_goes(world, town)
    if second is None:
        return
    for village in world.house.villages[town]:
        by = afresh(world.house.at(village, Role.VILLAGE_ASSISTANT))
        with acting(by):
            campaign = campaigns.get_campaign(world.campaigns[town], by=by)
            if campaign.closed_on is not None:
                return
            for entry in _doors(campaign, village, world.today):
                _visit(world, entry, by, second)
    with acting(afresh(second)) as by:
        campaign = campaigns.get_campaign(world.campaigns[town], by=by)
        for entry in campaigns.entries_of(campaign, EntryFilter(stage=EntryStage.TO_BEGIN)):
            if by.post_id in (entry.first_post_id, entry.second_post_id):
                _begin(world, entry, by)


def _who_goes(world: World, town: RegionCode) -> Actor | None:
    present = [world.house.at(town, Role.TOWN_HANDLER, nth) for nth in (0, 1)]
    here = [actor for actor in present if not world.house.is_away(actor, world.today)]
    return here[world.today.toordinal() % len(here)] if here else None


def _doors(campaign: ReviewCampaign, village: RegionCode, today: date) -> list[CampaignEntry]:
    again = campaigns.entries_of(campaign, EntryFilter(village, stage=EntryStage.VISIT_AGAIN))
    fresh = campaigns.entries_of(campaign, EntryFilter(village, stage=EntryStage.TO_VISIT))
    return [*again.filter(again_on__lte=today), *fresh][:DOORS_A_DAY]


def _visit(world: World, entry: CampaignEntry, by: Actor, second: Actor) -> None:
    family = world.by_subject[entry.household_id]
    finding = _found(family, entry)
    note = "" if finding is VisitFinding.UNCHANGED else f"走访发现：{finding.title}"
    dead = family.members[-1].id if finding is VisitFinding.DIED else None
    again = min(world.today + timedelta(days=5), entry.campaign.until_on)
    visited = Visited(world.today, second.post_id, note=note, person_id=dead, again_on=again)
    cause = ChangeCause.INCOME_CHANGED if finding is VisitFinding.CHANGED else None
    made = cases.record_visit(entry_id=entry.id, finding=finding, visited=visited, cause=cause, by=by)
    world.acts[f"visit_{finding.value}"] += 1
    if made.entry.report_id is not None:
        world.by_subject[made.entry.report_id] = family
    if made.case_id is not None:
        moving.know_cases(world, family, by)
    if finding is VisitFinding.UNCHANGED and family.draw("form").random() < 0.8:
        _keep_form(entry, by)


def _found(family: Family, entry: CampaignEntry) -> VisitFinding:
    luck = family.draw("door").random()
    for finding, share in FOUND.items():
        luck -= share
        if luck < 0:
            is_second = finding is VisitFinding.NOT_MET and entry.finding == VisitFinding.NOT_MET
            is_gone = finding is VisitFinding.DIED and family.members[-1].id is None
            return VisitFinding.UNCHANGED if is_second or is_gone else finding
    return VisitFinding.UNCHANGED


def _keep_form(entry: CampaignEntry, by: Actor) -> None:
    form = store(
        asking.PICTURE, kind=FileKind.SIGNED_SCAN, subject=entry.household_id, region=entry.region, by=by
    )
    cases.keep_scan(entry_id=entry.id, scan_id=form.id, by=by)


def _begin(world: World, entry: CampaignEntry, by: Actor) -> None:
    """In one press where everybody has signed before; whoever came by the roll is looked into by hand."""
    family = world.by_subject[entry.household_id]
    try:
        case = cases.begin_unchanged(entry_id=entry.id, by=by)
    except YimenError as refusal:
        world.acts[f"begun_by_hand: {refusal.code}"] += 1
        case = cases.open_review(household_id=entry.household_id, by=by)
    else:
        world.acts["begun_unchanged"] += 1
        if entry.scan_id is None:
            _sign(case.id, by)
    moving.know_cases(world, family, by)


def _sign(case_id: UUID, by: Actor) -> None:
    """Without a picture of the form both sides sign the visit of the case."""
    made = HomeInvestigation.objects.filter(case_id=case_id).latest("id")
    signer = made.case.members.order_by("-is_adult", "ref").first()
    assert signer is not None
    signatures = cases.Signatures(signer.person_id, *(asking.kept(made.case, by) for _ in range(3)))
    cases.sign_investigation(investigation_id=made.id, signatures=signatures, by=by)


def entry_of(outcome: CaseOutcome) -> CampaignEntry | None:
    """The open entry of a household that was found unchanged."""
    rows = CampaignEntry.objects.filter(household_id=outcome.case.household_id, result="")
    return rows.filter(finding=VisitFinding.UNCHANGED).first()


def proposed(turn: Turn, outcome: CaseOutcome) -> bool:
    """Whether the opinion that all stays as it is could be given in one press."""
    entry = entry_of(outcome)
    if entry is None or turn.by.role is not Role.TOWN_REVIEWER:
        return False
    try:
        cases.propose_kept(entry_id=entry.id, by=turn.by)
    except CampaignInvalidError:
        return False
    turn.world.acts["kept_proposed"] += 1
    return True


def decided(turn: Turn, outcome: CaseOutcome) -> bool:
    """Whether the decision that all stays as it is could be made in one press."""
    entry = entry_of(outcome)
    if entry is None or queries.is_opinion_outdated(outcome):
        return False
    try:
        cases.decide_kept(entry_id=entry.id, by=turn.by)
    except CampaignInvalidError:
        return False
    turn.world.acts["kept_decided"] += 1
    return True


def yearly_review(turn: Turn) -> Why:
    """Refreshed on the way; closed when every household has its result, or at the end with the reason."""
    campaign = campaigns.get_campaign(turn.subject_id, by=turn.by)
    left = campaigns.entries_of(campaign, EntryFilter(result=EntryResult.OPEN)).count()
    is_over = turn.world.today >= campaign.until_on - timedelta(days=2)
    if left and not is_over:
        cases.refresh_campaign(campaign_id=campaign.id, by=turn.by)
        return f"还有{left}户" if left < 3 else "逐户核查中"
    note = f"{left}户尚在核查，由定期核查继续" if left else ""
    cases.close_campaign(campaign_id=campaign.id, note=note, by=turn.by)
    return None
