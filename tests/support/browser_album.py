"""Pictures of pages, where a folder is named: `YIMEN_ALBUM` for looking, `YIMEN_PICTURES` for the docs."""

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page


@dataclass(frozen=True)
class Album:
    """Whole pages of every kind, for looking at; and chosen pictures for the docs, small."""

    everything: Path | None = None
    chosen: Path | None = None

    @classmethod
    def named(cls) -> "Album":
        return cls(*(Path(named) if (named := os.environ.get(name)) else None for name in _FOLDERS))

    def keep(self, page: Page, kind: str, size: tuple[int, int]) -> None:
        if self.everything:
            name = re.sub(r"\W+", "-", kind).strip("-")
            _write(self.everything / f"{name}-{size[0]}.png", page.screenshot(full_page=True))

    def picture(self, page: Page, name: str) -> None:
        """What the screen shows now."""
        if self.chosen:
            _write(self.chosen / f"{name}.png", page.screenshot())


_FOLDERS = ("YIMEN_ALBUM", "YIMEN_PICTURES")


def _write(path: Path, picture: bytes) -> None:
    """128 colours are enough for text and forms, and keep a picture far below 150 KB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(128).save(path, optimize=True)
