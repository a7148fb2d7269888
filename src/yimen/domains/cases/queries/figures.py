"""Cases and decisions counted in the database, and the rows each count stands for: by the same conditions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.types import CLOSED_CASE_STATES, CaseState, Effect, OutcomeState
from yimen.domains.cases.types.figures import (
    CaseFigure,
    CountedCases,
    CountedDecisions,
    DecisionFigure,
)
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.figures import Split, key_of

_CASES: Mapping[CaseFigure, Q] = {
    CaseFigure.SUBMITTED: Q(),
    CaseFigure.OPEN: ~Q(state__in=[state.value for state in CLOSED_CASE_STATES]),
    CaseFigure.CONCLUDED: Q(state=CaseState.CONCLUDED.value),
    CaseFigure.WITHDRAWN: Q(state=CaseState.WITHDRAWN.value),
    CaseFigure.TERMINATED: Q(state=CaseState.TERMINATED.value),
}
_DECISIONS: Mapping[DecisionFigure, Q] = {
    DecisionFigure.DECIDED: Q(),
    DecisionFigure.GRANTED: Q(state=OutcomeState.CONFIRMED.value, effect=""),
    DecisionFigure.REFUSED: Q(state=OutcomeState.REFUSED.value),
    DecisionFigure.KEPT: Q(effect=Effect.KEEP.value),
    DecisionFigure.INCREASED: Q(effect=Effect.INCREASE.value),
    DecisionFigure.DECREASED: Q(effect=Effect.DECREASE.value),
    DecisionFigure.PHASED_OUT: Q(effect=Effect.PHASE_OUT.value),
    DecisionFigure.STOPPED: Q(effect=Effect.STOP.value),
}
_CASE_COLUMNS = {Split.MONTH: "submitted_on", Split.KIND: "kind"}
_DECISION_COLUMNS = {
    Split.MONTH: "decided_on",
    Split.PROGRAMME: "programme",
    Split.PERSON: "decided_by_id",
}
_LISTED_CASES = (
    "number", "kind", "cause", "applicant_name", "region", "requested", "state", "submitted_on", "closed_on",
)  # fmt: skip
_LISTED_DECISIONS = (
    "region", "programme", "state", "effect", "decided_on", "decided_amount_fen", "case__number",
    "case__applicant_name", "person__name",
)  # fmt: skip


def case_figures(counted: CountedCases, split: Split, *, by: Actor) -> dict[str, tuple[int, ...]]:
    """Every figure of cases by what they are told apart by, in the order of `CaseFigure`."""
    require(by, Permission.STATISTICS_OPEN, counted.region)
    return _counted(_cases(counted), key_of(split, counted.region, _CASE_COLUMNS), _CASES)


def cases_counted(counted: CountedCases, figure: CaseFigure, *, by: Actor) -> QuerySet[Case]:
    """The cases a figure stands for, newest first."""
    require(by, Permission.STATISTICS_OPEN, counted.region)
    rows = _cases(counted).filter(_CASES[figure]).only(*_LISTED_CASES)
    return rows.order_by("-submitted_on", "-id")


def decision_figures(counted: CountedDecisions, split: Split, *, by: Actor) -> dict[str, tuple[int, ...]]:
    """Every figure of decisions by what they are told apart by, in the order of `DecisionFigure`."""
    require(by, Permission.STATISTICS_OPEN, counted.region)
    _require_staff(counted.decided_by, split, by)
    return _counted(_decisions(counted), key_of(split, counted.region, _DECISION_COLUMNS), _DECISIONS)


def decisions_counted(
    counted: CountedDecisions, figure: DecisionFigure, *, by: Actor
) -> QuerySet[CaseOutcome]:
    """The decisions a figure stands for, newest first."""
    require(by, Permission.STATISTICS_OPEN, counted.region)
    _require_staff(counted.decided_by, Split.PLACE, by)
    rows = _decisions(counted).filter(_DECISIONS[figure]).select_related("case", "person")
    return rows.only(*_LISTED_DECISIONS).order_by("-decided_on", "-id")


def _require_staff(person: UUID | None, split: Split, by: Actor) -> None:
    """What one person did is for whoever leads them."""
    if person is not None or split is Split.PERSON:
        require(by, Permission.STATISTICS_OF_STAFF, by.region)


def _cases(counted: CountedCases) -> QuerySet[Case]:
    rows = Case.objects.filter(
        region__gte=counted.region.lo,
        region__lt=counted.region.hi,
        submitted_on__range=(counted.first, counted.last),
    )
    return rows if counted.kind is None else rows.filter(kind=counted.kind.value)


def _decisions(counted: CountedDecisions) -> QuerySet[CaseOutcome]:
    rows = CaseOutcome.objects.filter(
        region__gte=counted.region.lo,
        region__lt=counted.region.hi,
        decided_on__range=(counted.first, counted.last),
    )
    if counted.programme is not None:
        rows = rows.filter(programme=counted.programme.value)
    return rows if counted.decided_by is None else rows.filter(decided_by_id=counted.decided_by)


def _counted(rows: QuerySet[Any], key: Any, figures: Mapping[Any, Q]) -> dict[str, tuple[int, ...]]:
    names = [f"n{place}" for place in range(len(figures))]
    counts = {
        name: Count("region", filter=condition) if condition else Count("*")
        for name, condition in zip(names, figures.values(), strict=True)
    }
    grouped = rows.annotate(key=key).order_by().values("key").annotate(**counts)
    return {found: tuple(n) for found, *n in grouped.values_list("key", *names)}
