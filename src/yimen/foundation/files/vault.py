"""Encrypted content on disk: SM4-GCM in chunks, each bound to its file and place, the last one marked."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from yimen.foundation.encryption import seal, unseal
from yimen.foundation.files.placing import placed

CHUNK = 1024 * 1024
_LENGTH = 4


def path_of(file_id: UUID) -> Path:
    """Where the content of a file lies; the last digits of a UUIDv7 spread evenly over directories."""
    return Path(settings.YIMEN_FILES) / file_id.hex[-2:] / file_id.hex


def write_content(file_id: UUID, content: bytes) -> None:
    """Write a new file, complete and on the disk before this returns."""
    starts = range(0, len(content), CHUNK)
    with placed(path_of(file_id)) as stream:
        for start in starts:
            piece = seal(content[start : start + CHUNK], _context(file_id, start, start == starts[-1]))
            stream.write(len(piece).to_bytes(_LENGTH, "big") + piece)


def read_content(file_id: UUID, size: int) -> Iterator[bytes]:
    """The plain content in chunks; raises when a chunk was changed, moved, or cut off."""
    with path_of(file_id).open("rb") as stream:
        for start in range(0, size, CHUNK):
            piece = stream.read(int.from_bytes(stream.read(_LENGTH), "big"))
            yield unseal(piece, _context(file_id, start, start + CHUNK >= size))


def _context(file_id: UUID, start: int, is_last: bool) -> str:
    return f"file:{file_id}:{start}:{'last' if is_last else 'more'}"
