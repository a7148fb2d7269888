"""Items of findings in the worklists: opened many at once, closed with their finding."""

from collections.abc import Collection
from functools import cache
from uuid import UUID

from django.utils import timezone

from yimen.domains.monitoring.actions.owners import nearest_owner, releaser
from yimen.domains.monitoring.models import Finding
from yimen.domains.monitoring.queries.findings import finding_limit
from yimen.domains.monitoring.rules.differences import ACCOUNT_REFUSED, difference
from yimen.domains.monitoring.types.findings import FindingOutcome, Severity
from yimen.domains.network.types import Actor, Role
from yimen.domains.people import queries as people
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import LoadedItem, Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, Deadline, RegionCode, TimeLimit, deadline

KINDS = {ACCOUNT_REFUSED.key: WorkKind.ACCOUNT}
"""What a finding asks for where it is not to look into what a department says."""
RELEASING = TimeLimit(3, DayUnit.WORKING, "记录核实结果", "本平台恢复发放规则（办公时限，非法定期限）")
_OPEN_ONES = (WorkKind.FINDING, WorkKind.FINDING_GONE, WorkKind.HOLD_RELEASE, WorkKind.ACCOUNT)


def due_of(rule: str, severity: str, region: str) -> Deadline:
    """Until when somebody looks, counted from today."""
    today = timezone.localdate()
    return deadline(finding_limit(rule, Severity(severity), region, today), today, load_calendar())


def open_items(
    kind: WorkKind, findings: Collection[Finding], region: str, by: Actor, *, holding: Collection[UUID] = ()
) -> None:
    """One for each, in its village; of those that hold money back, with whoever may release it."""
    names = people.names_of(row.person_id for row in findings)
    owner, let_go, due = cache(nearest_owner), cache(releaser), cache(due_of)
    items: list[LoadedItem] = []
    for row in findings:
        place = RegionCode(row.region)
        station, role = let_go(place) if row.id in holding else owner(place)
        items.append(
            LoadedItem(
                kind=kind,
                subject=_subject(row, names.get(row.person_id, "")),
                due=due(row.rule, row.severity, region),
                event_on=timezone.localdate(),
                owner_station=station,
                owner_role=role,
            )
        )
    worklist.load_items(items=items, region=region, by=by)


def open_release(finding: Finding, settled_by: Role, by: Actor) -> None:
    """Somebody else confirms that what was held back is paid again."""
    station, role = releaser(RegionCode(finding.region), settled_by)
    worklist.open_item(
        kind=WorkKind.HOLD_RELEASE,
        subject=_subject(finding, finding.person.name),
        owner_station=station,
        owner_role=role,
        due=deadline(RELEASING, timezone.localdate(), load_calendar()),
        by=by,
    )


def close_items(finding_id: UUID, by: Doer, outcome: str, *kinds: WorkKind) -> None:
    """Of these kinds, or everything that waits for somebody to look or to release."""
    worklist.close_items_of(subject_id=finding_id, by=by, outcome=outcome, kinds=kinds or _OPEN_ONES)


def close_by_machine(finding: Finding, outcome: FindingOutcome, because: str, by: Actor) -> None:
    """Nobody looked into it; found again it stands again."""
    close(finding, outcome, because, by)
    close_items(finding.id, by, outcome)


def close(finding: Finding, outcome: FindingOutcome, because: str, by: Actor) -> None:
    """What became of it, and who says so."""
    finding.outcome, finding.because = outcome, because
    finding.closed_at, finding.closed_by = timezone.now(), by.staff_name
    finding.save()
    record("finding:close", finding, by)


def record(action: str, finding: Finding, by: Doer) -> None:
    """In the audit, with what was said."""
    audit.record(
        action,
        kind="finding",
        subject=finding.id,
        region=finding.region,
        by=by,
        changes={"outcome": finding.outcome, "because": finding.because, "told_how": finding.told_how},
    )


def _subject(finding: Finding, name: str) -> Subject:
    title = f"{name} {difference(finding.rule).title}"
    return Subject("finding", finding.id, title, RegionCode(finding.region))
