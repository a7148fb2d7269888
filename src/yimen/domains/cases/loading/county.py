"""Replaying what makes the county itself visit: a near relative, a complaint, and the visit."""

from yimen.domains.cases.loading.application import sign_visit
from yimen.domains.cases.loading.history import Act
from yimen.domains.cases.loading.state import Replayed
from yimen.domains.cases.types import Clock, CountyVisitReason, HandKind, OutcomeState


def complain(case: Replayed, act: Act) -> None:
    """A complaint before the decision; a visit made before it did not look into it."""
    row = case.case
    row.county_visit_reason = row.county_visit_reason or CountyVisitReason.COMPLAINT
    row.county_visit_note = act.text
    row.county_visit_since = act.at
    case.note_hand(act.by, HandKind.HANDLED)
    if case.standing_outcome.state == OutcomeState.WITH_CONFIRMER:
        await_visit(case, act)


def await_visit(case: Replayed, act: Act) -> None:
    """The county sees that it must visit before it decides; it may have known already."""
    if case.needs_county_visit() and Clock.COUNTY_VISIT not in case.clocks:
        case.start_clock(Clock.COUNTY_VISIT, act.at.date())


def visit(case: Replayed, act: Act) -> None:
    sign_visit(case, act, "县级入户核实，与乡镇调查情况一致", is_county=True)
    case.county_visited_at = act.at
    case.stop_clocks(Clock.COUNTY_VISIT)
