"""A comparison of files, one range of keys after another: the job that one machine and a cluster run alike.

Its rules are those of every month.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import metadata
from itertools import groupby
from pathlib import Path

import polars as pl

from yimen.domains.monitoring.comparing.conditions import Asked
from yimen.domains.monitoring.comparing.files import HOLDERS, THIN, schema_of
from yimen.domains.monitoring.comparing.kernel import asked_of_holders, compare
from yimen.domains.monitoring.errors import ComparisonFilesError
from yimen.domains.monitoring.rules import differences
from yimen.domains.monitoring.rules.differences import DIFFERENCES, Difference

EFFECT = "effect_fen"


@dataclass(frozen=True)
class CompareShard:
    """The holders of one range against the rows of the same keys; writes a file for each rule that is met."""

    on: date

    @property
    def fingerprint(self) -> str:
        return f"compare {self.on} {_version()}"

    def __call__(self, paths: tuple[Path, ...], folder: Path) -> None:
        of_each = {name: list(parts) for name, parts in groupby(paths, _set_of)}
        parts = of_each.pop(HOLDERS)
        holders = _joined(parts, asked_of_holders(of_each))
        keys = holders["key"] if parts[0].suffix == THIN else None
        sets = {name: _joined(of_set, schema_of(name), keys) for name, of_set in of_each.items()}
        for rule, found in compare(holders, sets, Asked(self.on)):
            file = folder / f"{rule.key}.parquet"
            found.write_parquet(file, compression="zstd", compression_level=1, statistics=False)


def _set_of(path: Path) -> str:
    return path.parent.name


def _joined(paths: Iterable[Path], columns: Iterable[str], keys: pl.Series | None = None) -> pl.DataFrame:
    """Of one set, in the order of keys; of holders that are few only the rows of their keys."""
    return pl.concat([_read(path, list(columns), keys) for path in paths])


def _read(path: Path, columns: list[str], keys: pl.Series | None) -> pl.DataFrame:
    schema = schema_of(path.parent.name)
    try:
        if path.suffix == THIN:
            frame = pl.read_ipc(path, columns=columns).sort("key", "check")
        elif keys is None:
            frame = pl.read_parquet(path, columns=columns)
        else:
            rows = pl.scan_parquet(path).filter(pl.col("key").is_in(keys.implode()))
            frame = rows.select(columns).collect()
    except pl.exceptions.PolarsError as problem:
        raise ComparisonFilesError("%(file)s 无法读取：%(why)s", file=path, why=problem) from None
    if frame.schema != {name: schema[name] for name in columns} or not frame["key"].is_sorted():
        raise ComparisonFilesError("%(file)s 不是 yimen compare cut 切分的", file=path)
    return frame.with_columns(pl.col("key").set_sorted())


@cache
def _version() -> str:
    """Of the program and of the texts of rules and conditions."""
    digest = hashlib.sha256()
    for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(differences.__file__)):
        digest.update(path.read_bytes())
    return f"{metadata.version('yimen')}+{digest.hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Total:
    """How often a rule was met, and what that could change in a month."""

    rule: Difference
    found: int
    fen: int


def totals(folders: Iterable[Path], sets: Collection[str]) -> list[Total]:
    """Of every rule that reads one of these sets, over the results of all ranges."""
    found = {key: (0, 0) for key, rule in DIFFERENCES.items() if rule.set_key in sets}
    for folder in folders:
        for path in folder.glob("*.parquet"):
            effects = pl.read_parquet(path, columns=[EFFECT])[EFFECT]
            count, fen = found[path.stem]
            found[path.stem] = (count + len(effects), fen + int(effects.sum()))
    return [Total(DIFFERENCES[key], *sums) for key, sums in found.items()]
