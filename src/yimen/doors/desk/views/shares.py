"""Who sees what of which region by a dated share: the list, sharing a household, ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases import actions as cases
from yimen.domains.network import actions, queries
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import ShareReason
from yimen.domains.people import queries as people
from yimen.domains.people.permissions import household_for
from yimen.kernel import RegionCode

from ..exports import as_xlsx
from ..forms.partners import ShareFilterForm, ShareForm
from ..lists import address, columns, paged_rows
from ..network_places import places_of_the_network
from ..official_words import official
from ..places import organisations
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..subjects import page_of


@dataclass(frozen=True)
class Line:
    """A share as the list says it: what, of where, with whom, and whether it still counts."""

    share: Any
    kind: str
    subject: str
    url: str
    of_region: str
    receiver: str
    reason: ShareReason
    is_in_force: bool
    may_end: bool


@require_GET
def shares(request: DeskRequest) -> HttpResponse:
    form = ShareFilterForm(request.GET or {"state": "now"})
    titled = columns(
        _("共享内容"), (_("所属地区"), "region"), _("接收方"), _("事由"), (_("自"), "valid_from"),
        (_("至"), "valid_until"), _("操作"),
    )  # fmt: skip
    paging = paged_rows(request, queries.shares(request.actor, form.chosen()), titled)
    shown = {
        "form": form,
        "tabs": places_of_the_network(request, "network-shares"),
        "paging": paging,
        "rows": _lines(request, paging.rows),
        "columns": titled,
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:network-shares-export"), 1
        ),
    }
    return render(request, "desk/shares.html", shown)


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    titles = [
        _("类别"), _("共享内容"), _("所属地区"), _("接收方"), _("事由"), _("说明"), _("本人同意"), _("经手"),
        _("自"), _("至"),
    ]  # fmt: skip
    found = list(queries.shares(request.actor, ShareFilterForm(request.GET).chosen()))
    rows = (
        (
            line.kind,
            line.subject,
            line.of_region,
            line.receiver,
            official(line.reason.title),
            line.share.note,
            line.share.consented_on,
            line.share.granted_by.staff.name,
            line.share.valid_from,
            line.share.valid_until,
        )
        for line in _lines(request, found)
    )
    return as_xlsx(_("共享"), titles, rows, by=request.actor)


def _lines(request: DeskRequest, rows: Sequence[Any]) -> list[Line]:
    """Names of subjects as far as the reader sees them; in one query a kind."""
    ids = {kind: [row.subject_id for row in rows if row.subject_kind == kind] for kind in _kinds()}
    names = people.heads_of(ids["household"]) | people.names_of(ids["person"])
    codes = {row.region for row in rows} | {row.to_region for row in rows if row.to_region}
    places = queries.region_paths(codes)
    return [_line(request, row, names.get(row.subject_id, ""), places) for row in rows]


def _line(request: DeskRequest, row: Any, name: str, places: dict[str, str]) -> Line:
    is_in_force = row.valid_until is None or row.valid_until > today()
    is_visible = bool(name) or row.subject_kind in ("case", "transfer")
    reason = ShareReason(row.reason)
    return Line(
        share=row,
        kind=_kinds().get(row.subject_kind, row.subject_kind),
        subject=name,
        url=page_of(row.subject_kind, row.subject_id) if is_visible else "",
        of_region=places[row.region],
        receiver=places[row.to_region] if row.to_region else (row.to_organisation or row.to_department).name,
        reason=reason,
        is_in_force=is_in_force,
        may_end=is_in_force and reason.is_by_hand and _may_share(request, row.region),
    )


def _kinds() -> dict[str, str]:
    return {"household": _("家庭"), "person": _("个人"), "case": _("申请办件"), "transfer": _("转办转介")}


def _may_share(request: DeskRequest, region: str) -> bool:
    return request.actor.region.contains(RegionCode(region)) and allows(
        request.actor.role, Permission.SHARE_GRANT
    )


@require_http_methods(["GET", "POST"])
def share(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """A household with its members of today, and its applications where that is needed."""
    household = household_for(household_id, Permission.SHARE_GRANT, by=request.actor)
    reasons = [reason for reason in ShareReason if reason.is_by_hand]
    form = ShareForm(reasons, organisations(request.actor), request.POST or None)
    done = submitted(
        request,
        form,
        lambda: cases.share_household(
            household_id=household_id,
            offer=form.offer(),
            is_with_cases=form.cleaned_data["is_with_cases"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("已共享；到期自动终止，也可以随时在“共享”中终止。"))
        return redirect("desk:household", household_id)
    head = people.heads_of([household_id]).get(household_id, household.number)
    shown = {
        "form": form,
        "title": _("共享家庭档案：%(name)s") % {"name": head},
        "why": _("对方只能查看这一户现有成员的档案、文书和在册救助，不能改动；每次查看都有记录。"),
        "button": _("共享"),
        "back": ["desk:household", household_id],
    }
    return render(request, "desk/step_form.html", shown)


@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, share_id: UUID) -> HttpResponse:
    found = queries.get_share(share_id, by=request.actor)
    if request.method == "POST":
        actions.end_share(share_id=share_id, by=request.actor)
        messages.success(request, _("共享已终止。"))
        return redirect("desk:network-shares")
    (line,) = _lines(request, [found])
    facts = {"subject": line.subject or line.kind, "receiver": line.receiver}
    shown = {
        "title": _("终止共享：%(subject)s，%(receiver)s") % facts,
        "why": _("对方立即不再能看到这一户和一并共享的内容；已经查看过的留有记录。"),
        "button": _("终止共享"),
        "back": ["desk:network-shares"],
    }
    return render(request, "desk/ask_again.html", shown)
