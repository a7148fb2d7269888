"""Tables of the terminal: determinations and parameters, in the reader's language, columns aligned with
Chinese characters of double width."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from typing import Any

from yimen.doors.cli.language import is_english, said
from yimen.kernel import Sentence
from yimen.rulebook.answer import Answer, Determination, Reason, yuan
from yimen.rulebook.book import household_book
from yimen.rulebook.labels import LABELS
from yimen.rulebook.leaf_titles import is_path, leaf_title

_HEADINGS = (
    Sentence("项目"), Sentence("成员"), Sentence("结论"), Sentence("金额（元）"), Sentence("起"),
    Sentence("止"), Sentence("审批"), Sentence("复核"),
)  # fmt: skip
_PARAMETER_HEADINGS = (
    Sentence("参数"), Sentence("值"), Sentence("单位"), Sentence("地区"), Sentence("自"), Sentence("来源"),
)  # fmt: skip
_VALUE, _SOURCE = 1, 5
_NARROWEST, _PIPED = 20, 120
"""Columns a folded cell has at least, and those of a terminal nobody can ask."""
_YES, _NO, _UNKNOWN = Sentence("是"), Sentence("否"), Sentence("未知")
DECISIONS = {True: Sentence("符合"), False: Sentence("不符合"), None: Sentence("无法判定")}
COMPONENTS = {
    "base": Sentence("基本保障"),
    "supplement": Sentence("分类施保"),
    "basic": Sentence("基本生活"),
    "care": Sentence("照料护理"),
}
APPROVERS = {
    "town": Sentence("乡镇"),
    "county": Sentence("县"),
    "county_head": Sentence("县局负责人"),
    "county_government": Sentence("县政府"),
}
_MARKS = {"、": ", ", "，": ", ", "；": "; ", "：": ": "}
Titles = Mapping[str, str]


def determination_table(answer: Answer) -> str:
    """Every programme on a line, then why: first what is met or open, then what is refused."""
    rows = [tuple(map(said, _HEADINGS)), *map(_line, answer.determinations)]
    titles = _titles(answer)
    head = Sentence(
        "%(day)s %(region)s　规则 %(version)s",
        day=str(answer.on),
        region=str(answer.region),
        version=answer.version,
    )
    blocks = [said(head), aligned(rows)]
    blocks += [_why(one, titles) for one in answer.determinations if one.eligible is not False]
    refused = [_why_not(one, titles) for one in answer.determinations if one.eligible is False]
    if refused:
        blocks.append("\n".join([said(Sentence("不符合的原因")), *refused]))
    blocks += _named(Sentence("没有来源的参数"), answer.unsourced, titles)
    blocks += _named(Sentence("本次指定的参数"), answer.overridden, titles)
    return "\n\n".join(blocks)


def _named(what: Sentence, names: Iterable[str], titles: Titles) -> list[str]:
    called = [_called(name, titles) for name in names]
    return [said(what) + _mark("：") + _mark("、").join(called)] if called else []


def _mark(chinese: str) -> str:
    """Between two parts of a line, as the reader's language has it."""
    return _MARKS[chinese] if is_english() else chinese


def _titles(answer: Answer) -> Titles:
    rules = household_book().on(answer.on)
    return {name: rules.title(name) for name in (*rules.inputs, *rules.parameters, *rules.rules)}


def _called(name: str, titles: Titles) -> str:
    """In words, and as it is written in a file."""
    title = leaf_title(name) if is_path(name) else titles.get(name, "")
    return said(Sentence("%(title)s（%(name)s）", title=title, name=name)) if title else name


def _line(one: Determination) -> tuple[str, ...]:
    return (
        said(one.programme),
        one.member or "",
        said(DECISIONS[one.eligible]),
        _amount(one) if one.eligible is not False else "",
        str(one.starts_on or ""),
        str(one.through or ""),
        said(APPROVERS[one.approver]) if one.eligible and one.approver else "",
        said(_YES) if one.needs_review else "",
    )


def _amount(one: Determination) -> str:
    if one.amount is None:
        return "—"
    if one.is_once:
        return said(Sentence("%(amount)s（一次）", amount=yuan(one.amount)))
    return said(Sentence("%(amount)s/月", amount=yuan(one.amount)))


def _who(one: Determination) -> str:
    if not one.member:
        return said(one.programme)
    return said(Sentence("%(programme)s（%(member)s）", programme=one.programme, member=one.member))


def _why(one: Determination, titles: Titles) -> str:
    lines = [_who(one) + _mark("：") + said(DECISIONS[one.eligible])]
    lines += [f"  {_told(reason, titles)}" for reason in one.reasons]
    if one.missing:
        missing = _mark("、").join(_called(name, titles) for name in one.missing)
        lines.append("  " + said(Sentence("还缺：%(leaves)s", leaves=missing)))
    lines += [f"  {_changed(change)}" for change in one.changes]
    return "\n".join(lines)


def _changed(change: Any) -> str:
    component = COMPONENTS.get(change.component, change.component)
    before, after = yuan(change.before), yuan(change.after)
    sentence = Sentence(
        "变动：%(component)s %(before)s → %(after)s", component=component, before=before, after=after
    )
    return said(sentence)


def _why_not(one: Determination, titles: Titles) -> str:
    told = _mark("；").join(_told(reason, titles) for reason in one.reasons)
    return f"  {_who(one)}{_mark('：')}{told}"


def _told(reason: Reason, titles: Titles) -> str:
    """What holds or how much, the sums and counts it rests on, and the article."""
    resting = _mark("，").join(
        f"{said(titles.get(name, name))} {_text(value)}"
        for name, value in reason.because.items()
        if _is_worth_saying(value)
    )
    told = f"{said(reason.title)} = {_text(reason.value)}"
    if resting:
        told = said(Sentence("%(told)s（%(because)s）", told=told, because=resting))
    return told + (f"〔{said(reason.article)}〕" if reason.article else "")


def _is_worth_saying(value: object) -> bool:
    """Counts of something, and amounts: the only texts that end in two decimals."""
    if isinstance(value, str):
        return value[-3:-2] == "." and value[-2:].isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def parameter_table(found: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [tuple(map(said, _PARAMETER_HEADINGS))]
    for name, one in found.items():
        value = said(_UNKNOWN) if one["value"] is None else _text(one["value"])
        if one["unconfirmed"]:
            value = said(Sentence("%(value)s（未确认）", value=value))
        source = said(one["source"] or one["note"] or "")
        rows.append((name, value, said(one["unit"] or ""), one["region"] or "", one["from"] or "", source))
    return aligned(_folded(rows, _VALUE, _SOURCE))


def _folded(rows: Sequence[Sequence[str]], *long: int) -> list[tuple[str, ...]]:
    """Cells of the long columns go on below themselves, so that the table fits the terminal."""
    short = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    left = get_terminal_size((_PIPED, 0)).columns - sum(
        2 + width for place, width in enumerate(short) if place not in long
    )
    room = max(_NARROWEST, left // len(long) - 2)
    folded = []
    for row in rows:
        cells = [_pieces(cell, room if place in long else _width(cell)) for place, cell in enumerate(row)]
        folded += list(zip_longest(*cells, fillvalue=""))
    return folded


def _pieces(text: str, room: int) -> list[str]:
    """A text cut where it has filled the room; a character of double width counts twice."""
    pieces = [""]
    for character in text:
        if _width(pieces[-1] + character) > room > 0:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return said(_YES if value else _NO)
    if isinstance(value, list):
        return _mark("、").join(_text(one) for one in value)
    if isinstance(value, Mapping):
        return _mark("、").join(f"{key}: {_text(one)}" for key, one in value.items())
    return "—" if value is None else said(LABELS.get(str(value), str(value)))


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(_padded(row, widths) for row in rows)


def _padded(row: Iterable[str], widths: Iterable[int]) -> str:
    cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
