"""The version of the rulebook: the package's, with a digest of every rule and parameter, stored
with each decision."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from yimen.rulebook.parameters.overlays import overlay_texts


def version() -> str:
    return _version(overlay_texts())


@cache
def _version(overlays: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(_files(resources.files("yimen.rulebook"), "")):
        digest.update(name.encode())
        digest.update(content)
    for text in overlays:
        digest.update(text.encode())
    return f"{metadata.version('yimen')}+{digest.hexdigest()[:12]}"


def _files(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _files(entry, name)
        elif entry.name.endswith((".py", ".yaml")):
            found.append((name, entry.read_bytes()))
    return found
