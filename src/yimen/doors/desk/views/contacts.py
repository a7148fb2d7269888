"""The contact register: whoever is asked first records it, owns it, and answers it."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.allowances import queries as allowances
from yimen.domains.intake import actions, queries
from yimen.domains.intake.types import Answer, ContactChannel, TransferState
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Role
from yimen.domains.papers import queries as papers
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import RegionCode

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.contacts import AnswerForm, ContactFilterForm, ContactForm, ContactHandOverForm
from ..forms.people import ReasonForm
from ..lists import Words, address, columns, paged_rows
from ..places import colleagues, villages
from ..refusals import attempt, submitted
from ..register import places_of_the_register
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..signs import Tab
from .search import FEWEST, Found, found_lines, words_of

_SOUGHT = "contacts-sought"


@require_http_methods(["GET", "POST"])
@keeps_filters("contacts")
def contacts(request: DeskRequest) -> HttpResponse:
    """The words sought wait in the session: a name does not belong into an address."""
    if request.method == "POST":
        return _seek(request)
    show, form = _show(request), _filter(request)
    titled = columns(
        (_("时间"), "asked_at"), (_("来访人"), Words("name")), _("诉求"), (_("途径"), "channel"),
        (_("答复"), "answer"),
    )  # fmt: skip
    found = queries.contacts_found(by=request.actor, filters=form.filters(show))
    paging = paged_rows(request, found, titled)
    shown = {
        "form": form,
        "show": show,
        "paging": paging,
        "rows": [
            (row, _name(row), ContactChannel(row.channel).title, _answer_word(row)) for row in paging.rows
        ],
        "tabs": _tabs(request, show),
        "columns": titled,
        "export_url": address(request, page=None).replace(request.path, reverse("desk:contacts-export"), 1),
    }
    return render(request, "desk/contacts.html", shown)


def _show(request: DeskRequest) -> str:
    """What waits, what was entered late, or everything; what waits unless asked otherwise."""
    asked = request.GET.get("show", "open")
    return asked if asked in ("open", "late", "all") else "open"


def _tabs(request: DeskRequest, show: str) -> list[Tab]:
    words = {"open": _("待答复"), "all": _("全部"), "late": _("迟录")}
    tabs = [Tab(word, f"?show={name}", show == name) for name, word in words.items()]
    return [*tabs, *places_of_the_register(request, "contacts")[1:]]


def _seek(request: DeskRequest) -> HttpResponse:
    sought = ContactFilterForm(request.POST)
    request.session[_SOUGHT] = text = sought.filters("").text
    chosen = {name: sought.data.get(name) or None for name in ("channel", "answer", "since", "until")}
    return redirect(address(request, page=None, sought="1" if text else None, **chosen))


def _filter(request: DeskRequest) -> ContactFilterForm:
    text = request.session.get(_SOUGHT, "") if request.GET.get("sought") else ""
    return ContactFilterForm(request.GET.dict() | {"text": text})


def _name(row: object) -> str:
    person = getattr(row, "person", None)
    return person.name if person else getattr(row, "name", "")


def _answer_word(row: object) -> str:
    answer = getattr(row, "answer", None)
    return Answer(answer).title if answer else ""


@exportable("contacts")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("时间"), _("来访人"), _("诉求"), _("途径"), _("来件编号"), _("收到日期"), _("迟录天数"), _("答复"),
        _("答复内容"),
    ]  # fmt: skip
    found = queries.contacts_found(by=request.actor, filters=_filter(request).filters(_show(request)))
    return Sheet(_("接待登记"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (
            row.asked_at,
            _name(row),
            row.asked,
            ContactChannel(row.channel).title,
            row.reference,
            row.received_on,
            row.days_late or None,
            _answer_word(row),
            row.answer_text,
        )
        for row in rows
    )


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest) -> HttpResponse:
    """`person` in the address: somebody whose file is open already."""
    form = ContactForm(villages(request.actor), request.POST or None, initial=_usual(request))
    contact = submitted(request, form, lambda: _record(request, form))
    if contact is not None:
        if request.POST.get("then") == "application":
            return redirect("desk:application-from-contact", contact.id)
        return redirect("desk:contact", contact.id)
    return render(request, "desk/contact_form.html", {"form": form, "found": chosen_resident(request, form)})


def _usual(request: DeskRequest) -> dict[str, Any]:
    """What the address says, and the way people come to whoever sits here."""
    is_village = request.actor.role is Role.VILLAGE_ASSISTANT
    channel = ContactChannel.VILLAGE_REGISTER if is_village else ContactChannel.WINDOW
    return {"channel": channel.value} | request.GET.dict()


def _record(request: DeskRequest, form: ContactForm) -> Any:
    given = form.cleaned_data
    person = given["person"]
    known = people.get_person(person, by=request.actor, purpose="contact") if person else None
    return actions.record_contact(
        channel=ContactChannel(given["channel"]),
        asked=given["asked"],
        region=RegionCode(known.region if known else given["region"]),
        person_id=person,
        name=given["name"],
        phone=given["phone"],
        origin=form.origin(),
        by=request.actor,
    )


def chosen_resident(request: DeskRequest, form: Form) -> list[Found]:
    """Whoever was chosen before stays in sight."""
    try:
        person_id = UUID(str(form["person"].value() or ""))
    except ValueError:
        return []
    hit = people.recognised(person_id, by=request.actor)
    return found_lines([hit] if hit else [])


@require_POST
def residents(request: DeskRequest) -> HttpResponse:
    """Residents like what is being typed, to choose from."""
    field = request.headers.get("HX-Trigger-Name", "name")
    words = words_of(request.POST.get(field if field in ("name", "phone") else "name", ""))
    hits = people.search(words, by=request.actor, limit=6) if len(words) >= FEWEST else []
    shown = {
        "found": found_lines(hits),
        "chosen": "",
        "only_known": "known" in request.POST,
        "sought": len(words) >= FEWEST,
    }
    return render(request, "desk/resident_choices.html", shown)


@require_GET
def contact(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    found = queries.get_contact(contact_id, by=request.actor)
    item, offer = (
        worklist.find_open(kind, found.id) for kind in (WorkKind.CONTACT, WorkKind.CONTACT_HAND_OVER)
    )
    own = request.actor.post_id
    shown = {
        "contact": found,
        "name": _name(found),
        "place": network.region_path(found.region),
        "channel": ContactChannel(found.channel).title,
        "answer": _answer_word(found),
        "first_asked": network.post_titles([found.owner_id]).get(found.owner_id, ""),
        "item": item,
        "offer": offer,
        "clocks": [
            chip(WorkKind(each.kind).title, worklist.light(each).value, each, today())
            for each in (item, offer)
            if each is not None
        ],
        "papers": papers.documents_of_subjects([found.id], by=request.actor),
        "transfers": [
            (row, TransferState(row.state))
            for row in queries.transfers_of(contact_id=found.id, by=request.actor)
        ],
        "is_mine": item is not None and item.owner_post_id == own,
        "is_offered": offer is not None and offer.owner_post_id == own,
    }
    return render(request, "desk/contact.html", shown)


@require_POST
def take(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    actions.take_contact(contact_id=contact_id, by=request.actor)
    messages.success(request, _("已接手，此后由您负责答复。"))
    return redirect("desk:contact", contact_id)


@require_http_methods(["GET", "POST"])
def decline(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    queries.get_contact(contact_id, by=request.actor)
    form = ReasonForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.decline_contact(
            contact_id=contact_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已退回，仍由移交人负责。"))
        return redirect("desk:contact", contact_id)
    words = {"title": _("退回来访"), "button": _("退回"), "back": ["desk:contact", contact_id]}
    return render(request, "desk/step_form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    queries.get_contact(contact_id, by=request.actor)
    offered = [(item.key, item.title) for item in allowances.items_offered(request.actor.region, today())]
    form = AnswerForm(offered, request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.answer_contact(
                contact_id=contact_id,
                answer=Answer(form.cleaned_data["answer"]),
                text=form.cleaned_data["text"],
                told_items=form.told(),
                programmes=form.chosen(),
                items=form.cleaned_data["items"],
                article=form.cleaned_data["article"],
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _("已答复。"))
            return redirect("desk:contact", contact_id)
    return render(request, "desk/contact_answer.html", {"form": form, "contact_id": contact_id})


@require_http_methods(["GET", "POST"])
def hand_over(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    queries.get_contact(contact_id, by=request.actor)
    receivers = colleagues(request.actor, also_above=True, may=Permission.CONTACT_RECORD)
    form = ContactHandOverForm(receivers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        to_post = UUID(form.cleaned_data["to_post"])
        done = attempt(
            form,
            lambda: actions.hand_over_contact(
                contact_id=contact_id,
                to_post_id=to_post,
                reason=form.cleaned_data["reason"],
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _("已移交，等待对方接手；接手以前仍由您负责。"))
            return redirect("desk:contacts")
    return render(request, "desk/hand_over.html", {"form": form})
