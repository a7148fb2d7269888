"""Where files of department data lie: outside the web root, sealed, one folder for each attempt at a load."""

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

_HOME = "sets"


def home() -> Path:
    """The folder of all sets."""
    return Path(settings.YIMEN_FILES) / _HOME


def source_path(source_id: UUID) -> Path:
    """The file as it was handed in."""
    return home() / "sources" / source_id.hex


def attempt_folder(attempt_id: UUID) -> Path:
    """What one attempt at a load wrote; nothing of it counts until a row names the attempt."""
    return home() / "attempts" / attempt_id.hex


def part_path(attempt_id: UUID, kind: str, number: int) -> Path:
    """One part of an attempt."""
    return attempt_folder(attempt_id) / f"{kind}-{number:04d}"


def part_name(attempt_id: UUID, kind: str, number: int) -> str:
    """To what the content of a part is bound."""
    return f"{attempt_id}:{kind}:{number}"


def forget_attempt(attempt_id: UUID) -> None:
    """Everything an attempt wrote."""
    shutil.rmtree(attempt_folder(attempt_id), ignore_errors=True)


def forget_source(source_id: UUID) -> None:
    """A file that was handed in."""
    source_path(source_id).unlink(missing_ok=True)


def piece_path(upload_id: UUID, offset: int) -> Path:
    """One piece of a push that comes in pieces."""
    return _upload_folder(upload_id) / f"{offset:012d}"


def forget_upload(upload_id: UUID) -> None:
    """Every piece that arrived."""
    shutil.rmtree(_upload_folder(upload_id), ignore_errors=True)


def uploads_left_behind(known: Collection[UUID], before: float) -> Iterator[Path]:
    """Folders of pieces older than a moment that no row names, and what else lies there."""
    return _unnamed("uploads", known, before)


def _upload_folder(upload_id: UUID) -> Path:
    return home() / "uploads" / upload_id.hex


def left_behind(attempts: Collection[UUID], sources: Collection[UUID], before: float) -> Iterator[Path]:
    """Folders and files older than a moment that no row names."""
    for folder, known in (("attempts", attempts), ("sources", sources)):
        yield from _unnamed(folder, known, before)


def sweep(path: Path) -> None:
    """What was left behind, a folder or a file."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _unnamed(folder: str, known: Collection[UUID], before: float) -> Iterator[Path]:
    names = {each.hex for each in known}
    for path in sorted((home() / folder).glob("*")):
        if path.name.partition(".")[0] not in names and path.stat().st_mtime < before:
            yield path
