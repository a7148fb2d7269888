"""What a family has declared, of the file its last determination was made on, as comparisons ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yimen.kernel import Money

_WORK = ("wage", "business")
_PENSION = ("pension", "survivor")
_UNEMPLOYMENT = ("unemployment_benefit",)
_CARS = ("car",)


@dataclass(frozen=True, slots=True)
class Declared:
    """Of one member and the household around; what nobody declared is nothing."""

    work_fen: int = 0
    pension_fen: int = 0
    unemployment_fen: int = 0
    cars: int = 0
    businesses: int = 0
    is_student: bool = False


NOTHING = Declared()


def declared_of(file: Mapping[str, Any], ref: str) -> Declared:
    """Of the member named so; what is unknown in the file counts as not declared."""
    member: Mapping[str, Any] = next((each for each in file.get("members", ()) if each.get("ref") == ref), {})
    household = file.get("household", {})
    return Declared(
        work_fen=_income(member, _WORK),
        pension_fen=_income(member, _PENSION),
        unemployment_fen=_income(member, _UNEMPLOYMENT),
        cars=sum(each.get("kind") in _CARS for each in _listed(household, "vehicles")),
        businesses=len(_listed(household, "businesses")),
        is_student=bool(member.get("student")),
    )


def _income(member: Mapping[str, Any], kinds: tuple[str, ...]) -> int:
    lines = [line for line in _listed(member, "income") if line.get("kind") in kinds]
    return sum(_fen(line.get("amount")) for line in lines)


def _fen(amount: object) -> int:
    return 0 if amount in (None, "unknown") else Money.yuan(str(amount)).fen


def _listed(block: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    given = block.get(name)
    return given if isinstance(given, list) else []
