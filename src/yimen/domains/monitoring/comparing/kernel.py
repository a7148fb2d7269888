"""One shard of holders against the rows of the same keys: what differs, once for each rule and person."""

from collections.abc import Iterable, Mapping

import polars as pl

from yimen.domains.monitoring.comparing.conditions import CONDITIONS, Asked
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

    `sets` hold rows of the same keys as `holders`; key and check have to agree.
    """
    found = {
        rule.key: _met(rule, holders, sets[rule.set_key], asked)
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


def _met(rule: Difference, holders: pl.DataFrame, rows: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    condition = CONDITIONS[rule.key](asked)
    joined = (
        rows.lazy().filter(condition.rows).join(holders.lazy(), on=["key", "check"]).filter(condition.met)
    )
    effect = condition.effect.cast(pl.Int64).alias("effect_fen")
    ordered = joined.with_columns(effect).sort(rule.newest, "row", descending=[True, False], nulls_last=True)
    same = pl.struct(rule.same).unique().sort().alias("same")
    shown = pl.struct(rule.evidence).head(EVIDENCE_ROWS).alias("evidence")
    grouped = ordered.group_by(*_WHO, maintain_order=True)
    return (
        grouped.agg(pl.col("our_region").first(), pl.col("effect_fen").max(), shown, same)
        .sort(*_WHO)
        .collect()
    )
