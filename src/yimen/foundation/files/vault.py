"""Encrypted content on disk: SM4-GCM in chunks, each bound to its file and place, the last one marked."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from yimen.foundation.encryption import seal, unseal

CHUNK = 1024 * 1024
_LENGTH = 4


def path_of(file_id: UUID) -> Path:
    """Where the content of a file lies; the last digits of a UUIDv7 spread evenly over directories."""
    return Path(settings.YIMEN_FILES) / file_id.hex[-2:] / file_id.hex


def write_content(file_id: UUID, content: bytes) -> None:
    """Write a new file, complete and on the disk before this returns."""
    path = path_of(file_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    starts = range(0, len(content), CHUNK)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        for start in starts:
            piece = seal(content[start : start + CHUNK], _context(file_id, start, start == starts[-1]))
            stream.write(len(piece).to_bytes(_LENGTH, "big") + piece)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


def read_content(file_id: UUID, size: int) -> Iterator[bytes]:
    """The plain content in chunks; raises when a chunk was changed, moved, or cut off."""
    with path_of(file_id).open("rb") as stream:
        for start in range(0, size, CHUNK):
            piece = stream.read(int.from_bytes(stream.read(_LENGTH), "big"))
            yield unseal(piece, _context(file_id, start, start + CHUNK >= size))


def _context(file_id: UUID, start: int, is_last: bool) -> str:
    return f"file:{file_id}:{start}:{'last' if is_last else 'more'}"
