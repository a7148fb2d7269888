"""Reads of leads, scans and plans within the current scope, and how each kind of lead did in use."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from yimen.domains.library import queries as library
from yimen.domains.monitoring.errors import LeadNotFoundError
from yimen.domains.monitoring.models import AwayPlan, Lead, Scan
from yimen.domains.monitoring.permissions import access_lead, access_plan
from yimen.domains.monitoring.recording import record_shown
from yimen.domains.monitoring.rules.leads import AWAY_EVERY, OWN_AWAY_DAYS, OWN_VISIT_LIMIT, VISIT_CLOCK
from yimen.domains.monitoring.types.leads import (
    LEFT_TITLES,
    PUSH_TITLES,
    UNCLAIMED,
    WOULD_ENTER,
    LeadFilters,
    LeadOutcome,
)
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.log import log_deed, refusals_kept
from yimen.domains.verification.queries import duties
from yimen.domains.verification.types import Deed, Duty, Ground, GroundKind, Purpose, QueryAct
from yimen.foundation import audit
from yimen.kernel import Programme, RegionCode, TimeLimit

TITLES = {
    UNCLAIMED: "可能有未享受的救助",
    WOULD_ENTER: "政策调整后可能符合",
    **{rule.key: rule.title for rule in library.WARNINGS},
    **PUSH_TITLES,
    **LEFT_TITLES,
}
"""Of every rule a lead may name."""
ALL_LEADS = LeadFilters()
MOST_ASKED = 500
"""What a contact takes."""
MONITOR = "monitor"
"""The duty of `duties.yaml` that scans rest on."""


def title_of_lead(lead: Lead) -> str:
    """What pointed at the family, in a few words."""
    return TITLES[lead.rule]


def asked_of(lead: Lead) -> str:
    """What a contact says that begins with a lead: the sign, what may be due, what the visit saw."""
    named = "、".join(Programme(each).title for each in lead.programmes)
    told = [f"主动发现：{title_of_lead(lead)}"]
    told += [f"可能符合：{named}"] if named else []
    told += [f"走访：{lead.visit_note}"] if lead.visit_note else []
    return "；".join(told)[:MOST_ASKED]


def visit_limit(region: RegionCode, on: date) -> TimeLimit:
    """How soon somebody visits: the place's own clock, else the office's, which says so."""
    return library.find_time_limit(VISIT_CLOCK, region, on) or OWN_VISIT_LIMIT


def away_days(region: RegionCode, on: date) -> int:
    """How often whoever lives away is kept in touch with, unless a plan says otherwise."""
    value = library.parameters(region, on)[AWAY_EVERY].value
    return OWN_AWAY_DAYS if value is None else int(value)


def duty() -> Duty:
    """The legal duty that scans, and so leads, rest on."""
    return duties()[MONITOR]


def leads(*, by: Actor, filters: LeadFilters = ALL_LEADS) -> QuerySet[Lead]:
    """The newest first."""
    require(by, Permission.LEAD_OPEN, by.region)
    return Lead.objects.filter(_narrowed(filters)).order_by("-opened_at", "-id")


def _narrowed(filters: LeadFilters) -> Q:
    narrowed = Q(outcome="") if filters.is_open else Q()
    for name in ("source", "rule", "likelihood", "outcome"):
        if value := getattr(filters, name):
            narrowed &= Q(**{name: value})
    if filters.programme is not None:
        narrowed &= Q(programmes__contains=[filters.programme.value])
    if filters.scenario is not None:
        narrowed &= Q(scenario_id=filters.scenario)
    if filters.region is not None:
        narrowed &= Q(region__gte=filters.region.lo, region__lt=filters.region.hi)
    return narrowed


def leads_of_household(household_id: UUID, *, by: Actor) -> QuerySet[Lead]:
    """What pointed at a household, open ones first; also where a share shows it."""
    require(by, Permission.LEAD_OPEN, by.region)
    return Lead.objects.filter(household_id=household_id).order_by("outcome", "-opened_at", "-id")


def leads_of_person(person_id: UUID, *, by: Actor) -> QuerySet[Lead]:
    """What pointed at one person, open ones first."""
    require(by, Permission.LEAD_OPEN, by.region)
    return Lead.objects.filter(person_id=person_id).order_by("outcome", "-opened_at", "-id")


def plans_of_household(household_id: UUID, *, by: Actor) -> QuerySet[AwayPlan]:
    """How a family that lives away is kept in touch with: the standing plan first."""
    require(by, Permission.LEAD_OPEN, by.region)
    rows = AwayPlan.objects.filter(household_id=household_id).select_related("lead")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-made_at", "-id")


def seen(rows: Iterable[Lead], *, by: Actor) -> None:
    """A page said what points at somebody: the log of whoever a department told of says so."""
    _log(rows, QueryAct.VIEW, by)


def listed(rows: Collection[Lead], *, by: Actor) -> None:
    """Names stood on a page with what points at them: the audit and the log of those told of say so."""
    if rows:
        seen(rows, by=by)
        record_shown("lead:list", [row.id for row in rows], by=by)


def plans_listed(rows: Collection[AwayPlan], *, by: Actor) -> None:
    """As `listed`, of those who live away."""
    if rows:
        seen([row.lead for row in rows], by=by)
        record_shown("away_plan:list", [row.id for row in rows], by=by)


def get_lead(lead_id: UUID, *, by: Actor) -> Lead:
    """One lead; the opening is recorded, and logged where it tells what a department said of somebody."""
    tried = Deed(QueryAct.VIEW, str(by.region), Purpose.COMPARISON)
    with refusals_kept(tried, (), by=by, also=(LeadNotFoundError,)):
        lead = access_lead(lead_id, Permission.LEAD_OPEN, by=by)
    _log([lead], QueryAct.VIEW, by)
    audit.record_opening(kind="lead", subject=lead.id, region=lead.region, by=by, purpose="")
    return lead


def find_lead_of_contact(contact_id: UUID | None, *, by: Actor) -> Lead | None:
    """The lead an application or a transfer began with; logged as `get_lead` is."""
    require(by, Permission.LEAD_OPEN, by.region)
    if contact_id is None:
        return None
    followed = (LeadOutcome.APPLICATION, LeadOutcome.TRANSFERRED)
    found = Lead.objects.filter(outcome__in=followed, contact_id=contact_id).first()
    seen([found] if found else [], by=by)
    return found


def taken_out(rows: Collection[Lead], *, by: Actor) -> None:
    """Leads leave the house on a sheet: the log of whoever a department told of says so."""
    _log(rows, QueryAct.EXPORT, by)


def _log(rows: Iterable[Lead], act: QueryAct, by: Actor) -> None:
    """By the set that told of each; what the rules alone say rests on no set."""
    told: dict[str, set[UUID]] = {}
    for row in rows:
        if row.set_key and row.person_id is not None:
            told.setdefault(row.set_key, set()).add(row.person_id)
    for set_key, persons in told.items():
        deed = Deed(act, str(by.region), Purpose.COMPARISON, source=set_key)
        log_deed(deed, dict.fromkeys(persons, Ground(GroundKind.DUTY, duty=MONITOR)), by=by)


def scans(*, by: Actor) -> QuerySet[Scan]:
    """The scans of the county, newest first."""
    require(by, Permission.LEAD_SCAN, by.region)
    rows = Scan.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    return rows.select_related("run").order_by("-started_at", "-id")


def plans(*, by: Actor) -> QuerySet[AwayPlan]:
    """Standing plans first, then the newest."""
    require(by, Permission.LEAD_OPEN, by.region)
    rows = AwayPlan.objects.select_related("lead")
    return rows.annotate(is_ended=Q(ended_on__isnull=False)).order_by("is_ended", "-made_at", "-id")


def get_plan(plan_id: UUID, *, by: Actor) -> AwayPlan:
    """One plan; the opening is recorded."""
    plan = access_plan(plan_id, Permission.LEAD_OPEN, by=by)
    audit.record_opening(kind="away_plan", subject=plan.id, region=plan.region, by=by, purpose="")
    return plan
