"""Results that come as a sheet, and the days they may bear."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from yimen.domains.verification.errors import LineInvalidError
from yimen.domains.verification.types import LineKind, ReportedLine, Verified
from yimen.foundation.spreadsheets.reading import read_sheet
from yimen.kernel import AmountError, Money

HEADINGS = ("姓名", "类别", "金额", "来源", "日期")
KINDS_BY_WORD: Mapping[str, LineKind] = {
    **{str(kind): kind for kind in LineKind},
    **{kind.title: kind for kind in LineKind},
    **{kind.title.removesuffix("（月）"): kind for kind in LineKind},
}
LONGEST_SOURCE = 60
STALE_AFTER = 366
"""Days. No law found says how old verified data may be; this is the office's own."""


def refuse_implausible_days(lines: Sequence[ReportedLine], today: date, note: str) -> None:
    """What is found was found on a day up to today; data of more than a year ago need a word of why."""
    for number, line in enumerate(lines, start=1):
        if line.as_of > today:
            raise LineInvalidError(
                "第%(row)s行：数据日期 %(day)s 在今天以后，请核对。",
                row=number,
                day=line.as_of,
                column="日期",
            )
        if (today - line.as_of).days > STALE_AFTER and not note.strip():
            raise LineInvalidError(
                "第%(row)s行：数据日期 %(day)s 距今超过一年，确需采用的，请写明“数据较早的说明”。",
                row=number,
                day=line.as_of,
                column="日期",
            )


def read_result(content: bytes, people: Sequence[Verified]) -> tuple[ReportedLine, ...]:
    """Lines of an XLSX or CSV with the columns of `HEADINGS`; refuses a bad row by its number."""
    rows = iter(read_sheet(content))
    headings = [str(cell).strip().split("（")[0] for cell in next(rows, ())]
    missing = [heading for heading in HEADINGS if heading not in headings]
    if missing:
        raise LineInvalidError("表头缺少：%(missing)s。请使用下载的模板。", missing=missing)
    places = [headings.index(heading) for heading in HEADINGS]
    by_name = _by_name(people)
    return tuple(
        _line(number, [row[place] if place < len(row) else "" for place in places], by_name)
        for number, row in enumerate(rows, start=2)
        if any(str(cell).strip() for cell in row)
    )


def _by_name(people: Sequence[Verified]) -> Mapping[str, UUID]:
    names = [person.name for person in people]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise LineInvalidError("家庭成员有同名：%(names)s，请逐行录入，不能导入。", names=twice)
    return {person.name: person.person_id for person in people}


def _line(number: int, cells: Sequence[object], people: Mapping[str, UUID]) -> ReportedLine:
    name, kind, source = (str(cells[place]).strip() for place in (0, 1, 3))
    if name not in people:
        raise LineInvalidError(
            "第%(row)s行：“%(name)s”不是本次核对对象。", row=number, name=name, column="姓名"
        )
    if kind not in KINDS_BY_WORD:
        raise LineInvalidError("第%(row)s行：没有“%(kind)s”这一类别。", row=number, kind=kind, column="类别")
    if not source or len(source) > LONGEST_SOURCE or not source.isprintable():
        raise LineInvalidError(
            "第%(row)s行：来源须填写，最多%(longest)s个字，不含特殊字符。",
            row=number,
            longest=LONGEST_SOURCE,
            column="来源",
        )
    amount, as_of = _amount(number, cells[2]), _day(number, cells[4])
    return ReportedLine(people[name], KINDS_BY_WORD[kind], amount, source, as_of)


def _amount(number: int, cell: object) -> Money:
    text = f"{cell:.2f}" if isinstance(cell, float) else str(cell).strip().replace(",", "") or "0"
    try:
        amount = Money.yuan(text)
    except AmountError as fault:
        raise LineInvalidError(
            "第%(row)s行：%(fault)s", row=number, fault=fault.message, column="金额"
        ) from fault
    if amount < Money(0):
        raise LineInvalidError("第%(row)s行：金额不能为负。", row=number, column="金额")
    return amount


def _day(number: int, cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell).strip().replace("/", "-"))
    except ValueError as fault:
        raise LineInvalidError(
            "第%(row)s行：日期“%(cell)s”无法识别，请写成 2026-03-01。", row=number, cell=cell, column="日期"
        ) from fault
