"""What the work of a desk is about: the programme of each case or outcome on it."""

from collections.abc import Collection
from uuid import UUID

from yimen.domains.cases.models import Case, CaseOutcome
from yimen.kernel import Programme


def programmes_of_work(subject_ids: Collection[UUID]) -> dict[UUID, Programme]:
    """By subject; of a case the programme it asks for first. What is about no case is left out."""
    outcomes = CaseOutcome.objects.filter(id__in=subject_ids).values_list("id", "programme")
    cases = Case.objects.filter(id__in=subject_ids).values_list("id", "requested")
    found = {case_id: Programme(requested[0]) for case_id, requested in cases if requested}
    return found | {outcome_id: Programme(programme) for outcome_id, programme in outcomes}
