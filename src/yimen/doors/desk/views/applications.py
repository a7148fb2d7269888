"""Beginning an application: the family is typed once, or is on file already; then the wizard goes on."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions, queries
from yimen.domains.cases.queries.cases import PAGE_SIZE
from yimen.domains.cases.types import CaseKind, Channel
from yimen.domains.intake import queries as intake
from yimen.domains.monitoring.queries.leads import find_lead_of_contact, title_of_lead
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.people import actions as people_actions
from yimen.domains.people import queries as people
from yimen.domains.people.types import Relation
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Month, Programme, RegionCode, RegionLevel

from ..exports import Sheet, exportable
from ..families import Home, register_family
from ..forms.cases import CaseFilterForm
from ..forms.family import ASKED_FOR, AskForm, HomeForm, MembersFormSet, on_file
from ..lists import Paging, Sorting, Words, address, columns, page_number
from ..official_words import asked_words, official
from ..places import villages
from ..refusals import attempt
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..wizard import first_of, steps_at
from .leads import told_of
from .search import age_on

ADULT_AGE = 18
_FIRST_ASKED = [Programme.DIBAO.value]


@require_GET
@keeps_filters("cases")
def cases(request: DeskRequest) -> HttpResponse:
    form = CaseFilterForm(villages(request.actor), request.GET)
    narrowed = form.narrowing()
    number = page_number(request)
    total = queries.count_cases(by=request.actor, **narrowed)
    titled = columns(
        (_("办件编号"), "number"), (_("种类"), "kind"), (_("申请人"), Words("applicant_name")),
        (_("村（社区）"), "region"), _("申请项目"), (_("状态"), "state"), (_("申请日期"), "submitted_on"),
    )  # fmt: skip
    sorting = Sorting.of(request, titled, total)
    rows = list(queries.cases_in(by=request.actor, **narrowed, page=number, order=sorting.terms()))
    names = network.region_names(row.region for row in rows)
    asked, standings = lru_cache(asked_words), queries.standings_of(rows)
    shown = {
        "form": form,
        "rows": [
            (row, standings[row.id], names.get(row.region, ""), asked(tuple(row.requested))) for row in rows
        ],
        "may_apply": allows(request.actor.role, Permission.APPLICATION_WRITE),
        "export_url": address(request, page=None).replace(request.path, reverse("desk:cases-export"), 1),
        "paging": Paging(request, rows, number, total, PAGE_SIZE, sorting),
        "columns": titled,
    }
    return render(request, "desk/cases.html", shown)


@exportable("cases")
def export(request: DeskRequest) -> Sheet:
    form = CaseFilterForm(villages(request.actor), request.GET)
    found = queries.cases_found(by=request.actor, **form.narrowing())
    titles = [
        _("办件编号"),
        _("种类"),
        _("申请人"),
        _("村（社区）"),
        _("住址"),
        _("申请项目"),
        _("状态"),
        _("申请日期"),
        _("受理日期"),
        _("办结日期"),
    ]
    return Sheet(_("申请办件"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    places, standings = network.region_paths(row.region for row in rows), queries.standings_of(rows)
    return (
        (row.number or "", official(CaseKind(row.kind).title), row.applicant_name, places[row.region],
         row.address, asked_words(row.requested), standings[row.id].title,
         row.submitted_on, row.accepted_on, row.closed_on)
        for row in rows
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def start(request: DeskRequest, contact_id: UUID | None = None) -> HttpResponse:
    """A family that is not on file: home and members, typed once."""
    home = _home_of_contact(request, contact_id)
    if home is not None:
        return redirect("desk:application-for-known-contact", home, contact_id)
    lead = find_lead_of_contact(contact_id, by=request.actor)
    initial, members = _known_of_contact(request, contact_id)
    initial["programmes"] = _pointed_at(lead, ())
    form = HomeForm(villages(request.actor), request.POST or None, initial=initial)
    family = MembersFormSet(request.POST or None, initial=members, prefix="members")
    if request.method == "POST" and form.is_valid() and family.is_valid():
        case_id = attempt(form, lambda: _open(form, family, contact_id, request.actor))
        if case_id is not None:
            return redirect(_first_page(case_id, request.actor), case_id)
    shown = {
        "form": form,
        "family": family,
        "steps": steps_at("family"),
        "is_known": False,
        "awards": [],
        **_carried(lead),
    }
    return render(request, "desk/wizard_family.html", shown)


def _home_of_contact(request: DeskRequest, contact_id: UUID | None) -> UUID | None:
    """The household of whoever asked, where it is on file."""
    if contact_id is None:
        return None
    person_id = intake.get_contact(contact_id, by=request.actor).person_id
    home = people.find_household_of(person_id) if person_id else None
    return None if home is None or home.ended_on is not None else home.id


def _known_of_contact(
    request: DeskRequest, contact_id: UUID | None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the contact already said, or the file of who asked, is not asked again."""
    head: dict[str, Any] = {"relation": Relation.HEAD.value}
    if contact_id is None:
        return {}, [head]
    contact = intake.get_contact(contact_id, by=request.actor)
    known = {"region": contact.region, "phone": contact.phone}
    if contact.person_id is None:
        return known, [head | {"name": contact.name}]
    person = people.get_person(contact.person_id, by=request.actor, purpose="application")
    home = people.find_residence_of(person.id)
    address = {"region": person.region, "address": home.address if home else ""}
    return known | address, [head | on_file(person)]


def _pointed_at(lead: Any, held: Collection[str]) -> list[str]:
    """What a lead says may be due, and is asked for here; without one what most ask for first."""
    open_to = [programme.value for programme in ASKED_FOR if programme.value not in held]
    named = [] if lead is None else [each for each in lead.programmes if each in open_to]
    return named or [each for each in _FIRST_ASKED if each in open_to]


def _carried(lead: Any) -> dict[str, Any]:
    """The lead an application begins with: why the family was visited, what was seen, what is to be asked."""
    if lead is None:
        return {"lead": None}
    missing = dict.fromkeys(fact for each in told_of(lead) for fact in each.missing)
    return {"lead": lead, "lead_title": title_of_lead(lead), "lead_missing": list(missing)}


def _open(form: HomeForm, family: Any, contact_id: UUID | None, by: Actor) -> UUID:
    given = form.cleaned_data
    home = Home(RegionCode(given["region"]), given["address"], given["is_urban"], given["registered"])
    members = [
        (member.facts(given["phone"] if place == 0 else ""), Relation(member.cleaned_data["relation"]))
        for place, member in enumerate(family.filled())
    ]
    asked = None if contact_id is None else intake.get_contact(contact_id, by=by)
    household_id, head_id = register_family(
        home=home, members=members, by=by, on_file=asked.person_id if asked else None
    )
    return _open_case(household_id, head_id, given["programmes"], contact_id, by)


def _open_case(
    household_id: UUID, applicant_id: UUID, programmes: Sequence[str], contact_id: UUID | None, by: Actor
) -> UUID:
    case = actions.open_application(
        household_id=household_id,
        applicant_id=applicant_id,
        channel=Channel.VILLAGE if by.region.level is RegionLevel.VILLAGE else Channel.WINDOW,
        programmes=[Programme(name) for name in programmes],
        contact_id=contact_id,
        by=by,
    )
    return case.id


def _first_page(case_id: UUID, by: Actor) -> str:
    return first_of(queries.get_case(case_id, by=by))


def _phone(person_id: UUID, by: Actor) -> str:
    return str(people.get_person(person_id, by=by, purpose="application").phone or "")


@transaction.atomic
def _open_known(
    household_id: UUID, applicant_id: UUID, given: dict[str, Any], contact_id: UUID | None, by: Actor
) -> UUID:
    """Another number to call than the one on file goes to the file first."""
    if given["phone"] != _phone(applicant_id, by):
        people_actions.change_phone(person_id=applicant_id, phone=given["phone"], by=by)
    return _open_case(household_id, applicant_id, given["programmes"], contact_id, by)


@require_http_methods(["GET", "POST"])
def start_known(request: DeskRequest, household_id: UUID, contact_id: UUID | None = None) -> HttpResponse:
    """A family on file: nothing is typed again. Whoever asked is taken for the applicant."""
    asked = None if contact_id is None else intake.get_contact(contact_id, by=request.actor)
    lead = find_lead_of_contact(contact_id, by=request.actor)
    household = people.get_household(household_id, by=request.actor, purpose="application")
    rows = [row for row in people.members(household_id) if row.died_on is None]
    of_age = [row for row in rows if age_on(row.birth_date) >= ADULT_AGE]
    members = [(str(row.person_id), row.name) for row in of_age or rows]
    asks = str(asked.person_id) if asked else ""
    first = asks if asks in dict(members) else members[0][0] if members else ""
    in_force = awards.awards_in_force(Month.of(today()), by=request.actor, household_id=household_id)
    held = {award.programme.value for award in awards.held_in(household_id, Month.of(today()))}
    initial = {
        "applicant": first,
        "phone": (asked.phone if asked else "") or (_phone(UUID(first), request.actor) if first else ""),
        "programmes": _pointed_at(lead, held),
    }
    form = AskForm(members, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        applicant = UUID(given["applicant"])
        case_id = attempt(
            form, lambda: _open_known(household_id, applicant, given, contact_id, request.actor)
        )
        if case_id is not None:
            return redirect(_first_page(case_id, request.actor), case_id)
    shown = {
        "form": form,
        "household": household,
        "steps": steps_at("family"),
        "is_known": True,
        "awards": [(official(award.programme.title), award) for award in in_force],
        **_carried(lead),
    }
    return render(request, "desk/wizard_family.html", shown)
