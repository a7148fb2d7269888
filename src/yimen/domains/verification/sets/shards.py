"""Sound rows spread over shards by the range of their keys, each sorted and sealed as one Parquet file.

Rows wait in sealed pieces on the disk, so that memory holds one shard and what has just come in.
"""

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.sets.checking import SET_ASIDE
from yimen.domains.verification.sets.places import part_name, part_path
from yimen.domains.verification.types.sets import PartKind, Reason
from yimen.foundation.files.sealed import SealedReader, digest_of, read_sealed, write_sealed
from yimen.foundation.joining import key_range

BYTES_A_SHARD = 32_000_000
MOST_SHARDS = 256
HELD_ROWS = 500_000
ROWS_A_QUARANTINE = 50_000
MOST_IN_A_SHARD = 4_000_000
ROWS_A_GROUP = 4096
"""So many rows of a shard are opened to read one person's."""
BYTES_A_CHUNK = 32 * 1024
"""So much is opened for a single place of a shard."""
_PIECE = "piece"
Kinds = Mapping[str, type[pl.DataType]]


@dataclass(frozen=True, slots=True)
class Part:
    """One sealed file of an attempt."""

    kind: str
    number: int
    rows: int
    size: int
    digest: bytes


def shards_for(size: int) -> int:
    """A power of two by the size of the file, so that the same file is always cut the same way."""
    count = 1
    while count < MOST_SHARDS and count * BYTES_A_SHARD < size:
        count *= 2
    return count


class Shards:
    """Takes the rows of one attempt and seals them; a key that two persons share is set aside."""

    def __init__(self, attempt_id: UUID, count: int, kinds: Kinds) -> None:
        self._attempt, self._count, self._kinds = attempt_id, count, kinds
        self._held: list[pl.DataFrame] = []
        self._held_rows = 0
        self._pieces: list[list[Part]] = [[] for _number in range(count)]
        self._written = 0

    def add(self, sound: pl.DataFrame) -> None:
        """Some rows more."""
        self._held.append(sound)
        self._held_rows += len(sound)
        if self._held_rows >= HELD_ROWS:
            self._put_down()

    def seal(self, quarantine: "Quarantine") -> Iterator[Part]:
        """Every shard, sorted by key; collisions go to the quarantine."""
        if any(self._pieces):
            self._put_down()
            held: list[pl.DataFrame] = []
        else:
            held = self._split(self._all_held())
        for number in range(self._count):
            frame = held[number] if held else self._gathered(number)
            sound, colliding = _apart(frame.sort("key", "check", "row"))
            quarantine.add(_collisions(colliding))
            yield _write(self._attempt, PartKind.SHARD, number, sound)

    def _all_held(self) -> pl.DataFrame:
        return pl.concat([pl.DataFrame(schema=dict(self._kinds)), *self._held])

    def _split(self, frame: pl.DataFrame) -> list[pl.DataFrame]:
        if self._count == 1:
            return [frame]
        shard = (frame["key"].to_numpy() >> (65 - self._count.bit_length())) + self._count // 2
        numbered = frame.with_columns(pl.Series("_shard", shard))
        parts = numbered.partition_by("_shard", as_dict=True, include_key=False)
        return [parts.get((number,), frame.clear()) for number in range(self._count)]

    def _put_down(self) -> None:
        for number, frame in enumerate(self._split(self._all_held())):
            if len(frame):
                self._written += 1
                self._pieces[number].append(_write(self._attempt, _PIECE, self._written, frame))
        self._held, self._held_rows = [], 0

    def _gathered(self, number: int) -> pl.DataFrame:
        """The pieces of a shard in whole; they are not needed after that."""
        pieces = self._pieces[number]
        if sum(piece.rows for piece in pieces) > MOST_IN_A_SHARD:
            raise SetRefusedError("文件里同一个人的行太多，不像是一份按人的名单；请核对后再交入。")
        frames = [read_part(self._attempt, _PIECE, piece.number, piece.size) for piece in pieces]
        for piece in pieces:
            part_path(self._attempt, _PIECE, piece.number).unlink()
        return pl.concat([pl.DataFrame(schema=dict(self._kinds)), *frames])


class Quarantine:
    """Takes the rows that are set aside and seals them in parts of a page-friendly size."""

    def __init__(self, attempt_id: UUID) -> None:
        self._attempt = attempt_id
        self._held = pl.DataFrame(schema=SET_ASIDE)
        self.parts: list[Part] = []

    def add(self, set_aside: pl.DataFrame) -> None:
        """Some rows more."""
        if not len(set_aside):
            return
        self._held = pl.concat([self._held, set_aside])
        while len(self._held) >= ROWS_A_QUARANTINE:
            self._write(self._held[:ROWS_A_QUARANTINE])
            self._held = self._held[ROWS_A_QUARANTINE:]

    def seal(self) -> list[Part]:
        """All parts."""
        if len(self._held):
            self._write(self._held)
        return self.parts

    def _write(self, frame: pl.DataFrame) -> None:
        self.parts.append(_write(self._attempt, PartKind.QUARANTINE, len(self.parts), frame.sort("row")))


def read_part(attempt_id: UUID, kind: str, number: int, size: int) -> pl.DataFrame:
    """A sealed frame; raises when anything of it was changed."""
    return read_sealed_part(attempt_id, kind, number, size)[0]


def read_sealed_part(attempt_id: UUID, kind: str, number: int, size: int) -> tuple[pl.DataFrame, bytes]:
    """The same with the digest of its content."""
    path, name = part_path(attempt_id, kind, number), part_name(attempt_id, kind, number)
    content = b"".join(read_sealed(path, name, size))
    return pl.read_parquet(io.BytesIO(content)), digest_of(content)


def read_of_keys(attempt_id: UUID, number: int, size: int, keys: Collection[int]) -> pl.DataFrame:
    """The rows of some keys in a shard: only the groups of rows they can lie in are opened.

    Raises when anything of what is opened was changed.
    """
    path, name = part_path(attempt_id, PartKind.SHARD, number), part_name(attempt_id, PartKind.SHARD, number)
    with SealedReader(path, name, size) as sealed, io.BufferedReader(sealed) as stream:
        parquet = pq.ParquetFile(stream, pre_buffer=False)
        groups = [group for group in _near(parquet, keys) if _holds(parquet, group, keys)]
        table = parquet.read_row_groups(groups, use_threads=False)  # one chunk is held: columns in turn
        found = cast(pl.DataFrame, pl.from_arrow(table))
    return found.filter(pl.col("key").is_in(list(keys)))


def _near(parquet: pq.ParquetFile, keys: Collection[int]) -> Iterator[int]:
    """The groups between whose first and last key one of the keys lies; their first column is the key."""
    for group in range(parquet.num_row_groups):
        bounds = parquet.metadata.row_group(group).column(0).statistics
        if bounds is None or any(bounds.min <= key <= bounds.max for key in keys):
            yield group


def _holds(parquet: pq.ParquetFile, group: int, keys: Collection[int]) -> bool:
    """Whether a group has rows of one of the keys: most people are in few sets, so keys are read first."""
    column = parquet.read_row_group(group, columns=["key"], use_threads=False)["key"]
    return bool(np.isin(column.to_numpy(), list(keys)).any())


def in_order(frame: pl.DataFrame, number: int, count: int) -> bool:
    """Whether every key lies within the bounds of its shard, and all are sorted."""
    lo, hi = key_range(number, count)
    return frame["key"].is_sorted() and bool(frame["key"].is_between(lo, hi - 1).all())


def _write(attempt_id: UUID, kind: str, number: int, frame: pl.DataFrame) -> Part:
    """Seal a frame as Parquet; on the disk before this returns."""
    written = io.BytesIO()
    frame.write_parquet(
        written,
        compression="zstd",
        compression_level=1,
        statistics={"min": True, "max": True, "distinct_count": False, "null_count": False},
        row_group_size=ROWS_A_GROUP,
    )
    pieces = iter(lambda: written.read(1024 * 1024), b"")
    written.seek(0)
    path, name = part_path(attempt_id, kind, number), part_name(attempt_id, kind, number)
    sealed = write_sealed(path, name, pieces, BYTES_A_CHUNK)
    return Part(kind, number, len(frame), sealed.size, sealed.digest)


def _apart(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows whose key stands for one person, and rows whose key two persons share."""
    several = (
        frame.group_by("key").agg(pl.col("check").n_unique().alias("persons")).filter(pl.col("persons") > 1)
    )
    if not len(several):
        return frame, frame.clear()
    is_shared = pl.col("key").is_in(several["key"].implode())
    return frame.filter(~is_shared), frame.filter(is_shared)


def _collisions(frame: pl.DataFrame) -> pl.DataFrame:
    told = f'[["", "{Reason.COLLISION.value}"]]'
    return frame.select("row", pl.lit(told).alias("faults"), pl.lit("{}").alias("cells"))
