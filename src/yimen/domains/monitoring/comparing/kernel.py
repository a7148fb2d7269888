"""One shard of holders against the rows of the same keys: what differs, once for each rule and person."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import numpy as np
import polars as pl

from yimen.domains.monitoring.comparing.conditions import CONDITIONS, Asked, Condition
from yimen.domains.monitoring.comparing.merging import Numbers, Sorted
from yimen.domains.monitoring.rules.differences import DIFFERENCES, Difference

HOLDER: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "key": pl.Int64,
    "check": pl.Int64,
    "our_person": pl.String,
    "our_household": pl.String,
    "our_region": pl.String,
    "our_programmes": pl.List(pl.String),
    "our_share_fen": pl.Int64,
    "our_household_fen": pl.Int64,
    "our_looked_on": pl.Date,
    "our_work_fen": pl.Int64,
    "our_pension_fen": pl.Int64,
    "our_unemployment_fen": pl.Int64,
    "our_cars": pl.Int64,
    "our_businesses": pl.Int64,
    "our_has_spouse": pl.Boolean,
    "our_is_student": pl.Boolean,
}
"""The columns of a frame of holders."""
_WHO = ["our_person", "our_household"]
EVIDENCE_ROWS = 5


def compare(
    holders: pl.DataFrame, sets: Mapping[str, pl.DataFrame], asked: Asked
) -> list[tuple[Difference, pl.DataFrame]]:
    """For each rule that is met its frame: who, `effect_fen`, `evidence` and `same` as lists of rows.

    `sets` hold rows of the same keys as `holders`, which are sorted by key; key and check have to agree.
    """
    ours = _Holders(holders)
    found = {
        rule.key: _found(rule, ours, sets[rule.set_key], asked)
        for rule in DIFFERENCES.values()
        if rule.set_key in sets
    }
    for key in found:
        stands = found.get(DIFFERENCES[key].unless)
        if stands is not None:
            found[key] = found[key].join(stands, on=_WHO, how="anti")
    return [(DIFFERENCES[key], frame) for key, frame in found.items() if len(frame)]


def holders_frame(rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Holders as columns, sorted by key."""
    return pl.DataFrame(list(rows), schema=dict(HOLDER)).sort("key", "check", *_WHO)


def used_by(rule: Difference) -> frozenset[str]:
    """The columns of a set that a rule reads."""
    asks = CONDITIONS[rule.key](Asked(date.max)).asks
    return frozenset({"key", "check", "row", rule.newest, *rule.evidence, *rule.same} | asks - {*HOLDER})


def asked_of_holders(sets: Collection[str]) -> list[str]:
    """The columns of holders that the rules of some sets read."""
    conditions = [
        CONDITIONS[rule.key](Asked(date.max)) for rule in DIFFERENCES.values() if rule.set_key in sets
    ]
    asks = {"key", "check", *_WHO, "our_region"}.union(*(condition.asks for condition in conditions))
    return [name for name in HOLDER if name in asks]


class _Holders:
    """A frame of holders, found by their keys."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame.drop("key", "check")
        self._order = Sorted(frame["key"].to_numpy(), frame["check"].to_numpy())

    def beside(self, rows: pl.DataFrame, condition: Condition, wanted: Collection[str]) -> pl.DataFrame:
        """The rows that meet the condition, each beside its holder.

        The columns that are wanted are brought together only for what is left in the end.
        """
        told = places(rows, condition.rows)
        at, ours = self._order.pairs(*(rows[name].to_numpy()[told] for name in ("key", "check")))
        theirs = told[at]
        for asked in condition.tests:
            met = _met(asked, (rows, theirs), (self._frame, ours))
            theirs, ours = theirs[met], ours[met]
        return pl.DataFrame(_columns((rows, theirs), (self._frame, ours), of=wanted))


def places(frame: pl.DataFrame, met: pl.Expr) -> Numbers:
    """The rows where it is met."""
    return frame.select(met.arg_true()).to_series().to_numpy().astype(np.int64)


def _met(asked: pl.Expr, *sides: tuple[pl.DataFrame, Numbers]) -> Numbers:
    """Which pairs meet it; only the columns that it asks for are brought together."""
    asks = asked.meta.root_names()
    if not asks:
        return np.arange(len(sides[0][1]))
    return places(pl.DataFrame(_columns(*sides, of=asks)), asked)


def _columns(*sides: tuple[pl.DataFrame, Numbers], of: Collection[str]) -> list[pl.Series]:
    """Some columns, each of the side that has it."""
    return [frame[name][at] for frame, at in sides for name in frame.columns if name in of]


def _found(rule: Difference, holders: _Holders, rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Once for each person and household."""
    condition = CONDITIONS[rule.key](asked)
    effect = condition.effect.cast(pl.Int64).alias("effect_fen")
    shown_of = {rule.newest, "row", *rule.evidence, *rule.same, *_WHO, "our_region"}
    wanted = shown_of.union(condition.effect.meta.root_names())
    ordered = (
        holders.beside(rows, condition, wanted)
        .with_columns(effect)
        .sort(rule.newest, "row", descending=[True, False], nulls_last=True)
    )
    same = pl.struct(rule.same).unique().sort().alias("same")
    shown = pl.struct(rule.evidence).head(EVIDENCE_ROWS).alias("evidence")
    grouped = ordered.group_by(*_WHO, maintain_order=True)
    return grouped.agg(pl.col("our_region").first(), pl.col("effect_fen").max(), shown, same).sort(*_WHO)
