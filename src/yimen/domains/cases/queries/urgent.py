"""Reads of temporary assistance: help that came first, what a family had this year, resolutions."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from yimen.domains.cases.models import Case, CaseMember, CaseOutcome, UrgentHelp
from yimen.domains.cases.permissions import access_case
from yimen.domains.cases.rules.urgent import AT_MEETINGS, decision_limit, levels_of, role_of
from yimen.domains.cases.types import Hardship, OutcomeState, Speed
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Role
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Programme, RegionCode, Step, TimeLimit


@dataclass(frozen=True, slots=True)
class Earlier:
    """Temporary assistance the people of a case already had in a year."""

    paid: Money
    times: int
    same_cause: int


@dataclass(frozen=True, slots=True)
class Rung:
    """Up to how much who decides, and whether a meeting must have resolved it; no sum where none is named."""

    up_to: Money | None
    role: Role
    needs_resolution: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The most that a small sum on the spot may be in a place, and who decides larger ones."""

    small_fast: Money | None
    rungs: tuple[Rung, ...]


def reach_in(region: RegionCode, on: date) -> Reach:
    """What whoever registers an emergency has to know of the place before naming a sum."""
    known = library.parameters(region, on)
    standard, months = known["dibao_standard_urban"].value, known["temporary_small_fast_months"].value
    unknown = standard is None or months is None
    cap = None if unknown else Money(int(Fraction(str(months)) * int(standard)))
    levels = levels_of(known["temporary_approval_levels"].value, None if standard is None else int(standard))
    rungs = tuple(Rung(each.up_to, role_of(each.approver), each.approver in AT_MEETINGS) for each in levels)
    named = network.confirmers(Programme.TEMPORARY, Step.CONFIRM, region, on)
    return Reach(cap, rungs or (Rung(None, named.role, False),))


def find_urgent_help(case_id: UUID | Case, *, by: Actor) -> UrgentHelp | None:
    """What happened where help came first; None of an ordinary case."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return UrgentHelp.objects.filter(case=case).first()


def resolved_amount(outcome: CaseOutcome) -> Money | None:
    """What the newest meeting resolved."""
    newest = outcome.resolutions.order_by("-held_on", "-done_at").first()
    return None if newest is None else Money(newest.amount_fen)


def decision_limit_on(speed: Speed, region: RegionCode, on: date) -> TimeLimit:
    """How soon help that comes first is decided in a place on a day."""
    days = library.parameters(region, on)["temporary_small_fast_days"].value
    return decision_limit(speed, None if days is None else int(days), on)


def given_this_year(case: Case, hardship: Hardship | None, on: date) -> Earlier:
    """What anybody of this case was given since the first of January, in whichever household they lived then.

    Whoever moved, split off or was known by a temporary number brings it along. Other towns are asked too:
    of what they gave, sum and times are told, and nothing else.
    """
    people = list(case.members.values_list("person_id", flat=True))
    with system_scope():
        mine = CaseMember.objects.filter(person__in=people).exclude(case=case.id).values("case_id")
        decided = CaseOutcome.objects.filter(
            case__in=mine,
            programme=Programme.TEMPORARY,
            state=OutcomeState.CONFIRMED,
            decided_on__range=(date(on.year, 1, 1), on),
        )
        given = dict(decided.values_list("case_id", "decided_amount_fen"))
        same = UrgentHelp.objects.filter(case__in=list(given), hardship=hardship).count() if hardship else 0
    return Earlier(Money(sum(amount or 0 for amount in given.values())), len(given), same)


def with_earlier(file: dict[str, Any], case: Case, on: date) -> dict[str, Any]:
    """The household file of a request for temporary assistance, with what was given by the day it is read.

    Two requests that wait side by side are decided one after the other: the second sees the first.
    """
    request = file.get("request")
    if not request or Programme.TEMPORARY not in case.requested:
        return file
    helped = UrgentHelp.objects.filter(case=case).first()
    earlier = given_this_year(case, Hardship(helped.hardship) if helped else None, on)
    return {**file, "request": request | told(earlier)}


def told(earlier: Earlier) -> dict[str, Any]:
    """What a household file says of it."""
    return {
        "paid_this_year": str(earlier.paid),
        "times_this_year": earlier.times,
        "same_cause_this_year": earlier.same_cause,
    }
