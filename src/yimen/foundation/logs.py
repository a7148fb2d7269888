"""The lines of the log. They name places in the code, codes and ids; what an error says is left out."""

import logging
import traceback
from types import TracebackType

import psycopg

from yimen.kernel import YimenError

_Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes where an error came from and its kind, not its message, in which values would be quoted."""

    def formatException(self, ei: _Failure) -> str:  # noqa: N802 - the name of the library
        fault = ei[1]
        return "" if fault is None else "\n".join(_lines_of(fault))


def _lines_of(fault: BaseException) -> list[str]:
    """The chain of an error, the cause first."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    lines = [*_lines_of(before), "which led to"] if before is not None else []
    frames = traceback.extract_tb(fault.__traceback__)
    lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [*lines, _kind_of(fault)]


def _kind_of(fault: BaseException) -> str:
    """The class of an error, and what may be said of it: our code, or the database's state and constraint."""
    name = f"{type(fault).__module__}.{type(fault).__qualname__}"
    if isinstance(fault, YimenError):
        return f"{name} {fault.code}"
    if isinstance(fault, psycopg.Error):
        said = (fault.sqlstate, fault.diag.table_name, fault.diag.constraint_name)
        return " ".join([name, *filter(None, said)])
    return name
