"""The limit of a clock in a place on a day, and how long a published decision hangs."""

from datetime import date

from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.rules.clocks import own_limit, parameter_names
from yimen.domains.cases.rules.expenses import VALIDITY, Term, term
from yimen.domains.cases.rules.publication import HANGS_UNTIL_AWARD_ENDS, publication_parameter
from yimen.domains.cases.types import Clock
from yimen.domains.library import queries as library
from yimen.kernel import Programme, RegionCode, TimeLimit


def limit_on(
    clock: Clock, programme: Programme, region: RegionCode, on: date, *, is_devolved: bool = False
) -> TimeLimit:
    """The legal limit of a day; the office's own, which says so, where the law sets none or none is known."""
    names = parameter_names(clock, programme, is_devolved=is_devolved)
    known = (library.find_time_limit(name, region, on) for name in names)
    return next((limit for limit in known if limit is not None), own_limit(clock, programme))


def hangs_until_award_ends(programme: Programme, region: RegionCode, on: date) -> bool:
    """Whether a published decision stays as long as what it grants, or only as long as a notice."""
    parameter = library.parameters(region, on)[publication_parameter(programme)]
    return bool(parameter.value == HANGS_UNTIL_AWARD_ENDS)


def term_of(outcome: CaseOutcome, on: date) -> Term | None:
    """For how many months a recognition decided on a day stands, and by what; None where it has no term."""
    programme = Programme(outcome.programme)
    if programme not in VALIDITY:
        return None
    clock = library.parameters(RegionCode(outcome.region), on)[VALIDITY[programme]].value
    return term(programme, clock)
