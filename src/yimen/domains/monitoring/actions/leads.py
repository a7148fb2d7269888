"""What becomes of a lead: opened with its clock, visited, followed, closed; plans for those who live away."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.cases import actions as cases
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.domains.monitoring.actions.owners import nearest_owner
from yimen.domains.monitoring.errors import LeadClosedError, LeadIncompleteError, PlanRefusedError
from yimen.domains.monitoring.models import AwayPlan, Lead, Scan
from yimen.domains.monitoring.permissions import access_lead, access_plan
from yimen.domains.monitoring.queries.leads import asked_of, title_of_lead, visit_limit
from yimen.domains.monitoring.rules.leads import away_limit
from yimen.domains.monitoring.types.leads import BY_CLOSING, Candidate, ContactWay, LeadOutcome
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, ShareOffer, ShareReason
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import RegionCode, TimeLimit, deadline


def open_lead(scan: Scan, found: Candidate, *, by: Actor) -> Lead:
    """Part of a scan: the lead, and its clock on the list of the nearest station."""
    lead = Lead.objects.create(
        region=str(found.region),
        scan=scan,
        source=found.source,
        rule=found.rule,
        likelihood=found.likelihood,
        household_id=found.household_id,
        person_id=found.person_id,
        name=found.name,
        programmes=found.programmes,
        verdicts=list(found.verdicts),
        set_key=found.set_key,
        set_version=found.set_version or None,
        lives_in=found.lives_in or None,
        told_on=found.told_on,
        told_by=found.told_by,
        digest=found.digest,
    )
    subject = Subject("lead", lead.id, f"{lead.name} {title_of_lead(lead)}", found.region)
    _wait_for(WorkKind.LEAD_VISIT, subject, visit_limit(found.region, timezone.localdate()), by)
    _record("lead:open", lead, by, {"rule": found.rule, "likelihood": found.likelihood})
    return lead


def _wait_for(kind: WorkKind, subject: Subject, limit: TimeLimit, by: Actor) -> None:
    """Whoever of the nearest station takes it: in the village its assistant."""
    station, role = nearest_owner(subject.region)
    worklist.open_item(
        kind=kind,
        subject=subject,
        due=deadline(limit, timezone.localdate(), load_calendar()),
        owner_station=station,
        owner_role=role,
        by=by,
    )


@transaction.atomic
def record_visit(*, lead_id: UUID, visited_on: date, note: str, by: Actor) -> Lead:
    """Somebody went there and saw; the lead stays open until it is said what becomes of it."""
    lead = _open_for_change(lead_id, by)
    if not note.strip() or not timezone.localdate(lead.opened_at) <= visited_on <= timezone.localdate():
        raise LeadIncompleteError("请写明走访情况；走访日期在派发之后、今天或以前。")
    lead.visited_on, lead.visited_by_id, lead.visit_note = visited_on, by.post_id, note.strip()
    lead.save(update_fields=["visited_on", "visited_by", "visit_note"])
    _record("lead:visit", lead, by, {"on": visited_on, "note": note})
    return lead


@transaction.atomic
def close_lead(*, lead_id: UUID, outcome: LeadOutcome, because: str, by: Actor) -> Lead:
    """It ends without help; why is written down, and the family is not asked again for the same facts."""
    lead = _open_for_change(lead_id, by)
    if outcome not in BY_CLOSING or not because.strip():
        raise LeadIncompleteError("请选择结果并写明理由。")
    if outcome is not LeadOutcome.DATA_WRONG and lead.visited_on is None:
        raise LeadIncompleteError("请先登记走访情况，再写结果。")
    return _close(lead, outcome, because.strip(), by)


@transaction.atomic
def follow_lead(*, lead_id: UUID, outcome: LeadOutcome, by: Actor) -> Lead:
    """One click: the need is recorded as a contact, from which the application or transfer begins."""
    lead = _open_for_change(lead_id, by)
    if outcome not in (LeadOutcome.APPLICATION, LeadOutcome.TRANSFERRED):
        raise LeadIncompleteError("请选择去申请，或者去转办。")
    contact = intake.record_contact(
        channel=ContactChannel.DISCOVERY,
        asked=asked_of(lead),
        region=RegionCode(lead.region),
        person_id=lead.person_id,
        name=lead.name,
        by=by,
    )
    lead.contact_id = contact.id
    lead.save(update_fields=["contact_id"])
    return _close(lead, outcome, "", by)


@transaction.atomic
def plan_contact(
    *, lead_id: UUID, way: ContactWay, every_days: int, share_until: date | None, by: Actor
) -> AwayPlan:
    """Somebody who lives away is kept in touch with; until a day, the family is shown to that place."""
    lead = _open_for_change(lead_id, by)
    if lead.household_id is None or every_days < 1:
        raise PlanRefusedError("只有本地在册的家庭可以定联系计划；间隔不少于1天。")
    if AwayPlan.objects.filter(household_id=lead.household_id, ended_on__isnull=True).exists():
        raise PlanRefusedError("这一家已有联系计划；请先结束原计划。")
    plan = _made(
        AwayPlan(
            region=lead.region,
            household_id=lead.household_id,
            lead=lead,
            lives_in=lead.lives_in,
            way=way,
            every_days=every_days,
            share_id=None if share_until is None else _shared(lead, share_until, by),
            made_by_id=by.post_id,
        )
    )
    _wait(plan, lead.name, by)
    _record("away_plan:make", plan, by, {"way": way, "every_days": every_days, "until": share_until})
    _close(lead, LeadOutcome.PLANNED, "", by)
    return plan


def _made(plan: AwayPlan) -> AwayPlan:
    """Two leads of one family may be planned for at the same moment."""
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as fault:
        if "away_plan_standing_once" not in str(fault):
            raise
        raise PlanRefusedError("同事刚刚给这一家定了联系计划，请刷新后查看。") from fault
    return plan


def _shared(lead: Lead, until: date, by: Actor) -> UUID:
    if not lead.lives_in or lead.household_id is None:
        raise PlanRefusedError("不知道现居住地，不能共享；请先查明。")
    offer = ShareOffer(
        ShareReason.COOPERATION, "人户分离，请居住地协助走访", until, to_region=RegionCode(lead.lives_in)
    )
    return cases.share_household(household_id=lead.household_id, offer=offer, is_with_cases=False, by=by)


@transaction.atomic
def record_away_contact(*, plan_id: UUID, note: str, by: Actor) -> AwayPlan:
    """They were reached; the clock of the next time begins."""
    plan = access_plan(plan_id, Permission.LEAD_VISIT, by=by, is_changed=True)
    _refuse_ended(plan)
    if not note.strip():
        raise LeadIncompleteError("请写明联系的情况。")
    plan.last_on, plan.last_note = timezone.localdate(), note.strip()
    plan.save(update_fields=["last_on", "last_note"])
    worklist.close_item(kind=WorkKind.AWAY_CONTACT, subject_id=plan.id, by=by, outcome="已联系")
    _wait(plan, plan.lead.name, by)
    _record("away_plan:contact", plan, by, {"note": note})
    return plan


@transaction.atomic
def end_plan(*, plan_id: UUID, by: Actor) -> AwayPlan:
    """They came back, or moved for good; a share ends on its own day or by hand."""
    plan = access_plan(plan_id, Permission.LEAD_VISIT, by=by, is_changed=True)
    _refuse_ended(plan)
    plan.ended_on = timezone.localdate()
    plan.save(update_fields=["ended_on"])
    worklist.close_items_of(subject_id=plan.id, by=by, outcome="计划结束")
    _record("away_plan:end", plan, by, {})
    return plan


def _refuse_ended(plan: AwayPlan) -> None:
    if plan.ended_on is not None:
        raise PlanRefusedError("这个联系计划已经结束。")


def _wait(plan: AwayPlan, name: str, by: Actor) -> None:
    subject = Subject("away_plan", plan.id, f"{name} 人户分离联系", RegionCode(plan.region))
    _wait_for(WorkKind.AWAY_CONTACT, subject, away_limit(plan.every_days), by)


def _open_for_change(lead_id: UUID, by: Actor) -> Lead:
    lead = access_lead(lead_id, Permission.LEAD_VISIT, by=by, is_changed=True)
    if lead.outcome:
        raise LeadClosedError("这条线索已经办结。")
    return lead


def _close(lead: Lead, outcome: LeadOutcome, because: str, by: Actor) -> Lead:
    lead.outcome, lead.because = outcome, because
    lead.closed_at, lead.closed_by_id = timezone.now(), by.user_id
    lead.save(update_fields=["outcome", "because", "closed_at", "closed_by"])
    worklist.close_items_of(subject_id=lead.id, by=by, outcome=outcome.title)
    _record("lead:close", lead, by, {"outcome": outcome, "because": because})
    return lead


def _record(action: str, row: Lead | AwayPlan, by: Doer, changes: dict[str, object]) -> None:
    kind = "lead" if isinstance(row, Lead) else "away_plan"
    audit.record(action, kind=kind, subject=row.id, region=row.region, by=by, changes=changes)
