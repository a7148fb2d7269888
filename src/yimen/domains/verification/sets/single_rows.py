"""The rows of a few persons out of a shard: as little of it is opened as can hold them."""

import io
from collections.abc import Collection, Iterator, Sequence
from typing import cast
from uuid import UUID

import numpy as np
import pyarrow.parquet as pq

from yimen.domains.verification.sets.places import part_name, part_path
from yimen.domains.verification.types.sets import PartKind
from yimen.foundation.files.sealed import SealedReader
from yimen.foundation.joining import JoiningKey

Found = dict[str, object]


def read_of_keys(
    attempt_id: UUID, number: int, size: int, keys: Collection[JoiningKey], columns: Sequence[str]
) -> Iterator[Found]:
    """Their rows, of some columns; raises when anything of what is opened was changed."""
    path, name = part_path(attempt_id, PartKind.SHARD, number), part_name(attempt_id, PartKind.SHARD, number)
    with SealedReader(path, name, size) as sealed, io.BufferedReader(sealed) as stream:
        parquet = pq.ParquetFile(stream, pre_buffer=False)
        for group in _near(parquet, keys):
            yield from _of_group(parquet, group, keys, columns)


def _near(parquet: pq.ParquetFile, keys: Collection[JoiningKey]) -> Iterator[int]:
    """The groups between whose first and last key one of the keys lies; their first column is the key."""
    for group in range(parquet.num_row_groups):
        bounds = parquet.metadata.row_group(group).column(0).statistics
        if bounds is None or any(bounds.min <= each.key <= bounds.max for each in keys):
            yield group


def _of_group(
    parquet: pq.ParquetFile, group: int, keys: Collection[JoiningKey], columns: Sequence[str]
) -> Iterator[Found]:
    """Most people are in few sets: keys are read first, the rows only where one of the keys is there."""
    held = parquet.read_row_group(group, columns=["key"], use_threads=False)["key"].to_numpy()
    places = np.flatnonzero(np.isin(held, [each.key for each in keys]))
    if not len(places):
        return
    rows = parquet.read_row_group(group, columns=["key", "check", *columns], use_threads=False)
    for row in rows.take(places).to_pylist():
        if JoiningKey(row["key"], row["check"]) in keys:
            yield cast(Found, row)
