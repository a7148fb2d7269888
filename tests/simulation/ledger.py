"""What the books are written in: figures, and what does not add up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from tests.simulation.house import House, afresh
from tests.support.cast import COUNTY
from yimen.domains.network.types import Actor, Role


@dataclass
class Books:
    """What was counted, and what does not add up."""

    figures: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        for name, value in self.figures.items():
            yield f"{name}: {value}"
        for line in self.wrong[:80]:
            yield f"WRONG {line}"

    def demand(self, holds: object, line: str) -> None:
        if not holds:
            self.wrong.append(line)


def reader(house: House) -> Actor:
    """Whoever of the county reads everything and confirms nothing."""
    return afresh(house.at(COUNTY, Role.COUNTY_REVIEWER))


def tally(rows: QuerySet[Any], column: str) -> dict[str, int]:
    """How many rows have each value of a column."""
    counted = rows.order_by().values_list(column).annotate(n=Count("id")).order_by(column)
    return {str(name): n for name, n in counted}
