"""What a subsidy presupposes: that the family is recognised already, or is recognised before it."""

from datetime import date

from yimen.domains.awards import queries as awards
from yimen.domains.cases.errors import StandingMissingError, StandingRefusedError
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.types import CLOSED_CASE_STATES, DECIDED_STATES, OutcomeState
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme

STANDINGS = (Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN)


def missing_standing(outcome: CaseOutcome, on: date, *, by: Actor) -> StandingMissingError | None:
    """The living subsidy is for families that are recognised: what is only proposed founds nothing.

    While the recognition is on its way the subsidy waits for it; where nothing is on its way, nothing will
    come and the subsidy is refused or goes back.
    """
    if outcome.programme != Programme.DISABILITY_LIVING:
        return None
    case = outcome.case
    if case.outcomes.filter(programme__in=STANDINGS, state=OutcomeState.CONFIRMED).exists():
        return None
    held = awards.awards_in_force(Month.of(on).next(), by=by, household_id=case.household_id)
    if any(award.programme in STANDINGS for award in held):
        return None
    return _waiting() if _is_on_its_way(outcome) else _in_vain(outcome)


def _is_on_its_way(outcome: CaseOutcome) -> bool:
    """Undecided in this case or in another of the household that is still open."""
    asked = CaseOutcome.objects.filter(case__household_id=outcome.case.household_id, programme__in=STANDINGS)
    return asked.exclude(state__in=DECIDED_STATES).exclude(case__state__in=CLOSED_CASE_STATES).exists()


def _waiting() -> StandingMissingError:
    return StandingMissingError(
        "困难残疾人生活补贴以所属家庭的低保、低保边缘身份为前提；该身份尚未确认，请先确认，再办本项。"
    )


def _in_vain(outcome: CaseOutcome) -> StandingRefusedError:
    refused = outcome.case.outcomes.filter(programme__in=STANDINGS, state=OutcomeState.REFUSED)
    last = refused.order_by("-decided_on").first()
    if last is None:
        return StandingRefusedError(
            "困难残疾人生活补贴以所属家庭的低保、低保边缘身份为前提；该家庭没有这一身份，也没有在办的申请。"
        )
    return StandingRefusedError(
        "困难残疾人生活补贴以所属家庭的低保、低保边缘身份为前提；该家庭的%(programme)s已于%(day)s决定不予确认。",
        programme=Programme(last.programme).title,
        day=last.decided_on,
    )
