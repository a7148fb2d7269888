"""What a person makes of a finding: a review, no change with the reason, or data to be put right."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import actions as awards
from yimen.domains.awards import queries as award_queries
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries as case_queries
from yimen.domains.monitoring.actions.items import close, close_items, open_release, record
from yimen.domains.monitoring.actions.telling import tell_decided, tell_going_on
from yimen.domains.monitoring.errors import FindingInvalidError
from yimen.domains.monitoring.models import Finding
from yimen.domains.monitoring.permissions import access_finding
from yimen.domains.monitoring.queries.findings import source_of
from yimen.domains.monitoring.rules.differences import ACCOUNT_REFUSED, difference, outcome_title
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.verification.queries.sets import set_definition
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, Month, RegionCode, TimeLimit, deadline

TELLING = TimeLimit(
    5, DayUnit.WORKING, "认定数据有误", "个人信息保护法 第八条；未定告知的日数，日数为本平台暂定"
)
_CLOSED_BY_HAND = frozenset({FindingOutcome.NO_CHANGE, FindingOutcome.DATA_WRONG})


@transaction.atomic
def open_review(*, finding_id: UUID, note: str = "", by: Actor) -> Finding:
    """A review begins, or the one that runs takes this up; money goes on until a decision."""
    finding = _held(finding_id, by)
    if finding.rule == ACCOUNT_REFUSED.key:
        raise FindingInvalidError("账户被退回不需要核查家庭，请登记能收款的账户。")
    running = case_queries.running_review(finding.household_id)
    found = f"发放前比对发现：{difference(finding.rule).title}"
    case = running or cases.open_review(household_id=finding.household_id, because=found, by=by)
    finding.case_id = case.id
    words = note.strip() or ("并入正在办理的核查" if running else "启动核查")
    awards.settle_holds(cause_id=finding.id, because=words, by=by)
    return _close(finding, FindingOutcome.REVIEW_OPENED, words, by)


@transaction.atomic
def close_finding(*, finding_id: UUID, outcome: FindingOutcome, because: str, by: Actor) -> Finding:
    """Looked into: nothing changes, or the data are wrong; another person releases what it held back."""
    if outcome not in _CLOSED_BY_HAND:
        raise FindingInvalidError("请选择“核实后无变化”或“数据有误”。")
    if not because.strip():
        raise FindingInvalidError("请写明怎样核实、为什么这样处理。")
    closed = _settle(_held(finding_id, by), outcome, because.strip(), by)
    if outcome is FindingOutcome.DATA_WRONG:
        _open_telling(closed, by)
    return closed


@transaction.atomic
def close_gone(*, finding_id: UUID, by: Actor) -> Finding:
    """One click: the newest data no longer say it. Who may release does; for others another person will."""
    finding = access_finding(finding_id, Permission.FINDING_OPEN, by=by, is_changed=True)
    may_release = allows(by.role, Permission.HOLD_RELEASE)
    require(by, Permission.HOLD_RELEASE if may_release else Permission.FINDING_SETTLE, finding.region)
    if finding.gone_on is None:
        raise FindingInvalidError("最近一次比对仍然发现这个问题，请核实后记录结果。")
    because = _no_longer_found(finding)
    freed = awards.release_holds(cause_id=finding.id, because=because, by=by) if may_release else []
    tell_going_on(freed, by)
    if not finding.outcome:
        return _settle(finding, FindingOutcome.GONE, because, by)
    if not freed:
        raise FindingInvalidError("这条发现已经处理，也没有您可以恢复的款项。")
    close_items(finding.id, by, "released")
    record("finding:release", finding, by)
    return finding


def _no_longer_found(finding: Finding) -> str:
    return (
        f"{finding.gone_on}比对“{set_definition(finding.set_key).title}”"
        f"第{finding.gone_version}版，不再发现这个问题"
    )


@transaction.atomic
def tell_department(*, finding_id: UUID, how: str, by: Actor) -> Finding:
    """The owner of the set was told that its data are wrong."""
    finding = access_finding(finding_id, Permission.FINDING_TELL, by=by, is_changed=True)
    if finding.outcome != FindingOutcome.DATA_WRONG or finding.told_at is not None:
        raise FindingInvalidError("只有认定数据有误、还没有告知的才需要告知数据单位。")
    if not how.strip():
        raise FindingInvalidError("请写明怎样告知数据单位。")
    finding.told_at, finding.told_how = timezone.now(), how.strip()
    finding.save(update_fields=["told_at", "told_how"])
    worklist.close_item(kind=WorkKind.DATA_WRONG, subject_id=finding.id, by=by)
    record("finding:tell", finding, by)
    return finding


@transaction.atomic
def release_hold(
    *,
    finding_id: UUID,
    because: str,
    number: str = "",
    paid: Mapping[UUID, Collection[Month]] = awards.NOTHING,
    by: Actor,
) -> Finding:
    """Somebody else than who looked into it: what was held back is paid again, though a review may run.

    `number` is the account the family gave, as this second person reads it from the picture; `paid` are the
    months of each hold that were paid all the same.
    """
    finding = access_finding(finding_id, Permission.HOLD_RELEASE, by=by, is_changed=True)
    if not finding.outcome:
        raise FindingInvalidError("请先记录核实结果，再由另一人恢复发放。")
    freed = awards.release_holds(cause_id=finding.id, because=because, paid=paid, by=by)
    if not freed:
        raise FindingInvalidError("这条发现没有暂缓发放的款项。")
    awards.end_refusals(cause_id=finding.id, number=number, by=by)
    close_items(finding.id, by, "released")
    tell_going_on(freed, by)
    return finding


@transaction.atomic
def end_holds(*, by: Doer) -> int:
    """A review that is over ends what its finding held back: from then on the decision says what is paid."""
    causes = award_queries.causes_of_standing_holds()
    rows = Finding.objects.filter(id__in=causes, outcome=FindingOutcome.REVIEW_OPENED, case_id__isnull=False)
    reviews = {finding: case for finding, case in rows.values_list("id", "case_id") if case is not None}
    decided = {case for case, is_decided in case_queries.closed_cases(reviews.values()).items() if is_decided}
    over = [finding for finding, case in reviews.items() if case in decided]
    ended = awards.end_decided_holds(cause_ids=over, by=by)
    for cause in {hold.cause_id for hold in ended if hold.cause_id is not None}:
        close_items(cause, by, "decided")
    tell_decided(awards.untold_holds())
    return len(ended)


def _held(finding_id: UUID, by: Actor) -> Finding:
    finding = access_finding(finding_id, Permission.FINDING_SETTLE, by=by, is_changed=True)
    if finding.outcome:
        raise FindingInvalidError(
            "这条发现已经处理：%(outcome)s（%(who)s）。",
            outcome=outcome_title(FindingOutcome(finding.outcome), finding.rule),
            who=finding.closed_by,
        )
    return finding


def _settle(finding: Finding, outcome: FindingOutcome, because: str, by: Actor) -> Finding:
    """Closed; where money still waits another person is asked to release it."""
    held = awards.settle_holds(
        cause_id=finding.id, because=f"{outcome_title(outcome, finding.rule)}：{because}", by=by
    )
    closed = _close(finding, outcome, because, by)
    if held:
        open_release(closed, by.role, by)
    else:
        awards.end_refusals(cause_id=finding.id, by=by)
    return closed


def _close(finding: Finding, outcome: FindingOutcome, because: str, by: Actor) -> Finding:
    close(finding, outcome, because, by)
    close_items(finding.id, by, outcome)
    return finding


def _open_telling(finding: Finding, by: Actor) -> None:
    """The county tells the owner of the set."""
    region, today = RegionCode(finding.region), timezone.localdate()
    title = f"{source_of(finding)} {difference(finding.rule).title}"
    worklist.open_item(
        kind=WorkKind.DATA_WRONG,
        subject=Subject("finding", finding.id, title, region),
        owner_station=network.station_of(region, StationLevel.COUNTY).id,
        owner_role=Role.COUNTY_VERIFIER,
        due=deadline(TELLING, today, load_calendar()),
        by=by,
    )
