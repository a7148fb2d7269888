"""Temporary assistance that comes first: one page to the decision, the papers later, the meeting's record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import Emergency, Resolved, Supplement
from yimen.domains.cases.types import Channel, Hardship, Speed
from yimen.domains.intake import actions as intake
from yimen.domains.intake import queries as intake_queries
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.errors import RegisteredElsewhereError
from yimen.domains.people.types import Relation
from yimen.kernel import RegionCode, RegionLevel

from ..families import Home, register_family
from ..forms.urgent import EmergencyForm, ResolutionForm, UrgentPapersForm
from ..official_words import official
from ..places import villages
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..signatures import keep_signature
from .programmes import step
from .search import found_lines


@require_http_methods(["GET", "POST"])
def start(request: DeskRequest, contact_id: UUID | None = None) -> HttpResponse:
    """From the knock to the decider's desk in one form; whoever asked already is not asked again."""
    contact = None if contact_id is None else intake_queries.get_contact(contact_id, by=request.actor)
    form = EmergencyForm(villages(request.actor), request.POST or None, initial=_known(contact, request))
    outcome = submitted(request, form, lambda: _help(form, contact, request.actor))
    if outcome is not None:
        messages.success(request, _("已登记并报送当场决定；手续在紧急情况解除后补齐。"))
        return redirect("desk:case", outcome.case_id)
    chosen = str(form["person"].value() or "")
    shown = {"form": form, "found": _chosen(request, chosen), "reach": _reach(request.actor.region)}
    return render(request, "desk/urgent_start.html", shown)


def _reach(region: RegionCode) -> list[str]:
    """How much this place gives first, and who decides how much: told before a sum is named."""
    found = queries.reach_in(region, today())
    said = []
    if (cap := found.small_fast) is not None:
        said.append(_("小额快救：本地最高 %(sum)s 元，由乡镇（街道）确认人决定。") % {"sum": cap})
    said += [_rung(each) for each in found.rungs]
    if (last := found.rungs[-1].up_to) is not None:
        said.append(_("急难型超过 %(sum)s 元：须先经“一事一议”。") % {"sum": last})
    return said


def _rung(rung: Any) -> str:
    who = official(CARDS[rung.role].title)
    if rung.up_to is None:
        return _("急难型：由%(who)s决定。") % {"who": who}
    facts = {"sum": rung.up_to, "who": who}
    if rung.needs_resolution:
        return _("急难型 %(sum)s 元以内：经“一事一议”，由%(who)s决定。") % facts
    return _("急难型 %(sum)s 元以内：由%(who)s决定。") % facts


def _known(contact: Any, request: DeskRequest) -> dict[str, Any]:
    """What the contact said; or `person` of the address, whose file is open already."""
    if contact is None:
        return request.GET.dict()
    return {
        "name": contact.person.name if contact.person else contact.name,
        "person": contact.person_id,
        "phone": contact.phone,
        "region": contact.region,
        "happened": contact.asked,
    }


def _chosen(request: DeskRequest, chosen: str) -> Any:
    try:
        hit = people.recognised(UUID(chosen), by=request.actor)
    except ValueError:
        return []
    return found_lines([hit] if hit else [])


def _help(form: EmergencyForm, contact: Any, by: Actor) -> Any:
    try:
        with transaction.atomic():
            household_id, person_id = _home(form, contact, by)
    except RegisteredElsewhereError:
        return _help_away(form, contact, by)
    return actions.help_first(
        household_id=household_id,
        applicant_id=person_id,
        emergency=_emergency(form),
        channel=_channel(by),
        contact_id=_contact(form, contact, person_id, by),
        by=by,
    )


def _help_away(form: EmergencyForm, contact: Any, by: Actor) -> Any:
    """Another place keeps the file: number and name open it here for this emergency, and it stays there."""
    given = form.cleaned_data
    return actions.help_away(
        identity=given["identity"],
        name=given["name"],
        region=RegionCode(given["region"]),
        emergency=_emergency(form),
        channel=_channel(by),
        contact_id=_contact(form, contact, None, by),
        by=by,
    )


def _emergency(form: EmergencyForm) -> Emergency:
    given = form.cleaned_data
    return Emergency(
        Speed(given["speed"]),
        Hardship(given["hardship"]),
        given["happened"],
        given["amount"],
        given["stages"],
    )


def _channel(by: Actor) -> Channel:
    return Channel.VILLAGE if by.region.level is RegionLevel.VILLAGE else Channel.WINDOW


def _contact(form: EmergencyForm, contact: Any, person_id: UUID | None, by: Actor) -> UUID:
    """The contact it began with, or one recorded now."""
    given = form.cleaned_data
    found = contact or intake.record_contact(
        channel=ContactChannel.WINDOW,
        asked=given["happened"],
        region=RegionCode(given["region"]),
        person_id=person_id,
        name=given["name"],
        phone=given["phone"],
        by=by,
    )
    made: UUID = found.id
    return made


def _home(form: EmergencyForm, contact: Any, by: Actor) -> tuple[UUID, UUID]:
    """The household on file, or a new one of one where the emergency is."""
    given = form.cleaned_data
    known = given["person"] or (contact.person_id if contact else None)
    household = people.find_household_of(known) if known else None
    if known and household is not None and household.ended_on is None:
        return household.id, known
    region = RegionCode(given["region"])
    home = Home(region, given["address"] or given["name"], False, form.registered_region())
    return register_family(home=home, members=[(form.facts(), Relation.HEAD)], by=by, on_file=known)


@require_http_methods(["GET", "POST"])
def papers(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """After the emergency: the explanation and both signatures; the record is a by-product."""
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = UrgentPapersForm(request.POST or None, request.FILES or None)
    if submitted(request, form, lambda: _complete(found, form, request.actor)) is not None:
        messages.success(request, _("手续已补齐，急难救助登记表已生成。"))
        return redirect("desk:case", found.case_id)
    return step(request, form, _("补齐先行救助手续"), _("补齐手续"), found)


def _complete(outcome: Any, form: UrgentPapersForm, by: Actor) -> Any:
    given = form.cleaned_data
    signed = [
        keep_signature(given[name], outcome.case_id, outcome.region, by).id
        for name in ("recipient", "handler")
    ]
    return actions.complete_urgent_papers(
        case_id=outcome.case_id,
        supplement=Supplement(given["relieved_on"], given["text"], *signed),
        by=by,
    )


@require_http_methods(["GET", "POST"])
def resolve(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """What a meeting resolved of an amount that no office approves from day to day."""
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = ResolutionForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.record_resolution(
            outcome_id=outcome_id, resolved=Resolved(**form.cleaned_data), by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("一事一议的议定结果已登记。"))
        return redirect("desk:case", found.case_id)
    return step(request, form, _("登记一事一议"), _("登记"), found)
