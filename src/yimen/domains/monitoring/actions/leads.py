"""What becomes of a lead: opened with its clock, visited, followed, closed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.domains.monitoring.actions.owners import nearest_owner
from yimen.domains.monitoring.errors import LeadClosedError, LeadIncompleteError
from yimen.domains.monitoring.models import AwayPlan, Lead, Scan, Scenario
from yimen.domains.monitoring.permissions import access_lead
from yimen.domains.monitoring.queries.leads import asked_of, title_of_lead, visit_limit
from yimen.domains.monitoring.types.leads import BY_CLOSING, Candidate, LeadOutcome
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import RegionCode, TimeLimit, deadline


def open_lead(origin: Scan | Scenario | None, found: Candidate, *, by: Doer) -> Lead:
    """Part of what found it: the lead, and its clock on the list of the nearest station."""
    lead = Lead.objects.create(
        region=str(found.region),
        scan=origin if isinstance(origin, Scan) else None,
        scenario=origin if isinstance(origin, Scenario) else None,
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
    wait_for(WorkKind.LEAD_VISIT, subject, visit_limit(found.region, timezone.localdate()), by)
    record_deed("lead:open", lead, by, {"rule": found.rule, "likelihood": found.likelihood})
    return lead


def wait_for(kind: WorkKind, subject: Subject, limit: TimeLimit, by: Doer) -> None:
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
    lead = open_for_change(lead_id, by)
    if not note.strip() or not timezone.localdate(lead.opened_at) <= visited_on <= timezone.localdate():
        raise LeadIncompleteError("请写明走访情况；走访日期在派发之后、今天或以前。")
    lead.visited_on, lead.visited_by_id, lead.visit_note = visited_on, by.post_id, note.strip()
    lead.save(update_fields=["visited_on", "visited_by", "visit_note"])
    record_deed("lead:visit", lead, by, {"on": visited_on, "note": note})
    return lead


@transaction.atomic
def close_lead(*, lead_id: UUID, outcome: LeadOutcome, because: str, by: Actor) -> Lead:
    """It ends without help; why is written down, and the family is not asked again for the same facts."""
    lead = open_for_change(lead_id, by)
    if outcome not in BY_CLOSING or not because.strip():
        raise LeadIncompleteError("请选择结果并写明理由。")
    if outcome is not LeadOutcome.DATA_WRONG and lead.visited_on is None:
        raise LeadIncompleteError("请先登记走访情况，再写结果。")
    return end_lead(lead, outcome, because.strip(), by)


@transaction.atomic
def follow_lead(*, lead_id: UUID, outcome: LeadOutcome, by: Actor) -> Lead:
    """One click: the need is recorded as a contact, from which the application or transfer begins."""
    lead = open_for_change(lead_id, by)
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
    return end_lead(lead, outcome, "", by)


def open_for_change(lead_id: UUID, by: Actor) -> Lead:
    """The lead, locked; one that has ended is refused."""
    lead = access_lead(lead_id, Permission.LEAD_VISIT, by=by, is_changed=True)
    if lead.outcome:
        raise LeadClosedError("这条线索已经办结。")
    return lead


def end_lead(lead: Lead, outcome: LeadOutcome, because: str, by: Actor) -> Lead:
    """Part of the act that ends it: what became of it, and nobody waits for it any more."""
    lead.outcome, lead.because = outcome, because
    lead.closed_at, lead.closed_by_id = timezone.now(), by.user_id
    lead.save(update_fields=["outcome", "because", "closed_at", "closed_by"])
    worklist.close_items_of(subject_id=lead.id, by=by, outcome=outcome.title)
    record_deed("lead:close", lead, by, {"outcome": outcome, "because": because})
    return lead


def record_deed(action: str, row: Lead | AwayPlan, by: Doer, changes: dict[str, object]) -> None:
    """In the audit."""
    kind = "lead" if isinstance(row, Lead) else "away_plan"
    audit.record(action, kind=kind, subject=row.id, region=row.region, by=by, changes=changes)
