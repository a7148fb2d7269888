"""Tables of figures, and the list each figure stands for: the same inquiry narrowed to the row."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardFigure, CountedAwards
from yimen.domains.cases.queries import figures as cases
from yimen.domains.cases.types import CaseKind
from yimen.domains.cases.types.figures import CaseFigure, CountedCases, CountedDecisions, DecisionFigure
from yimen.domains.command.types import SPLITS, About, FigureRow, FigureTable, Inquiry
from yimen.domains.network.types import Actor
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import CountedSteps, StepFigure, Took, WorkKind
from yimen.foundation.figures import Split, place_of
from yimen.kernel import Month, Programme, RegionLevel


def figure_table(inquiry: Inquiry, split: Split, *, by: Actor) -> FigureTable:
    """The figures of an inquiry by what they are told apart by; an unknown way is the usual one."""
    chosen = split if split in SPLITS[inquiry.about] else SPLITS[inquiry.about][0]
    return _TABLES[inquiry.about](inquiry, chosen, by)


def rows_counted(inquiry: Inquiry, figure: StrEnum, *, by: Actor) -> QuerySet[Any, Any]:
    """The rows a figure stands for; there are as many of them as it says."""
    return _LISTS[inquiry.about](inquiry, figure, by)


def _of_cases(inquiry: Inquiry, split: Split, by: Actor) -> FigureTable:
    found = cases.case_figures(_cases(inquiry), split, by=by)
    return _added_up(inquiry, split, {key: (counts, None) for key, counts in found.items()})


def _of_decisions(inquiry: Inquiry, split: Split, by: Actor) -> FigureTable:
    found = cases.decision_figures(_decisions(inquiry), split, by=by)
    return _added_up(inquiry, split, {key: (counts, None) for key, counts in found.items()})


def _of_awards(inquiry: Inquiry, split: Split, by: Actor) -> FigureTable:
    found = awards.award_figures(_awards(inquiry), split, by=by)
    return _added_up(inquiry, split, {key: (counts[:-1], counts[-1]) for key, counts in found.items()})


def _of_steps(inquiry: Inquiry, split: Split, by: Actor) -> FigureTable:
    found, whole = worklist.step_figures(_steps(inquiry), split, by=by)
    rows = [_took(key, _narrowed(inquiry, split, key), took) for key, took in found.items()]
    return FigureTable(inquiry, split, _ordered(split, rows), _took("", inquiry, whole))


_TABLES: Mapping[About, Callable[[Inquiry, Split, Actor], FigureTable]] = {
    About.CASES: _of_cases,
    About.DECISIONS: _of_decisions,
    About.AWARDS: _of_awards,
    About.STEPS: _of_steps,
}
_LISTS: Mapping[About, Callable[[Inquiry, Any, Actor], QuerySet[Any, Any]]] = {
    About.CASES: lambda asked, figure, by: cases.cases_counted(_cases(asked), CaseFigure(figure), by=by),
    About.DECISIONS: lambda asked, figure, by: cases.decisions_counted(
        _decisions(asked), DecisionFigure(figure), by=by
    ),
    About.AWARDS: lambda asked, figure, by: awards.awards_counted(_awards(asked), AwardFigure(figure), by=by),
    About.STEPS: lambda asked, figure, by: worklist.steps_counted(_steps(asked), StepFigure(figure), by=by),
}


def _cases(inquiry: Inquiry) -> CountedCases:
    return CountedCases(inquiry.region, inquiry.first.first, inquiry.last.last, inquiry.kind)


def _decisions(inquiry: Inquiry) -> CountedDecisions:
    first, last = inquiry.first.first, inquiry.last.last
    return CountedDecisions(inquiry.region, first, last, inquiry.programme, inquiry.person)


def _awards(inquiry: Inquiry) -> CountedAwards:
    """Awards are those of one month: the last of the time asked about."""
    return CountedAwards(inquiry.region, inquiry.last, inquiry.programme)


def _steps(inquiry: Inquiry) -> CountedSteps:
    first, last = inquiry.first.first, inquiry.last.last
    return CountedSteps(
        inquiry.region, first, last, inquiry.step, inquiry.person, is_untaken=inquiry.is_untaken
    )


def _added_up(
    inquiry: Inquiry, split: Split, found: Mapping[str, tuple[tuple[int, ...], int | None]]
) -> FigureTable:
    rows = [
        FigureRow(key, _narrowed(inquiry, split, key), counts, amount)
        for key, (counts, amount) in found.items()
    ]
    sums = tuple(sum(column) for column in zip(*(row.counts for row in rows), strict=True))
    amounts = [row.amount_fen for row in rows if row.amount_fen is not None]
    whole = FigureRow("", inquiry, sums, sum(amounts) if amounts else None)
    return FigureTable(inquiry, split, _ordered(split, rows), whole)


def _took(key: str, inquiry: Inquiry | None, took: Took) -> FigureRow:
    counts = (took.done, took.in_time, took.late)
    return FigureRow(key, inquiry, counts, median=took.median, slowest_tenth=took.slowest_tenth)


def _narrowed(inquiry: Inquiry, split: Split, key: str) -> Inquiry | None:
    """The inquiry about one row alone."""
    if split is Split.PERSON:
        return replace(inquiry, person=UUID(key)) if key else replace(inquiry, is_untaken=True)
    if split is Split.PLACE and _is_above(inquiry, key):
        return None
    return _NARROWED[split](inquiry, key)


def _is_above(inquiry: Inquiry, key: str) -> bool:
    """Rows of the region itself and of none of its places: no narrower region holds only them."""
    return place_of(key) == inquiry.region and inquiry.region.level is not RegionLevel.VILLAGE


_NARROWED: Mapping[Split, Callable[[Inquiry, str], Inquiry]] = {
    Split.PLACE: lambda asked, key: replace(asked, region=place_of(key)),
    Split.MONTH: lambda asked, key: replace(asked, first=Month.parse(key[:7]), last=Month.parse(key[:7])),
    Split.PROGRAMME: lambda asked, key: replace(asked, programme=Programme(key)),
    Split.KIND: lambda asked, key: replace(asked, kind=CaseKind(key)),
    Split.STEP: lambda asked, key: replace(asked, step=WorkKind(key)),
}
_ORDERS: Mapping[Split, list[str]] = {
    Split.PROGRAMME: [programme.value for programme in Programme],
    Split.KIND: [kind.value for kind in CaseKind],
    Split.STEP: [kind.value for kind in WorkKind],
}


def _ordered(split: Split, rows: list[FigureRow]) -> list[FigureRow]:
    """In the official order, by place or month; persons by how much they did."""
    if split is Split.PERSON:
        return sorted(rows, key=lambda row: (-row.counts[0], row.key))
    order = _ORDERS.get(split)
    return sorted(rows, key=lambda row: order.index(row.key) if order else row.key)
