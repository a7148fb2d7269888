"""What rests on a household or a person: one register of every room's tables, for whoever undoes or merges.

Keys of the database are found by themselves, so that no table is forgotten. What names somebody without a
key, and in which words a page says so, each room declares as it starts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from yimen.kernel import Sentence

from ..models import Household, Person

OWN_ROOM = Person._meta.app_label
SOMETHING = Sentence("已有其他登记")
"""Of a table whose room declares no words."""


@dataclass(frozen=True, slots=True)
class Table:
    """How the rows of a table name somebody, beside its keys."""

    said: Sentence = SOMETHING
    households: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    at: str = ""
    """When a row was written; a table without it is not asked for what came after a moment."""
    planned: Q | None = None
    """Rows that a clock planned and nobody has touched: they fall away with whom they name."""


_DECLARED: dict[str, Table] = {}


def declare(label: str, table: Table) -> None:
    """Said once by the room of a table, as it starts."""
    _DECLARED[label] = table


def keys_of(named: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every key of the other rooms to persons or households; what describes one stays with its row."""
    for relation in named._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not relation.auto_created or relation.concrete or not isinstance(model, type):
            continue
        if model._meta.app_label != OWN_ROOM:
            yield model, relation.field.name  # type: ignore[union-attr]


def said_of(label: str) -> Sentence:
    """In which words a page speaks of the rows of a table."""
    return _DECLARED.get(label, Table()).said


def what_rests_on(
    households: Collection[UUID],
    persons: Collection[UUID],
    *,
    since: datetime | None = None,
    but: Collection[UUID] = (),
) -> dict[UUID, tuple[Sentence, ...]]:
    """Of these the ones that something rests on, and what; `but` are rows known to the caller.

    What was only planned does not count. One query for a table, whatever the number of people.
    """
    found: dict[UUID, list[Sentence]] = defaultdict(list)
    for label, (homes, people) in _tables().items():
        table = _DECLARED.get(label, Table())
        if since is not None and not table.at:
            continue
        for subject in _named(label, table, (homes, households), (people, persons), since, but):
            if table.said not in found[subject]:
                found[subject].append(table.said)
    return {subject: tuple(said) for subject, said in found.items()}


def _tables() -> dict[str, tuple[list[str], list[str]]]:
    """Every table that names somebody: its columns for households, and those for persons."""
    tables: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for place, named in enumerate((Household, Person)):
        for model, column in keys_of(named):
            tables[model._meta.label][place].append(column)
    for label, table in _DECLARED.items():
        tables[label][0].extend(table.households)
        tables[label][1].extend(table.persons)
    return tables


def _named(
    label: str,
    table: Table,
    homes: tuple[list[str], Collection[UUID]],
    people: tuple[list[str], Collection[UUID]],
    since: datetime | None,
    but: Collection[UUID],
) -> set[UUID]:
    """Which of them a row of the table names."""
    named, columns = Q(), [*homes[0], *people[0]]
    for names, asked in (homes, people):
        for name in names:
            named |= Q(**{f"{name}__in": asked})
    rows = apps.get_model(label)._default_manager.filter(named).exclude(pk__in=but)
    if table.planned is not None:
        rows = rows.exclude(table.planned)
    if since is not None:
        rows = rows.filter(**{f"{table.at}__gt": since})
    asked_for = {*homes[1], *people[1]}
    return {key for row in rows.values_list(*columns).distinct() for key in row if key in asked_for}
