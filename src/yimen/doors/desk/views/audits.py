"""Random audits on the desk: the draws of the county, the families that were drawn, what was found."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases import queries as cases
from yimen.domains.monitoring.actions import audits as actions
from yimen.domains.monitoring.queries import audits as queries
from yimen.domains.monitoring.types.audits import AuditOutcome
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Month

from ..comparison_places import places_of_comparisons
from ..exports import Sheet, exportable
from ..forms.comparisons import AuditFilterForm, AuditForm
from ..lists import address, columns, paged_rows
from ..official_words import official
from ..places import towns, villages
from ..refusals import submitted
from ..requests import DeskRequest, today


@require_GET
def audits(request: DeskRequest) -> HttpResponse:
    """What waits comes first; below, what each month was drawn with."""
    form = _form(request)
    titled = columns(
        (_("户编号"), "number"), (_("村（社区）"), "region"), (_("抽取月份"), "draw__month"), _("得分"),
        (_("期限"), "due_on"), (_("抽查结果"), "outcome"), _("抽查人"),
    )  # fmt: skip
    paging = paged_rows(request, _found(request, form), titled)
    names = network.region_names(row.region for row in paging.rows)
    words = {
        "form": form,
        "tabs": places_of_comparisons(request, "audits"),
        "columns": titled,
        "paging": paging,
        "rows": [
            (
                row, names.get(row.region, ""), Month.of(row.draw.month), _word(row),
                not row.outcome and row.due_on < today(),
            )
            for row in paging.rows
        ],
        "draws": [(made, Month.of(made.month)) for made in queries.draws_of(request.actor)],
        "share": f"{actions.SHARE:.0%}",
        "export_url": address(request, page=None).replace("/audits", "/audits/export", 1),
    }  # fmt: skip
    return render(request, "desk/audits.html", words)


def _form(request: DeskRequest) -> AuditFilterForm:
    places = dict([*towns(request.actor), *villages(request.actor)])
    return AuditFilterForm(list(places.items()), request.GET)


def _found(request: DeskRequest, form: AuditFilterForm) -> Any:
    return queries.audits_of(by=request.actor, filters=form.filters())


def _word(row: Any) -> str:
    return AuditOutcome(row.outcome).title if row.outcome else ""


@exportable("audits")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("户编号"), _("村（社区）"), _("抽取月份"), _("抽取日"), _("得分"), _("期限"), _("抽查结果"),
        _("抽查说明"), _("抽查人"),
    ]  # fmt: skip
    return Sheet(_("在册家庭随机抽查"), titles, found_rows(_found(request, _form(request))), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    names = network.region_names(row.region for row in rows)
    for row in rows:
        yield (
            row.number, names.get(row.region, ""), str(Month.of(row.draw.month)), row.draw.day, row.score,
            row.due_on, official(_word(row)), row.because, row.closed_by,
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
def audit(request: DeskRequest, audit_id: UUID) -> HttpResponse:
    """How the family came to be drawn, and what the look found."""
    row = queries.get_audit(audit_id, by=request.actor)
    form = AuditForm(request.POST or None, may_call=allows(request.actor.role, Permission.REVIEW_PLAN))
    done = submitted(
        request,
        form,
        lambda: actions.record_audit(
            audit_id=audit_id,
            outcome=AuditOutcome(form.cleaned_data["outcome"]),
            because=form.cleaned_data["because"],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("已记录。"))
        return redirect("desk:audit", audit_id)
    words = {
        "row": row,
        "form": form,
        "month": Month.of(row.draw.month),
        "word": _word(row),
        "place": network.region_path(row.region),
        "limit": actions.LOOKING,
        "is_late": not row.outcome and row.due_on < today(),
        "review": (review := queries.review_of(row)),
        "standing": cases.standings_of([review])[review.id] if review is not None else None,
        "until": queries.called_until(row) if row.outcome == AuditOutcome.CALLED else None,
    }
    return render(request, "desk/audit.html", words)
