"""The one read of this room: a household's whole file in a number of queries that does not grow with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.allowances import queries as allowances
from yimen.domains.awards import queries as awards
from yimen.domains.cases import queries as cases
from yimen.domains.dossier.timeline import timeline
from yimen.domains.dossier.types import CaseLine, Clock, Dossier, OutcomeLine, Record
from yimen.domains.intake import queries as intake
from yimen.domains.monitoring.queries import findings as monitoring
from yimen.domains.monitoring.queries.layers import layers_held, stays_of_household
from yimen.domains.monitoring.queries.leads import leads_of_household, plans_of_household
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import queries as papers
from yimen.domains.people import queries as people
from yimen.domains.people.permissions import access_household
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import ListedItem, WorkKind
from yimen.foundation.database.presence import present
from yimen.kernel import Month

Clocks = Mapping[UUID, list[Clock]]


def open_dossier(household_id: UUID, *, by: Actor, on: date | None = None, purpose: str = "") -> Dossier:
    """The household's file as of a day (today); refuses whom it is not open to, and records the opening."""
    day = on or timezone.localdate()
    household = access_household(household_id, by=by, purpose=purpose)
    require(by, Permission.DOSSIER_OPEN, household.region, subject=household.id)
    members = people.members(household.id, on=day)
    rows = _seldom(household.id, [row.person_id for row in members], by)
    there = present(**rows)
    also = people.households_carried_into(household.id) if "carried_over" in there else []
    applications = list(cases.cases_of_household(household.id, also=also, by=by))
    moves = cases.moves_of_cases([case.id for case in applications], by=by)
    contacts = list(rows["contacts"]) if "contacts" in there else []
    leads = list(rows["leads"]) if "leads" in there else []
    granted = list(awards.awards_of_household(household.id, also=also, by=by))
    determinations = list(awards.determinations_of_household(household.id, also=also, by=by))
    documents = papers.documents_of_household(household.id, also=also, by=by)
    return Dossier(
        household=household,
        on=day,
        members=members,
        cases=_lines(applications),
        contacts=contacts,
        awards=granted,
        determinations=determinations,
        documents=documents,
        matters=list(rows["matters"]) if "matters" in there else [],
        attested=allowances.last_of_household(household.id, by=by) if "attested" in there else [],
        transfers=list(rows["transfers"]) if "transfers" in there else [],
        reports=list(rows["reports"]) if "reports" in there else [],
        findings=list(rows["findings"]) if "findings" in there else [],
        leads=leads,
        plans=list(rows["plans"]) if "plans" in there else [],
        layers=layers_held(awards.in_force(granted, Month.of(day)), leads),
        stays=list(rows["stays"]) if "stays" in there else [],
        timeline=timeline(moves, contacts, determinations, documents, granted),
    )


def _seldom(household_id: UUID, person_ids: list[UUID], by: Actor) -> Mapping[str, QuerySet[Any]]:
    """What few families have, asked for only where there is any; reports for whose they are."""
    rows: dict[str, QuerySet[Any]] = {
        "carried_over": people.carried_over(household_id),
        "contacts": intake.contacts_of(person_ids, by=by),
        "matters": allowances.matters_of_household(household_id, by=by),
        "attested": allowances.attested_of_household(household_id, by=by),
        "transfers": intake.transfers_of(household_id=household_id, by=by),
        "leads": leads_of_household(household_id, by=by),
        "plans": plans_of_household(household_id, by=by),
        "stays": stays_of_household(household_id, by=by),
    }
    if allows(by.role, Permission.REPORT_OPEN):
        rows["reports"] = intake.reports_of_household(household_id, by=by)
    if allows(by.role, Permission.FINDING_OPEN):
        rows["findings"] = monitoring.findings_of_household(household_id, by=by)
    return rows


def _lines(applications: Iterable[Record]) -> list[CaseLine]:
    applications = list(applications)
    outcomes = [outcome.id for case in applications for outcome in case.outcomes.all()]
    clocks = _clocks([case.id for case in applications] + outcomes)
    return [_line(case, clocks) for case in applications]


def _line(case: Record, clocks: Clocks) -> CaseLine:
    outcomes = [OutcomeLine(outcome, clocks.get(outcome.id, [])) for outcome in case.outcomes.all()]
    return CaseLine(case, outcomes, clocks.get(case.id, []))


def _clocks(subjects: list[UUID]) -> Clocks:
    found: dict[UUID, list[Clock]] = defaultdict(list)
    for item in worklist.open_items_of(subjects):
        found[item.subject_id].append(_clock(item))
    return found


def _clock(item: ListedItem) -> Clock:
    return Clock(
        title=WorkKind(item.kind).title,
        due_on=item.due_on,
        is_provisional=item.is_provisional,
        article=item.article,
        owner=item.owner,
        light=worklist.light(item),
    )
