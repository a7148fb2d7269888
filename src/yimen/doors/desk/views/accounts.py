"""The accounts of others: passwords, lockouts, lost authenticators, switching off; each asks once more."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.network import actions, queries

from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def reset_password(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    """The new password is in this one answer and nowhere else."""
    person = queries.get_staff(staff_id, by=request.actor)
    if request.method == "POST":
        password = actions.reset_password(staff_id=staff_id, by=request.actor)
        return render(request, "desk/first_password.html", {"person": person, "password": password})
    why = _(
        "旧密码立即失效，此人在各处的登录全部退出；新密码只显示一次，首次登录须修改。请先当面或电话确认是本人。"
    )
    return _asked(request, staff_id, _("重置密码：%(name)s"), why, _("重置密码"))


@require_http_methods(["GET", "POST"])
def unlock(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    why = _("连续输错密码后账号会锁定三十分钟。请先确认是本人输错，而不是别人在猜密码。")

    def act() -> None:
        actions.unlock_account(staff_id=staff_id, by=request.actor)

    if request.method == "POST":
        return _done(request, staff_id, act, _("账号已解锁。"))
    return _asked(request, staff_id, _("解锁账号：%(name)s"), why, _("解锁"))


@require_http_methods(["GET", "POST"])
def reset_second_factor(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    why = _(
        "此人手机丢失、备用码也用完时办理：原来的动态口令和备用码作废，凭密码登录后可以重新启用。"
        "请先当面确认是本人；手机可能落入他人之手的，同时重置密码。"
    )

    def act() -> None:
        actions.reset_second_factor(staff_id=staff_id, by=request.actor)

    if request.method == "POST":
        return _done(request, staff_id, act, _("动态口令已解除。"))
    return _asked(request, staff_id, _("解除动态口令：%(name)s"), why, _("解除动态口令"))


@require_http_methods(["GET", "POST"])
def switch_off(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    why = _("此人立即退出，不能再登录；办过的事仍记在其名下。手上的待办请由站点同事接手。")
    if request.method == "POST":
        return _switched(request, staff_id, is_active=False, said=_("账号已停用。"))
    return _asked(request, staff_id, _("停用账号：%(name)s"), why, _("停用"))


@require_http_methods(["GET", "POST"])
def switch_on(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    why = _("此人可以用原来的密码登录，仍在任的岗位随之恢复。")
    if request.method == "POST":
        return _switched(request, staff_id, is_active=True, said=_("账号已启用。"))
    return _asked(request, staff_id, _("启用账号：%(name)s"), why, _("启用"))


def _switched(request: DeskRequest, staff_id: UUID, *, is_active: bool, said: str) -> HttpResponse:
    def act() -> None:
        actions.switch_account(staff_id=staff_id, is_active=is_active, by=request.actor)

    return _done(request, staff_id, act, said)


def _done(request: DeskRequest, staff_id: UUID, act: Callable[[], None], said: str) -> HttpResponse:
    act()
    messages.success(request, said)
    return redirect("desk:staff-record", staff_id)


def _asked(request: DeskRequest, staff_id: UUID, title: str, why: str, button: str) -> HttpResponse:
    person = queries.get_staff(staff_id, by=request.actor)
    shown = {
        "title": title % {"name": person.name},
        "why": why,
        "button": button,
        "back": ["desk:staff-record", staff_id],
    }
    return render(request, "desk/ask_again.html", shown)
