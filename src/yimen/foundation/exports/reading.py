"""Rows of a list that is made in chunks: which they are is settled first; they are read a chunk at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

CHUNK = 500


@dataclass(frozen=True)
class Found:
    """The keys of all rows, in their order, and how to read those of some keys."""

    keys: Sequence[Any]
    read: Callable[[Sequence[Any]], Sequence[Any]]

    def chunks(self) -> Iterator[Sequence[Any]]:
        """The keys, some at a time."""
        for start in range(0, len(self.keys), CHUNK):
            yield self.keys[start : start + CHUNK]


def found_rows(rows: QuerySet[Any, Any]) -> Found:
    """Rows of the database: no row slips from one chunk into another while the list is made."""
    return Found(list(rows.values_list("pk", flat=True)), lambda keys: list(rows.filter(pk__in=keys)))


def at_hand(rows: Sequence[Any]) -> Found:
    """Rows that were worked out already."""
    return Found(rows, lambda some: some)
