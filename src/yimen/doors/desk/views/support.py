"""What the page of a programme shows of support in extreme hardship; nothing of other programmes."""

from typing import Any

from yimen.domains.cases.queries import checks
from yimen.domains.cases.queries import tekun as queries
from yimen.domains.cases.types import OutcomeState
from yimen.domains.cases.types import tekun as words
from yimen.domains.network.permissions import Permission, allows

from ..requests import DeskRequest


def support_of(outcome: Any, request: DeskRequest) -> dict[str, Any] | None:
    """Obligors, assessments, care and the county's check, newest first."""
    if not queries.needs_support(outcome):
        return None
    by = request.actor
    assessments = queries.assessments_of_outcome(outcome.id, by=by)
    arrangements = queries.arrangements_of_outcome(outcome.id, by=by)
    is_open = not OutcomeState(outcome.state).is_decided
    return {
        "lacks": queries.what_lacks(outcome),
        "assessments": [(made, words.SelfCare(made.level)) for made in assessments],
        "arrangements": [(made, words.CareForm(made.form)) for made in arrangements],
        "drawing": checks.find_drawing(outcome.id, by=by),
        "exit": queries.find_named_exit(outcome.id, by=by),
        "may_end": is_open and outcome.award_id and allows(by.role, Permission.INVESTIGATION_RECORD),
        "may_write": is_open and allows(by.role, Permission.INVESTIGATION_RECORD),
    }
