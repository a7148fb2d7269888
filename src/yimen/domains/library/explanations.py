"""A kept determination in plain Chinese: sentences and rows for the file, reasons for the letter. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from yimen.domains.library.types import Determination, Explanation, LetterReason, Names, Row, Titles
from yimen.domains.library.wording import in_words, row_of, statement
from yimen.kernel import Programme

Reasons = Sequence[Mapping[str, Any]]

APPROVERS = {
    "county": "县级人民政府民政部门",
    "town": "乡镇人民政府、街道办事处",
    "county_head": "县级人民政府民政部门负责人",
    "county_government": "县级人民政府",
}
COMPONENTS = {
    "base": "基本保障",
    "supplement": "分类施保",
    "care": "照料护理",
    "total_reimbursed": "累计报销",
}
CHANGES = {"start": "新增", "increase": "增发", "decrease": "减发", "stop": "停发", "exit": "退出"}


def explain(determination: Determination, titles: Titles, names: Names) -> Explanation:
    """Result, reasons and what is not settled; the same determination always reads the same."""
    rows = tuple(row_of(reason, titles, names) for reason in determination["reasons"])
    return Explanation(
        headline=_headline(determination),
        sentences=tuple(_sentence(row) for row in rows),
        rows=rows,
        remarks=tuple(_remarks(determination, titles)),
    )


def letter_reasons(
    reasons: Reasons, titles: Titles, names: Names, *, is_positive: bool
) -> list[LetterReason]:
    """What a decision letter says: a refusal each condition that fails; else the amounts, then what is met.

    Conditions that rest on no amount or count are gathered in one sentence.
    """
    rows = [row_of(reason, titles, names) for reason in reasons]
    if not is_positive:
        return [LetterReason(statement(row), row.article) for row in rows if row.holds is False]
    told = [row for row in rows if row.is_amount or (row.holds and _has_amount(row))]
    met = [row for row in rows if row.holds and row.article and not _has_amount(row) and not _sums_up(row)]
    gathered = [LetterReason("、".join(row.title for row in met), _articles(met))] if met else []
    return [LetterReason(statement(row), row.article) for row in told] + gathered


def _has_amount(row: Row) -> bool:
    return any(fact.is_worth_saying and fact.value.endswith("元") for fact in row.because)


def _sums_up(row: Row) -> bool:
    """It rests on other conditions only, which are told themselves."""
    return bool(row.because) and all(fact.value in ("是", "否") for fact in row.because)


def _articles(rows: Sequence[Row]) -> str:
    return "；".join(dict.fromkeys(row.article for row in rows))


def _sentence(row: Row) -> str:
    return f"{statement(row)}（{row.article}）。" if row.article else f"{statement(row)}。"


def _headline(determination: Determination) -> str:
    title = Programme(determination["programme"]).title
    if determination["eligible"] is None:
        return f"{title}：暂不能确定"
    if not determination["eligible"]:
        return f"{title}：不符合条件"
    parts = [f"{title}：符合条件", *_amount(determination), *_period(determination)]
    return "，".join(parts)


def _amount(determination: Determination) -> Iterator[str]:
    for name, words in (("amount_month", "每月"), ("amount_once", "一次性")):
        if amount := determination.get(name):
            parts = [f"{COMPONENTS.get(n, n)}{v}元" for n, v in _paid_components(determination)]
            yield f"{words}{amount}元" + (f"（{'，'.join(parts)}）" if len(parts) > 1 else "")


def _paid_components(determination: Determination) -> list[tuple[str, str]]:
    components = determination.get("components") or {}
    return [(name, str(value)) for name, value in components.items() if value not in (None, "0.00")]


def _period(determination: Determination) -> Iterator[str]:
    if start := determination.get("from"):
        yield f"自{_day(start)}起"
    if end := determination.get("through"):
        yield f"至{_day(end)}止"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _remarks(determination: Determination, titles: Titles) -> Iterator[str]:
    if missing := determination.get("missing"):
        yield "还需要查明：" + "、".join(titles.get(name, name) for name in missing) + "。"
    if determination.get("needs_review"):
        yield "有当地规定未查到来源，须由经办人员人工复核。"
    for change in determination.get("changes") or ():
        kind = CHANGES.get(change["kind"], change["kind"])
        part = COMPONENTS.get(change["component"], change["component"])
        yield f"{kind}：{part}由{in_words(change['before'])}调整为{in_words(change['after'])}。"
    if approver := APPROVERS.get(determination.get("approver") or ""):
        yield f"由{approver}确认。"
