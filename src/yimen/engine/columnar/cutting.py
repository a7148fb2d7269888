"""Cuts a pair of Parquet files into shards of whole households, each a folder with a pair of its own."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from yimen.engine.columnar.parquet import WRITING, read_pair
from yimen.engine.errors import FactsError

PAIR = ("households.parquet", "persons.parquet")


def cut_pair(households: Path, persons: Path, folder: Path, rows: int) -> int:
    """Make the folder with `rows` households a shard, whole or not at all; answers how many shards."""
    if folder.exists():
        raise FactsError("%(folder)s 已经存在；请换一个目录", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        count = 0
        for count, pair in enumerate(read_pair(households, persons, rows), 1):
            _write(made / f"{count - 1:06}", pair)
        made.rename(folder)
    finally:
        if made.exists():
            shutil.rmtree(made)
    return count


def _write(place: Path, pair: tuple[Any, Any]) -> None:
    place.mkdir()
    for name, table in zip(PAIR, pair, strict=True):
        pq.write_table(table, place / name, **WRITING)


def pairs_in(folder: Path) -> dict[str, tuple[Path, Path]]:
    """The shards of a folder by name, or the one pair that lies in it itself."""
    if all((folder / name).is_file() for name in PAIR):
        return {"all": (folder / PAIR[0], folder / PAIR[1])}
    places = sorted(path for path in folder.iterdir() if (path / PAIR[0]).is_file())
    if not places:
        raise FactsError(
            "%(folder)s 里没有 households.parquet 和 persons.parquet；请先用 yimen scan cut 切分",
            folder=folder,
        )
    return {path.name: (path / PAIR[0], path / PAIR[1]) for path in places}
