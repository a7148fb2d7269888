"""Row policies: migrations `protect()` each table of household rows; `unprotected_tables()` finds the others.

The SQL behind it is the procedure `yimen_protect`, made by the migration `database.0001_scope`, on which a
migration that calls `protect()` depends.
"""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations import RunSQL

_REGION_TABLES = """
    SELECT table_.relname
      FROM pg_catalog.pg_class AS table_
      JOIN pg_catalog.pg_namespace AS schema_ ON schema_.oid = table_.relnamespace
      JOIN pg_catalog.pg_attribute AS column_ ON column_.attrelid = table_.oid
     WHERE table_.relkind IN ('r', 'p')
       AND schema_.nspname NOT IN ('pg_catalog', 'information_schema')
       AND column_.attname = 'region' AND NOT column_.attisdropped
       AND NOT (table_.relrowsecurity AND table_.relforcerowsecurity
                AND EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = table_.oid))
     ORDER BY table_.relname
"""


def protect(table: str, region_column: str = "region", subject_column: str = "id") -> RunSQL:
    """Migration step: only rows of the scope's regions, or of its shared subjects, are seen or written.

    `subject_column` holds the id that a share names: the row's own, or that of its household or case.
    Both columns need an index that begins with them.
    """
    call = f"CALL yimen_protect('{table}', '{region_column}', '{subject_column}')"
    return RunSQL(call, f"CALL yimen_unprotect('{table}')")


def unprotected_tables(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Tables with a `region` column and no forced row policy; a test holds each against a reasoned list."""
    with connections[using].cursor() as cursor:
        cursor.execute(_REGION_TABLES)
        return [row[0] for row in cursor.fetchall()]
