"""Writes one page per programme from the rules themselves: conditions, formulas, articles, parameters, cases.

`python -m yimen.rulebook.pages docs/rules` writes them; a test says when they are out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from yimen.engine import Rules
from yimen.engine.explain import Words
from yimen.engine.expressions import Expression
from yimen.kernel import Programme
from yimen.rulebook.book import household_book
from yimen.rulebook.cases import WorkedCase, worked_cases
from yimen.rulebook.labels import LABELS
from yimen.rulebook.outcomes import OUTCOMES, Outcome
from yimen.rulebook.parameter_list import describe
from yimen.rulebook.parameters import declared, table
from yimen.rulebook.parameters.overrides import allowed_values
from yimen.rulebook.parameters.unpack import origin_of

BY_LAW = date(2026, 7, 1)
BEFORE_LAW = date(2026, 6, 30)
HEADING = ("| 规则 | 名称 | 算法 | 依据 |", "| --- | --- | --- | --- |")


def page(programme: Programme) -> str:
    outcome = OUTCOMES[programme]
    parts = [
        f"# {programme.title}\n",
        "由规则、参数和算例自动生成（`python -m yimen.rulebook.pages docs/rules`），请勿手改。\n",
        _rules(outcome),
        _older_wordings(outcome),
        _parameters(outcome),
        _cases(programme),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _rules(outcome: Outcome) -> str:
    rules = household_book().on(BY_LAW)
    lines = ["## 条件和算法（2026年7月1日起）\n", *HEADING]
    lines += [_row(rules, name) for name in _below(rules, outcome)]
    return "\n".join(lines) + "\n"


def _older_wordings(outcome: Outcome) -> str:
    """Only what was worded or founded differently before the law."""
    now, before = household_book().on(BY_LAW), household_book().on(BEFORE_LAW)
    older = [name for name in _below(before, outcome) if _row(before, name) != _row(now, name)]
    if not older:
        return "2026年6月30日以前相同。\n"
    lines = ["## 2026年6月30日以前的不同\n", *HEADING, *(_row(before, name) for name in older)]
    return "\n".join(lines) + "\n"


def _row(rules: Rules, name: str) -> str:
    written = rules.rules[name]
    formula = _cell(Words(rules, LABELS).formula(written.expression))
    return f"| `{name}` | {written.rule.title} | {formula} | {_cell(written.rule.article)} |"


def _roots(outcome: Outcome) -> tuple[str, ...]:
    amounts = (outcome.amount, *outcome.components.values(), *outcome.amounts_shown)
    return tuple(dict.fromkeys(name for name in (outcome.decides, *outcome.conditions, *amounts) if name))


def _below(rules: Rules, outcome: Outcome) -> Iterator[str]:
    """The programme's rules, each once, the result before what it needs; other programmes have own pages."""
    elsewhere = {other.decides for other in OUTCOMES.values()} - {outcome.decides}
    waiting, seen = list(_roots(outcome)), set()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in rules.rules:
            continue
        seen.add(name)
        yield name
        if name not in elsewhere:
            waiting += rules.rules[name].rule.needs


def _parameters(outcome: Outcome) -> str:
    lines = [
        "## 参数沿革\n",
        "| 参数 | 地区 | 自 | 至 | 值 | 来源或说明 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name in _parameter_names(outcome):
        for entry in table().entries(name):
            shown = describe(entry)
            value = "未知" if shown["value"] is None else _plain(shown["value"])
            source = _cell(shown["source"] or shown["note"] or "")
            dates = f"{shown['from'] or '—'} | {shown['until'] or '—'}"
            lines.append(
                f"| `{name}` {shown['title']} | {shown['region'] or '全国'} | {dates} | {value} | {source} |"
            )
    return "\n".join(lines) + "\n"


def _parameter_names(outcome: Outcome) -> tuple[str, ...]:
    rules = household_book().on(BY_LAW)
    found: dict[str, None] = {}
    for name in _below(rules, outcome):
        found |= dict.fromkeys(origin_of(one) for one in _parameters_in(rules.rules[name].expression))
    return tuple(sorted(_with_published(found)))


def _with_published(names: Iterable[str]) -> set[str]:
    """A line chosen by area stands in the tables under its urban and its rural name."""
    declared = {one.name for one in table().declarations}
    areas = {f"{name}_{area}" for name in names for area in ("urban", "rural")}
    return {name for name in (*names, *areas) if name in declared}


def _parameters_in(e: Expression) -> Iterator[str]:
    if e.op == "parameter":
        yield str(e.payload)
    for arg in e.args:
        yield from _parameters_in(arg)


def _cases(programme: Programme) -> str:
    cases = [case for case in worked_cases() if case.programme is programme]
    if not cases:
        return "## 算例\n\n没有找到公布的算例。\n"
    lines = ["## 算例\n", "| 编号 | 算例 | 结果 | 来源 |", "| --- | --- | --- | --- |"]
    lines += [f"| {case.id} | {case.title} | {_outcome_of(case)} | {_cell(case.source)} |" for case in cases]
    return "\n".join(lines) + "\n"


def _outcome_of(case: WorkedCase) -> str:
    results = "；".join(f"{key} = {_plain(value)}" for key, value in case.expected().items())
    why = case.published.get("why")
    return _cell(f"{results}。与公布不同：{why}" if why else results)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{key}: {_plain(one)}" for key, one in value.items())
    return LABELS.get(value, value) if isinstance(value, str) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def parameter_page() -> str:
    """Every name a caller can set, what may be written, and where something is known."""
    lines = [
        "# 参数\n",
        "全部参数的名称、含义和写法；各地各时期的值见各项目页。金额参数都可以另设取整：`名称.rounding`。\n",
        "| 名称 | 含义 | 单位 | 可以写 | 已知的地区 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, parameter in declared().items():
        places = dict.fromkeys(e.region or "全国" for e in table().entries(name) if e.value is not None)
        known = "、".join(places) or "无，来源未查到或由推算得出"
        lines.append(
            f"| `{name}` | {parameter.title} | {parameter.unit} | "
            f"{_cell(allowed_values(parameter))} | {known} |"
        )
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """File name → text, with an index."""
    index = ["# 规则页\n", "每个项目一页，由规则库生成。\n"]
    index += [f"- [{programme.title}]({programme.value}.md)" for programme in Programme]
    index += ["- [全部参数](parameters.md)"]
    return {
        "README.md": "\n".join(index) + "\n",
        "parameters.md": parameter_page(),
        **{f"{one.value}.md": page(one) for one in Programme},
    }


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
