"""The first page: every occasion a post may act on, each with its count and the lines of one page of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from yimen.domains.command.queries import (
    department_sets,
    duties,
    families,
    holds,
    offices,
    proofs,
    rolls,
    yearly,
)
from yimen.domains.command.types import Asked, Found, MonthGroup, Occasion, Span
from yimen.domains.network.permissions import Permission, allows, require_region
from yimen.domains.network.types import Actor


@dataclass(frozen=True)
class Source:
    """Where the lines of an occasion come from, and the permission of whoever acts on them."""

    permission: Permission
    read: Callable[[Asked, Span, Actor], Found]


P = Permission
SOURCES: Mapping[Occasion, Source] = {
    Occasion.LATE: Source(P.CASE_SUPERVISE, duties.late_by_station),
    Occasion.CLOCK: Source(P.WORK_OPEN, duties.clocks),
    Occasion.ROUND: Source(P.ROUND_OPEN, duties.round_of_month),
    Occasion.YEARLY: Source(P.APPLICATION_WRITE, yearly.yearly_reviews),
    Occasion.REVIEW: Source(P.APPLICATION_WRITE, families.reviews),
    Occasion.PROOF_OF_LIFE: Source(P.ATTESTATION_RECORD, proofs.proofs_of_life),
    Occasion.QUALIFICATION: Source(P.ATTESTATION_RECORD, proofs.qualifications),
    Occasion.GRACE_END: Source(P.APPLICATION_WRITE, families.grace_ends),
    Occasion.TERM_END: Source(P.APPLICATION_WRITE, families.term_ends),
    Occasion.COMES_OF_AGE: Source(P.APPLICATION_WRITE, families.coming_of_age),
    Occasion.BIRTHDAY: Source(P.APPLICATION_WRITE, families.birthdays),
    Occasion.GRADUATION: Source(P.APPLICATION_WRITE, families.graduations),
    Occasion.STANDARD: Source(P.AWARD_OPEN, offices.standards),
    Occasion.ROLL: Source(P.ROLL_TAKE_OVER, rolls.rolls_to_take_over),
    Occasion.DEPARTMENT_SETS: Source(P.SET_LOAD, department_sets.sets_to_ask_for),
    Occasion.HOLD: Source(P.HOLD_RELEASE, holds.holds_standing),
    Occasion.DELEGATION_END: Source(P.DELEGATION_CHANGE, offices.delegations),
    Occasion.POST_END: Source(P.NETWORK_ADMINISTER, offices.posts),
    Occasion.CALENDAR: Source(P.CALENDAR_WRITE, offices.calendar),
}
"""In the order of the page; a room with another occasion adds its line here."""


def month_groups(
    asked: Asked, *, by: Actor, span: Span, only: Collection[Occasion] = tuple(Occasion)
) -> list[MonthGroup]:
    """What a month asks of a post, without what asks for nothing.

    The number of queries depends on the occasions, not on how much there is.
    """
    require_region(by, asked.region)
    groups = [
        MonthGroup(occasion, source.read(asked, span, by))
        for occasion, source in SOURCES.items()
        if occasion in only and allows(by.role, source.permission)
    ]
    return [group for group in groups if group.found.total]
