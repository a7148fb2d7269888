"""The contact register: whoever is asked first records it, owns it, and answers it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.intake import actions, queries
from yimen.domains.intake.types import Answer, ContactChannel
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.kernel import RegionCode

from ..exports import as_xlsx
from ..forms.contacts import AnswerForm, ContactForm, ContactHandOverForm
from ..lists import columns, paged_rows
from ..places import colleagues, villages
from ..refusals import attempt
from ..requests import DeskRequest
from ..signs import Tab


@require_GET
def contacts(request: DeskRequest) -> HttpResponse:
    is_open = request.GET.get("show") != "all"
    rows = (
        queries.contacts_unanswered(by=request.actor)
        if is_open
        else queries.contacts_recent(by=request.actor)
    )
    shown = {
        "paging": (paging := paged_rows(request, rows)),
        "rows": [
            (row, _name(row), ContactChannel(row.channel).title, _answer_word(row)) for row in paging.rows
        ],
        "tabs": [Tab(_("待答复"), "?show=open", is_open), Tab(_("全部"), "?show=all", not is_open)],
        "columns": columns(_("时间"), _("来访人"), _("诉求"), _("途径"), _("答复")),
    }
    return render(request, "desk/contacts.html", shown)


def _name(row: object) -> str:
    person = getattr(row, "person", None)
    return person.name if person else getattr(row, "name", "")


def _answer_word(row: object) -> str:
    answer = getattr(row, "answer", None)
    return Answer(answer).title if answer else ""


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    rows = (
        (
            row.asked_at,
            _name(row),
            row.asked,
            ContactChannel(row.channel).title,
            _answer_word(row),
            row.answer_text,
        )
        for row in queries.contacts_recent(by=request.actor)
    )
    titles = [_("时间"), _("来访人"), _("诉求"), _("途径"), _("答复"), _("答复内容")]
    return as_xlsx(_("接待登记"), titles, rows, by=request.actor)


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest) -> HttpResponse:
    form = ContactForm(villages(request.actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        contact = attempt(
            form,
            lambda: actions.record_contact(
                channel=ContactChannel(given["channel"]),
                asked=given["asked"],
                region=RegionCode(given["region"]),
                name=given["name"],
                phone=given["phone"],
                by=request.actor,
            ),
        )
        if contact is not None:
            if request.POST.get("then") == "application":
                return redirect("desk:application-from-contact", contact.id)
            return redirect("desk:contact", contact.id)
    return render(request, "desk/contact_form.html", {"form": form})


@require_GET
def contact(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    found = queries.get_contact(contact_id, by=request.actor)
    shown = {
        "contact": found,
        "name": _name(found),
        "place": network.region_path(found.region),
        "channel": ContactChannel(found.channel).title,
        "answer": _answer_word(found),
        "owner": network.post_titles([found.owner_id]).get(found.owner_id, ""),
        "is_mine": found.owner_id == request.actor.post_id,
    }
    return render(request, "desk/contact.html", shown)


@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    queries.get_contact(contact_id, by=request.actor)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.answer_contact(
                contact_id=contact_id,
                answer=Answer(form.cleaned_data["answer"]),
                text=form.cleaned_data["text"],
                told_items=form.items(),
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
            lambda: actions.hand_over_contact(contact_id=contact_id, to_post_id=to_post, by=request.actor),
        )
        if done is not None:
            messages.success(request, _("已移交，对方负责答复。"))
            return redirect("desk:contacts")
    return render(request, "desk/hand_over.html", {"form": form})
