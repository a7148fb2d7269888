"""Writing many rows by COPY. Row policies forbid COPY into their tables, so rows go through a temporary one.

The rows are then inserted under the policies and constraints of their table, as if written one by one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils import timezone
from psycopg import sql

TAKEN_AS_THEY_ARE = (
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DateTimeField,
    models.TextField,
    models.UUIDField,
)
"""Fields whose values PostgreSQL takes without preparation; not what derives from them."""


def copy_rows(rows: Sequence[models.Model], using: str = DEFAULT_DB_ALIAS) -> bytes:
    """Insert unsaved rows of one model; returns a digest of what they say before encryption."""
    digest = hashlib.sha256()
    if not rows:
        return digest.digest()
    connection, meta = connections[using], type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    now = timezone.now()
    for row in rows:
        for field in fields:
            if getattr(field, "auto_now_add", False) and getattr(row, field.attname) is None:
                setattr(row, field.attname, now)
        digest.update(repr([str(getattr(row, field.attname)) for field in fields]).encode())
    columns = [
        _prepared([getattr(row, field.attname) for row in rows], field, connection) for field in fields
    ]
    values = zip(*columns, strict=True)
    copy_values(meta.db_table, [str(field.column) for field in fields], values, using)
    return digest.digest()


def _prepared(values: list[Any], field: "models.Field[Any, Any]", connection: Any) -> list[Any]:
    """A column as the database wants it."""
    source = field.target_field if isinstance(field, models.ForeignKey) else field
    if type(source) in TAKEN_AS_THEY_ARE:
        return values
    return [field.get_db_prep_save(value, connection) for value in values]


def copy_values(
    table: str, columns: Sequence[str], values: Iterable[Sequence[Any]], using: str = DEFAULT_DB_ALIAS
) -> None:
    """Insert plain values, in the order of `columns`."""
    target = sql.Identifier(table)
    waiting = sql.Identifier(f"copied_{table}")
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connections[using].cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                waiting, named, target
            )
        )
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(waiting, named)) as copy:
            for row in values:
                copy.write_row(row)
        cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(target, named, named, waiting))
        cursor.execute(sql.SQL("DROP TABLE {}").format(waiting))
