"""Property that rules a family out by itself, with what is excepted: as the rules answered, not anew.

Only what a programme applied for looks at is a veto; what others look at is told in a sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yimen.domains.verification.rules.reports.figures import Parameter
from yimen.domains.verification.types.lines import BUSINESS_KINDS, VEHICLE_KINDS, LineKind
from yimen.domains.verification.types.reports import Counted, Veto
from yimen.kernel import Programme, Sentence


@dataclass(frozen=True)
class _Ground:
    """A condition of the rules, the kinds of things it is about, and the parameter that excepts some."""

    condition: str
    kinds: frozenset[LineKind]
    parameter: str


GROUNDS = (
    _Ground("vehicles_ok", frozenset(VEHICLE_KINDS), "vehicles_allowed"),
    _Ground("homes_ok", frozenset({LineKind.HOME}), "homes_max"),
    _Ground("non_residential_ok", frozenset({LineKind.NON_RESIDENTIAL}), "non_residential_max"),
    _Ground("businesses_ok", frozenset(BUSINESS_KINDS), "businesses_allowed"),
)
_WORDS: Mapping[LineKind, str] = {**VEHICLE_KINDS, **BUSINESS_KINDS}


def vetoes(
    counted: Sequence[Counted],
    values: Mapping[str, Any],
    parameters: Mapping[str, Parameter],
    names: Mapping[object, str],
    looking: Mapping[Programme, frozenset[str]],
) -> tuple[Veto, ...]:
    """Each thing found that a condition looks at: whether it stands in the way, and on what that rests.

    `looking` has the rules behind each programme applied for: a veto names those it is about, or none.
    """
    return tuple(
        veto
        for ground in GROUNDS
        for each in counted
        if each.kind in ground.kinds
        for veto in _looked_at(each, ground, values, parameters, names, _affected(ground, values, looking))
    )


def _affected(
    ground: _Ground, values: Mapping[str, Any], looking: Mapping[Programme, frozenset[str]]
) -> tuple[Programme, ...]:
    """Which of the programmes look; temporary assistance only where it is for spending."""
    is_for_spending = values.get("request_kind") in (None, "unknown", "expenditure")
    return tuple(
        programme
        for programme, rules in looking.items()
        if ground.condition in rules and (is_for_spending or programme is not Programme.TEMPORARY)
    )


def _looked_at(
    each: Counted,
    ground: _Ground,
    values: Mapping[str, Any],
    parameters: Mapping[str, Parameter],
    names: Mapping[object, str],
    affected: tuple[Programme, ...],
) -> Iterator[Veto]:
    rule = parameters[ground.parameter]
    who, title = names.get(each.person_id, ""), each.kind.title
    is_ok = values.get(ground.condition)
    if each.kind in _WORDS and rule.value is not None:
        if _WORDS[each.kind] in rule.value:
            yield Veto(who, title, False, Sentence("属于允许拥有的，不影响申请。"), rule.source, affected)
        else:
            yield Veto(who, title, True, Sentence("不在允许拥有的范围内。"), rule.source, affected)
    elif is_ok is True:
        yield Veto(who, title, False, Sentence("没有超过规定的数量。"), rule.source, affected)
    elif is_ok is False:
        yield Veto(who, title, True, Sentence("超过规定的数量。"), rule.source, affected)
    else:
        yield Veto(who, title, None, Sentence("没有查到本地的规定，须由工作人员判断。"), None, affected)
