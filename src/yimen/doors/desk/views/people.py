"""Households and persons: the list, the household file on one page, one person, registering."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import ChangeKind
from yimen.domains.cases import queries as cases
from yimen.domains.cases.types import CaseKind, CaseState, OutcomeState
from yimen.domains.dossier import queries as dossier
from yimen.domains.dossier.types import Event, EventKind
from yimen.domains.exchange.queries import rolls
from yimen.domains.intake.types import ReportKind, ReportOutcome, TransferState
from yimen.domains.monitoring.queries import findings, leads
from yimen.domains.monitoring.queries.layers import layers_of_household, stays_of_household
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.people import queries
from yimen.domains.people.queries import PAGE_SIZE
from yimen.domains.people.types import IdentityKind, Relation
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Month, Programme, RegionCode, RegionLevel, ResidentId

from ..exports import Sheet, exportable
from ..families import family_given, register_family
from ..forms.family import MembersFormSet
from ..forms.people import HouseholdFilterForm, PlaceForm
from ..history import Entry
from ..holdings import Held, holds_of_household
from ..lists import Paging, Sorting, Words, address, columns, page_number
from ..official_words import official
from ..places import villages
from ..refusals import attempt
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..subjects import page_of
from ..watched import MOST, layers_shown, leads_shown, plans_shown
from .findings import findings_shown
from .matters import given_words, state_words
from .search import age_on

_EVENT_PAGES = {
    EventKind.CONTACT: "contact",
    EventKind.CASE: "case",
    EventKind.OUTCOME: "outcome",
    EventKind.DOCUMENT: "document",
    EventKind.DELIVERY: "document",
}


@require_GET
@keeps_filters("households")
def households(request: DeskRequest) -> HttpResponse:
    form = HouseholdFilterForm(villages(request.actor), request.GET)
    narrowed, number = _narrowed(form, request.actor), page_number(request)
    total = queries.count_households(request.actor, **narrowed)
    titled = columns(
        (_("户编号"), "number"), _("户主"), (_("村（社区）"), "region"), (_("住址"), Words("address")),
        _("在册救助"), (_("建档日期"), "founded_on"),
    )  # fmt: skip
    sorting = Sorting.of(request, titled, total)
    rows = list(queries.households_in(request.actor, page=number, order=sorting.terms(), **narrowed))
    names = network.region_names(row.region for row in rows)
    heads = queries.heads_of(row.id for row in rows)
    given = awards.programmes_of([row.id for row in rows], by=request.actor)
    shown = {
        "form": form,
        "rows": [
            (row, heads.get(row.id, ""), names.get(row.region, ""), given.get(row.id, ())) for row in rows
        ],
        "paging": Paging(request, rows, number, total, PAGE_SIZE, sorting),
        "columns": titled,
        "export_url": address(request, page=None).replace("/households", "/households/export", 1),
        "may_write": allows(request.actor.role, Permission.HOUSEHOLD_WRITE),
    }
    return render(request, "desk/households.html", shown)


def _narrowed(form: HouseholdFilterForm, by: Actor) -> dict[str, Any]:
    """The place, and the families that receive something chosen."""
    programme = form.programme_chosen()
    among = None if programme is None else awards.households_receiving(programme, by=by)
    return {"region": form.region_chosen(), "among": among}


@exportable("households")
def export(request: DeskRequest) -> Sheet:
    form = HouseholdFilterForm(villages(request.actor), request.GET)
    titles = [
        _("户编号"),
        _("户主"),
        _("联系电话"),
        _("人口"),
        _("村（社区）"),
        _("住址"),
        _("城乡"),
        _("在册救助"),
        _("建档日期"),
    ]
    found = queries.households_found(request.actor, **_narrowed(form, request.actor))
    return Sheet(_("家庭名册"), titles, found_rows(found), lambda rows: _lines(rows, request.actor))


def _lines(rows: Sequence[Any], by: Actor) -> Iterator[tuple[object, ...]]:
    ids = [row.id for row in rows]
    contacts, sizes = queries.contacts_of(ids), queries.sizes_of(ids)
    places, given = network.region_paths(row.region for row in rows), awards.programmes_of(ids, by=by)
    return (
        (
            row.number,
            *contacts.get(row.id, ("", "")),
            sizes.get(row.id, 0),
            places[row.region],
            row.address,
            _("城镇") if row.is_urban else _("农村"),
            "、".join(official(programme.title) for programme in given.get(row.id, ())),
            row.founded_on,
        )
        for row in rows
    )


@require_GET
def household(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """One household, one file: members, applications, awards, papers, everything that happened."""
    file = dossier.open_dossier(household_id, by=request.actor)
    role, holds = request.actor.role, _holds(file, request)
    findings.seen([*file.findings[:MOST], *(each.hold for each in holds)], by=request.actor)
    leads.seen([*file.leads[:MOST], *(plan.lead for plan in file.plans[:MOST])], by=request.actor)
    granted = awards.in_force(file.awards, Month.of(today()).next())
    shown = {
        "file": file,
        "household": file.household,
        **_places(file.household),
        "head": next((row.name for row in file.members if row.relation is Relation.HEAD), ""),
        "members": [(row, age_on(row.birth_date)) for row in file.members],
        "member_columns": columns(_("姓名"), _("关系"), _("性别"), _("年龄"), _("证件号"), _("残疾")),
        "cases": [
            (line, cases.standing_of(line.case, (each.outcome for each in line.outcomes)), _outcomes(line))
            for line in file.cases
        ],
        "awards": [
            (award, award.programme.title, award.amount, _changes(file, award), _payer(award, request.actor))
            for award in granted
        ],
        "sources": rolls.sources_of(granted),
        "accounts": awards.accounts_of([award.award_id for award in granted]),
        "may_open_roll": allows(role, Permission.ROLL_OPEN),
        "review": _review_of(file),
        "may_change": any(
            not award.programme.is_one_off and not _payer(award, request.actor) for award in granted
        ),
        "transfers": [(row, TransferState(row.state)) for row in file.transfers],
        "reports": _reports(file),
        "findings": findings_shown(file.findings),
        "holds": holds,
        "may_tell_account": allows(role, Permission.ACCOUNT_REFUSE) and _may_have_come_back(file),
        "leads": leads_shown(file.leads),
        "plans": plans_shown(file.plans),
        "layers": layers_shown(file.layers, file.stays),
        "matters": [(row, given_words(row), *state_words(row)) for row in file.matters],
        "attested": file.attested,
        "timeline": [_entry(event) for event in file.timeline[:60]],
        "may_apply": allows(role, Permission.APPLICATION_WRITE),
        "may_write": allows(role, Permission.HOUSEHOLD_WRITE),
    }
    return render(request, "desk/household.html", shown)


def _holds(file: Any, request: DeskRequest) -> list[Held]:
    if not allows(request.actor.role, Permission.FINDING_OPEN):
        return []
    return holds_of_household([award.id for award in file.awards])


def _may_have_come_back(file: Any) -> bool:
    """Whether something is paid, or was in the months of which a bank may still tell."""
    months = [Month.of(today()).next(), *awards.recent_months()]
    return any(awards.in_force(file.awards, month) for month in months)


def _payer(award: Any, by: Actor) -> str:
    """The place that still pays what a family brought along; it alone sees the amount and ends it."""
    if by.scope.lo <= award.region < by.scope.hi:
        return ""
    return network.region_path(RegionCode(award.region).at(RegionLevel.TOWN))


def _reports(file: Any) -> list[tuple[Any, str, str]]:
    """What was reported of the family, newest first, and what came of it; complaints are kept apart."""
    return [
        (row, ReportKind(row.kind).title, ReportOutcome(row.outcome).title if row.outcome else "")
        for row in file.reports[:10]
    ]


def _review_of(file: Any) -> Any:
    """The review or change case that is under way, if any."""
    running = (line.case for line in file.cases if line.case.closed_on is None)
    return next((case for case in running if case.kind != CaseKind.APPLICATION), None)


def _changes(file: Any, award: Any) -> list[tuple[Any, str]]:
    """What was changed of an award since it began, newest first."""
    rows = next(row for row in file.awards if row.id == award.award_id).changes.all()
    later = [row for row in rows if row.kind != ChangeKind.START]
    later.sort(key=lambda row: (row.from_month, row.changed_at), reverse=True)
    return [(row, ChangeKind(row.kind).title) for row in later]


def _places(household: Any) -> dict[str, str]:
    """Where a family lives; where it is registered is said only where that is another place."""
    home, registered = household.region, household.registered_region
    if registered == home:
        return {"place": network.region_path(home), "registered": ""}
    far = network.region_path(registered, above=RegionLevel.PROVINCE)
    return {"place": network.region_path(home), "registered": _("%(place)s（人户分离）") % {"place": far}}


def _outcomes(line: Any) -> list[tuple[Any, str, CaseState | OutcomeState]]:
    return [
        (
            each.outcome,
            Programme(each.outcome.programme).title,
            cases.standing_of_programme(each.outcome, line.case),
        )
        for each in line.outcomes
    ]


def _entry(event: Event) -> dict[str, str]:
    kind = _EVENT_PAGES.get(event.kind)
    url = page_of(kind, event.id) if kind else ""
    line = Entry(event.on.isoformat(), event.who, event.title, event.note)
    return {"when": line.when, "who": line.who, "title": line.title, "why": line.why, "url": url}


@require_GET
def person(request: DeskRequest, person_id: UUID) -> HttpResponse:
    found = queries.get_person(person_id, by=request.actor)
    home = queries.find_household_of(person_id)
    temporary = queries.find_temporary_identity(person_id)
    shown = {
        "person": found,
        "age": age_on(found.birth_date),
        "masked": ResidentId(found.identity).masked() if found.identity else "",
        "disability": queries.disability_of(found),
        "household": home,
        "residences": [(row, network.region_path(row.place)) for row in queries.residences_of(person_id)],
        "memberships": [(row, Relation(row.relation).title) for row in queries.memberships_of(person_id)],
        "may_write": allows(request.actor.role, Permission.PERSON_WRITE),
        "may_identify": allows(request.actor.role, Permission.IDENTITY_MERGE),
        "temporary": temporary,
        "is_birth_guessed": temporary is not None
        and temporary.became_id is None
        and not temporary.document_number,
        "kinds": {kind.value: official(kind.title) for kind in IdentityKind},
        "taken_for": queries.taken_for(person_id),
        "permits": [(row, network.region_path(row.county)) for row in queries.permits_of(person_id)],
        "today": today(),
        **_watched(person_id, home, request.actor),
    }
    return render(request, "desk/person.html", shown)


def _watched(person_id: UUID, home: Any, by: Actor) -> dict[str, Any]:
    """What pointed at a person, what comparisons found of them, and how their family stands."""
    may_see = allows(by.role, Permission.FINDING_OPEN)
    found = list(findings.findings_of_person(person_id, by=by)[:MOST]) if may_see else []
    pointed = list(leads.leads_of_person(person_id, by=by)[:MOST])
    plans = list(leads.plans_of_household(home.id, by=by)[:MOST]) if home else []
    findings.seen(found, by=by)
    leads.seen([*pointed, *(plan.lead for plan in plans)], by=by)
    return {
        "leads": leads_shown(pointed),
        "findings": findings_shown(found),
        "plans": plans_shown(plans),
        "layers": _layers(home.id, by) if home else ([], []),
    }


def _layers(household_id: UUID, by: Actor) -> Any:
    """Of the family a person belongs to."""
    stays = list(stays_of_household(household_id, by=by))
    return layers_shown(layers_of_household(household_id, by=by), stays)


@require_http_methods(["GET", "POST"])
def register(request: DeskRequest) -> HttpResponse:
    """A family on file without an application."""
    form = PlaceForm(villages(request.actor), request.POST or None)
    family: Any = MembersFormSet(
        request.POST or None, initial=[{"relation": Relation.HEAD.value}], prefix="members"
    )
    if request.method == "POST" and form.is_valid() and family.is_valid():
        home, members = family_given(form.cleaned_data, family.filled())
        made = attempt(form, lambda: register_family(home=home, members=members, by=request.actor))
        if made is not None:
            messages.success(request, _("家庭档案已建立。"))
            return redirect("desk:household", made[0])
    return render(request, "desk/household_form.html", {"form": form, "family": family, "lead": None})
