"""Who may open or act on what is watched; the database shows only rows of the actor's region or shares."""

from uuid import UUID

from yimen.domains.monitoring.errors import (
    AuditNotFoundError,
    ComparisonNotFoundError,
    FindingNotFoundError,
    LeadNotFoundError,
    ScanNotFoundError,
    ScenarioNotFoundError,
)
from yimen.domains.monitoring.models import (
    Audit,
    AwayPlan,
    Comparison,
    Finding,
    Lead,
    Scan,
    Scenario,
    Snapshot,
)
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor


def access_comparison(
    comparison_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> Comparison:
    """The comparison of the county, locked when it will be changed, or the refusal that it is not there."""
    rows = Comparison.objects.select_related("run")
    if is_changed:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=comparison_id).first()
    if found is None:
        raise ComparisonNotFoundError("没有这次比对，或不在您负责的区域内。", comparison=str(comparison_id))
    require(by, permission, found.region)
    return found


def access_finding(
    finding_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> Finding:
    """The finding, locked when it will be changed, or the refusal that it is not there for this actor."""
    rows = Finding.objects.select_related("person", "household")
    if is_changed:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=finding_id).first()
    if found is None:
        raise FindingNotFoundError("没有这条比对发现，或不在您负责的区域内。", finding=str(finding_id))
    require(by, permission, found.region, subject=found.household_id)
    return found


def access_scan(scan_id: UUID, *, by: Actor) -> Scan:
    """The scan of the county, locked: it will be stopped or taken up."""
    found = Scan.objects.select_related("run").select_for_update(of=("self",)).filter(pk=scan_id).first()
    if found is None:
        raise ScanNotFoundError("没有这次排查，或不在您负责的区域内。", scan=str(scan_id))
    require(by, Permission.LEAD_SCAN, found.region)
    return found


def access_audit(audit_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False) -> Audit:
    """The family that was drawn, on the same terms."""
    rows = Audit.objects.select_related("draw", "household")
    if is_changed:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=audit_id).first()
    if found is None:
        raise AuditNotFoundError("没有这项抽查，或不在您负责的区域内。", audit=str(audit_id))
    require(by, permission, found.region)
    return found


def access_lead(lead_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False) -> Lead:
    """The lead, locked when it will be changed, or the refusal that it is not there for this actor."""
    rows = Lead.objects.select_related("visited_by__staff")
    if is_changed:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=lead_id).first()
    if found is None:
        raise LeadNotFoundError("没有这条线索，或不在您负责的区域内。", lead=str(lead_id))
    require(by, permission, found.region, subject=found.household_id)
    return found


def access_plan(plan_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False) -> AwayPlan:
    """The plan for a family that lives away, on the same terms."""
    rows = AwayPlan.objects.select_related("lead", "made_by__staff")
    if is_changed:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=plan_id).first()
    if found is None:
        raise LeadNotFoundError("没有这个联系计划，或不在您负责的区域内。", plan=str(plan_id))
    require(by, permission, found.region, subject=found.household_id)
    return found


def access_snapshot(snapshot_id: UUID, *, by: Actor) -> Snapshot:
    """The snapshot of the county, locked: it will be stopped or taken up."""
    rows = Snapshot.objects.select_related("run").select_for_update(of=("self",))
    found = rows.filter(pk=snapshot_id).first()
    if found is None:
        raise ScenarioNotFoundError("没有这份测算数据，或不在您负责的区域内。", snapshot=str(snapshot_id))
    require(by, Permission.SCENARIO_RUN, found.region)
    return found


def access_plan_contact(plan_id: UUID, *, by: Actor) -> AwayPlan:
    """The plan, locked, for whoever visits: of its own place, or of the one it is shared with."""
    if not may_contact(plan := access_plan(plan_id, Permission.LEAD_OPEN, by=by, is_changed=True), by=by):
        require(by, Permission.LEAD_VISIT, plan.region)
    return plan


def may_contact(plan: AwayPlan, *, by: Actor) -> bool:
    """Whoever visits, where the plan stands or where the family lives and is shown."""
    lo, hi = by.scope.lo, by.scope.hi
    is_shown = plan.household_id in by.scope.shared and plan.lives_in and lo <= plan.lives_in < hi
    return allows(by.role, Permission.LEAD_VISIT) and (lo <= plan.region < hi or bool(is_shown))


def access_scenario(
    scenario_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> Scenario:
    """One's own scenario or a shared one, locked when it will be changed; else that it is not there."""
    rows = Scenario.objects.select_related("run", "snapshot")
    if is_changed:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=scenario_id).first()
    is_hidden = found is not None and found.shared_at is None and found.made_user_id != by.user_id
    if found is None or is_hidden:
        raise ScenarioNotFoundError("没有这次测算，或没有与您共享。", scenario=str(scenario_id))
    require(by, permission, found.region)
    return found
