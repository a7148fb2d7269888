"""Rows of department data without a valid number: the list, who one may be about, the decision."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import queries as network
from yimen.domains.verification.actions import matching as actions
from yimen.domains.verification.queries import matching as queries
from yimen.domains.verification.queries import sets
from yimen.domains.verification.types.matching import Candidate, Verdict
from yimen.kernel import RegionCode

from ..addresses import path_to
from ..exports import as_xlsx
from ..forms.set_matching import MatchForm, RevokeMatchForm, UnmatchedFilterForm
from ..lists import address, columns, paged
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest


@require_GET
def listed(request: DeskRequest, load_id: UUID) -> HttpResponse:
    """Rows whose only fault is the number; nothing of them counts before a person has decided."""
    form = UnmatchedFilterForm(request.GET)
    load = sets.get_set_load(load_id, by=request.actor)
    rows = queries.unmatched_rows(load, by=request.actor, state=form.state_given())
    titled = columns(
        (_("行"), "said.row", "number"), (_("姓名"), "said.name"), (_("出生日期"), "said.born"),
        _("地区"), _("判断"), _("判断人"),
    )  # fmt: skip
    paging = paged(request, rows, titled)
    places = _places(paging.rows)
    shown = {
        "form": form,
        "load": load,
        "said": sets.set_definition(load.set_key),
        "columns": titled,
        "paging": paging,
        "rows": [(each, places.get(each.said.place, ""), _decided(each)) for each in paging.rows],
        "export_url": address(request, page=None).replace(
            request.path, path_to("desk:set-unmatched-file", load_id), 1
        ),
    }
    return render(request, "desk/set_unmatched.html", shown)


@require_GET
def file(request: DeskRequest, load_id: UUID) -> HttpResponse:
    """The same rows as a workbook, without any number."""
    load = sets.get_set_load(load_id, by=request.actor)
    state = UnmatchedFilterForm(request.GET).state_given()
    rows = queries.unmatched_rows(load, by=request.actor, state=state)
    titles = [_("行"), _("姓名"), _("出生日期"), _("地区"), _("判断"), _("理由"), _("判断人")]
    name = _("身份号码有误的行") + f"-{official(sets.set_definition(load.set_key).title)}-{load.version}"
    return as_xlsx(name, titles, _lines(rows), by=request.actor)


def _lines(rows: Sequence[queries.ListedRow]) -> Iterator[list[object]]:
    places = _places(rows)
    for each in rows:
        match = each.match
        told = [match.reason, match.decided_by] if match else ["", ""]
        born = each.said.born or ""
        yield [each.said.row, each.said.name, born, places.get(each.said.place, ""), _decided(each), *told]


def _places(rows: Iterable[queries.ListedRow]) -> dict[str, str]:
    """Where the rows say they live, by code."""
    return network.region_paths(each.said.place for each in rows if each.said.place)


def _decided(row: queries.ListedRow) -> str:
    if row.match is None:
        return ""
    if row.match.person is not None:
        return str(row.match.person.name)
    return official(Verdict(row.match.verdict).title)


@require_http_methods(["GET", "POST"])
def match(request: DeskRequest, load_id: UUID, row: int) -> HttpResponse:
    """Who it may be about and what agrees; the person at the desk says which, or nobody."""
    load = sets.get_set_load(load_id, by=request.actor)
    found = queries.get_unmatched(load, row, by=request.actor)
    offered = [] if found.match else queries.candidates_for(load, found.said, by=request.actor)
    form = MatchForm([(str(each.person_id), _words(each)) for each in offered], request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.decide_match(load_id=load_id, row=row, **form.given(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已记录判断；本单位以后的版本里同样的一行也照此办理，可以撤销。"))
        return redirect("desk:set-unmatched", load_id)
    shown = {
        "form": form,
        "load": load,
        "found": found,
        "place": _places([found]).get(found.said.place, ""),
        "decided": _decided(found),
        "offered": len(offered),
        "said": sets.set_definition(load.set_key),
    }
    return render(request, "desk/set_match.html", shown)


def _words(each: Candidate) -> str:
    facts = {
        "name": each.name,
        "born": each.born,
        "place": network.region_path(RegionCode(each.region)),
        "agrees": "、".join(official(title) for title in each.agrees),
        "share": f"{each.probability:.0%}",
    }
    return _("%(name)s，%(born)s 出生，%(place)s（%(agrees)s；测算可能性 %(share)s）") % facts


@require_http_methods(["GET", "POST"])
def revoke(request: DeskRequest, match_id: UUID) -> HttpResponse:
    found = queries.get_match(match_id, by=request.actor)
    form = RevokeMatchForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: actions.revoke_match(match_id=match_id, reason=form.cleaned_data["reason"], by=request.actor),
    )
    if done is not None:
        messages.success(request, _("已撤销；这一行重新等待判断。"))
        return redirect("desk:set-unmatched", found.load_id)
    shown = {
        "form": form,
        "title": _("撤销第 %(row)s 行的判断") % {"row": found.row},
        "why": _("撤销后，各版本里同样的一行都不再算在这个人名下。"),
        "button": _("撤销"),
        "back": ["desk:set-unmatched", found.load_id],
    }
    return render(request, "desk/step_form.html", shown)
