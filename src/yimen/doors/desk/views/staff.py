"""The administrator's staff: the list, taking somebody on, one person, appointing, ending a post."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import actions, queries
from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import Role
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.foundation.accounts import upkeep
from yimen.foundation.accounts.second_factor import has_second_factor
from yimen.foundation.exports.reading import found_rows

from ..exports import Sheet, exportable
from ..forms.network import AppointForm, EndForm, HireForm, StaffFilterForm, StaffForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import departments, organisations, stations
from ..refusals import submitted
from ..requests import DeskRequest, today


@require_http_methods(["GET", "POST"])
def staff(request: DeskRequest) -> HttpResponse:
    """A name that is searched for is posted: it does not belong into an address."""
    form = StaffFilterForm(request.POST or request.GET)
    found = queries.staff_within(request.actor, **form.chosen())
    titled = columns((_("姓名"), Words("name")), (_("用户名"), "user__username"), _("岗位"), _("账号"))
    paging = paged_rows(request, found, titled)
    locked = upkeep.locked_among(row.user.username for row in paging.rows if row.user)
    shown = {
        "form": form,
        "paging": paging,
        "rows": [(row, _posts(row), bool(row.user and row.user.username in locked)) for row in paging.rows],
        "export_url": address(request, page=None).replace(request.path, reverse("desk:staff-export"), 1),
        "columns": titled,
    }
    return render(request, "desk/staff.html", shown)


def _posts(row: Any) -> str:
    return "；".join(f"{post.station.name} · {_title(post.role)}" for post in row.posts.all())


def _title(role: str) -> str:
    return official(CARDS[Role(role)].title)


@exportable("staff")
def export(request: DeskRequest) -> Sheet:
    titles = [_("姓名"), _("用户名"), _("岗位"), _("账号启用")]
    found = queries.staff_within(request.actor, **StaffFilterForm(request.GET).chosen())
    return Sheet(_("人员与账号"), titles, found_rows(found), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (row.name, row.user.username if row.user else "", _posts(row), bool(row.user and row.user.is_active))
        for row in rows
    )


@require_http_methods(["GET", "POST"])
def hire(request: DeskRequest) -> HttpResponse:
    """The first password is in this one answer and nowhere else."""
    form = HireForm(request.POST or None)
    done = submitted(request, form, lambda: actions.hire(**form.cleaned_data, by=request.actor))
    if done is not None:
        person, password = done
        return render(request, "desk/first_password.html", {"person": person, "password": password})
    shown = {"form": form, "title": _("新增人员"), "button": _("建立账号"), "back": ["desk:staff"]}
    return render(request, "desk/step_form.html", shown)


@require_GET
def record(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    person = queries.get_staff(staff_id, by=request.actor)
    day = today()
    posts = [
        (post, _title(post.role), post.valid_until is None or post.valid_until > day)
        for post in queries.posts_held(staff_id)
    ]
    username = person.user.username if person.user else ""
    shown = {
        "person": person,
        "posts": posts,
        "is_locked": username in upkeep.locked_among([username]),
        "has_second_factor": person.user is not None and has_second_factor(person.user),
        "is_self": person.id == request.actor.staff_id,
        "columns": columns(_("站点"), _("岗位"), _("自"), _("至"), _("操作")),
    }
    return render(request, "desk/staff_record.html", shown)


@require_http_methods(["GET", "POST"])
def appoint(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    person = queries.get_staff(staff_id, by=request.actor)
    actor = request.actor
    form = AppointForm(stations(actor), departments(actor), organisations(actor), request.POST or None)
    done = submitted(request, form, lambda: _appoint(request, staff_id, form.cleaned_data))
    if done is not None:
        messages.success(request, _("已任命。"))
        return redirect("desk:staff-record", staff_id)
    shown = {
        "form": form,
        "title": _("任命岗位：%(name)s") % {"name": person.name},
        "button": _("任命"),
        "back": ["desk:staff-record", staff_id],
    }
    return render(request, "desk/step_form.html", shown)


def _appoint(request: DeskRequest, staff_id: UUID, given: dict[str, Any]) -> object:
    return actions.appoint(
        staff_id=staff_id,
        station_id=UUID(given["station"]),
        role=Role(given["role"]),
        department_id=UUID(given["department"]) if given["department"] else None,
        organisation_id=UUID(given["organisation"]) if given["organisation"] else None,
        valid_from=given["valid_from"],
        valid_until=given["valid_until"],
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    person = queries.get_staff(staff_id, by=request.actor)
    on_file = {"name": person.name, "phone": (person.user.phone or "") if person.user else ""}
    form = StaffForm(request.POST or None, initial=on_file)
    done = submitted(
        request,
        form,
        lambda: actions.change_staff(staff_id=staff_id, **form.cleaned_data, by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已修改。"))
        return redirect("desk:staff-record", staff_id)
    title = _("修改：%(name)s") % {"name": person.name}
    back = ["desk:staff-record", staff_id]
    shown = {"form": form, "title": title, "button": _("保存"), "back": back}
    return render(request, "desk/step_form.html", shown)


@require_http_methods(["GET", "POST"])
def leave(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    """Every post ends, the account is switched off, what was in hand waits at its station."""
    person = queries.get_staff(staff_id, by=request.actor)
    form = EndForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: worklist.leave_office(staff_id=staff_id, on=form.cleaned_data["on"], by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已办理离职；%(n)s 件待办退回本站待领取。") % {"n": done})
        return redirect("desk:staff-record", staff_id)
    shown = {
        "form": form,
        "title": _("离职：%(name)s") % {"name": person.name},
        "why": _("全部岗位结束，账号停用，手上的待办退回本站由同事领取；办过的事仍记在其名下。"),
        "button": _("办理离职"),
        "back": ["desk:staff-record", staff_id],
        **_in_hand([post.id for post in queries.posts_held_today(staff_id)], request),
    }
    return render(request, "desk/step_form.html", shown)


@require_http_methods(["GET", "POST"])
def end_post(request: DeskRequest, post_id: UUID) -> HttpResponse:
    post = queries.get_post_within(post_id, by=request.actor)
    form = EndForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: worklist.leave_post(post_id=post_id, on=form.cleaned_data["on"], by=request.actor),
    )
    if done is not None:
        facts = {"on": form.cleaned_data["on"], "n": done}
        messages.success(request, _("岗位自 %(on)s 起结束；%(n)s 件待办已退回本站待领取。") % facts)
        return redirect("desk:staff-record", post.staff_id)
    shown = {
        "form": form,
        "title": _("结束岗位：%(name)s，%(post)s") % {"name": post.staff.name, "post": _title(post.role)},
        "why": _("到那一天，手上的待办退回本站，由同事领取。"),
        "button": _("结束岗位"),
        "back": ["desk:staff-record", post.staff_id],
        **_in_hand([post.id], request),
    }
    return render(request, "desk/step_form.html", shown)


def _in_hand(posts: Sequence[UUID], request: DeskRequest) -> dict[str, str]:
    """What would be left with nobody in particular is told and asked about before, not afterwards."""
    count = waiting.count_in_hand(posts, by=request.actor)
    if not count:
        return {}
    told = _(
        "手上还有 %(n)s 件待办没有办结，将退回本站由同事逐件领取。要一次全部交给一位同事的，"
        "请先由本人或者负责调配的审核人、确认人在“移交办公桌”办理。"
    )
    asked = _("还有 %(n)s 件待办没有移交，确认退回本站？")
    return {"warning": told % {"n": count}, "ask": asked % {"n": count}}
