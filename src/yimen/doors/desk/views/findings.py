"""Findings on the desk: the list, one with its evidence, what becomes of it, many closed together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.awards import queries as awards
from yimen.domains.monitoring.actions import findings as actions
from yimen.domains.monitoring.queries import findings as queries
from yimen.domains.monitoring.types.findings import FindingOutcome, Severity
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor, Role
from yimen.domains.verification.queries.sets import set_definition
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import Money, Month, Programme

from ..access import access_to
from ..addresses import path_to
from ..bulk import Deed, Page, chosen, done, foreseen, shown
from ..comparison_places import places_of_comparisons
from ..exports import Sheet, exportable
from ..forms.comparisons import CloseFindingForm, FindingFilterForm, ReleaseHoldForm, TellDepartmentForm
from ..holdings import held_of
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..places import towns, villages
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..saved import keeps_filters

TONES = {"grave": "bad", "serious": "wait", "mild": ""}


@require_GET
@keeps_filters("findings")
def findings(request: DeskRequest) -> HttpResponse:
    """What waits comes first, the most urgent on top."""
    form = _form(request)
    titled = columns(
        (_("姓名"), Words("person__name")), (_("问题"), "rule"), (_("程度"), "severity"),
        (_("村（社区）"), "region"), (_("每月涉及（元）"), "effect_fen", "number"), (_("期限"), "due_on"),
        (_("处理结果"), "outcome"),
    )  # fmt: skip
    paging = paged_rows(request, _found(request, form), titled)
    queries.listed(paging.rows, by=request.actor)
    names = network.region_names(row.region for row in paging.rows)
    may_settle = allows(request.actor.role, Permission.FINDING_SETTLE)
    has_open = may_settle and any(not row.outcome for row in paging.rows)
    words = {
        "form": form,
        "tabs": places_of_comparisons(request, "findings"),
        "columns": [*columns(_("选择")), *titled] if has_open else titled,
        "paging": paging,
        "rows": [_listed(row, names) for row in paging.rows],
        "has_open": has_open,
        "may_export": access_to("findings-export").admits(request.actor.role),
        "export_url": address(request, page=None).replace("/findings", "/findings/export", 1),
    }
    return render(request, "desk/findings.html", words)


def _form(request: DeskRequest) -> FindingFilterForm:
    places = dict([*towns(request.actor), *villages(request.actor)])
    return FindingFilterForm(list(places.items()), queries.months_compared(request.actor), request.GET)


def _found(request: DeskRequest, form: FindingFilterForm) -> Any:
    return queries.findings_found(by=request.actor, filters=form.filters())


def _listed(row: Any, names: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        row, queries.difference(row.rule), Severity(row.severity), TONES[row.severity],
        names.get(row.region, ""), row.effect_fen, _word(row),
        not row.outcome and row.due_on < today(),
    )  # fmt: skip


def _word(row: Any) -> str:
    return queries.outcome_title(FindingOutcome(row.outcome), row.rule) if row.outcome else ""


def findings_shown(rows: Sequence[Any]) -> list[tuple[Any, str, str]]:
    """As the file of a household shows them: the rule, and what became of it."""
    return [(row, queries.difference(row.rule).title, _word(row)) for row in rows[:10]]


@exportable("findings")
def export(request: DeskRequest) -> Sheet:
    titles = [
        _("姓名"), _("户编号"), _("乡镇"), _("村（社区）"), _("问题"), _("依据条文"), _("程度"), _("数据集"),
        _("每月涉及（元）"), _("发现时间"), _("期限"), _("处理结果"), _("处理说明"), _("处理人"),
    ]  # fmt: skip
    return Sheet(
        _("比对发现的问题"),
        titles,
        found_rows(_found(request, _form(request))),
        partial(_lines, by=request.actor),
    )


def _lines(rows: Sequence[Any], by: Actor) -> Iterator[tuple[object, ...]]:
    queries.taken_out(rows, by=by)
    towns_of = {row.region: f"{row.region[:9]}000" for row in rows}
    names = network.region_names([*towns_of, *towns_of.values()])
    for row in rows:
        rule = queries.difference(row.rule)
        yield (
            row.person.name, row.household.number, names.get(towns_of[row.region], ""),
            names.get(row.region, ""), official(rule.title), rule.article,
            official(Severity(row.severity).title), official(queries.source_of(row)),
            str(Money(row.effect_fen)), timezone.localdate(row.found_at), row.due_on, official(_word(row)),
            row.because, row.closed_by,
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
def finding(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """The rule, what the department says beside what we hold, what is held back, and what can be done."""
    row = queries.get_finding(finding_id, by=request.actor)
    form = CloseFindingForm([row.rule], request.POST or None)
    closed = submitted(request, form, lambda: _closed(row.id, form.cleaned_data, request))
    if closed is not None:
        messages.success(request, _("已记录。"))
        return redirect("desk:finding", finding_id)
    said, role = queries.evidence_of(row), request.actor.role
    held = queries.holds_of([row]).get(row.id, [])
    stands = any(hold.released_at is None for hold in held)
    titles = [column.title for column, _cell in said["rows"][0]] if said["rows"] else []
    words = {
        "row": row,
        "form": form,
        "rule": queries.difference(row.rule),
        "severity": Severity(row.severity),
        "tone": TONES[row.severity],
        "said": said,
        "set": set_definition(row.set_key) if row.set_key else None,
        "is_account": (is_account := queries.is_of_an_account(row)),
        "given": awards.accounts_given(row.id) if is_account else [],
        "evidence_columns": columns(*(official(title) for title in titles)),
        "effect": row.effect_fen,
        "word": _word(row),
        "place": network.region_path(row.region),
        "month": Month.of(row.month),
        "holds": held_of(held),
        "stands": stands,
        "is_late": not row.outcome and row.due_on < today(),
        "limit": queries.finding_limit(
            row.rule, Severity(row.severity), row.region, timezone.localdate(row.found_at)
        ),
        "may_settle": not row.outcome and allows(role, Permission.FINDING_SETTLE),
        "may_give": _may_give(row, role),
        "may_correct": allows(role, Permission.FINDING_SETTLE),
        "may_tell": _is_to_tell(row) and allows(role, Permission.FINDING_TELL),
        "may_end": _may_end(row, role, stands=stands),
        "may_release": stands and bool(row.outcome) and allows(role, Permission.HOLD_RELEASE),
        "is_own": any(hold.settled_user_id == request.actor.user_id for hold in held),
    }
    return render(request, "desk/finding.html", words)


def _may_give(row: Any, role: Role) -> bool:
    """An account is asked for until one is given, or somebody says that the old one is right."""
    return queries.is_of_an_account(row) and not row.outcome and allows(role, Permission.FINDING_SETTLE)


def _may_end(row: Any, role: Role, *, stands: bool) -> bool:
    """One click for what is gone: whoever settles closes it, whoever releases lets the money go as well."""
    may_release = allows(role, Permission.HOLD_RELEASE)
    is_open = not row.outcome and (may_release or allows(role, Permission.FINDING_SETTLE))
    return row.gone_on is not None and (is_open or (stands and may_release))


def _is_to_tell(row: Any) -> bool:
    return row.outcome == FindingOutcome.DATA_WRONG and row.told_at is None


def _closed(finding_id: UUID, given: Mapping[str, Any], request: DeskRequest) -> object:
    outcome = FindingOutcome(given["outcome"])
    return actions.close_finding(
        finding_id=finding_id, outcome=outcome, because=given["because"], by=request.actor
    )


@require_POST
def review(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """One click: the review begins, with the finding in its file."""
    row = actions.open_review(finding_id=finding_id, by=request.actor)
    messages.success(request, _("已启动核查；除已经暂缓的份额外，作出决定以前照常发放。"))
    return redirect("desk:case", row.case_id)


@require_POST
def gone(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """One click: the newest data no longer say it."""
    row = actions.close_gone(finding_id=finding_id, by=request.actor)
    waits = any(hold.released_at is None for hold in queries.holds_of([row]).get(row.id, []))
    messages.success(request, _("已记录；恢复发放须由另一人确认。") if waits else _("已记录。"))
    return redirect("desk:finding", finding_id)


@require_http_methods(["GET", "POST"])
def tell(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """How the owner of the set was told that its data are wrong."""
    form = TellDepartmentForm(request.POST or None)
    told = submitted(
        request,
        form,
        lambda: actions.tell_department(
            finding_id=finding_id, how=form.cleaned_data["how"], by=request.actor
        ),
    )
    return _asked(request, finding_id, form, told, _("告知数据单位"), _("已告知"))


@require_http_methods(["GET", "POST"])
def release(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """Why what is held back is paid again."""
    given = [each for each in awards.accounts_given(finding_id) if each.confirmed_at is None][:1]
    months, unsure = _months_of(finding_id)
    form = ReleaseHoldForm(
        months, request.POST or None, initial={"paid": unsure}, is_account_given=bool(given)
    )
    freed = submitted(
        request,
        form,
        lambda: actions.release_hold(
            finding_id=finding_id,
            because=form.cleaned_data["because"],
            number=form.cleaned_data.get("number", ""),
            paid=form.paid_by_hold(),
            by=request.actor,
        ),
    )
    return _asked(request, finding_id, form, freed, _("恢复发放"), _("恢复发放"), given)


def _months_of(finding_id: UUID) -> tuple[list[tuple[str, str]], list[str]]:
    """The months that would be paid after, each with its money; those nobody knows came back are ticked."""
    held = {hold.id: hold for hold in awards.holds_of_causes([finding_id]) if hold.released_at is None}
    found, unsure = [], []
    for each in awards.would_pay(list(held.values())):
        key = f"{each.hold_id} {each.month}"
        said = _("%(month)s，%(programme)s，%(amount)s 元") % {
            "month": each.month,
            "programme": official(Programme(held[each.hold_id].award.programme).title),
            "amount": each.amount,
        }
        if not each.is_certain:
            said += _("（没有说退回，请查发放记录）")
            unsure.append(key)
        found.append((key, said))
    return found, unsure


def _asked(
    request: DeskRequest,
    finding_id: UUID,
    form: Any,
    made: object,
    title: str,
    button: str,
    given: Sequence[Any] = (),
) -> HttpResponse:
    if made is not None:
        messages.success(request, _("已记录。"))
        return redirect("desk:finding", finding_id)
    row = queries.get_finding(finding_id, by=request.actor)
    words = {
        "row": row,
        "form": form,
        "rule": queries.difference(row.rule),
        "title": title,
        "button": button,
        "given": given,
    }
    return render(request, "desk/finding_step.html", words)


@require_POST
def close_many(request: DeskRequest) -> HttpResponse:
    """The ticked ones with one result and reason: whether each may be closed is tried before."""
    ticked = queries.findings_named(chosen(request, "finding"), by=request.actor)
    given = request.POST if request.POST.get("verb") == "do" else None
    form = CloseFindingForm({row.rule for row in ticked}, given)
    is_done = form.is_valid()
    outcome = FindingOutcome(form.cleaned_data["outcome"]) if is_done else FindingOutcome.NO_CHANGE
    because = form.cleaned_data["because"] if is_done else _("（处理说明）")
    page = Page(
        _("所选问题一起处理"),
        _("全部处理"),
        reverse("desk:findings"),
        _("回到问题清单"),
        _("每条写入同一个结果和说明；有暂缓发放的，由另一人确认后恢复发放。"),
    )
    act = partial(actions.close_finding, outcome=outcome, because=because, by=request.actor)
    deeds = _deeds(request, act, _("处理"))
    told = done(deeds) if is_done else foreseen(deeds)
    return shown(request, page, "finding", told, form, is_done=is_done)


def _deeds(request: DeskRequest, act: Callable[..., object], what: str) -> list[Deed]:
    """What would be done with each that was ticked; whatever lies elsewhere is not named."""
    ticked = chosen(request, "finding")
    known = {row.id: row for row in queries.findings_named(ticked, by=request.actor)}
    return [
        Deed(
            key,
            known[key].person.name if key in known else _("不在您负责的区域内"),
            official(queries.difference(known[key].rule).title) if key in known else "",
            what,
            partial(act, finding_id=key),
            path_to("desk:finding", key) if key in known else "",
        )
        for key in ticked
    ]
