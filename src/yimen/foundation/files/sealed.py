"""Large content on disk, sealed like that of the vault but written and read as a stream, from any place.

A file is bound to its name; each chunk to its place, so that none can be changed, moved or cut off. How large
its chunks are is the writer's choice and read from the first: small ones make single places cheap to open.
"""

import io
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes

from yimen.foundation.encryption import TamperedError, seal, surplus, unseal
from yimen.foundation.files.placing import placed
from yimen.foundation.files.vault import CHUNK

_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was written: the plain size and the SM3 digest of the plain content."""

    size: int
    digest: bytes


def write_sealed(path: Path, name: str, pieces: Iterable[bytes], chunk: int = CHUNK) -> Sealed:
    """Write a file in whole, on the disk before this returns; nothing stands under `path` before that."""
    size, digest = 0, hashes.Hash(hashes.SM3())
    with placed(path) as stream:
        for part, is_last in _in_chunks(_digested(pieces, digest), chunk):
            piece = seal(part, _context(name, size, is_last))
            stream.write(len(piece).to_bytes(_LENGTH, "big") + piece)
            size += len(part)
    return Sealed(size, digest.finalize())


def read_sealed(path: Path, name: str, size: int) -> Iterator[bytes]:
    """The plain content in chunks."""
    with path.open("rb") as stream:
        chunks = _Chunks(stream, name, size)
        for number in range(-(-size // chunks.plain)):
            yield chunks.open(number)


class SealedReader(io.RawIOBase):
    """The plain content as a file that can be sought in; one chunk of it is in memory."""

    def __init__(self, path: Path, name: str, size: int) -> None:
        self._stream, self._size = path.open("rb"), size
        self._chunks = _Chunks(self._stream, name, size)
        self._place, self._at, self._chunk = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        if self._place >= self._size:
            return 0
        number, start = divmod(self._place, self._chunks.plain)
        if number != self._at:
            self._chunk, self._at = self._chunks.open(number), number
        part = self._chunk[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


def digest_of(content: bytes) -> bytes:
    """The SM3 digest of a plain content, as `Sealed` names it."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()


def _digested(pieces: Iterable[bytes], digest: hashes.Hash) -> Iterator[bytes]:
    """The same pieces; the digest of each is taken beside while it is sealed and the next is being read."""
    with ThreadPoolExecutor(1) as beside:
        taken: Future[None] | None = None
        for piece in pieces:
            if taken is not None:
                taken.result()
            taken = beside.submit(digest.update, piece)
            yield piece
        if taken is not None:
            taken.result()


def _in_chunks(pieces: Iterable[bytes], most: int) -> Iterator[tuple[bytes, bool]]:
    """Chunks of equal size; the last, which may be shorter, is marked."""
    held = b""
    for piece in filter(None, pieces):
        if len(held) == most:
            yield held, False
            held = b""
        whole = memoryview(held + piece)
        while len(whole) > most:
            yield bytes(whole[:most]), False
            whole = whole[most:]
        held = bytes(whole)
    if held:
        yield held, True


class _Chunks:
    """The chunks of a file by their number; all are as large as the first, the last is what is left."""

    def __init__(self, stream: BinaryIO, name: str, size: int) -> None:
        self._stream, self._name, self._size = stream, name, size
        head = stream.read(_LENGTH + 1)
        self._surplus = surplus(head[-1]) if len(head) > _LENGTH else 0
        self.plain = int.from_bytes(head[:_LENGTH], "big") - self._surplus if size else 1
        if self.plain <= 0:
            raise _cut_off()

    def open(self, number: int) -> bytes:
        """The plain content of a chunk; raises when it is not the one that was written there."""
        start = number * self.plain
        plain = min(self.plain, self._size - start)
        self._stream.seek(number * (_LENGTH + self.plain + self._surplus))
        length = int.from_bytes(self._stream.read(_LENGTH), "big")
        piece = self._stream.read(plain + self._surplus)
        if length != plain + self._surplus or len(piece) != length:
            raise _cut_off()
        return unseal(piece, _context(self._name, start, start + plain == self._size))


def _cut_off() -> TamperedError:
    return TamperedError("密文不完整：文件被截断；请从备份恢复并报告安全管理员。")


def _context(name: str, start: int, is_last: bool) -> str:
    return f"sealed:{name}:{start}:{'last' if is_last else 'more'}"
