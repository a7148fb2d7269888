"""Columns, sorting and paging of list pages, as the table component reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import BinaryField, F, Func, QuerySet, Value
from django.http import HttpRequest

from .requests import whole_number

Row = TypeVar("Row")

MOST_SORTED = 100_000
"""A longer list is narrowed before it is put in another order: its own order comes from an index."""
_DICTIONARY = "GB18030"
"""In this encoding the usual characters stand in the order of their sound, as in a dictionary."""


class Words(str):
    """The sort key of a column of Chinese text."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """One column: its title, the field it can be sorted by (`Words` for text), a class for numbers."""

    title: str
    sort: str = ""
    css: str = ""


def columns(*titles: str | tuple[str, str] | tuple[str, str, str]) -> list[Column]:
    """A title alone, or with the field by which the column can be sorted, and its class."""
    return [Column(title) if isinstance(title, str) else Column(*title) for title in titles]


@dataclass(frozen=True)
class Sorting:
    """The order somebody asked for; without a key the list keeps its own.

    `url` gives the address that sorts by a column; asked again it turns the order, and then ends it.
    """

    request: HttpRequest
    key: str = ""
    is_descending: bool = False
    is_refused: bool = False

    @classmethod
    def of(cls, request: HttpRequest, titled: Iterable[Column], total: int = 0) -> "Sorting":
        asked = request.GET.get("sort", "")
        key = next((each.sort for each in titled if each.sort and each.sort == asked.removeprefix("-")), "")
        if key and total > MOST_SORTED:
            return cls(request, is_refused=True)
        return cls(request, key, bool(key) and asked.startswith("-"))

    def url(self, key: str) -> str:
        turned: str | None = key
        if key == self.key:
            turned = None if self.is_descending else f"-{key}"
        return address(self.request, sort=turned, page=None)

    def terms(self) -> tuple[Any, ...]:
        """What the database sorts by; what is unknown comes last."""
        if not self.key:
            return ()
        field: Any = F(self.key)
        if isinstance(self.key, Words):
            field = Func(field, Value(_DICTIONARY), function="convert_to", output_field=BinaryField())
        order = field.desc if self.is_descending else field.asc
        return (order(nulls_last=True),)

    def put(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Rows at hand in this order; those that are equal stay as they were."""
        if not self.key:
            return rows
        known = [row for row in rows if _value(row, self.key) is not None]
        unknown = [row for row in rows if _value(row, self.key) is None]
        known.sort(key=lambda row: _rank(_value(row, self.key)), reverse=self.is_descending)
        return [*known, *unknown]


def _value(row: object, key: str) -> Any:
    return reduce(lambda found, name: getattr(found, name, None), key.split("__"), row)


def _rank(value: Any) -> Any:
    return value.encode(_DICTIONARY) if isinstance(value, str) else value


@dataclass(frozen=True)
class Paging(Generic[Row]):
    """One page of rows and the way to its neighbours."""

    request: HttpRequest
    rows: Sequence[Row]
    number: int
    total: int
    size: int
    sorting: Sorting | None = None

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


def paged(
    request: HttpRequest, rows: Sequence[Row], titled: Sequence[Column] = (), size: int = 50
) -> Paging[Row]:
    """A page of rows that are all at hand already (short lists)."""
    total = len(rows)
    sorting = Sorting.of(request, titled)
    number = min(page_number(request), max(1, -(-total // size)))
    shown = sorting.put(rows)[(number - 1) * size : number * size]
    return Paging(request, shown, number, total, size, sorting)


def paged_rows(
    request: HttpRequest, rows: QuerySet[Any, Any], titled: Sequence[Column] = (), size: int = 50
) -> Paging[Any]:
    """A page of rows still in the database: one query to count, one to fetch.

    The order of the room ends in an id and decides between equals, so no page repeats a row of another.
    """
    total = rows.count()
    sorting = Sorting.of(request, titled, total)
    number = min(page_number(request), max(1, -(-total // size)))
    ordered = rows.order_by(*sorting.terms(), *rows.query.order_by) if sorting.key else rows
    return Paging(request, list(ordered[(number - 1) * size : number * size]), number, total, size, sorting)


def address(request: HttpRequest, **changes: str | None) -> str:
    """This page's address with some of its query changed; None removes a key."""
    query = {key: request.GET.get(key) for key in request.GET} | changes
    return f"{request.path}?{urlencode({key: value for key, value in query.items() if value})}"
