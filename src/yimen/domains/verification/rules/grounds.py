"""Who is of age, and under whose signature a child stands. Pure."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from yimen.domains.verification.types import Ground, GroundKind

FULL_AGE = 18
"""Years (民法典 第十七条)."""


def is_of_age(born: date, on: date) -> bool:
    """Whether somebody born on a day is eighteen on another."""
    return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) >= FULL_AGE


def grounds(
    births: Mapping[UUID, date], own: Mapping[UUID, UUID], of_family: UUID | None, on: date
) -> dict[UUID, Ground]:
    """Each person with a ground: an own authorisation, or for a child that of an adult of the family.

    Who is of age and has not signed has none: nothing is asked about them (社会救助法 第四十条、第四十一条).
    """
    found: dict[UUID, Ground] = {}
    for person, born in births.items():
        signed = own.get(person) or (None if is_of_age(born, on) else of_family)
        if signed is not None:
            found[person] = Ground(GroundKind.AUTHORISATION, signed)
    return found
