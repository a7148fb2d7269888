"""What a household already holds, and what therefore need not be looked into again."""

from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HeldAward
from yimen.domains.cases.models import Case
from yimen.domains.cases.permissions import access_case
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.rules.recognition import NOTHING, TAKES_OVER, Needs, needs_of, recognised
from yimen.domains.cases.types import CaseKind
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme


def awards_held(case: Case) -> tuple[HeldAward, ...]:
    """The awards of the household in force this month; a review is about them and recognises nothing."""
    if case.kind != CaseKind.APPLICATION:
        return ()
    month = Month.of(case.closed_on or timezone.localdate())
    return tuple(one for one in awards.held_in(case.household_id, month) if one.case_number != case.number)


def needs_of_case(case: Case) -> Needs:
    """What comes before the opinions of an application, all programmes together."""
    found = NOTHING
    for name in case.requested:
        found = found | needs_of_programme(case, Programme(name))
    return found


def needs_of_programme(case: Case, programme: Programme) -> Needs:
    """What comes before the opinion on one programme of a case."""
    return needs_of(programme, awards_held(case) if programme in TAKES_OVER else ())


def asks_for_means(case: Case) -> bool:
    """Whether a programme of the application looks at income and property that are not known yet."""
    return needs_of_case(case).verification


def is_for_person(case: Case) -> bool:
    """Whether the application is for one member of the family."""
    return any(procedure_of(Programme(name)).is_for_person for name in case.requested)


def recognitions_of_case(case_id: UUID | Case, *, by: Actor) -> tuple[HeldAward, ...]:
    """The awards that stand for examined means, as a page names them."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return recognised(awards_held(case))
