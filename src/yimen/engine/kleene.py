"""Strong Kleene logic on single Python values, called by generated code where an unknown (None) can occur."""

from collections.abc import Callable, Sequence
from typing import Any

from yimen.engine.arithmetic import BETWEEN


def strict(function: Callable[..., Any]) -> Callable[..., Any]:
    """Unknown as soon as one operand is."""

    def apply(*values: Any) -> Any:
        return None if None in values else function(*values)

    return apply


def k_and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def k_or(left: bool | None, right: bool | None) -> bool | None:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def k_not(value: bool | None) -> bool | None:
    return None if value is None else not value


def k_where(condition: bool | None, then: Any, otherwise: Any) -> Any:
    if condition is None:
        return then if then == otherwise else None
    return then if condition else otherwise


def k_total(values: Sequence[int | None]) -> int | None:
    return None if None in values else sum(values)  # type: ignore[arg-type]  # None was just excluded


def k_count(values: Sequence[bool | None]) -> int | None:
    return None if None in values else values.count(True)


def k_any(values: Sequence[bool | None]) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def k_all(values: Sequence[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def round_whole(numerator: int, denominator: int, mode: int, step: int) -> int:
    """One formula for down (0), half up (1) and up (2): shift by 0, a half or nearly one, then floor."""
    unit = denominator * step
    return (2 * numerator + mode * unit - (mode & 2)) // (2 * unit) * step


def _contains(choices: frozenset[str], choice: str) -> bool:
    return choice in choices


NAMESPACE: dict[str, Any] = {
    "k_and": k_and,
    "k_or": k_or,
    "k_not": k_not,
    "k_where": k_where,
    "k_total": k_total,
    "k_count": k_count,
    "k_any": k_any,
    "k_all": k_all,
    "k_add": strict(lambda a, b: a + b),
    "k_sub": strict(lambda a, b: a - b),
    "k_mul": strict(lambda a, b: a * b),
    "k_floordiv": strict(lambda a, b: a // b),
    "k_min": strict(min),
    "k_max": strict(max),
    "k_lt": strict(lambda a, b: a < b),
    "k_le": strict(lambda a, b: a <= b),
    "k_gt": strict(lambda a, b: a > b),
    "k_ge": strict(lambda a, b: a >= b),
    "k_eq": strict(lambda a, b: a == b),
    "k_ne": strict(lambda a, b: a != b),
    "k_contains": strict(_contains),
    "k_round": strict(round_whole),
    "round_whole": round_whole,
    **BETWEEN,
    **{f"k_{unit}": strict(function) for unit, function in BETWEEN.items()},
}
