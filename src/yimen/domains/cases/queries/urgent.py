"""Reads of temporary assistance: help that came first, what a family had this year, resolutions."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.awards import queries as awards
from yimen.domains.cases.models import Case, CaseOutcome, Resolution, UrgentHelp
from yimen.domains.cases.permissions import access_case, access_outcome
from yimen.domains.cases.rules.urgent import decision_limit
from yimen.domains.cases.types import Hardship, Speed
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Programme, RegionCode, TimeLimit


@dataclass(frozen=True, slots=True)
class Earlier:
    """Temporary assistance a household already had in a year."""

    paid: Money
    times: int
    same_cause: int


def find_urgent_help(case_id: UUID | Case, *, by: Actor) -> UrgentHelp | None:
    """What happened where help came first; None of an ordinary case."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return UrgentHelp.objects.filter(case=case).first()


def resolutions_of(outcome_id: UUID, *, by: Actor) -> list[Resolution]:
    """What meetings resolved about a programme of a case, newest first."""
    outcome = access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    return list(outcome.resolutions.order_by("-held_on", "-done_at"))


def resolved_amount(outcome: CaseOutcome) -> Money | None:
    """What the newest meeting resolved."""
    newest = outcome.resolutions.order_by("-held_on", "-done_at").first()
    return None if newest is None else Money(newest.amount_fen)


def decision_limit_on(speed: Speed, region: RegionCode, on: date) -> TimeLimit:
    """How soon help that comes first is decided in a place on a day."""
    days = library.parameters(region, on)["temporary_small_fast_days"].value
    return decision_limit(speed, None if days is None else int(days))


def given_this_year(household_id: UUID, hardship: Hardship, on: date, *, by: Actor) -> Earlier:
    """Sum, times and times for the same cause, since the first of January."""
    given = [
        award
        for award in awards.awards_of_household(household_id, by=by)
        if award.programme == Programme.TEMPORARY and award.decided_on.year == on.year
    ]
    decided = CaseOutcome.objects.filter(id__in=[award.outcome_id for award in given])
    amounts = list(decided.values_list("decided_amount_fen", flat=True))
    same = UrgentHelp.objects.filter(case__in=decided.values("case_id"), hardship=hardship).count()
    return Earlier(Money(sum(amount or 0 for amount in amounts)), len(given), same)
