"""What a visit of a yearly review found, household by household; taken back while nothing rests on it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.family import is_adult
from yimen.domains.cases.actions.life import open_change
from yimen.domains.cases.errors import CampaignInvalidError, CampaignNotFoundError, InvestigationInvalidError
from yimen.domains.cases.models import CampaignEntry
from yimen.domains.cases.queries.campaigns.entries import standing
from yimen.domains.cases.queries.life import running_review
from yimen.domains.cases.rules.campaigns import visit_faults
from yimen.domains.cases.types import ChangeCause, FileKind
from yimen.domains.cases.types.campaigns import EntryResult, Visited, VisitFinding
from yimen.domains.intake import actions as intake
from yimen.domains.intake import queries as reports
from yimen.domains.intake.types import ReportKind
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor, Role
from yimen.domains.people import queries as people
from yimen.domains.people.types import MemberRow
from yimen.foundation import audit
from yimen.foundation.files.queries import stored_files
from yimen.kernel import RegionCode

REPORTED = {VisitFinding.DIED: ReportKind.DEATH, VisitFinding.MOVED: ReportKind.MOVE}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A household after its visit was written down, with the case that was opened, if one was."""

    entry: CampaignEntry
    case_id: UUID | None = None


@transaction.atomic
def record_visit(
    *, entry_id: UUID, finding: VisitFinding, visited: Visited, cause: ChangeCause | None = None, by: Actor
) -> Recorded:
    """What was found at a door; a change opens its case, a death or a move goes to the town as a report."""
    entry = hold_entry(entry_id, Permission.APPLICATION_WRITE, by)
    _refuse_settled(entry)
    campaign, today = entry.campaign, timezone.localdate()
    if fault := visit_faults(
        finding, visited, from_on=campaign.from_on, until_on=campaign.until_on, today=today
    ):
        raise CampaignInvalidError(fault)
    _write(entry, finding, visited, by)
    case_id = None
    if finding is VisitFinding.UNCHANGED:
        _write_who_went(entry, visited, by)
    elif finding is VisitFinding.CHANGED:
        case_id = _follow_change(entry, visited, cause, by)
    elif finding in REPORTED:
        entry.report_id = _report(entry, finding, visited, by)
    entry.save()
    changes: dict[str, object] = {"finding": finding, "visited_on": visited.visited_on, "note": entry.note}
    _record("campaign:visit", entry, by, changes)
    return Recorded(entry, case_id)


def hold_entry(entry_id: UUID, permission: Permission, by: Actor) -> CampaignEntry:
    """One household of an open review for a change; whoever comes second sees what the first wrote."""
    rows = CampaignEntry.objects.select_for_update(of=("self",)).select_related("campaign")
    found = rows.filter(pk=entry_id).first()
    if found is None:
        raise CampaignNotFoundError("没有这一户，或不在您负责的区域内。", entry=str(entry_id))
    require(by, permission, found.region)
    if found.campaign.closed_on is not None:
        raise CampaignInvalidError("这次年度核查已经办结；要继续登记，请先重新打开。")
    return found


def _refuse_settled(entry: CampaignEntry) -> None:
    """What is decided or under way is no longer found out at the door."""
    if standing(entry.campaign).filter(pk=entry.pk).exclude(stands=EntryResult.OPEN).exists():
        raise CampaignInvalidError("这一户已有核查结果，不需要再登记。")
    if running_review(entry.household_id) is not None:
        raise CampaignInvalidError("这一户正在核查中，请在办件中继续。")
    if entry.finding and entry.finding != VisitFinding.NOT_MET:
        raise CampaignInvalidError("这一户已经登记；登记错了的，请先撤销再重新登记。")


def _write(entry: CampaignEntry, finding: VisitFinding, visited: Visited, by: Actor) -> None:
    entry.finding, entry.visited_on, entry.found_at = finding, visited.visited_on, timezone.now()
    entry.first_post_id, entry.second_post_id = by.post_id, visited.second_post_id
    entry.note = visited.note.strip()
    entry.again_on = visited.again_on if finding is VisitFinding.NOT_MET else None
    if visited.scan_id is not None:
        _refuse_foreign(entry, visited.scan_id)
        _attach(entry, visited.scan_id)


def _write_who_went(entry: CampaignEntry, visited: Visited, by: Actor) -> None:
    """Two went, one of whom may look into awards; an adult of the family signed."""
    assert visited.second_post_id is not None  # the rule wants it
    second = network.get_post(visited.second_post_id)
    if second.staff_id == by.staff_id or not network.sees(second, entry.region):
        raise InvestigationInvalidError("走访不得少于2人，另一名走访人员须负责这一区域。")
    roles = (by.role, Role(second.role))
    if not any(allows(role, Permission.INVESTIGATION_RECORD) for role in roles):
        raise InvestigationInvalidError(
            "两名走访人员中须有一名可以入户调查的人员（乡镇经办人、审核人或社会工作者）。"
        )
    entry.signer_id = _signer(people.members(entry.household_id), visited.signer_id)


def _signer(members: list[MemberRow], asked: UUID | None) -> UUID:
    """Whoever is named, else the head; a child signs only where nobody else is left."""
    today = timezone.localdate()
    alive = [member for member in members if member.died_on is None]
    adults = [member for member in alive if is_adult(member.birth_date, today)] or alive
    chosen = [member.person_id for member in adults if asked in (None, member.person_id)]
    if not chosen:
        raise CampaignInvalidError("请选择在场签字的成年家庭成员。")
    return chosen[0]


def _follow_change(entry: CampaignEntry, visited: Visited, cause: ChangeCause | None, by: Actor) -> UUID:
    if cause is None or cause is ChangeCause.MEMBER_DIED:
        raise CampaignInvalidError("请选择发生了什么变化；有人去世的，请登记为“有人去世”。")
    note = visited.note.strip()
    case = open_change(household_id=entry.household_id, cause=cause, note=note, by=by)
    return case.id


def _report(entry: CampaignEntry, finding: VisitFinding, visited: Visited, by: Actor) -> UUID:
    """The village's report of what it heard; the town looks into it and marks it."""
    report = intake.report_change(
        kind=REPORTED[finding],
        region=RegionCode(entry.region),
        person_id=visited.person_id if finding is VisitFinding.DIED else None,
        household_id=entry.household_id,
        text=visited.note.strip(),
        by=by,
    )
    return report.id


@transaction.atomic
def undo_visit(*, entry_id: UUID, by: Actor) -> CampaignEntry:
    """What was written down by mistake is taken back, while no case and no report rests on it."""
    entry = hold_entry(entry_id, Permission.APPLICATION_WRITE, by)
    if not entry.finding:
        raise CampaignInvalidError("这一户还没有登记，没有可以撤销的。")
    if standing(entry.campaign).filter(pk=entry.pk).exclude(stands=EntryResult.OPEN).exists():
        raise CampaignInvalidError("这一户已有核查结果，走访登记不能再撤销。")
    if running_review(entry.household_id) is not None:
        raise CampaignInvalidError("已经开启核查，请在办件中处理；确属误开的，由经办人终止办件后再撤销。")
    if entry.report_id is not None and not reports.get_report(entry.report_id, by=by).outcome:
        raise CampaignInvalidError("变化报告还没有核实，请先由乡镇核实办结后再撤销。")
    before: dict[str, object] = {"finding": entry.finding, "visited_on": entry.visited_on, "note": entry.note}
    before |= {"set_aside": str(entry.scan_id)} if entry.scan_id else {}
    entry.finding, entry.note, entry.found_at = "", "", None
    entry.visited_on = entry.again_on = None
    entry.first_post = entry.second_post = entry.signer = entry.report_id = None
    _attach(entry, None)
    entry.save()
    _record("campaign:undo", entry, by, before)
    return entry


@transaction.atomic
def keep_scan(*, entry_id: UUID, scan_id: UUID, by: Actor) -> CampaignEntry:
    """The signed form as a picture, handed in after the visit was written down."""
    entry = hold_entry(entry_id, Permission.APPLICATION_WRITE, by)
    if entry.finding != VisitFinding.UNCHANGED:
        raise CampaignInvalidError("先登记走访情况为“没有变化”，再上传签字的走访表。")
    _refuse_foreign(entry, scan_id)
    before = entry.scan_id
    _attach(entry, scan_id)
    entry.save(update_fields=["scan_id", "set_aside"])
    _record("campaign:scan", entry, by, {"scan": scan_id, "set_aside": str(before or "")})
    return entry


def _attach(entry: CampaignEntry, scan_id: UUID | None) -> None:
    """A signed form is never thrown away: whatever another or none replaces stays with the household."""
    if entry.scan_id is not None and entry.scan_id != scan_id:
        entry.set_aside = [*entry.set_aside, entry.scan_id]
    entry.scan_id = scan_id


def _refuse_foreign(entry: CampaignEntry, scan_id: UUID) -> None:
    """A picture of this very household, kept as a signed form."""
    kept = stored_files([scan_id])
    if not any(file.subject == entry.household_id and file.kind == FileKind.SIGNED_SCAN for file in kept):
        raise CampaignInvalidError("上传的不是这一户签字的走访表，请在这一户的页面重新上传。")


def _record(action: str, entry: CampaignEntry, by: Actor, changes: dict[str, object]) -> None:
    audit.record(
        action, kind="household", subject=entry.household_id, region=entry.region, by=by,
        changes={**changes, "campaign": str(entry.campaign_id)},
    )  # fmt: skip
