"""Sound rows spread over shards by the range of their keys, each sorted and sealed as one Parquet file.

They wait in memory; those of larger files in sealed pieces on the disk, of which memory holds one shard.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

import polars as pl
import pyarrow.parquet as pq

from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.sets.checking import SET_ASIDE
from yimen.domains.verification.sets.places import part_name, part_path
from yimen.domains.verification.types.sets import PartKind, Reason
from yimen.foundation.beside import through
from yimen.foundation.files.sealed import digest_of, read_sealed, write_sealed
from yimen.foundation.joining import key_range

BYTES_A_SHARD = 32_000_000
MOST_SHARDS = 256
HELD_BYTES = 1024**3
"""So much is held in memory; with more, all of it is put down in pieces, a shard each."""
ROWS_A_QUARANTINE = 50_000
BYTES_A_QUARANTINE = 64 * 1024**2
"""A row may be as long as a file likes: so much of them waits in memory."""
MOST_IN_A_SHARD = 4_000_000
MOST_BYTES_IN_A_SHARD = 1024**3
"""Memory holds a shard several times while it is sorted and sealed."""
ROWS_A_GROUP = 4096
"""So many rows of a shard are opened to read one person's."""
BYTES_A_CHUNK = 32 * 1024
"""So much is opened for a single place of a shard."""
_PIECE = "piece"
_RANDOM = ("key", "check")
"""Nothing makes these shorter."""
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
        self._held: list[list[pl.DataFrame]] = [[] for _number in range(count)]
        self._held_bytes = 0
        self._bytes = [0] * count
        self._pieces: list[list[Part]] = [[] for _number in range(count)]
        self._written = 0

    def add(self, sound: pl.DataFrame) -> None:
        """Some rows more."""
        for number, some in self._split(sound):
            self._held[number].append(some)
            self._bytes[number] += int(some.estimated_size())
        self._held_bytes += int(sound.estimated_size())
        if self._held_bytes >= HELD_BYTES:
            self._put_down()

    def seal(self, quarantine: "Quarantine") -> Iterator[Part]:
        """Every shard, sorted by key, sealed while the next is sorted; collisions go to the quarantine."""
        if any(self._pieces):
            self._put_down()
        return through(self._seal, self._sorted(quarantine))

    def _sorted(self, quarantine: "Quarantine") -> Iterator[tuple[int, pl.DataFrame]]:
        for number in range(self._count):
            sound, colliding = _apart(self._gathered(number).sort("key", maintain_order=True))
            quarantine.add(_collisions(colliding))
            yield number, sound

    def _seal(self, numbered: tuple[int, pl.DataFrame]) -> Part:
        number, sound = numbered
        return _write(self._attempt, PartKind.SHARD, number, sound)

    def _split(self, frame: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
        if self._count == 1:
            yield 0, frame
            return
        shard = (frame["key"].to_numpy() >> (65 - self._count.bit_length())) + self._count // 2
        numbered = frame.with_columns(pl.Series("_shard", shard))
        for (number,), some in numbered.partition_by("_shard", as_dict=True, include_key=False).items():
            yield cast(int, number), some

    def _put_down(self) -> None:
        for number, held in enumerate(self._held):
            if held:
                self._written += 1
                some = pl.concat(held)
                self._pieces[number].append(_write(self._attempt, _PIECE, self._written, some))
                held.clear()
        self._held_bytes = 0

    def _gathered(self, number: int) -> pl.DataFrame:
        """The rows of a shard in the order of the file; what held them is not needed after that."""
        pieces, held = self._pieces[number], self._held[number]
        rows = sum(piece.rows for piece in pieces) + sum(map(len, held))
        if rows > MOST_IN_A_SHARD or self._bytes[number] > MOST_BYTES_IN_A_SHARD:
            raise SetRefusedError("文件里同一个人的行太多，不像是一份按人的名单；请核对后再交入。")
        frames = [read_part(self._attempt, _PIECE, piece.number, piece.size) for piece in pieces]
        for piece in pieces:
            part_path(self._attempt, _PIECE, piece.number).unlink()
        whole = pl.concat([pl.DataFrame(schema=dict(self._kinds)), *frames, *held])
        held.clear()
        return whole


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
        if self._held.estimated_size() >= BYTES_A_QUARANTINE:
            self.seal()

    def seal(self) -> list[Part]:
        """All parts, what is held among them."""
        if len(self._held):
            self._write(self._held)
            self._held = self._held.clear()
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


def in_order(frame: pl.DataFrame, number: int, count: int) -> bool:
    """Whether every key lies within the bounds of its shard, and all are sorted."""
    lo, hi = key_range(number, count)
    return frame["key"].is_sorted() and bool(frame["key"].is_between(lo, hi - 1).all())


def _write(attempt_id: UUID, kind: str, number: int, frame: pl.DataFrame) -> Part:
    """Seal a frame as Parquet; on the disk before this returns."""
    written = io.BytesIO()
    pq.write_table(
        frame.to_arrow(compat_level=pl.CompatLevel.oldest()),
        written,
        row_group_size=ROWS_A_GROUP,
        compression={name: "none" if name in _RANDOM else "zstd" for name in frame.columns},
        use_dictionary=False,
        write_statistics=[name for name in frame.columns if name == "key"],
    )
    path, name = part_path(attempt_id, kind, number), part_name(attempt_id, kind, number)
    sealed = write_sealed(path, name, [written.getvalue()], BYTES_A_CHUNK)
    return Part(kind, number, len(frame), sealed.size, sealed.digest)


def _apart(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Of rows sorted by key those whose key stands for one person, and those whose key two persons share."""
    is_another = (frame["key"] == frame["key"].shift()) & (frame["check"] != frame["check"].shift())
    if not is_another.any():
        return frame, frame.clear()
    several = frame["key"].filter(is_another).unique()
    is_shared = pl.col("key").is_in(several.implode())
    return frame.filter(~is_shared), frame.filter(is_shared)


def _collisions(frame: pl.DataFrame) -> pl.DataFrame:
    told = f'[["", "{Reason.COLLISION.value}"]]'
    return frame.select("row", pl.lit(told).alias("faults"), pl.lit("{}").alias("cells"))
