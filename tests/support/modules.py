"""What the tests of one module have in common: whether they commit, and what they begin with."""

from collections.abc import Sequence
from itertools import groupby

import pytest


def commits(module: pytest.Collector) -> bool:
    """One of its tests really commits, so that nothing may wait below them in an open transaction."""
    return any(
        mark.kwargs.get("transaction")
        for item in module.session.items
        if item.getparent(pytest.Module) is module
        for mark in item.iter_markers("django_db")
    )


def in_layers(items: Sequence[pytest.Item], layers: Sequence[str]) -> list[pytest.Item]:
    """The same order of modules; within one, by the highest of these fixtures that a test stands on."""

    def height(item: pytest.Item) -> int:
        return sum(layer in getattr(item, "fixturenames", ()) for layer in layers)

    return [
        item
        for _module, group in groupby(items, lambda item: item.getparent(pytest.Module))
        for item in sorted(group, key=height)
    ]
