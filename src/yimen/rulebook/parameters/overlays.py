"""Values a county adds to the published ones, as YAML of the same form; they hold for the whole process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_texts: list[str] = []


def add_overlays(files: Iterable[Path]) -> None:
    """Call before anything is determined; a file added twice counts once."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        if text not in _texts:
            _texts.append(text)


def overlay_texts() -> tuple[str, ...]:
    """What was added, in order."""
    return tuple(_texts)
