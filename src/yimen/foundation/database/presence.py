"""One question instead of many: which of several tables have anything to say."""

from typing import Any

from django.db.models import CharField, QuerySet, Value


def present(**asked: QuerySet[Any]) -> set[str]:
    """The names of those queries that find at least one row."""
    each = [_named(name, rows) for name, rows in asked.items()]
    return set(each[0].union(*each[1:], all=True)) if each else set()


def _named(name: str, rows: QuerySet[Any]) -> QuerySet[Any, str]:
    found = rows.order_by().annotate(present_as=Value(name, output_field=CharField()))
    names: QuerySet[Any, str] = found.values_list("present_as", flat=True)
    return names[:1]
