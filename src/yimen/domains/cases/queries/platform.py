"""Cases of a month with their steps, as other offices list them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.types import CaseState, OutcomeState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Month, RegionCode

_UNDER_WAY = (CaseState.SUBMITTED, CaseState.INCOMPLETE, CaseState.ACCEPTED)


@dataclass(frozen=True)
class ProgrammeOfCase:
    """One programme of a case; `outcome` is missing until the application is accepted."""

    case: Case
    programme: str
    step: str
    outcome: CaseOutcome | None = None


def cases_of_month(month: Month, *, by: Actor, region: RegionCode) -> QuerySet[Case]:
    """The cases that were open on some day of a month, by number."""
    require(by, Permission.CASE_OPEN, region)
    rows = Case.objects.filter(region__gte=region.lo, region__lt=region.hi, submitted_on__lte=month.last)
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=month.first))
    return rows.order_by("region", "number", "id")


def programmes_of_cases(case_ids: Sequence[UUID]) -> Iterator[ProgrammeOfCase]:
    """Every programme of these cases, in their order."""
    found = Case.objects.prefetch_related("outcomes").in_bulk(list(case_ids))
    for case in (found[case_id] for case_id in case_ids if case_id in found):
        outcomes = sorted(case.outcomes.all(), key=lambda outcome: (outcome.programme, outcome.id))
        for outcome in outcomes:
            yield ProgrammeOfCase(case, outcome.programme, _step(case, outcome), outcome)
        for programme in [] if outcomes else case.requested:
            yield ProgrammeOfCase(case, programme, case.state)


def _step(case: Case, outcome: CaseOutcome) -> str:
    """With the application until that is looked into; then where the programme itself stands."""
    is_looked_into = case.state == CaseState.INVESTIGATING and outcome.state == OutcomeState.PROPOSED
    is_ended = case.state in (CaseState.WITHDRAWN, CaseState.TERMINATED)
    if case.state in _UNDER_WAY or is_looked_into:
        return str(case.state)
    return str(case.state if is_ended and not OutcomeState(outcome.state).is_decided else outcome.state)
