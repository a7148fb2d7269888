"""Recognised once, recognised by all: whose means are known from an award in force; pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yimen.domains.awards.types import HeldAward
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.kernel import Money, Programme

RECOGNISED = frozenset(
    {
        Programme.TEKUN,
        Programme.DIBAO,
        Programme.DIBAO_SINGLE,
        Programme.DIBAO_MARGIN,
        Programme.RIGID_EXPENSE,
    }
)
"""Whoever is recognised as one of these is not examined again by other programmes."""
TAKES_OVER = frozenset({Programme.TEMPORARY, Programme.MEDICAL})
"""Other programmes that look at means and take over what was found (民发〔2018〕23号 二（二）)."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What comes before the opinion on a programme."""

    verification: bool
    visit: bool

    @property
    def is_anything(self) -> bool:
        """Whether anything comes before the opinion."""
        return self.verification or self.visit

    def __or__(self, other: "Needs") -> "Needs":
        return Needs(self.verification or other.verification, self.visit or other.visit)


NOTHING = Needs(verification=False, visit=False)


def recognised(held: Collection[HeldAward]) -> tuple[HeldAward, ...]:
    """Of awards in force those that stand for examined means."""
    return tuple(one for one in held if one.programme in RECOGNISED)


def needs_of(programme: Programme, held: Collection[HeldAward]) -> Needs:
    """By the procedure; means that are known from an award are not verified again."""
    procedure = procedure_of(programme)
    is_known = programme in TAKES_OVER and bool(recognised(held))
    return Needs(procedure.needs_verification and not is_known, procedure.needs_visit)


def with_awards(
    file: dict[str, Any], held: Sequence[HeldAward], refs: dict[UUID, str], asked: Collection[Programme]
) -> dict[str, Any]:
    """The file with what each member already receives; a household's award in equal parts.

    What the application itself asks for is not something else that is received.
    """
    members = [dict(member) for member in file.get("members", ())]
    for member in members:
        found = [
            {"programme": str(one.programme), "amount": str(_share(one, len(members)))}
            for one in held
            if one.programme not in asked and _is_for(one, member["ref"], refs)
        ]
        if found and "other_awards" not in member:
            member["other_awards"] = found
    return {**file, "members": members}


def _is_for(one: HeldAward, ref: str, refs: dict[UUID, str]) -> bool:
    return one.person_id is None or refs.get(one.person_id) == ref


def _share(one: HeldAward, members: int) -> Money:
    return one.amount if one.person_id is not None else Money(one.amount.fen // members)
