"""What a file is, found while it passes by on its way to the disk: its kind, its encoding, what cannot be.

Name and declared type are never asked.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.types.sets import FileKind

PIECE = 1024 * 1024
MOST_BYTES = 50_000_000_000
MOST_OF_A_WORKBOOK = 50_000_000
_MAGIC = {b"PK\x03\x04": FileKind.XLSX, b"PAR1": FileKind.PARQUET}
_ENCODINGS = ("utf-8", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Look:
    """Hand the pieces of a file `through`; then `kind` and `encoding` are known."""

    def __init__(self) -> None:
        self.kind, self.encoding, self.size = FileKind.CSV, "", 0
        self._tries = {name: codecs.getincrementaldecoder(name)() for name in _ENCODINGS}

    def through(self, stream: BinaryIO) -> Iterator[bytes]:
        """The same pieces; refuses a file that is empty, too large, or text in no encoding we read."""
        while piece := stream.read(PIECE):
            if not self.size:
                self._begin(piece)
            self.size += len(piece)
            self._refuse_large()
            if self.kind is FileKind.CSV:
                self._take(piece)
            yield piece
        if not self.size:
            raise SetRefusedError("文件是空的，请重新选择文件。")
        if self.kind is FileKind.CSV:
            self._take(b"", is_end=True)
            self.encoding = next(iter(self._tries))

    def _begin(self, piece: bytes) -> None:
        self.kind = _MAGIC.get(piece[:4], FileKind.CSV)
        if piece.startswith(_UTF_16):
            raise _unreadable()

    def _refuse_large(self) -> None:
        most = MOST_OF_A_WORKBOOK if self.kind is FileKind.XLSX else MOST_BYTES
        if self.size > most:
            raise SetRefusedError(
                "文件超过 %(limit)s MB；较大的数据请用 CSV 或 Parquet 文件。", limit=most // 1_000_000
            )

    def _take(self, piece: bytes, *, is_end: bool = False) -> None:
        if b"\x00" in piece:
            raise _unreadable()
        for name, decoder in list(self._tries.items()):
            try:
                decoder.decode(piece, is_end)
            except UnicodeDecodeError:
                del self._tries[name]
        if not self._tries:
            raise _unreadable()


def _unreadable() -> SetRefusedError:
    return SetRefusedError(
        "文件不是 XLSX、Parquet，也不是 UTF-8 或 GB18030 编码的 CSV 文本；请重新导出后再交入。"
    )
