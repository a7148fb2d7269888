"""The printed items of the whole country and of single places, read once from the YAML beside this module."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from yimen.domains.library.types import Saying, Shelf, Words
from yimen.kernel import Programme

NATIONAL = ""
EVER = date(1, 1, 1)


@cache
def printed() -> tuple[Saying, ...]:
    """Every printed version of every item, in the order of the files."""
    return tuple(saying for department, entry in _entries() for saying in _sayings(department, entry))


@cache
def programmes() -> Mapping[str, Programme]:
    """The items that are programmes of the rulebook, by key."""
    return {entry["key"]: Programme(entry["programme"]) for _, entry in _entries() if "programme" in entry}


@cache
def _entries() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    folder = resources.files(__package__) / "entries"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(
        (file.name.removesuffix(".yaml"), entry)
        for file in files
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    )


def _sayings(department: str, entry: Mapping[str, Any]) -> Iterator[Saying]:
    """An entry without versions is a programme of which the rules say everything."""
    base: dict[str, Words] = {
        "department": entry.get("department", department),
        "shelf": entry.get("shelf", Shelf.POLICY.value),
        "kind": entry["kind"],
        "groups": tuple(entry["groups"]),
    }
    if "programme" in entry:
        base["title"] = Programme(entry["programme"]).title
    for number, version in enumerate(entry.get("versions", [{}]), start=1):
        yield Saying(
            key=entry["key"],
            region=version.get("region", NATIONAL),
            since=version.get("since", EVER),
            number=number,
            says={**base, **{name: _words(said) for name, said in version.get("says", {}).items()}},
        )


def _words(said: Any) -> Words:
    return tuple(map(str, said)) if isinstance(said, list) else str(said)
