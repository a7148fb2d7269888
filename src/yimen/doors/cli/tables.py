"""Tables of the terminal: determinations and parameters, columns aligned with Chinese characters
of double width."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yimen.rulebook.answer import Answer, Determination, Reason, yuan
from yimen.rulebook.book import household_book
from yimen.rulebook.labels import LABELS
from yimen.rulebook.leaf_titles import is_path, leaf_title

DECISIONS = {True: "符合", False: "不符合", None: "无法判定"}
COMPONENTS = {"base": "基本保障", "supplement": "分类施保", "basic": "基本生活", "care": "照料护理"}
APPROVERS = {"town": "乡镇", "county": "县", "county_head": "县局负责人", "county_government": "县政府"}


def determination_table(answer: Answer) -> str:
    """Every programme on a line, then why: first what is met or open, then what is refused."""
    rows: list[tuple[str, ...]] = [("项目", "成员", "结论", "金额（元）", "起", "止", "审批", "复核")]
    rows += [_line(one) for one in answer.determinations]
    titles = _titles(answer)
    blocks = [f"{answer.on} {answer.region}　规则 {answer.version}", _aligned(rows)]
    blocks += [_why(one, titles) for one in answer.determinations if one.eligible is not False]
    refused = [_why_not(one, titles) for one in answer.determinations if one.eligible is False]
    if refused:
        blocks.append("\n".join(["不符合的原因", *refused]))
    if answer.unsourced:
        blocks.append("没有来源的参数：" + "、".join(_called(name, titles) for name in answer.unsourced))
    if answer.overridden:
        blocks.append("本次指定的参数：" + "、".join(_called(name, titles) for name in answer.overridden))
    return "\n\n".join(blocks)


def _titles(answer: Answer) -> Mapping[str, str]:
    rules = household_book().on(answer.on)
    return {name: rules.title(name) for name in (*rules.inputs, *rules.parameters, *rules.rules)}


def _called(name: str, titles: Mapping[str, str]) -> str:
    """In Chinese, and as it is written in a file."""
    title = leaf_title(name) if is_path(name) else titles.get(name, "")
    return f"{title}（{name}）" if title else name


def _line(one: Determination) -> tuple[str, ...]:
    amount = "—" if one.amount is None else yuan(one.amount) + ("（一次）" if one.is_once else "/月")
    return (
        one.programme.title,
        one.member or "",
        DECISIONS[one.eligible],
        amount if one.eligible is not False else "",
        str(one.starts_on or ""),
        str(one.through or ""),
        APPROVERS[one.approver] if one.eligible else "",
        "是" if one.needs_review else "",
    )


def _who(one: Determination) -> str:
    return f"{one.programme.title}{f'（{one.member}）' if one.member else ''}"


def _why(one: Determination, titles: Mapping[str, str]) -> str:
    lines = [f"{_who(one)}：{DECISIONS[one.eligible]}"]
    lines += [f"  {_told(reason, titles)}" for reason in one.reasons]
    if one.missing:
        lines.append("  还缺：" + "、".join(_called(name, titles) for name in one.missing))
    lines += [
        f"  变动：{COMPONENTS.get(c.component, c.component)} {yuan(c.before)} → {yuan(c.after)}"
        for c in one.changes
    ]
    return "\n".join(lines)


def _why_not(one: Determination, titles: Mapping[str, str]) -> str:
    return f"  {_who(one)}：" + "；".join(_told(reason, titles) for reason in one.reasons)


def _told(reason: Reason, titles: Mapping[str, str]) -> str:
    """What holds or how much, the sums and counts it rests on, and the article."""
    resting = "，".join(
        f"{titles.get(name, name)} {_text(value)}"
        for name, value in reason.because.items()
        if _is_worth_saying(value)
    )
    article = f"〔{reason.article}〕" if reason.article else ""
    return f"{reason.title} = {_text(reason.value)}{f'（{resting}）' if resting else ''}{article}"


def _is_worth_saying(value: object) -> bool:
    """Counts of something, and amounts: the only texts that end in two decimals."""
    if isinstance(value, str):
        return value[-3:-2] == "." and value[-2:].isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def parameter_table(found: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [("参数", "值", "单位", "地区", "自", "来源")]
    for name, one in found.items():
        value = "未知" if one["value"] is None else _text(one["value"])
        marks = "（未确认）" if one["unconfirmed"] else ""
        source = one["source"] or one["note"] or ""
        rows.append((name, value + marks, one["unit"] or "", one["region"] or "", one["from"] or "", source))
    return _aligned(rows)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_text(one) for one in value)
    if isinstance(value, Mapping):
        return "、".join(f"{key}: {_text(one)}" for key, one in value.items())
    return "—" if value is None else LABELS.get(str(value), str(value))


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(_padded(row, widths) for row in rows)


def _padded(row: Iterable[str], widths: Iterable[int]) -> str:
    cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
