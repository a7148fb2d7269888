"""A stored determination in plain Chinese: sentences for the letter, rows for the table. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yimen.domains.library.types import Explanation, Fact, Row
from yimen.kernel import Programme

Determination = Mapping[str, Any]
Titles = Mapping[str, str]

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


def explain(determination: Determination, titles: Titles) -> Explanation:
    """Result, reasons and what is not settled; the same determination always reads the same."""
    rows = tuple(_row(reason, titles) for reason in determination["reasons"])
    return Explanation(
        headline=_headline(determination),
        sentences=tuple(_sentence(row) for row in rows),
        rows=rows,
        remarks=tuple(_remarks(determination, titles)),
    )


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


def _row(reason: Mapping[str, Any], titles: Titles) -> Row:
    because = tuple(
        Fact(titles.get(name, name), in_words(value)) for name, value in (reason.get("because") or {}).items()
    )
    return Row(reason["title"], in_words(reason["value"]), reason.get("article") or "", because)


def in_words(value: object) -> str:
    """A value as people write it: money with 元, yes and no, unknown, lists joined."""
    if value is None:
        return "不明"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(in_words(one) for one in value)
    return f"{value}元" if _is_money(value) else str(value)


def _is_money(value: object) -> bool:
    """Amounts are the only values written with exactly two decimals."""
    whole, point, cents = str(value).partition(".") if isinstance(value, str) else ("", "", "")
    return bool(point) and len(cents) == 2 and cents.isdigit() and whole.lstrip("-").isdigit()


def _sentence(row: Row) -> str:
    said = f"{row.title}：{row.value}"
    if row.because:
        said += "，依据" + "、".join(f"{fact.title}{fact.value}" for fact in row.because)
    return f"{said}（{row.article}）。" if row.article else f"{said}。"


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
