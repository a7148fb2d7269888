"""What departments' machines push under: listed with the last use, issued, revoked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import queries as network
from yimen.domains.verification.actions import credentials as actions
from yimen.domains.verification.queries import credentials as queries
from yimen.domains.verification.queries import source_named
from yimen.domains.verification.queries.sets import set_definition

from ..forms.connections import IssueForm, RevokeForm
from ..lists import Words, columns, paged_rows
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today


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
    }
    return render(request, "desk/connections.html", shown)


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
