"""Transfers to departments and charities: sent from a contact, case or household, followed to the end."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import queries as cases
from yimen.domains.cases.actions import refer_case
from yimen.domains.intake import actions, queries
from yimen.domains.intake.types import (
    GIVEN_BY,
    About,
    AnswerWay,
    TransferState,
    TransferTopic,
)
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.papers import queries as papers
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.documents import qr_svg
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import RegionLevel

from ..clocks import chip
from ..exports import Sheet, exportable
from ..forms.people import ReasonForm
from ..forms.referrals import FeedbackForm, ReferralFilterForm, ReferralForm
from ..lists import Words, address, columns, paged_rows
from ..refusals import submitted
from ..register import places_of_the_register
from ..requests import DeskRequest, today
from ..saved import keeps_filters

_SOUGHT = "referrals-sought"
_CLOCKS = (WorkKind.TRANSFER_REPLY, WorkKind.TRANSFER_RESULT, WorkKind.TRANSFER_FEEDBACK)


@require_http_methods(["GET", "POST"])
@keeps_filters("referrals")
def referrals(request: DeskRequest) -> HttpResponse:
    """The words sought wait in the session: a name does not belong into an address."""
    if request.method == "POST":
        sent = ReferralFilterForm(request.POST)
        text = sent.filters().text
        request.session[_SOUGHT] = text
        chosen = {name: sent.data.get(name) or None for name in ("stage", "topic")}
        return redirect(address(request, page=None, sought="1" if text else None, **chosen))
    form = _filter(request)
    titled = columns(
        (_("转出日期"), "sent_at"), (_("姓名"), Words("name")), (_("类别"), "topic"), _("接收单位"),
        (_("状态"), "state"), (_("反馈"), "told_on"), _("经办人"),
    )  # fmt: skip
    found = queries.transfers_found(by=request.actor, filters=form.filters())
    paging = paged_rows(request, found, titled)
    senders = queries.senders_of(paging.rows)
    shown = {
        "form": form,
        "tabs": places_of_the_register(request, "referrals"),
        "paging": paging,
        "rows": [
            (row, TransferTopic(row.topic), TransferState(row.state), senders[row.id]) for row in paging.rows
        ],
        "columns": titled,
        "export_url": address(request, page=None).replace(request.path, reverse("desk:referrals-export"), 1),
    }
    return render(request, "desk/referrals.html", shown)


def _filter(request: DeskRequest) -> ReferralFilterForm:
    text = request.session.get(_SOUGHT, "") if request.GET.get("sought") else ""
    return ReferralFilterForm(request.GET.dict() | {"text": text})


@exportable("referrals")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("转出日期"), _("姓名"), _("类别"), _("接收单位"), _("需要解决的问题"), _("状态"), _("答复内容"),
        _("反馈日期"), _("经办人"),
    ]  # fmt: skip
    found = queries.transfers_found(by=request.actor, filters=_filter(request).filters())
    return Sheet(_("转办转介"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    senders = queries.senders_of(rows)
    return (
        (
            timezone.localdate(row.sent_at),
            row.name,
            TransferTopic(row.topic).title,
            row.receiver_name,
            row.need,
            TransferState(row.state).title,
            row.answer,
            row.told_on,
            senders[row.id],
        )
        for row in rows
    )


@require_http_methods(["GET", "POST"])
def from_contact(request: DeskRequest, contact_id: UUID) -> HttpResponse:
    contact = queries.get_contact(contact_id, by=request.actor)
    home = people.find_household_of(contact.person_id) if contact.person_id else None
    known = _papers(request, [contact.id], home.id if home else None)
    send = partial(actions.send_transfer, about=About(contact_id=contact_id))
    return _send(request, send, known, contact.name, contact.asked, ("desk:contact", contact_id))


@require_http_methods(["GET", "POST"])
def from_household(request: DeskRequest, household_id: UUID) -> HttpResponse:
    household = people.get_household(household_id, by=request.actor, purpose="transfer")
    name = people.heads_of([household.id]).get(household.id, "")
    send = partial(actions.send_transfer, about=About(household_id=household.id))
    known = _papers(request, [], household.id)
    return _send(request, send, known, name, "", ("desk:household", household_id))


@require_http_methods(["GET", "POST"])
def from_case(request: DeskRequest, case_id: UUID) -> HttpResponse:
    case = cases.get_case(case_id, by=request.actor)
    send = partial(refer_case, case_id=case.id)
    known = _papers(request, [case.id], case.household_id)
    return _send(request, send, known, case.applicant_name, "", ("desk:case", case_id))


def _send(
    request: DeskRequest,
    send: Callable[..., Any],
    known: list[tuple[str, str]],
    name: str,
    asked: str,
    back: tuple[str, UUID],
) -> HttpResponse:
    """`send` hands over for what the page is about; `known` are the papers of the family."""
    topic = _topic(request)
    wants = queries.wanted_by(topic, request.actor.region, today()) if topic else ()
    initial = {
        "need": asked,
        "topic": topic.value if topic else "",
        "wants": "\n".join(wants),
        "receiver": _usual_receiver(request, topic),
    }
    form = ReferralForm(_receivers(request), known, request.POST or None, initial=initial)
    sent = submitted(request, form, lambda: _sent(request, send, form))
    if sent is not None:
        messages.success(request, _("已转出，转办单已编号；办结后由您反馈群众。"))
        return redirect("desk:referral", sent)
    topics = [(each, address(request, topic=each.value), each is topic) for each in TransferTopic]
    shown = {"form": form, "name": name, "back": back, "topics": topics, "wants": wants, "topic": topic}
    return render(request, "desk/referral_form.html", shown)


def _topic(request: DeskRequest) -> TransferTopic | None:
    asked = request.POST.get("topic") or request.GET.get("topic", "")
    return TransferTopic(asked) if asked in list(TransferTopic) else None


def _usual_receiver(request: DeskRequest, topic: TransferTopic | None) -> str:
    """The department that gives this help, or the one organisation; anybody else may be chosen instead."""
    county = request.actor.region.at(RegionLevel.COUNTY)
    kind = GIVEN_BY.get(topic) if topic else None
    departments = [f"d:{row.id}" for row in network.departments(county) if row.kind == kind]
    organisations = [f"o:{row.id}" for row in network.organisations(county)]
    usual = organisations if topic is TransferTopic.CHARITY else departments
    return usual[0] if len(usual) == 1 else ""


def _sent(request: DeskRequest, send: Callable[..., Any], form: ReferralForm) -> UUID:
    given = form.cleaned_data
    sent = send(
        topic=TransferTopic(given["topic"]),
        receiver=form.to(),
        need=given["need"],
        wants=form.lines(),
        papers_shared=[UUID(paper) for paper in given.get("papers", ())],
        by=request.actor,
    )
    return sent if isinstance(sent, UUID) else sent.id


def _receivers(request: DeskRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    county = request.actor.region.at(RegionLevel.COUNTY)
    departments = [(f"d:{row.id}", row.name) for row in network.departments(county)]
    organisations = [(f"o:{row.id}", row.name) for row in network.organisations(county)]
    return [(_("部门（转办）"), departments), (_("慈善组织、服务机构（转介）"), organisations)]


def _papers(
    request: DeskRequest, subjects: Sequence[UUID], household_id: UUID | None
) -> list[tuple[str, str]]:
    found = papers.documents_of_subjects(subjects, by=request.actor)
    if household_id is not None:
        found += papers.documents_of_household(household_id, by=request.actor)
    return list({str(one.id): (str(one.id), f"{one.title} {one.number}") for one in found}.values())


@require_GET
def referral(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    found = queries.get_transfer(transfer_id, by=request.actor)
    state, role = TransferState(found.state), request.actor.role
    is_sender = allows(role, Permission.TRANSFER_SEND)
    items = [item for kind in _CLOCKS if (item := worklist.find_open(kind, found.id)) is not None]
    may_see_all = allows(role, Permission.TRANSFER_OPEN)
    shown = {
        "transfer": found,
        "topic": TransferTopic(found.topic),
        "state": state,
        "way": AnswerWay(found.way).title if found.way else "",
        "place": network.region_path(found.region),
        "sender": network.post_titles([found.sender_id]).get(found.sender_id, ""),
        "station": found.sender.station,
        "sayable": queries.sayable(found, by=request.actor),
        "papers": _shared_papers(found, is_receiver=not may_see_all),
        "sheets": papers.documents_of_subjects([found.id], by=request.actor) if may_see_all else [],
        "may_withdraw": is_sender and state.is_open,
        "may_code": is_sender and queries.needs_code(found),
        "may_tell": is_sender and not state.is_open and found.told_on is None,
        "may_see_all": may_see_all,
        "clocks": [
            chip(WorkKind(item.kind).title, worklist.light(item).value, item, today()) for item in items
        ],
    }
    return render(request, "desk/referral.html", shown)


def _shared_papers(transfer: Any, *, is_receiver: bool) -> list[tuple[str, str]]:
    """Each with its address: the receiver opens it by the transfer, staff by the document's own page."""
    return [
        (
            f"{paper['title']} {paper['number']}",
            reverse("desk:referral-paper", args=[transfer.id, paper["id"]])
            if is_receiver
            else reverse("desk:document", args=[paper["id"]]),
        )
        for paper in transfer.papers
    ]


@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    queries.get_transfer(transfer_id, by=request.actor)
    form = ReasonForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.withdraw_transfer(
            transfer_id=transfer_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("已撤回，对方不再看到；请告知群众。"))
        return redirect("desk:referral", transfer_id)
    words = {"title": _("撤回转办"), "button": _("撤回"), "back": ["desk:referral", transfer_id]}
    warning = _("撤回后不能恢复；需要时另行转办。")
    return render(request, "desk/step_form.html", {"form": form, "warning": warning, **words})


@require_POST
@never_cache
def code(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    """A new one-time code, shown on this page and never again; the old one opens nothing any more."""
    made = actions.send_code(transfer_id=transfer_id, by=request.actor)
    found = queries.get_transfer(transfer_id, by=request.actor)
    picture = b64encode(qr_svg(made.address).encode()).decode()
    shown = {"transfer": found, "made": made, "qr": f"data:image/svg+xml;base64,{picture}"}
    return render(request, "desk/referral_code.html", shown)


@require_POST
def sheet(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    """The feedback sheet, to print before the family is told."""
    return redirect("desk:document", actions.prepare_feedback(transfer_id=transfer_id, by=request.actor))


@require_http_methods(["GET", "POST"])
def tell(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    found = queries.get_transfer(transfer_id, by=request.actor)
    form = FeedbackForm(request.POST or None, initial={"recipient": found.name, "proof": _("本人签收")})
    done = submitted(
        request,
        form,
        lambda: actions.tell_family(transfer_id=transfer_id, feedback=form.feedback(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已登记反馈，本件办完。"))
        return redirect("desk:referral", transfer_id)
    words = {"title": _("登记反馈"), "button": _("登记反馈"), "back": ["desk:referral", transfer_id]}
    return render(request, "desk/step_form.html", {"form": form, **words})
