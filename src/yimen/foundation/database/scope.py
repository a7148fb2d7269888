"""The scope of a transaction: which regions, and which shared subjects, its rows may belong to.

The scope lives in four settings of the current transaction, so a pooled connection cannot carry it to
the next request. The policies that read it are in `policies`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_Row = TypeVar("_Row")
_NAMES = ("yimen.region_lo", "yimen.region_hi", "yimen.shared", "yimen.reader")
_READ_AND_SET = "SELECT " + ", ".join(
    [f"coalesce(current_setting('{name}', true), '')" for name in _NAMES]
    + [f"set_config('{name}', %s, true)" for name in _NAMES]
)
_SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in _NAMES)

_SET_FOR_SESSION = _SET.replace("true", "false")


@dataclass(frozen=True)
class Scope:
    """Regions from `lo` up to, not including, `hi` (12 digits, compared byte by byte) and shared subjects.

    `reader` is the user who looks, for the few rows that are kept from somebody of their own region.
    """

    lo: str
    hi: str
    shared: tuple[UUID, ...] = ()
    reader: UUID | None = None

    def settings(self) -> tuple[str, str, str, str]:
        """The values of the four database settings."""
        shared = "{" + ",".join(str(subject) for subject in self.shared) + "}"
        return self.lo, self.hi, shared, "" if self.reader is None else str(self.reader)


EVERYWHERE = Scope("0", ":")
"""Every region code: all begin with a digit, and ':' follows '9'."""


@contextmanager
def scoped(scope: Scope, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Open a transaction (or savepoint) that sees the rows of `scope`; an outer scope returns after it."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(_READ_AND_SET, scope.settings())
        outer = cursor.fetchone()[: len(_NAMES)]
        yield
        if not connection.needs_rollback:  # a rollback restores the outer scope by itself
            cursor.execute(_SET, outer)


@contextmanager
def system_scope(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Open a transaction that sees every row; for jobs and set-up, whose caller records why in the audit."""
    with scoped(EVERYWHERE, using):
        yield


@contextmanager
def session_everywhere(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Every transaction of a connection sees every row until it is closed: migrations open their own."""
    with connection.cursor() as cursor:
        cursor.execute(_SET_FOR_SESSION, EVERYWHERE.settings())
    try:
        yield
    finally:
        connection.close()


def scoped_rows(scope: Scope, rows: Callable[[], Iterable[_Row]]) -> Iterator[_Row]:
    """Yield rows inside their own scoped transaction: for streamed responses, which outlive the request's."""
    with scoped(scope):
        yield from rows()
