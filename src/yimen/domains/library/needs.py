"""What a department has to know to help, by the kind of help: a county's own words, else the law's."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

import yaml

from yimen.domains.library import shelves
from yimen.domains.library.types import Condition, ItemFilters, ItemKind
from yimen.kernel import RegionCode


def needs_of(kind: ItemKind, region: RegionCode, on: date) -> tuple[Condition, ...]:
    """Each with the article that names it; what the place says of its items has none of its own."""
    asked = dict.fromkeys(
        text for item in shelves.items_at(region, on, ItemFilters(kind=kind)) for text in item.materials
    )
    return tuple(Condition(text, "") for text in asked) or by_law().get(kind, ())


@cache
def by_law() -> Mapping[ItemKind, tuple[Condition, ...]]:
    """What the law names for the whole country."""
    file = resources.files(__package__) / "needs.yaml"
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        ItemKind(kind): tuple(Condition(need["text"], need["article"]) for need in needs)
        for kind, needs in said.items()
    }
