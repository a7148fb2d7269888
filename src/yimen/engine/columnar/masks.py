"""Where a truth is true and where it is false, and where a number is known: the source of NumPy masks.

A truth is two columns, so that nothing is worked out twice: `not` only changes their places.
"""

from functools import reduce

TRUTHS = frozenset({"and", "or", "not", "any", "all"})


def of_truths(op: str, true: list[str], false: list[str], is_certain: bool) -> tuple[str, str]:
    """Where the outcome is true, and where it is false; `is_certain`: the condition of a choice is known."""
    if op == "not":
        return false[0], true[0]
    if op in ("any", "all"):
        other = "all" if op == "any" else "any"
        return f"members.{op}({true[0]})", f"members.{other}({false[0]})"
    if op == "where":
        return _chosen(true, true[0], false[0], is_certain), _chosen(false, true[0], false[0], is_certain)
    both, either = ("both", "either") if op == "and" else ("either", "both")
    return f"{both}({true[0]}, {true[1]})", f"{either}({false[0]}, {false[1]})"


def _chosen(side: list[str], if_true: str, if_false: str, is_certain: bool) -> str:
    """An unknown condition leaves what both branches say."""
    decided = f"either(both({if_true}, {side[1]}), both({if_false}, {side[2]}))"
    return decided if is_certain else f"either({decided}, both({side[1]}, {side[2]}))"


def of_choice(true: str, false: str | None, known: list[str | None], same: str) -> str | None:
    """Where one of two numbers is known; without `false` the condition is; `same`: both are equal."""
    then, otherwise = (one or "true" for one in known)
    decided = f"either(both({true}, {then}), without({otherwise}, {true}))"
    if false is None:
        return None if known == [None, None] else decided
    decided = f"either(both({true}, {then}), both({false}, {otherwise}))"
    return f"either({decided}, both(both({then}, {otherwise}), {same}))"


def all_of(masks: list[str]) -> str:
    """Where all are known; there is at least one."""
    return reduce("both({}, {})".format, masks)
