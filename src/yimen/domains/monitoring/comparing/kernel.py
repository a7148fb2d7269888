"""One shard of holders against the rows of the same keys: what differs, once for each rule and person."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import polars as pl

from yimen.domains.monitoring.comparing.conditions import CONDITIONS, Asked
from yimen.domains.monitoring.comparing.merging import Sorted
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
    ours = Sorted(holders["key"].to_numpy(), holders["check"].to_numpy())
    found = {
        rule.key: _met(rule, _beside(rule, sets[rule.set_key], holders, ours, asked), asked)
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
    condition = CONDITIONS[rule.key](Asked(date.max))
    read = (condition.rows, condition.met, condition.effect)
    named = {name for each in read for name in each.meta.root_names() if name not in HOLDER}
    return frozenset({"key", "check", "row", rule.newest, *rule.evidence, *rule.same} | named)


def _beside(
    rule: Difference, rows: pl.DataFrame, holders: pl.DataFrame, ours: Sorted, asked: Asked
) -> pl.DataFrame:
    """The rows that meet the rule, each beside its holder; only what the rule asks is looked at before that."""
    condition = CONDITIONS[rule.key](asked)
    told = rows.filter(condition.rows)
    theirs, holding = ours.pairs(told["key"].to_numpy(), told["check"].to_numpy())
    asks = condition.met.meta.root_names()
    sides = [(told, theirs), (holders, holding)]
    read = [frame[name][places] for frame, places in sides for name in frame.columns if name in asks]
    met = (
        pl.DataFrame([pl.Series("_pair", np.arange(len(theirs))), *read])
        .filter(condition.met)["_pair"]
        .to_numpy()
    )
    return told[theirs[met]].hstack(holders.drop("key", "check")[holding[met]].get_columns())


def _met(rule: Difference, rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Once for each person and household."""
    effect = CONDITIONS[rule.key](asked).effect.cast(pl.Int64).alias("effect_fen")
    ordered = rows.with_columns(effect).sort(rule.newest, "row", descending=[True, False], nulls_last=True)
    same = pl.struct(rule.same).unique().sort().alias("same")
    shown = pl.struct(rule.evidence).head(EVIDENCE_ROWS).alias("evidence")
    grouped = ordered.group_by(*_WHO, maintain_order=True)
    return grouped.agg(pl.col("our_region").first(), pl.col("effect_fen").max(), shown, same).sort(*_WHO)
