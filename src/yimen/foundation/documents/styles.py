"""What an office puts in place of ours: a template, fonts. Kept on disk under its digest, never changed.

A folder holds a whole set of templates: a process that may read nothing else makes documents with it.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import typst
from django.conf import settings

NOTHING: Mapping[str, bytes] = {}


@dataclass(frozen=True)
class Overlay:
    """Templates by their name (`papers/refusal.typ`) and fonts by a plain file name."""

    templates: Mapping[str, bytes] = field(default_factory=dict)
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    is_trial: bool = False
    """Nobody has taken it yet: nothing of it stays on the disk."""

    def __bool__(self) -> bool:
        return bool(self.templates or self.fonts)


def families_of(font: bytes) -> list[str]:
    """The families a font file holds; none when it is no font that documents can be set in."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "font.otf").write_bytes(font)
        return sorted(_alone(Path(folder)).families())


def _alone(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@contextmanager
def laid_out(root: Path, overlay: Overlay) -> Iterator[Path]:
    """A folder with our templates, overlaid, and the fonts; made once for each overlay that is in use."""
    ours = {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*.typ"))}
    templates = {**ours, **overlay.templates}
    if overlay.is_trial:
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), templates, overlay.fonts)
            yield Path(folder)
        return
    place = Path(settings.YIMEN_FILES) / "styles" / _digest(templates, overlay.fonts)
    if not place.exists():
        _keep(place, templates, overlay.fonts)
    yield place


def _digest(*parts: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        for name, content in sorted(part.items()):
            whole.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        whole.update(b"\1")
    return whole.hexdigest()


def _keep(place: Path, templates: Mapping[str, bytes], fonts: Mapping[str, bytes]) -> None:
    """Complete before it gets its name: nobody reads half a folder."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(dir=place.parent, prefix="half-"))
    _write(half, templates, fonts)
    try:
        os.rename(half, place)  # noqa: PTH104 - Path.rename would replace an empty folder
    except OSError:  # somebody else was first, with the same content
        shutil.rmtree(half)


def _write(folder: Path, templates: Mapping[str, bytes], fonts: Mapping[str, bytes]) -> None:
    for below, files in (("templates", templates), ("fonts", fonts)):
        for name, content in files.items():
            file = folder / below / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_bytes(content)
