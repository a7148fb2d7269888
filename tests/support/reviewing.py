"""Walks a household with awards in force through a review or change, each step by whose it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.support.cast import Cast, acting
from tests.support.process import MONDAY, Walk, on, receipt
from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce
from yimen.domains.cases import actions
from yimen.domains.cases.models import Case, CaseOutcome, Hearing
from yimen.domains.cases.types import ChangeCause, HearingAnswer
from yimen.domains.papers import queries as papers
from yimen.kernel import Money, Month, Programme

GRANTED_ON = MONDAY + timedelta(days=8)
LATER = date(2026, 9, 21)
"""A Monday after the Social Assistance Law came into force; a week before the holidays."""
KNOWN: dict[str, Any] = {
    "parameters": {"dibao_standard": "664.00", "grace_amount": "original_capped"},
    "household": {"homes": 1, "vehicles": [], "businesses": [], "financial_assets": "0.00"},
}
"""What a county enters that no source tells: its standard of the year, what a gradual exit pays."""


@dataclass
class Review:
    """The review of one family; `walk` takes the steps it shares with an application."""

    walk: Walk

    @property
    def cast(self) -> Cast:
        return self.walk.cast

    def open(
        self,
        cause: ChangeCause = ChangeCause.INCOME_CHANGED,
        *,
        person_id: UUID | None = None,
        happened_on: date | None = None,
    ) -> Case:
        by = self.cast.town_handler
        with acting(by):
            case = actions.open_change(
                household_id=self.walk.household_id,
                cause=cause,
                person_id=person_id,
                happened_on=happened_on,
                by=by,
            )
        self.walk.case_id = case.id
        return case

    def open_planned(self) -> Case:
        by = self.cast.town_handler
        with acting(by):
            case = actions.open_review(household_id=self.walk.household_id, by=by)
        self.walk.case_id = case.id
        return case

    def earns(self, amount: str) -> Case:
        """The head's wage as it is told now."""
        by = self.cast.town_handler
        declared = {"members": [{"ref": "m1", "income": [{"kind": "wage", "amount": amount}]}], **KNOWN}
        with acting(by):
            return actions.save_step(
                case_id=self.walk.case_id, version=self.walk.case().version, declared=declared, by=by
            )

    def begin(self, *, is_unchanged: bool = False) -> Case:
        by = self.cast.town_handler
        with acting(by):
            return actions.begin_review(
                case_id=self.walk.case_id,
                version=self.walk.case().version,
                is_unchanged=is_unchanged,
                by=by,
            )

    def look_into(self, wage_fen: int) -> None:
        self.walk.verify(wage_fen=wage_fen)
        self.walk.visit()

    def invite(self, proposed: Money | None = None, *, programme: Programme = Programme.DIBAO) -> Hearing:
        """No amount: the end."""
        by, outcome = self.cast.town_handler, self.walk.outcome(programme)
        with acting(by):
            return actions.invite_hearing(
                outcome_id=outcome.id,
                version=outcome.version,
                proposed=proposed or Money(0),
                is_end=proposed is None,
                facts="户主务工收入增加",
                by=by,
            )

    def tell(self, hearing: Hearing) -> None:
        """The letter that invites is handed over today."""
        by = self.cast.town_handler
        with acting(by):
            letters = papers.documents_of_subjects([hearing.outcome_id], by=by)
            letter = next(each for each in letters if each.kind == "hearing_invitation")
            actions.deliver_document(document_id=letter.id, receipt=receipt(), by=by)

    def state(
        self, hearing: Hearing, words: str = "厂里下月停工，收入不稳定", *, is_agreeing: bool = False
    ) -> Hearing:
        by = self.cast.town_handler
        with acting(by):
            return actions.record_statement(
                hearing_id=hearing.id, speaker="李建明", statement=words, is_agreeing=is_agreeing, by=by
            )

    def answer(self, hearing: Hearing, answer: HearingAnswer = HearingAnswer.NOT_ADOPTED) -> Hearing:
        by = self.cast.town_handler
        with acting(by):
            return actions.answer_statement(
                hearing_id=hearing.id, answer=answer, reasons="工资按月发放，以核对结果为准", by=by
            )

    def silent(self, hearing: Hearing) -> Hearing:
        by = self.cast.town_handler
        with acting(by):
            return actions.record_silence(hearing_id=hearing.id, by=by)

    def heard(self, proposed: Money | None = None) -> Hearing:
        hearing = self.invite(proposed)
        self.state(hearing)
        return self.answer(hearing)

    def decide(
        self, amount: Money | None, reason: str = "", *, programme: Programme = Programme.DIBAO
    ) -> CaseOutcome:
        by, outcome = self.cast.county_confirmer, self.walk.outcome(programme)
        with acting(by):
            return actions.decide_award(
                outcome_id=outcome.id, version=outcome.version, amount=amount, reason=reason, by=by
            )

    def deliver(self) -> CaseOutcome:
        by, outcome = self.cast.town_handler, self.walk.outcome()
        with acting(by):
            return actions.deliver_decision(outcome_id=outcome.id, receipt=receipt(), by=by)

    def in_force(self, month: Month | None = None) -> tuple[AwardInForce, ...]:
        by = self.cast.county_confirmer
        with acting(by):
            wanted = month or Month.of(timezone.localdate()).next()
            return awards.awards_in_force(wanted, by=by, household_id=self.walk.household_id)


def granted(walk: Walk) -> Review:
    """The family got its dibao in March 2026."""
    walk.to_sent()
    with on(GRANTED_ON):
        walk.confirm()
        walk.publish()
        walk.deliver()
    return Review(walk)
