"""Department data of invented people, of any size, the same for the same seed, with planted truths.

Nobody is real: numbers begin with 999999, a division code that was never given out. What was planted is
handed back, so that whoever looks for it can be measured.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import Generator

from yimen.domains.verification.sets.catalogue import catalogue, definition
from yimen.domains.verification.sets.numbers import CHECKS, WEIGHTS
from yimen.domains.verification.types.sets import ColumnKind, FileKind, SetColumn
from yimen.kernel import RegionCode, RegionLevel

CHUNK = 500_000
_NOWHERE = "999999"
_FIRST_DAY, _DAYS = np.datetime64("1930-01-01"), 31_000
_SURNAMES = np.array(list("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾"))
_GIVEN = np.array(list("秀英丽华伟民志强建国小龙春梅文辉国平明玉兰桂芳金海永福德胜美珍"))
MOST_PEOPLE = _DAYS * 1000
_STRUCK_OFF_WITHIN = 60
"""So many days after a death somebody is struck off at the latest."""


class Truth(StrEnum):
    """What is true of a person that somebody may find in the data."""

    DEAD_PAYEE = "dead_payee"
    CREMATED_PAYEE = "cremated_payee"
    HIDDEN_CAR = "hidden_car"
    HIDDEN_BUSINESS = "hidden_business"
    HIDDEN_WAGE = "hidden_wage"
    DOUBLE_BENEFIT = "double_benefit"
    IN_CUSTODY = "in_custody"
    BEGAN_TO_DRAW_PENSION = "began_to_draw_pension"
    LOST_WORK = "lost_work"
    FELL_ILL = "fell_ill"
    BECAME_DISABLED = "became_disabled"
    LEFT_SCHOOL = "left_school"
    MARRIED = "married"
    MOVED_AWAY = "moved_away"
    STUDIES_ON = "studies_on"
    SUSPECTED = "suspected"
    PAID_INTO_FUND = "paid_into_fund"
    DIVORCED = "divorced"
    CARD_EXPIRED = "card_expired"


@dataclass(frozen=True, slots=True)
class Planted:
    """A truth, whom it is about (by number), and the set that shows it."""

    truth: Truth
    number: str
    set_key: str


@dataclass(frozen=True, slots=True)
class Sample:
    """How much of what: background rows of each set, how many people each truth is planted on.

    `people` are the numbers truths are planted on, in this order; without any, invented ones are taken.
    `faulty` is the share of rows spoilt so that they must end in quarantine.
    """

    seed: int
    rows: int
    on: date
    county: RegionCode
    people: Sequence[str] = ()
    each_truth: int = 20
    faulty: float = 0.0
    sets: Sequence[str] = ()


def _told(sample: Sample) -> Mapping[Truth, tuple[str, Mapping[str, str]]]:
    """The set that shows a truth, and what its columns say then; the other columns are as anybody's."""
    recent, month = f"{sample.on - timedelta(days=20):%Y-%m-%d}", f"{sample.on:%Y-%m}"
    later = f"{sample.on + timedelta(days=900):%Y-%m-%d}"
    elsewhere = "451002000000" if sample.county.prefix != "451002" else "371522000000"
    return {
        Truth.DEAD_PAYEE: ("deaths", {"died_on": recent}),
        Truth.CREMATED_PAYEE: ("cremations", {"cremated_on": recent}),
        Truth.HIDDEN_CAR: ("vehicles", {"kind": "car", "price": "126000.00", "state": "A"}),
        Truth.HIDDEN_BUSINESS: ("businesses", {"part": "legal", "share": "500000.00", "state": "1"}),
        Truth.HIDDEN_WAGE: ("social_insurance", {"kind": "110", "base": "4588.00", "paid_for": month}),
        Truth.DOUBLE_BENEFIT: (
            "other_benefits",
            {"programme": "dibao", "paid_by": elsewhere, "paid_for": month},
        ),
        Truth.IN_CUSTODY: ("custody", {"kind": "prison", "since": recent, "until": ""}),
        Truth.BEGAN_TO_DRAW_PENSION: (
            "pensions",
            {"kind": "employee", "amount": "2860.50", "paid_for": month},
        ),
        Truth.LOST_WORK: ("unemployment", {"registered_on": recent}),
        Truth.FELL_ILL: ("medical", {"own_paid": "83500.00", "admissions": "4", "year": str(sample.on.year)}),
        Truth.BECAME_DISABLED: ("disability_cards", {"level": "1", "issued_on": recent}),
        Truth.LEFT_SCHOOL: ("schooling", {"until": recent}),
        Truth.MARRIED: ("marriages", {"kind": "marriage", "registered_on": recent}),
        Truth.MOVED_AWAY: ("registrations", {"residence_region": elsewhere, "moved_on": recent}),
        Truth.STUDIES_ON: ("schooling", {"stage": "university", "until": later}),
        Truth.SUSPECTED: ("suspected_cases", {"told_on": recent}),
        Truth.PAID_INTO_FUND: ("housing_fund", {"base": "5120.00", "paid_until": month}),
        Truth.DIVORCED: ("marriages", {"kind": "divorce", "registered_on": recent}),
        Truth.CARD_EXPIRED: ("disability_cards", {"issued_on": "2016-10-01", "valid_until": recent}),
    }


def invented_numbers(indexes: np.ndarray) -> np.ndarray:
    """A valid number for each index below `MOST_PEOPLE`, different for each."""
    born = (_FIRST_DAY + (indexes * 7919 % _DAYS).astype("timedelta64[D]")).astype(str)
    stems = np.char.add(np.char.add(_NOWHERE, np.char.replace(born, "-", "")),
                        np.char.zfill((indexes // _DAYS).astype(str), 3))  # fmt: skip
    digits = stems.astype("S17").view(np.uint8).reshape(-1, 17)
    checks = CHECKS[((digits - 48).astype(np.int64) @ WEIGHTS) % 11]
    return np.char.add(stems, checks.view("S1").astype(str))


def write_sample(folder: Path, sample: Sample, kind: FileKind = FileKind.CSV) -> list[Planted]:
    """One file for each set in `folder`, and `truths.csv` with what was planted; returns the same."""
    folder.mkdir(parents=True, exist_ok=True)
    planted: list[Planted] = []
    for key in sample.sets or sorted(catalogue()):
        planted += write_set(folder / f"{key}.{kind}", key, sample)
    with (folder / "truths.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("truth", "number", "set"))
        writer.writerows((each.truth, each.number, each.set_key) for each in planted)
    return planted


def write_set(path: Path, set_key: str, sample: Sample) -> list[Planted]:
    """The file of one set, as Parquet or CSV by its suffix."""
    planted: list[Planted] = []
    frames = _frames(set_key, sample, planted)
    if path.suffix == ".parquet":
        import pyarrow.parquet as parquet  # here: only who writes Parquet needs it

        first = next(frames).to_arrow()
        with parquet.ParquetWriter(path, first.schema, compression="zstd") as writer:
            writer.write_table(first)
            for frame in frames:
                writer.write_table(frame.to_arrow().cast(first.schema))
        return planted
    with path.open("wb") as file:
        for number, frame in enumerate(frames):
            frame.write_csv(file, include_header=not number)
    return planted


def _frames(set_key: str, sample: Sample, planted: list[Planted]) -> Iterator[pl.DataFrame]:
    """The planted rows first, then the background in chunks."""
    seed = [sample.seed, sorted(catalogue()).index(set_key)]
    first = _planted_rows(set_key, sample, planted, np.random.default_rng(seed))
    yield _in_order(first, set_key, sample)
    for start in range(0, sample.rows, CHUNK):
        random = np.random.default_rng([*seed, start])
        count = min(CHUNK, sample.rows - start)
        indexes = random.integers(_DAYS, MOST_PEOPLE, count)
        frame = _in_order(_rows(set_key, sample, invented_numbers(indexes), random), set_key, sample)
        yield _spoilt(frame, definition(set_key).holder.title, sample, random)


def _planted_rows(set_key: str, sample: Sample, planted: list[Planted], random: Generator) -> pl.DataFrame:
    """Truths lie on different people, so that none hides another."""
    numbers: list[str] = []
    said: list[Mapping[str, str]] = []
    for place, (truth, (of, words)) in enumerate(_told(sample).items()):
        if of == set_key:
            people = _people(sample, place)
            planted += [Planted(truth, number, set_key) for number in people]
            numbers += people
            said += [words] * len(people)
    frame = _rows(set_key, sample, np.array(numbers, dtype="U18"), random)
    for column in definition(set_key).columns:
        told = [words.get(column.name) for words in said]
        if any(word is not None for word in told):
            given = pl.Series(
                column.title, [word if word is not None else "" for word in told], dtype=pl.String
            )
            is_told = pl.Series([word is not None for word in told])
            frame = frame.with_columns(frame[column.title].zip_with(~is_told, given))
    return frame


def _in_order(frame: pl.DataFrame, set_key: str, sample: Sample) -> pl.DataFrame:
    """Whoever died is struck off after that, not on any day."""
    if set_key != "deaths":
        return frame
    died, struck_off = (
        next(column.title for column in definition(set_key).columns if column.name == name)
        for name in ("died_on", "cancelled_on")
    )
    gap = pl.duration(days=pl.int_range(pl.len()) * 7919 % _STRUCK_OFF_WITHIN + 1)
    after = pl.min_horizontal(pl.col(died).str.to_date() + gap, pl.lit(sample.on))
    return frame.with_columns(after.dt.to_string().alias(struck_off))


def _people(sample: Sample, place: int) -> list[str]:
    first, count = place * sample.each_truth, sample.each_truth
    if sample.people:
        return list(sample.people[first : first + count])
    return list(invented_numbers(np.arange(first, first + count)))


def _rows(set_key: str, sample: Sample, numbers: np.ndarray, random: Generator) -> pl.DataFrame:
    said = definition(set_key).columns
    if not len(numbers):
        return pl.DataFrame(schema={column.title: pl.String for column in said})
    columns = [_column(column, sample, numbers, random) for column in said]
    return pl.DataFrame(columns)


def _column(column: SetColumn, sample: Sample, numbers: np.ndarray, random: Generator) -> pl.Series:
    """Anybody's cells of a column; `numbers` where it says whom a row is about."""
    count = len(numbers)
    if column.kind is ColumnKind.IDENTITY:
        others = (
            numbers if column.is_required else invented_numbers(random.integers(_DAYS, MOST_PEOPLE, count))
        )
        return pl.Series(column.title, others, dtype=pl.String)
    if column.name == "name":
        given = np.char.add(random.choice(_SURNAMES, count), random.choice(_GIVEN, count))
        return pl.Series(column.title, np.char.add(given, random.choice(_GIVEN, count)), dtype=pl.String)
    return pl.Series(column.title, _CELLS[column.kind](column, sample, count, random), dtype=pl.String)


def _codes(column: SetColumn, _sample: Sample, count: int, random: Generator) -> np.ndarray:
    return random.choice(list(column.codes), count)


def _days(column: SetColumn, sample: Sample, count: int, random: Generator) -> np.ndarray:
    back = random.integers(1, 3650, count) if column.is_past else random.integers(-3650, 1, count)
    return (np.datetime64(sample.on) - back.astype("timedelta64[D]")).astype(str)


def _months(_column: SetColumn, sample: Sample, count: int, _random: Generator) -> np.ndarray:
    return np.full(count, f"{sample.on:%Y-%m}")


def _amounts(_column: SetColumn, _sample: Sample, count: int, random: Generator) -> np.ndarray:
    fen = random.integers(10_000, 900_000, count)
    cents = np.char.zfill((fen % 100).astype(str), 2)
    return np.char.add(np.char.add((fen // 100).astype(str), "."), cents)


def _numbers(column: SetColumn, _sample: Sample, count: int, random: Generator) -> np.ndarray:
    least, most = column.least or 0, column.most if column.most is not None else 100
    return random.integers(least, most + 1, count).astype(str)


def _regions(_column: SetColumn, sample: Sample, count: int, _random: Generator) -> np.ndarray:
    return np.full(count, str(sample.county.at(RegionLevel.COUNTY)))


def _texts(_column: SetColumn, _sample: Sample, count: int, random: Generator) -> np.ndarray:
    return np.char.add("示例", random.integers(0, 100_000, count).astype(str))


_CELLS = {
    ColumnKind.CODE: _codes,
    ColumnKind.DAY: _days,
    ColumnKind.MONTH: _months,
    ColumnKind.AMOUNT: _amounts,
    ColumnKind.NUMBER: _numbers,
    ColumnKind.REGION: _regions,
    ColumnKind.TEXT: _texts,
}


def _spoilt(frame: pl.DataFrame, holder: str, sample: Sample, random: Generator) -> pl.DataFrame:
    """Some numbers lose their last character."""
    if not sample.faulty:
        return frame
    is_spoilt = pl.Series(random.random(len(frame)) < sample.faulty)
    return frame.with_columns(frame[holder].zip_with(~is_spoilt, frame[holder].str.slice(0, 17)))
