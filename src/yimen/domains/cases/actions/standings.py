"""What a subsidy presupposes: that the family is recognised already, or is recognised before it."""

from datetime import date

from yimen.domains.awards import queries as awards
from yimen.domains.cases.errors import StandingMissingError
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.types import OutcomeState
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme

STANDINGS = (Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN)


def refuse_without_standing(outcome: CaseOutcome, on: date, *, by: Actor) -> None:
    """The living subsidy is for families that are recognised: what is only proposed founds nothing."""
    if outcome.programme != Programme.DISABILITY_LIVING:
        return
    case = outcome.case
    if case.outcomes.filter(programme__in=STANDINGS, state=OutcomeState.CONFIRMED).exists():
        return
    held = awards.awards_in_force(Month.of(on).next(), by=by, household_id=case.household_id)
    if not any(award.programme in STANDINGS for award in held):
        raise StandingMissingError(
            "困难残疾人生活补贴以所属家庭的低保、低保边缘身份为前提；该身份尚未确认，请先确认，再办本项。"
        )
