"""When each rule of difference is met, and what it costs a month: small expressions over a joined row.

A row is one of a set beside the holder it is about; the holder's own columns begin with `our_`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

import polars as pl

RECENT_MONTHS = 3
"""How long ago a payment may lie to count as going on; the office's own."""
_SAME_KIND = ("dibao", "dibao_single", "tekun")
_CARD_PROGRAMMES = ("disability_living", "disability_care")
OWN = "our_share_fen"
OUR_REGION = "our_region"


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which day a comparison speaks."""

    on: date

    @property
    def recent(self) -> date:
        """The first month that still counts as going on; months of sets are their first days."""
        ahead = self.on.year * 12 + self.on.month - 1 - RECENT_MONTHS
        return date(ahead // 12, ahead % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Condition:
    """`rows` can be told from the set alone, `met` needs the holder, `effect` is in fen a month.

    `early` needs the holder as well, is quickly told and leaves few; `away` is the column of the set whose
    county must be another than the holder's.
    """

    rows: pl.Expr
    met: pl.Expr
    effect: pl.Expr
    early: pl.Expr = field(default_factory=lambda: pl.lit(value=True))
    away: str = ""

    @property
    def tests(self) -> tuple[pl.Expr, ...]:
        """All that must hold of a row beside its holder, in the order in which it is told most quickly."""
        away = (county_of(self.away) != county_of(OUR_REGION),) if self.away else ()
        return (self.early, *away, self.met)

    @property
    def asks(self) -> frozenset[str]:
        """All columns it reads, of both sides."""
        parts = (self.rows, *self.tests, self.effect)
        return frozenset(name for part in parts for name in part.meta.root_names())


def county_of(column: str) -> pl.Expr:
    """The county of a place, its first six digits."""
    return pl.col(column).str.head(6)


def died(asked: Asked) -> Condition:
    """Their own share is paid for nobody."""
    return Condition(pl.col("died_on") <= asked.on, pl.lit(True), pl.col(OWN))


def cremated(asked: Asked) -> Condition:
    return Condition(pl.col("cremated_on") <= asked.on, pl.lit(True), pl.col(OWN))


def paid_twice(asked: Asked) -> Condition:
    """The same benefit elsewhere, or dibao here and tekun there: one person has one of the two."""
    ours = pl.col("our_programmes")
    same = ours.list.contains(pl.col("programme"))
    either = pl.col("programme").is_in(_SAME_KIND) & ours.list.set_intersection(
        list(_SAME_KIND)
    ).list.len().gt(0)
    met = _is_no_level_above("paid_by") & (same | either)
    return Condition(_is_recent("paid_for", asked), met, pl.col(OWN), away="paid_by")


def in_custody(asked: Asked) -> Condition:
    is_there = pl.col("until").is_null() | (pl.col("until") > asked.on)
    return Condition((pl.col("since") <= asked.on) & is_there, pl.lit(True), pl.col(OWN))


def insured_wage(asked: Asked) -> Condition:
    """Whoever an employer insures has a wage; the base is a hint of it, not the wage itself."""
    employed = _is_one_of("kind", "110", "120", "210", "310", "410") & _is_recent("paid_for", asked)
    return _earning(employed, pl.col("base"), "our_work_fen")


def fund_wage(asked: Asked) -> Condition:
    return _earning(_is_recent("paid_until", asked), pl.col("base"), "our_work_fen")


def pension(asked: Asked) -> Condition:
    """Basic pensions of residents are known to every town and are left out."""
    counted = (pl.col("kind") != "basic") & _is_recent("paid_for", asked)
    return _earning(counted, pl.col("amount"), "our_pension_fen")


def unemployment_benefit(asked: Asked) -> Condition:
    runs = pl.col("valid_until").is_null() | (pl.col("valid_until") >= asked.on)
    return _earning(runs & (pl.col("amount") > 0), pl.col("amount"), "our_unemployment_fen")


def vehicle(_asked: Asked) -> Condition:
    """A car or lorry on the road, where the household declared none."""
    driven = _is_one_of("kind", "car", "truck") & ~_is_one_of("state", "E", "M").fill_null(value=False)
    return Condition(driven, pl.col("our_cars") == 0, pl.col("our_household_fen"))


def business(_asked: Asked) -> Condition:
    """Members of a cooperative are no owners."""
    led = _is_one_of("part", "owner", "legal", "shareholder")
    exists = ~_is_one_of("state", "2", "3").fill_null(value=False)
    return Condition(led & exists, pl.col("our_businesses") == 0, pl.col("our_household_fen"))


def married(_asked: Asked) -> Condition:
    """What was registered before somebody last looked at the family was known then."""
    return _registered("marriage", ~pl.col("our_has_spouse"))


def divorced(_asked: Asked) -> Condition:
    return _registered("divorce", pl.col("our_has_spouse"))


def left_school(asked: Asked) -> Condition:
    """No other schooling of theirs goes on."""
    return Condition(_all(pl.col("until") <= asked.on), pl.col("our_is_student"), pl.lit(0))


def card_expired(asked: Asked) -> Condition:
    """No other card of theirs is valid, and something is paid because of it."""
    over = _all(pl.col("valid_until") < asked.on)
    paid = pl.col("our_programmes").list.set_intersection(list(_CARD_PROGRAMMES)).list.len() > 0
    return Condition(over, paid, pl.col(OWN))


def moved_away(asked: Asked) -> Condition:
    """Since somebody last looked."""
    since = pl.col("moved_on") > pl.col("our_looked_on")
    told = pl.col("moved_on") <= asked.on
    above = _is_no_level_above("residence_region")
    return Condition(told, above, pl.col(OWN), early=since, away="residence_region")


def _is_no_level_above(column: str) -> pl.Expr:
    """Neither the city nor the province around the family itself."""
    place, ours = pl.col(column), pl.col(OUR_REGION)
    city, province = ours.str.head(4) + "0" * 8, ours.str.head(2) + "0" * 10
    return (place != city) & (place != province)


def _is_one_of(column: str, *words: str) -> pl.Expr:
    """Of few words, each of them compared is quicker than a set of them."""
    return reduce(or_, (pl.col(column) == word for word in words))


def _all(met: pl.Expr) -> pl.Expr:
    """By all rows of a person; not where one of them does not say."""
    return met.fill_null(value=False).all().over("key")


def _is_recent(column: str, asked: Asked) -> pl.Expr:
    return pl.col(column) >= asked.recent


def _earning(rows: pl.Expr, found: pl.Expr, declared: str) -> Condition:
    """More than declared: at most the whole award can fall by the difference."""
    more = found - pl.col(declared)
    return Condition(rows & (found > 0), more > 0, pl.min_horizontal(more, pl.col("our_household_fen")))


def _registered(kind: str, met: pl.Expr) -> Condition:
    """The latest entry of a person speaks."""
    latest = pl.col("registered_on") == pl.col("registered_on").max().over("key")
    since = pl.col("registered_on") > pl.col("our_looked_on")
    return Condition(latest & (pl.col("kind") == kind), met & since, pl.lit(0))


CONDITIONS: Mapping[str, Callable[[Asked], Condition]] = {
    rule.__name__: rule
    for rule in (
        died, cremated, paid_twice, in_custody, insured_wage, fund_wage, pension, unemployment_benefit,
        vehicle, business, married, divorced, left_school, card_expired, moved_away,
    )
}  # fmt: skip
