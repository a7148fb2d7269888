"""Where the sealed shards of a snapshot lie, and how they are written and read; no table holds any of it."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from yimen.foundation.encryption import TamperedError
from yimen.foundation.files.sealed import read_sealed, write_sealed

_PIECE = 1024 * 1024


def write_shard(snapshot_id: UUID, number: int, contents: Sequence[bytes]) -> bytes:
    """Every file of a shard sealed on the disk; what one attempt wrote is written over by the next."""
    for place, content in enumerate(contents):
        pieces = (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
        write_sealed(_path(snapshot_id, number, place), _name(snapshot_id, number, place), pieces)
    return _digest(contents)


def read_shard(snapshot_id: UUID, number: int, sizes: Sequence[int], digest: bytes) -> list[bytes]:
    """The files of a shard; raises when anything of them was changed."""
    contents = [
        b"".join(read_sealed(_path(snapshot_id, number, place), _name(snapshot_id, number, place), size))
        for place, size in enumerate(sizes)
    ]
    if _digest(contents) != digest:
        raise TamperedError("测算数据与登记的摘要不一致；请重新制作测算数据并报告安全管理员。")
    return contents


def forget_shards(snapshot_id: UUID) -> None:
    """The files of a snapshot that nothing reads any more."""
    with suppress(FileNotFoundError):
        shutil.rmtree(_folder(snapshot_id))


def _digest(contents: Sequence[bytes]) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    for content in contents:
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.finalize()


def _folder(snapshot_id: UUID) -> Path:
    return Path(settings.YIMEN_FILES) / "snapshots" / snapshot_id.hex


def _path(snapshot_id: UUID, number: int, place: int) -> Path:
    return _folder(snapshot_id) / f"{number:04d}-{place}"


def _name(snapshot_id: UUID, number: int, place: int) -> str:
    return f"snapshot:{snapshot_id}:{number}:{place}"
