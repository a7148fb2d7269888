"""Columns, sorting and paging of list pages, as the table component reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from .requests import whole_number

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column:
    """One column: its title, the sort key if it can be sorted, and a class for numbers."""

    title: str
    sort: str = ""
    css: str = ""


def columns(*titles: str) -> list[Column]:
    return [Column(title) for title in titles]


@dataclass(frozen=True)
class Sorting:
    """The present order of a list; `url` gives the address that sorts by a key, or turns its order."""

    request: HttpRequest
    key: str
    is_descending: bool

    @classmethod
    def of(cls, request: HttpRequest, allowed: Sequence[str], default: str) -> "Sorting":
        asked = request.GET.get("sort", default)
        key = asked.removeprefix("-")
        if key not in allowed:
            asked = key = default
        return cls(request, key, asked.startswith("-"))

    def url(self, key: str) -> str:
        turned = f"-{key}" if key == self.key and not self.is_descending else key
        return address(self.request, sort=turned, page=None)


@dataclass(frozen=True)
class Paging(Generic[Row]):
    """One page of rows and the way to its neighbours."""

    request: HttpRequest
    rows: Sequence[Row]
    number: int
    total: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def previous_url(self) -> str:
        return address(self.request, page=str(self.number - 1)) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return address(self.request, page=str(self.number + 1)) if self.number < self.pages else ""


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, whole_number(asked))


def paged(request: HttpRequest, rows: Sequence[Row], size: int = 50) -> Paging[Row]:
    """A page of rows that are all at hand already (short lists)."""
    total = len(rows)
    number = min(page_number(request), max(1, -(-total // size)))
    return Paging(request, rows[(number - 1) * size : number * size], number, total, size)


def paged_rows(request: HttpRequest, rows: QuerySet[Any], size: int = 50) -> Paging[Any]:
    """A page of rows still in the database: one query to count, one to fetch."""
    total = rows.count()
    number = min(page_number(request), max(1, -(-total // size)))
    return Paging(request, list(rows[(number - 1) * size : number * size]), number, total, size)


def address(request: HttpRequest, **changes: str | None) -> str:
    """This page's address with some of its query changed; None removes a key."""
    query = {key: request.GET.get(key) for key in request.GET} | changes
    return f"{request.path}?{urlencode({key: value for key, value in query.items() if value})}"
