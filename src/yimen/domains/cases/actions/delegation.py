"""Files that wait for their decision follow the delegation: they lie with whoever may decide today."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.clocks import open_review_clock, review_office
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.permissions import confirmation_delegation, lock_case, proposed_amount
from yimen.domains.cases.types import CaseState, OutcomeState
from yimen.domains.network.types import Delegation
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as worklist_queries
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit import Doer
from yimen.kernel import Money, Programme

Office = tuple[UUID, str]
CHUNK = 500
WAITING = {"state": OutcomeState.WITH_CONFIRMER, "case__state": CaseState.INVESTIGATING}


def follow_delegations(*, by: Doer) -> int:
    """Move what lies with an office that may no longer decide it; safe to run twice."""
    moved, after, named = 0, UUID(int=0), _Named()
    while True:
        rows = CaseOutcome.objects.filter(**WAITING, id__gt=after).order_by("id").select_related("case")
        chunk = list(rows[:CHUNK])
        offices = worklist_queries.offices_of(WorkKind.CONFIRMATION, [outcome.id for outcome in chunk])
        moved += sum(_follow(outcome, offices.get(outcome.id), named, by) for outcome in chunk)
        if len(chunk) < CHUNK:
            return moved
        after = chunk[-1].id


@transaction.atomic
def _follow(outcome: CaseOutcome, office: Office | None, named: "_Named", by: Doer) -> bool:
    """The clock goes on from the day the file was sent: a change of office gives nobody more time."""
    delegation, rightful = named.for_(outcome)
    if office in (None, rightful):
        return False
    lock_case(outcome.case_id)
    if not CaseOutcome.objects.filter(pk=outcome.pk, **WAITING).exists():
        return False  # decided or returned while we waited
    worklist.close_item(
        kind=WorkKind.CONFIRMATION, subject_id=outcome.id, by=by, outcome="确认权限调整，转由有权机关办理"
    )
    open_review_clock(outcome, delegation, by=by)
    return True


class _Named:
    """Whom the delegations of today name, read once for each programme and place."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, Money], tuple[Delegation, Office]] = {}

    def for_(self, outcome: CaseOutcome) -> tuple[Delegation, Office]:
        key = (outcome.programme, outcome.region, _amount_of(outcome))
        if key not in self._known:
            delegation = confirmation_delegation(outcome, timezone.localdate())
            self._known[key] = (delegation, review_office(outcome, delegation))
        return self._known[key]


def _amount_of(outcome: CaseOutcome) -> Money:
    """What decides beside the place: only of temporary assistance the amount."""
    return proposed_amount(outcome) if outcome.programme == Programme.TEMPORARY else Money(0)
