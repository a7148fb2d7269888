"""Civil matters beside the programmes: the register, one of them, registering, deciding, ending."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.allowances import actions, queries
from yimen.domains.allowances.types import EndReason, MatterState, Per
from yimen.domains.intake import queries as intake
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.papers import queries as papers
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Money, Month

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.allowances import (
    CivilFilterForm,
    CivilMatterForm,
    DecideEndForm,
    DecideMatterForm,
    EndMatterForm,
)
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import villages
from ..refusals import submitted
from ..register import places_of_the_register
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from .contacts import chosen_resident

MONTHS_AHEAD = 6
TONES = {
    MatterState.REGISTERED: "wait",
    MatterState.GRANTED: "good",
    MatterState.ENDING: "wait",
    MatterState.REFUSED: "bad",
}


def _items(request: DeskRequest) -> list[tuple[str, str]]:
    return [(item.key, item.title) for item in queries.items_offered(request.actor.region, today())]


def _form(request: DeskRequest) -> CivilFilterForm:
    return CivilFilterForm(villages(request.actor), _items(request), request.GET)


@require_GET
@keeps_filters("matters")
def matters(request: DeskRequest) -> HttpResponse:
    """What was asked of civil affairs beside the programmes, and what became of it."""
    form = _form(request)
    titled = columns(
        (_("姓名"), Words("person__name")), (_("事项"), Words("title")), (_("村（社区）"), "region"),
        (_("登记日期"), "registered_on"), _("发给"), (_("状态"), "state"),
    )  # fmt: skip
    paging = paged_rows(request, queries.matters(by=request.actor, filters=form.narrowing()), titled)
    names = network.region_names(row.region for row in paging.rows)
    shown = {
        "form": form,
        "tabs": places_of_the_register(request, "matters"),
        "paging": paging,
        "rows": [
            (row, names.get(row.region, ""), given_words(row), *state_words(row)) for row in paging.rows
        ],
        "columns": titled,
        "export_url": address(request, page=None).replace(request.path, reverse("desk:matters-export"), 1),
    }
    return render(request, "desk/matters.html", shown)


def state_words(row: Any) -> tuple[str, str]:
    """Where it stands, and the colour of that."""
    state = MatterState(row.state)
    return state.title, TONES.get(state, "")


def given_words(row: Any) -> str:
    """What is given, how often, since when; nothing where no money is."""
    if row.amount_fen is None:
        return ""
    facts = {
        "per": official(Per(row.per).title),
        "amount": Money(row.amount_fen),
        "month": Month.of(row.from_month),
    }
    return _("%(per)s %(amount)s 元，自 %(month)s 起") % facts


@exportable("matters")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("姓名"), _("事项"), _("村（社区）"), _("住址"), _("登记日期"), _("状态"), _("办结日期"), _("发给"),
        _("理由"), _("告知书文号"),
    ]  # fmt: skip
    found = queries.matters(by=request.actor, filters=_form(request).narrowing())
    return Sheet(_("民政事项"), titles, found_rows(found), partial(_lines, by=request.actor))


def _lines(rows: Sequence[Any], by: Actor) -> Iterator[tuple[object, ...]]:
    names = network.region_names(row.region for row in rows)
    letters = papers.documents_of_subjects([row.id for row in rows], by=by)
    numbers = {letter.subject_id: letter.number for letter in reversed(letters)}
    return (
        (
            row.person.name,
            row.title,
            names.get(row.region, ""),
            row.household.address,
            row.registered_on,
            official(MatterState(row.state).title),
            row.decided_on,
            given_words(row),
            row.reason,
            numbers.get(row.id, ""),
        )
        for row in rows
    )


@require_GET
def matter(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    found = queries.get_matter(matter_id, by=request.actor)
    item = worklist.find_open(WorkKind.CIVIL_MATTER, found.id)
    state, tone = state_words(found)
    shown = {
        "matter": found,
        "state": state,
        "tone": tone,
        "given": given_words(found),
        "letters": [
            (letter, papers.deliveries_of(letter.id, by=request.actor))
            for letter in papers.documents_of_subjects([found.id], by=request.actor)
        ],
        "may_deliver": allows(request.actor.role, Permission.DOCUMENT_DELIVER),
        "place": network.region_path(found.region),
        "ended_because": EndReason(found.ended_because).title if found.ended_because else "",
        "until": Month.of(found.until_month).previous() if found.until_month else None,
        "ends_from": Month.of(found.end_from) if found.end_from else None,
        "attested": [
            each
            for each in queries.last_of_household(found.household_id, by=request.actor)
            if each.person_id == found.person_id
        ],
        "clocks": [chip(WorkKind(item.kind).title, worklist.light(item).value, item, today())]
        if item
        else [],
    }
    return render(request, "desk/matter.html", shown)


@require_http_methods(["GET", "POST"])
def register(request: DeskRequest) -> HttpResponse:
    """`person` in the address: somebody whose file is open already."""
    return _register(request, None, request.GET.dict())


@require_http_methods(["GET", "POST"])
def from_contact(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    """The contact is answered by what is registered."""
    contact = intake.get_contact(contact_id, by=request.actor)
    known = {"name": contact.name, "person": str(contact.person_id or ""), "note": contact.asked}
    return _register(request, contact_id, known)


def _register(request: DeskRequest, contact_id: UUID | None, known: dict[str, str]) -> HttpResponse:
    form = CivilMatterForm(_items(request), request.POST or None, initial=known)
    made = submitted(
        request,
        form,
        lambda: actions.register_matter(
            item=form.cleaned_data["item"],
            person_id=form.cleaned_data["person"],
            note=form.cleaned_data["note"],
            contact_id=contact_id,
            by=request.actor,
        ),
    )
    if made is not None:
        messages.success(request, _("已登记，由乡镇审核人办结。"))
        return redirect("desk:matter", made.id)
    back = ("desk:contact", contact_id) if contact_id else ("desk:matters",)
    shown = {"form": form, "found": chosen_resident(request, form), "back": back}
    return render(request, "desk/matter_form.html", shown)


@require_http_methods(["GET", "POST"])
def decide(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    found = queries.get_matter(matter_id, by=request.actor)
    first = Month.of(today()).previous()
    form = DecideMatterForm([first.plus(n) for n in range(MONTHS_AHEAD)], request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.decide_matter(matter_id=matter_id, by=request.actor, **form.decided()),
    )
    if done is not None:
        messages.success(request, _("已办结，告知书已经编号，请送达本人。"))
        return redirect("desk:matter", matter_id)
    return _step(request, form, _("办结：%(title)s") % {"title": found.title}, _("办结"), matter_id)


@require_http_methods(["GET", "POST"])
def propose_end(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    """After the person was told and heard, or after a registered death; somebody else decides."""
    found = queries.get_matter(matter_id, by=request.actor)
    last = Month.of(today())
    form = EndMatterForm([last.plus(n) for n in range(-2, MONTHS_AHEAD)], request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.propose_end(matter_id=matter_id, by=request.actor, **form.proposed()),
    )
    if done is not None:
        messages.success(request, _("已提出终止，由他人确认；确认以前照常发给。"))
        return redirect("desk:matter", matter_id)
    title = _("提出终止：%(title)s") % {"title": found.title}
    return _step(
        request,
        form,
        title,
        _("提出终止"),
        matter_id,
        warning=_("终止前须告知本人并听取意见；去世的须先登记死亡。"),
    )


@require_http_methods(["GET", "POST"])
def decide_end(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    """By somebody who did not hear the person."""
    found = queries.get_matter(matter_id, by=request.actor)
    form = DecideEndForm(request.POST or None)
    done = submitted(request, form, lambda: _decide_end(request, matter_id, form))
    if done is not None:
        is_ended = MatterState(done.state) is MatterState.ENDED
        told = _("已终止，告知书已经编号，请送达本人（家属）。") if is_ended else _("不终止，继续发给。")
        messages.success(request, told)
        return redirect("desk:matter", matter_id)
    title = _("确认终止：%(title)s") % {"title": found.title}
    return _step(request, form, title, _("决定"), matter_id)


def _decide_end(request: DeskRequest, matter_id: UUID, form: DecideEndForm) -> Any:
    if form.cleaned_data["decision"] == "end":
        return actions.end_matter(matter_id=matter_id, by=request.actor)
    reason = form.cleaned_data["reason"]
    return actions.keep_matter(matter_id=matter_id, reason=reason, by=request.actor)


def _step(
    request: DeskRequest, form: Any, title: str, button: str, matter_id: UUID, **more: str
) -> HttpResponse:
    shown = {"form": form, "title": title, "button": button, "back": ["desk:matter", matter_id], **more}
    return render(request, "desk/step_form.html", shown)


@require_POST
def withdraw(request: DeskRequest, matter_id: UUID) -> HttpResponse:
    actions.withdraw_matter(matter_id=matter_id, by=request.actor)
    messages.success(request, _("已撤回。"))
    return redirect("desk:matter", matter_id)
