"""Two scenarios side by side: what each changes, whom, at what cost, and by how much they differ."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.library.types.scenarios import Effect
from yimen.domains.monitoring.queries import scenarios as queries
from yimen.kernel import Money, Programme

from ..forms.scenarios import ComparedFilterForm
from ..official_words import official
from ..requests import DeskRequest
from .scenarios import changes_of

Figure = int | Money


@require_GET
def compare(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    """Two scenarios side by side."""
    found = queries.get_scenario(scenario_id, by=request.actor)
    others = queries.to_compare_with(found, by=request.actor)
    form = ComparedFilterForm([(str(other), title) for other, title in others], request.GET)
    chosen = form.cleaned_data.get("other") if form.is_valid() else ""
    other = queries.get_scenario(UUID(chosen), by=request.actor) if chosen else None
    sides = [(row, queries.results_of(row)) for row in (found, other) if row is not None]
    shown = {
        "form": form,
        "scenario": found,
        "sides": sides if all(results is not None for _row, results in sides) else [],
        "changes": [_changed_shortly(row) for row, _results in sides],
        "rows": _compared([results for _row, results in sides if results is not None]),
        "other": other,
    }
    return render(request, "desk/scenario_compare.html", shown)


def _changed_shortly(found: Any) -> list[str]:
    return [
        _("%(title)s：%(before)s → %(after)s（%(place)s，%(since)s 起）")
        % {"title": official(title), "before": before, "after": after, "place": place, "since": since}
        for title, place, since, before, after in changes_of(found)
    ]


def _compared(sides: Sequence[queries.Results]) -> list[tuple[str, list[Figure]]]:
    """One line a figure, one cell a side; of two sides, by how much the second is more."""
    rows: list[tuple[str, list[Figure]]] = [
        (_("%(effect)s（户）") % {"effect": official(effect.title)}, [side.effects[effect] for side in sides])
        for effect in Effect
    ]
    rows.append((_("断崖（户）"), [side.cliffs_after for side in sides]))
    rows.append((_("测算期费用增加（元）"), [side.more for side in sides]))
    rows += [
        (
            _("%(programme)s（元/月）") % {"programme": official(one.title)},
            [_cost(side, one) for side in sides],
        )
        for one in Programme
        if any(_cost(side, one) for side in sides)
    ]
    return [(title, _with_difference(cells)) for title, cells in rows]


def _cost(side: queries.Results, programme: Programme) -> Money:
    """In the last month, with the changes."""
    return next((row.after for row in side.programmes if row.programme is programme), Money(0))


def _with_difference(cells: list[Figure]) -> list[Figure]:
    match cells:
        case [Money() as first, Money() as second]:
            return [first, second, second - first]
        case [int() as first, int() as second]:
            return [first, second, second - first]
    return cells
