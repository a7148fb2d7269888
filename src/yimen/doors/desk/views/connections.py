"""What departments' machines push under: listed with the last use, issued, revoked."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import queries as network
from yimen.domains.verification.actions import credentials as actions
from yimen.domains.verification.queries import credentials as queries
from yimen.domains.verification.queries import pushes as pushed
from yimen.domains.verification.queries import source_named
from yimen.domains.verification.queries.sets import set_definition
from yimen.domains.verification.types.pushes import PushState
from yimen.foundation.exports.reading import found_rows
from yimen.foundation.language import in_readers_words

from ..exports import Sheet, exportable
from ..forms.connections import IssueForm, PushFilterForm, RevokeForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters
from ..signs import Tab

TONES = {PushState.ACCEPTED: "wait", PushState.VERIFIED: "good", PushState.REFUSED: "bad"}


@require_GET
def listed(request: DeskRequest) -> HttpResponse:
    """Every credential of the county, newest first."""
    titled = columns(
        (_("推送单位"), Words("title")), _("可以推送"), _("接收人"), (_("签发"), "issued_at"),
        (_("失效日期"), "expires_on"), (_("最近使用"), "last_used_at"), _("状态"),
    )  # fmt: skip
    paging = paged_rows(request, queries.credentials_of(request.actor), titled)
    names = network.post_titles(row.receiver_post_id for row in paging.rows)
    shown = {
        "columns": titled,
        "paging": paging,
        "rows": [
            (row, _allowed(row.set_keys, row.source), names.get(row.receiver_post_id, ""))
            for row in paging.rows
        ],
        "day": today(),
        "tabs": _tabs("connections"),
        "export_url": reverse("desk:connections-export"),
    }
    return render(request, "desk/connections.html", shown)


def _tabs(current: str) -> list[Tab]:
    places = [("connections", _("接口凭证")), ("connection-pushes", _("推送记录"))]
    return [Tab(title, reverse(f"desk:{name}"), name == current) for name, title in places]


@exportable("connections")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("推送单位"), _("约定文件"), _("可以推送"), _("接收人"), _("签发"), _("签发人"), _("失效日期"),
        _("最近使用"), _("状态"), _("撤销的原因"),
    ]  # fmt: skip

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        names = network.post_titles(row.receiver_post_id for row in rows)
        for row in rows:
            yield (
                row.title, row.agreement, "、".join(_allowed(row.set_keys, row.source)),
                names.get(row.receiver_post_id, ""), row.issued_at, row.issued_by, row.expires_on,
                row.last_used_at, _state(row), row.revoked_because,
            )  # fmt: skip

    return Sheet(_("接口凭证"), titles, found_rows(queries.credentials_of(request.actor)), lines)


def _state(row: Any) -> str:
    if row.revoked_at:
        return _("已撤销")
    return _("已过期") if row.expires_on <= today() else _("有效")


@require_GET
@keeps_filters("connection-pushes")
def pushes(request: DeskRequest) -> HttpResponse:
    """What machines sent: pushes with what became of them, and those still on their way in pieces."""
    form = _form(request)
    titled = columns(
        (_("推送时间"), "pushed_at"), (_("推送单位"), "credential__title"), (_("推送编号"), "key"),
        _("内容"), _("状态"), (_("行数"), "", "number"), (_("收下"), "", "number"), (_("隔离"), "", "number"),
    )  # fmt: skip
    found = pushed.pushes_of_county(by=request.actor, credential=form.narrowing())
    paging = paged_rows(request, found, titled)
    shown = {
        "form": form,
        "columns": titled,
        "paging": paging,
        "rows": [(row, _content(row), pushed.figures_of(row), _why(row)) for row in paging.rows],
        "tones": TONES,
        "tabs": _tabs("connection-pushes"),
        "uploads": [
            (each, official(set_definition(each.set_key).title))
            for each in pushed.uploads_on_the_way(by=request.actor, credential=form.narrowing())
        ],
        "upload_columns": columns(_("推送单位"), _("推送编号"), _("内容"), _("已收到"), _("最近收到")),
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:connection-pushes-export"), 1
        ),
    }
    return render(request, "desk/connection_pushes.html", shown)


def _form(request: DeskRequest) -> PushFilterForm:
    known = queries.credentials_of(request.actor)[:200]
    return PushFilterForm([(str(each.id), each.title) for each in known], request.GET)


def _why(push: Any) -> str:
    """Why it came to nothing, if it did."""
    refusal = pushed.refusal_of(push)
    return "" if refusal is None else in_readers_words(refusal)


def _content(push: Any) -> str:
    """Of which set and day it is, or whose answers."""
    if push.load is None:
        return _("%(source)s：返回结果") % {"source": official(source_named(push.file.source).title)}
    title = official(set_definition(push.load.set_key).title)
    return _("%(set)s 第 %(n)s 版，截至 %(day)s") % {
        "set": title, "n": push.load.version, "day": push.load.as_of,
    }  # fmt: skip


@exportable("connection-pushes")
def export_pushes(request: DeskRequest) -> Sheet:
    titles = [
        _("推送时间"), _("推送单位"), _("推送编号"), _("内容"), _("状态"), _("行数"), _("收下"), _("隔离"),
        _("未装载的原因"),
    ]  # fmt: skip

    def lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            figures = pushed.figures_of(row)
            yield (
                row.pushed_at, row.credential.title, row.key, _content(row), official(figures.state.title),
                figures.rows, figures.taken, figures.quarantined, _why(row),
            )  # fmt: skip

    found = pushed.pushes_of_county(by=request.actor, credential=_form(request).narrowing())
    return Sheet(_("推送记录"), titles, found_rows(found), lines)


def _allowed(set_keys: list[str], source: str) -> list[str]:
    """What a credential is for, in words."""
    words = [official(set_definition(key).title) for key in set_keys]
    return [*words, *([official(source_named(source).title)] if source else [])]


@never_cache
@require_http_methods(["GET", "POST"])
def issue(request: DeskRequest) -> HttpResponse:
    """The secret is on the answer to this form and nowhere else."""
    form = IssueForm(queries.offered(request.actor), request.POST or None)
    made = submitted(request, form, lambda: actions.issue_credential(terms=form.terms(), by=request.actor))
    if made is not None:
        shown = {
            "made": made,
            "allowed": _allowed(made.credential.set_keys, made.credential.source),
        }
        return render(request, "desk/connection_secret.html", shown)
    shown = {
        "form": form,
        "title": _("签发接口凭证"),
        "why": _("部门的系统凭密钥推送数据；密钥只显示一次，平台只保存其摘要。"),
        "button": _("签发"),
        "back": ["desk:connections"],
    }
    return render(request, "desk/step_form.html", shown)


@require_http_methods(["GET", "POST"])
def revoke(request: DeskRequest, credential_id: UUID) -> HttpResponse:
    found = queries.get_credential(credential_id, by=request.actor)
    form = RevokeForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.revoke_credential(
            credential_id=credential_id, reason=form.cleaned_data["reason"], by=request.actor
        ),
    )
    if done is not None:
        messages.success(request, _("凭证已撤销，密钥立即失效。"))
        return redirect("desk:connections")
    shown = {
        "form": form,
        "title": _("撤销接口凭证：%(name)s") % {"name": found.title},
        "why": _("密钥立即失效；已经推送的数据不受影响，要撤回的由核对员逐个版本撤回。"),
        "button": _("撤销凭证"),
        "back": ["desk:connections"],
    }
    return render(request, "desk/step_form.html", shown)
