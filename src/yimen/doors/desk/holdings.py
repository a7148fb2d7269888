"""Payments that wait or waited as pages show them: how much a month, which months, how far."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HoldReason, HoldState, Waited
from yimen.kernel import Money, Month

TONES = {
    HoldState.TO_SETTLE: "wait",
    HoldState.TO_RELEASE: "move",
    HoldState.UNFOUNDED: "bad",
    HoldState.RELEASED: "good",
    HoldState.UNTOLD: "bad",
}


@dataclass(frozen=True)
class Held:
    """One hold with its figures."""

    hold: Any
    reason: HoldReason
    state: HoldState
    since: Month
    monthly: Money
    months: list[Waited]
    after: Money

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def sum(self) -> Money:
        return awards.sum_of(self.months)

    @property
    def span(self) -> str:
        """From the first month that waited to the last."""
        first, last = self.months[0].month, self.months[-1].month
        return str(first) if first == last else f"{first} — {last}"

    @property
    def paid(self) -> str:
        """The months that turned out to have been paid."""
        return "、".join(str(Month.of(month)) for month in self.hold.paid_months)

    @property
    def is_decided(self) -> bool:
        """Whether a decision of a review ended it, which says itself what is paid of those months."""
        return self.hold.released_at is not None and self.hold.released_user_id is None


def held_of(holds: Collection[Any]) -> list[Held]:
    """In the order given, in a few queries for all of them."""
    amounts, waited, after = awards.held_amounts(holds), awards.waited(holds), awards.paid_after(holds)
    return [
        Held(
            hold,
            HoldReason(hold.reason),
            awards.state_of(hold),
            Month.of(hold.since),
            amounts[hold.id],
            waited[hold.id],
            after.get(hold.id, Money(0)),
        )
        for hold in holds
    ]


def holds_of_household(award_ids: Collection[Any]) -> list[Held]:
    """Everything that ever kept back what a household was granted, newest first."""
    found = [hold for holds in awards.holds_of_awards(award_ids).values() for hold in holds]
    return held_of(sorted(found, key=lambda hold: hold.placed_at, reverse=True))
