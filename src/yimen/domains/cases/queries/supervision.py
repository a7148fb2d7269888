"""What supervision looks at: where a person differed from the rules and why, and cases of near relatives."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.cases.models import Case, CaseOutcome, Opinion
from yimen.domains.cases.queries.determinations import member_ref
from yimen.domains.cases.rules.answer import Finding, finding
from yimen.domains.cases.types import OutcomeState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Programme, RegionCode, RegionLevel, Step

_WITH_OPINION = ("outcome__case", "outcome__person", "determination")
_WITH_DECISION = ("case", "person", "determination", "decided_by")


@dataclass(frozen=True, slots=True)
class SupervisionFilters:
    """Which differences to list; everything left out does not narrow."""

    since: date | None = None
    region: RegionCode | None = None
    programme: Programme | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class PersonDiffered:
    """Somebody's opinion or decision, beside what the rules said of it on that day."""

    step: Step
    on: date
    by_name: str
    case_id: UUID
    outcome_id: UUID
    case_number: str
    applicant_name: str
    region: str
    programme: Programme
    is_positive: bool
    amount: Money
    computed_positive: bool | None
    computed_amount: Money
    reason: str

    @property
    def town(self) -> str:
        """The code of the office that handles the case."""
        return str(RegionCode(self.region).at(RegionLevel.TOWN))


def people_who_differed(*, by: Actor, filters: SupervisionFilters) -> list[PersonDiffered]:
    """Every opinion and decision that is not what the rules said, newest first."""
    require(by, Permission.CASE_SUPERVISE, by.region)
    found: list[PersonDiffered] = []
    if filters.step in (None, Step.OPINION):
        found += [_opinion(row) for row in _opinions(filters, by)]
    if filters.step in (None, Step.CONFIRM):
        found += [row for outcome in _decisions(filters, by) if (row := _decision(outcome)) is not None]
    return sorted(found, key=lambda row: (row.on, row.case_number), reverse=True)


def _opinions(filters: SupervisionFilters, by: Actor) -> QuerySet[Opinion]:
    rows = Opinion.objects.filter(_within(filters, "outcome__programme", by), is_different=True)
    if filters.since is not None:
        rows = rows.filter(given_on__gte=filters.since)
    return rows.select_related(*_WITH_OPINION)


def _decisions(filters: SupervisionFilters, by: Actor) -> QuerySet[CaseOutcome]:
    """Whoever confirms otherwise writes why; a refusal counts where the rules would have granted."""
    granted = Q()
    for programme in Programme:
        rows = [{"programme": programme.value, "eligible": True}]
        granted |= Q(programme=programme, determination__answer__determinations__contains=rows)
    differs = (Q(state=OutcomeState.CONFIRMED) & ~Q(decision_reason="")) | (
        Q(state=OutcomeState.REFUSED) & granted
    )
    outcomes = CaseOutcome.objects.filter(differs, _within(filters, "programme", by))
    if filters.since is not None:
        outcomes = outcomes.filter(decided_on__gte=filters.since)
    return outcomes.select_related(*_WITH_DECISION)


def _within(filters: SupervisionFilters, programme: str, by: Actor) -> Q:
    """What is only shared with the actor's office is supervised where it belongs."""
    region = filters.region or by.region
    narrowed = Q(region__gte=region.lo, region__lt=region.hi)
    if filters.programme is not None:
        narrowed &= Q(**{programme: filters.programme})
    return narrowed


def _opinion(opinion: Opinion) -> PersonDiffered:
    said = {
        "step": Step.OPINION,
        "on": opinion.given_on,
        "by_name": opinion.by_name,
        "is_positive": opinion.is_positive,
        "amount": Money(opinion.amount_fen),
        "reason": opinion.difference_reason,
    }
    return _row(opinion.outcome, _found(opinion.outcome, opinion.determination.answer), said)


def _decision(outcome: CaseOutcome) -> PersonDiffered | None:
    """None where the reason given was for something else than a difference."""
    if outcome.determination is None or outcome.decided_by is None or outcome.decided_on is None:
        return None
    is_positive, amount = outcome.state == OutcomeState.CONFIRMED, Money(outcome.decided_amount_fen or 0)
    found = _found(outcome, outcome.determination.answer)
    if found.agrees_with(is_positive, amount):
        return None
    said = {
        "step": Step.CONFIRM,
        "on": outcome.decided_on,
        "by_name": outcome.decided_by.name,
        "is_positive": is_positive,
        "amount": amount,
        "reason": outcome.decision_reason,
    }
    return _row(outcome, found, said)


def _found(outcome: CaseOutcome, answer: dict[str, Any]) -> Finding:
    return finding(answer, Programme(outcome.programme), member_ref(outcome))


def _row(outcome: CaseOutcome, found: Finding, said: dict[str, Any]) -> PersonDiffered:
    return PersonDiffered(
        case_id=outcome.case_id,
        outcome_id=outcome.id,
        case_number=outcome.case.number or "",
        applicant_name=outcome.case.applicant_name,
        region=outcome.region,
        programme=Programme(outcome.programme),
        computed_positive=found.is_eligible,
        computed_amount=found.amount,
        **said,
    )


def count_by_town(rows: Iterable[PersonDiffered]) -> list[tuple[str, int]]:
    """How many of each town, the most first."""
    return Counter(row.town for row in rows).most_common()


def near_relative_cases(*, by: Actor, region: RegionCode | None = None) -> QuerySet[Case]:
    """Cases of near relatives of staff and village committee members, newest first (57号 art 11)."""
    require(by, Permission.CASE_SUPERVISE, by.region)
    region = region or by.region
    within = Q(region__gte=region.lo, region__lt=region.hi)
    rows = Case.objects.filter(within, has_near_relative=True).exclude(number=None)
    shown = (
        "number", "applicant_name", "region", "state", "submitted_on", "relative_of", "relative_relation",
        "county_visit_reason", "requested",
    )  # fmt: skip
    return rows.only(*shown).order_by("-submitted_on", "-id")
