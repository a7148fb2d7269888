"""Shards as files, and the two functions of files that any engine can carry: a scan and a comparison.

A shard is a folder-free triple of Parquet files (households, persons, obligors), and the scan of a month
beside it saves the comparison half its work.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from yimen.engine.errors import FactsError
from yimen.kernel import Month
from yimen.rulebook.parameters import add_overlays
from yimen.rulebook.version import version
from yimen.rulebook.what_if.changes import Scenario
from yimen.rulebook.what_if.figures import Figures
from yimen.rulebook.what_if.rows import HOUSEHOLDS, OBLIGORS, PERSONS, Shard
from yimen.rulebook.what_if.running import compare_shard, scan_shard

TABLES: Final = ("households", "persons", "obligors")
SCHEMAS: Final = (HOUSEHOLDS, PERSONS, OBLIGORS)
FIGURES: Final = "figures.json"
AFFECTED_FILE: Final = "affected.parquet"
BASE: Final = "base.parquet"


def shard_paths(folder: Path, name: str) -> tuple[Path, ...]:
    """Where the three tables of a shard lie."""
    return tuple(folder / f"{table}-{name}.parquet" for table in TABLES)


def shard_names(folder: Path) -> list[str]:
    """The shards of a folder, in their order."""
    return sorted(path.stem.partition("-")[2] for path in folder.glob("households-*.parquet"))


def write_shard(folder: Path, name: str, shard: Shard) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in zip(
        shard_paths(folder, name), (shard.households, shard.persons, shard.obligors), strict=True
    ):
        pq.write_table(table, path, compression="zstd")


def read_shard(paths: Iterable[Path]) -> Shard:
    """Refuses a file that lacks a column: absent and unknown are two things, so that none is guessed."""
    return Shard(*(_read(path, schema) for path, schema in zip(paths, SCHEMAS, strict=True)))


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    table = pq.read_table(path, memory_map=True)
    if lacking := [name for name in schema.names if name not in table.column_names]:
        raise FactsError("分片文件 %(file)s 缺少列 %(names)s", file=path.name, names=lacking)
    return table.select(schema.names).cast(schema)


@dataclass(frozen=True)
class ScanJob:
    """The outcomes of a month as it is."""

    month: str
    overlays: tuple[Path, ...] = ()

    @property
    def fingerprint(self) -> str:
        add_overlays(self.overlays)
        return f"scan {self.month} {version()}"

    def __call__(self, paths: tuple[Path, ...], folder: Path) -> None:
        add_overlays(self.overlays)
        table = scan_shard(read_shard(paths), _month(self.month))
        pq.write_table(table, folder / BASE, compression="zstd")


@dataclass(frozen=True)
class WhatIfJob:
    """A scenario over a shard; a fourth file is the scan of `base_month`."""

    scenario: Scenario
    base_month: str = ""
    overlays: tuple[Path, ...] = ()

    @property
    def name(self) -> str:
        """Of the folder of its results: each scenario has one of its own."""
        words = json.dumps(self.scenario.to_json(), sort_keys=True, default=str)
        return f"what-if-{sha256(words.encode()).hexdigest()[:12]}"

    @property
    def fingerprint(self) -> str:
        add_overlays(self.overlays)
        words = json.dumps(self.scenario.to_json(), sort_keys=True, default=str)
        return f"what-if {words} {self.base_month} {version()}"

    def __call__(self, paths: tuple[Path, ...], folder: Path) -> None:
        add_overlays(self.overlays)
        tables, base = paths[: len(TABLES)], paths[len(TABLES) :]
        kept = pq.read_table(base[0]) if base else None
        month = _month(self.base_month) if base else None
        found = compare_shard(read_shard(tables), self.scenario, kept, month)
        (folder / FIGURES).write_text(json.dumps(found.figures.to_json()), encoding="utf-8")
        pq.write_table(found.affected, folder / AFFECTED_FILE, compression="zstd")


def added_up(out: Path, names: Iterable[str]) -> Figures:
    """The figures of all shards of a run."""
    whole = Figures()
    for name in names:
        whole.add(Figures.from_json(json.loads((out / name / FIGURES).read_text(encoding="utf-8"))))
    return whole


def _month(written: str) -> Month:
    year, _, number = written.partition("-")
    return Month(int(year), int(number))
