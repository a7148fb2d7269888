"""An explanation as sentences a resident can read, and as rows of a table for the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from yimen.engine.explain.tree import Condition, Explanation, Origin
from yimen.engine.kinds import Entity


@dataclass(frozen=True, slots=True)
class Row:
    level: int
    name: str
    title: str
    value: str
    formula: str
    with_numbers: str
    basis: str


def sentences(explanation: Explanation, *, is_full: bool = False) -> list[str]:
    """Short: the value, what failed and what it was made of.

    Full: all the way down to facts and parameters.
    """
    if is_full:
        return [_sentence(one) for one in explanation.everything()]
    return [_sentence(explanation), *(_sentence(child) for child in explanation.children)]


def rows(explanation: Explanation, *, is_full: bool = False) -> list[Row]:
    return list(_rows(explanation, 0, 99 if is_full else 1, set()))


def _rows(one: Explanation, level: int, deepest: int, seen: set[tuple[str, int | None]]) -> Iterator[Row]:
    is_repeated = (one.name, one.person) in seen
    seen.add((one.name, one.person))
    yield Row(level, one.name, _title(one), _value(one), one.formula, one.with_numbers, basis(one))
    if level < deepest and not is_repeated:
        for child in one.children:
            yield from _rows(child, level + 1, deepest, seen)


def _title(one: Explanation) -> str:
    return one.title if one.person is None else f"成员{one.person + 1}的{one.title}"


def _value(one: Explanation) -> str:
    return f"{one.text} {one.unit}".rstrip() if one.value is not None else one.text


def basis(one: Explanation) -> str:
    """The article of a rule, the source of a parameter, the declaration of a fact."""
    if one.origin is Origin.RULE:
        return one.article
    if one.origin is Origin.INPUT:
        return "申报或核实的事实"
    found = one.parameter
    if found is None or (found.source is None and found.value is None):
        return "没有查到依据"
    if found.is_overridden:
        return "本次指定"
    dates = f"，自 {found.since} 起" if found.since else ""
    marks = (
        f"{'，未经出处证实' if found.is_unsourced else ''}{'，已过所载年度' if found.is_unconfirmed else ''}"
    )
    return f"{found.source or found.note or '未注明'}{dates}{marks}"


def _sentence(one: Explanation) -> str:
    stated = basis(one)
    parts = [f"{_title(one)}：{_value(one)}" + (f"（{stated}）" if stated else "")]
    if one.origin is Origin.RULE and _is_worth_showing(one):
        parts.append(f"算法：{one.formula}")
        if one.with_numbers != one.formula:
            parts.append(f"代入：{one.with_numbers}")
    parts += [_failure(condition) for condition in one.failed]
    if one.value is None and one.missing:
        parts.append(f"尚缺：{'、'.join(_missing_title(one, m.name, m.person) for m in one.missing)}")
    return "；".join(parts) + "。"


def _is_worth_showing(one: Explanation) -> bool:
    return one.expression is not None and one.expression.op not in ("ref", "literal")


def _failure(condition: Condition) -> str:
    verdict = "不成立" if condition.value is False else "因缺少事实尚不能判断"
    is_plain = condition.with_numbers.startswith(
        condition.text
    )  # a named truth, with only its value behind it
    numbers = "" if is_plain else f"（{condition.with_numbers}）"
    return f"其中“{condition.text}”{numbers}{verdict}"


def _missing_title(one: Explanation, name: str, person: int | None) -> str:
    rules = one.words.rules
    is_declared = name in rules.rules or name in rules.inputs or name in rules.parameters
    title = rules.title(name) if is_declared else name
    if person is None or rules.entity(name) is Entity.HOUSEHOLD:
        return title
    return f"成员{person + 1}的{title}"
