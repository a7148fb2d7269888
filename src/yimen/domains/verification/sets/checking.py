"""Text columns become typed ones, and every row is sound or set aside with its reasons.

What a cell is, the conversion finds; whether it may be so (present, in range, not too long), pandera.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from yimen.domains.verification.sets.numbers import keys_of, valid_numbers
from yimen.domains.verification.types.sets import ColumnKind, Reason, SetColumn, SetDefinition

KEEPS: Mapping[ColumnKind, type[pl.DataType]] = {
    ColumnKind.TEXT: pl.String,
    ColumnKind.CODE: pl.String,
    ColumnKind.DAY: pl.Date,
    ColumnKind.MONTH: pl.Date,
    ColumnKind.AMOUNT: pl.Int64,
    ColumnKind.NUMBER: pl.Int64,
    ColumnKind.REGION: pl.String,
    ColumnKind.IDENTITY: pl.String,
}
UNREADABLE: Mapping[ColumnKind, Reason] = {
    ColumnKind.CODE: Reason.NO_CODE,
    ColumnKind.DAY: Reason.NO_DAY,
    ColumnKind.MONTH: Reason.NO_MONTH,
    ColumnKind.AMOUNT: Reason.NO_AMOUNT,
    ColumnKind.NUMBER: Reason.NO_NUMBER,
    ColumnKind.REGION: Reason.NO_REGION,
    ColumnKind.IDENTITY: Reason.NO_IDENTITY,
}
REPEATED = frozenset({ColumnKind.CODE, ColumnKind.DAY, ColumnKind.MONTH, ColumnKind.REGION})
"""What few different cells say many times: each is read once a batch."""
SET_ASIDE = {"row": pl.Int64, "faults": pl.String, "cells": pl.String}
"""Columns of quarantined rows; faults and cells are JSON."""
_EARLIEST = date(1900, 1, 1)
_LATEST = date(2200, 1, 1)
_YUAN = r"^-?[0-9]{1,13}(?:\.[0-9]{1,2}0*)?$"
_BY_CHECK = {"not_nullable": Reason.MISSING, "str_length": Reason.TOO_LONG}


@dataclass(frozen=True)
class Checked:
    """Sound rows as they are kept, and those set aside."""

    sound: pl.DataFrame
    set_aside: pl.DataFrame


class Checker:
    """Checks the batches of one file against its definition."""

    def __init__(self, wanted: SetDefinition, today: date) -> None:
        self._wanted, self._today = wanted, today
        self._columns = {column.name: column for column in wanted.columns}
        self._schema = _schema(wanted, today)

    def check(self, texts: pl.DataFrame) -> Checked:
        """Every row of `texts` is in exactly one of the two."""
        missing = [name for name in self._columns if name not in texts.columns]
        whole = texts.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
        typed = whole.select("row", *(_typed(whole, column, self._today) for column in self._wanted.columns))
        faults = pl.concat([_unreadable(whole, typed, self._wanted), self._unfit(typed)])
        faults = faults.unique(["row", "column"], keep="first", maintain_order=True)
        wrong = faults.select("row").unique()
        sound = typed.join(wrong, on="row", how="anti", maintain_order="left")
        return Checked(_keyed(sound, self._wanted), _set_aside(whole, faults, self._wanted))

    def _unfit(self, typed: pl.DataFrame) -> pl.DataFrame:
        """What pandera finds: not there, out of range, too long."""
        from pandera.errors import SchemaErrors  # here: half a second that only a load has to spend

        try:
            self._schema.validate(typed, lazy=True)
        except SchemaErrors as found:
            cases = found.failure_cases
            return pl.concat(
                [
                    _faults(
                        typed["row"].gather(some["index"].cast(pl.UInt32)),
                        self._columns[str(name)],
                        _BY_CHECK.get(str(check).partition("(")[0], Reason.OUT_OF_RANGE),
                    )
                    for (name, check), some in cases.group_by("column", "check")
                ]
            )
        return _faults(typed["row"].clear(), self._wanted.holder, Reason.MISSING)


def kept_schema(wanted: SetDefinition) -> dict[str, type[pl.DataType]]:
    """The columns of a shard: whom a row is about by key and check, never by number."""
    columns: dict[str, type[pl.DataType]] = {"key": pl.Int64, "check": pl.Int64, "row": pl.Int64}
    for column in wanted.columns:
        if column.kind is not ColumnKind.IDENTITY:
            columns[column.name] = KEEPS[column.kind]
        elif column is not wanted.holder:
            columns[f"{column.name}_key"] = columns[f"{column.name}_check"] = pl.Int64
    return columns


def ragged(rows: Iterable[tuple[int, str]]) -> pl.DataFrame:
    """Rows that have not as many cells as there are headings, set aside in their own words."""
    told = json.dumps([["", Reason.WRONG_COLUMNS]])
    found = [(row, told, json.dumps({"": text}, ensure_ascii=False)) for row, text in rows]
    return pl.DataFrame(found, schema=SET_ASIDE, orient="row")


def _typed(texts: pl.DataFrame, column: SetColumn, today: date) -> pl.Series:
    series = texts[column.name]
    if column.kind is ColumnKind.IDENTITY:
        return valid_numbers(series, today)
    if column.kind is ColumnKind.TEXT:
        return series
    if column.kind not in REPEATED:
        return _read(series, column)
    apart = series.unique()
    known = pl.DataFrame({"said": apart, column.name: _read(apart, column)})
    whole = series.alias("said").to_frame()
    return whole.join(known, on="said", how="left", maintain_order="left")[column.name]


def _read(series: pl.Series, column: SetColumn) -> pl.Series:
    """Wide signs are narrow ones to every reader; most columns have none."""
    is_narrow = (series.str.len_bytes() == series.str.len_chars()).all()
    narrow = series if is_narrow else series.str.normalize("NFKC")
    if column.kind is ColumnKind.CODE:
        return _coded(narrow, column)
    cells = narrow.alias(column.name).to_frame()
    return cells.select(_READERS[column.kind](pl.col(column.name)).alias(column.name)).to_series()


def _coded(series: pl.Series, column: SetColumn) -> pl.Series:
    """The code, written as code or as its word."""
    words = {word.casefold(): code for code, word in column.codes.items()}
    words |= {code.casefold(): code for code in column.codes}
    return series.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)


def _day(cell: pl.Expr) -> pl.Expr:
    """2026-03-01, 2026/3/1, 2026年3月1日, 20260301, with or without an hour behind."""
    plain = cell.str.replace(r"[ T]\d{1,2}:\d{2}.*$", "").str.replace_all(r"[年月/.]", "-")
    plain = plain.str.replace("日", "", literal=True)
    return pl.coalesce(
        plain.str.to_date("%Y-%m-%d", strict=False, exact=True),
        plain.str.to_date("%Y%m%d", strict=False, exact=True),
    )


def _month(cell: pl.Expr) -> pl.Expr:
    """2026-03, 202603, 2026年3月, or a day of it."""
    found = cell.str.extract_groups(r"^(\d{4})[-年/.]?(\d{1,2})(?:[-月/.]?(?:\d{1,2}日?)?)?(?: .*)?$")
    parts = [found.struct.field(name).cast(pl.Int32, strict=False) for name in ("1", "2")]
    is_month = parts[1].is_between(1, 12)
    return pl.when(is_month).then(pl.date(parts[0], pl.when(is_month).then(parts[1]).otherwise(1), 1))


def _amount(cell: pl.Expr) -> pl.Expr:
    """Yuan with up to two decimals, as fen."""
    is_plain = cell.str.contains(_YUAN)
    others = pl.when(~is_plain).then(cell).str.replace_all(r"[,¥元 ]", "")
    yuan = pl.when(is_plain).then(cell).when(others.str.contains(_YUAN)).then(others)
    return yuan.cast(pl.Decimal(18, 2), strict=False).to_physical().cast(pl.Int64)


def _number(cell: pl.Expr) -> pl.Expr:
    found = cell.str.extract(r"^(-?\d{1,15})(?:\.0+)?$")
    return found.cast(pl.Int64, strict=False)


def _region(cell: pl.Expr) -> pl.Expr:
    """6, 9 or 12 digits, filled up to 12."""
    return cell.str.extract(r"^([0-9]{6}(?:[0-9]{3}){0,2})$").str.pad_end(12, "0")


_READERS = {
    ColumnKind.DAY: _day,
    ColumnKind.MONTH: _month,
    ColumnKind.AMOUNT: _amount,
    ColumnKind.NUMBER: _number,
    ColumnKind.REGION: _region,
}


def _unreadable(texts: pl.DataFrame, typed: pl.DataFrame, wanted: SetDefinition) -> pl.DataFrame:
    """Cells that say something which is not what the column holds."""
    return pl.concat(
        [
            _faults(
                texts["row"].filter(texts[column.name].is_not_null() & typed[column.name].is_null()),
                column,
                UNREADABLE[column.kind],
            )
            for column in wanted.columns
            if column.kind in UNREADABLE
        ]
    )


def _faults(rows: pl.Series, column: SetColumn, reason: Reason) -> pl.DataFrame:
    return pl.DataFrame({"row": rows}).with_columns(
        pl.lit(column.title).alias("column"), pl.lit(reason.value).alias("reason")
    )


def _keyed(sound: pl.DataFrame, wanted: SetDefinition) -> pl.DataFrame:
    """Numbers leave here as keys; nothing else of them is kept."""
    frame = sound
    for column in wanted.columns:
        if column.kind is ColumnKind.IDENTITY:
            start = "" if column is wanted.holder else f"{column.name}_"
            keys = keys_of(frame[column.name])
            names = {"key": f"{start}key", "check": f"{start}check"}
            frame = frame.drop(column.name).hstack(keys.rename(names))
    return frame.select([pl.col(name).cast(kind) for name, kind in kept_schema(wanted).items()])


def _set_aside(texts: pl.DataFrame, faults: pl.DataFrame, wanted: SetDefinition) -> pl.DataFrame:
    told: dict[int, list[tuple[str, str]]] = {}
    for row, column, reason in faults.sort("row", maintain_order=True).iter_rows():
        told.setdefault(row, []).append((column, reason))
    rows = pl.DataFrame(
        {"row": list(told), "faults": [json.dumps(each, ensure_ascii=False) for each in told.values()]},
        schema={"row": pl.Int64, "faults": pl.String},
    )
    cells = pl.struct([pl.col(column.name).alias(column.title) for column in wanted.columns])
    wrong = texts.filter(pl.col("row").is_in(rows["row"].implode()))
    return rows.join(wrong.select("row", cells.struct.json_encode().alias("cells")), on="row", how="left")


def _schema(wanted: SetDefinition, today: date) -> Any:
    import pandera.polars as pandera  # here: half a second that only a load has to spend

    columns = {}
    for column in wanted.columns:
        checks = []
        if column.kind is ColumnKind.TEXT:
            checks.append(pandera.Check.str_length(max_value=column.longest))
        if column.kind in (ColumnKind.DAY, ColumnKind.MONTH):
            checks.append(pandera.Check.in_range(_EARLIEST, today if column.is_past else _LATEST))
        if column.least is not None:
            checks.append(pandera.Check.ge(column.least))
        if column.most is not None:
            checks.append(pandera.Check.le(column.most))
        columns[column.name] = pandera.Column(KEEPS[column.kind], checks, nullable=not column.is_required)
    return pandera.DataFrameSchema(columns)
