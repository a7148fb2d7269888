"""Cells as clerks write them, understood or refused: each reader takes one cell and raises `CellFault`."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from yimen.foundation.spreadsheets.tables.columns import Cell, Column, ColumnKind
from yimen.kernel import AmountError, Money, Month, ResidentId, Sentence
from yimen.kernel.identities import ResidentIdError

_DIGITS_A_FLOAT_KEEPS = 10**15
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_GUARDED = re.compile(r"'[=+\-@＝＋－＠]")
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_BLANK_AFTER_WORD = re.compile(r" (?=[年月日])|(?<=[年月]) ")
_PLAIN_DAY = re.compile(r"((?:18|19|20|21)\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[-/.年]?(\d{2})|[-/.年](\d))月?(?:份)?")
_SERIALS = range(7_000, 80_000)
"""Days as a spreadsheet counts them, from 1919 to 2119: a date in a cell that is not of that kind."""
_BEFORE_SERIALS = date(1899, 12, 30)
_YES = frozenset({"是", "有", "y", "yes", "true", "√", "✓", "1"})
_NO = frozenset({"否", "无", "没有", "n", "no", "false", "×", "0"})


class CellFault(Exception):
    """What is wrong in a cell and what to do; never leaves this package."""

    def __init__(self, wrong: Sentence, remedy: Sentence) -> None:
        super().__init__(wrong)
        self.wrong, self.remedy = wrong, remedy


def read_cell(column: Column, cell: object) -> Cell:
    """The value of a cell under its column; None when it is empty."""
    text = plain_text(cell)
    if not text:
        return None
    if text in _ERRORS:
        raise CellFault(Sentence("公式出错，没有结果。"), Sentence("请改正公式，或直接填写结果。"))
    return _READERS[column.kind](column, cell, text)


def plain_text(cell: object) -> str:
    """What stands in a cell: half-width digits, no invisible characters, no guard against formulas."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = " ".join(str(cell).translate(_INVISIBLE).split())
    return text[1:] if _GUARDED.match(text) else text


def _narrow(text: str) -> str:
    """Digits, letters and signs as keyboards have them."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").replace("－", "-")


def _text(column: Column, cell: object, text: str) -> str:
    _refuse_rounded(cell)
    if len(text) > column.longest:
        raise CellFault(
            Sentence("有%(count)s个字，最多%(longest)s个字。", count=len(text), longest=column.longest),
            Sentence("请缩短后重新填写。"),
        )
    if not text.isprintable():
        raise CellFault(Sentence("含有看不见的控制字符。"), Sentence("请清除单元格内容后手工重新填写。"))
    return text


def _refuse_rounded(cell: object) -> None:
    if isinstance(cell, int | float) and abs(cell) >= _DIGITS_A_FLOAT_KEEPS:
        raise CellFault(
            Sentence("长号码存成了数字，表格程序已把末几位变成零。"),
            Sentence("请把这一列设为“文本”格式，再按原件重新填写。"),
        )


def _number(_column: Column, _cell: object, text: str) -> int:
    plain = _narrow(text).replace(",", "")
    if not re.fullmatch(r"-?\d{1,12}", plain, re.ASCII):
        raise CellFault(Sentence("“%(cell)s”不是整数。", cell=_shown(text)), Sentence("请只填写整数。"))
    return int(plain)


def _amount(_column: Column, cell: object, text: str) -> Money:
    plain = _rounded(cell) if isinstance(cell, float) else _narrow(text)
    plain = plain.replace(",", "").replace(" ", "").removeprefix("¥").removeprefix("￥").removesuffix("元")
    try:
        amount = Money.yuan(plain)
    except AmountError as fault:
        raise CellFault(
            Sentence("“%(cell)s”不是金额。", cell=_shown(text)),
            Sentence("请以元填写，最多两位小数，如 1200.50。"),
        ) from fault
    if amount < Money(0):
        raise CellFault(Sentence("金额为负数。"), Sentence("请核对后填写不小于零的金额。"))
    return amount


def _rounded(number: float) -> str:
    """1234.56 without the dust of binary fractions; more than two decimals stay, and are refused."""
    exact = Decimal(repr(number))
    cents = exact.quantize(Decimal("0.01")) if abs(exact) < _DIGITS_A_FLOAT_KEEPS else exact
    return str(cents if abs(exact - cents) < Decimal("0.000001") else exact)


def _day(_column: Column, cell: object, text: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    plain = _BLANK_AFTER_WORD.sub("", _narrow(text))
    if plain.isdecimal() and int(plain) in _SERIALS:
        return _BEFORE_SERIALS + timedelta(days=int(plain))
    found = _DAY.fullmatch(plain) or _PLAIN_DAY.fullmatch(plain)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as fault:
        raise _no_day(text) from fault
    raise _no_day(text)


def _no_day(text: str) -> CellFault:
    return CellFault(
        Sentence("“%(cell)s”不是日期，或没有这一天。", cell=_shown(text)),
        Sentence("请写明年月日，如 2026-03-01。"),
    )


def _month(_column: Column, cell: object, text: str) -> Month:
    if isinstance(cell, date):
        return Month.of(cell)
    plain = _narrow(text).replace(" ", "")
    found = None if isinstance(cell, float) and not cell.is_integer() else _MONTH.fullmatch(plain)
    if found is not None and 1 <= int(found[2] or found[3]) <= 12 and int(found[1]) >= 1900:
        return Month(int(found[1]), int(found[2] or found[3]))
    raise CellFault(
        Sentence("“%(cell)s”不是月份。", cell=_shown(text)),
        Sentence("请以文本填写年份和月份，如 2026-03。"),
    )


def _resident_id(_column: Column, cell: object, text: str) -> ResidentId:
    _refuse_rounded(cell)
    plain = re.sub(r"[\s-]", "", _narrow(text)).replace("×", "X")
    try:
        return ResidentId(plain)
    except ResidentIdError as fault:
        raise CellFault(
            Sentence("公民身份号码不对：位数、校验位或出生日期不符。"),
            Sentence("请按身份证或户口簿逐位核对。"),
        ) from fault


def _choice(column: Column, _cell: object, text: str) -> str:
    words: Mapping[str, str] = {_key(word): value for word, value in column.choices.items()}
    if (found := words.get(_key(text))) is not None:
        return found
    raise CellFault(
        Sentence("没有“%(cell)s”这一选项。", cell=_shown(text)),
        Sentence("可填：%(allowed)s。", allowed=list(column.choices)[:20]),
    )


def _yes_no(_column: Column, _cell: object, text: str) -> bool:
    word = _key(text)
    if word in _YES or word in _NO:
        return word in _YES
    raise CellFault(Sentence("“%(cell)s”看不出是或否。", cell=_shown(text)), Sentence("请填写“是”或“否”。"))


def _key(word: str) -> str:
    return _narrow(word).strip().casefold()


def _shown(text: str) -> str:
    """The beginning of what stands there: enough to find it."""
    return text if len(text) <= 20 else f"{text[:20]}…"


_READERS: Mapping[ColumnKind, Callable[[Column, object, str], Cell]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.NUMBER: _number,
    ColumnKind.AMOUNT: _amount,
    ColumnKind.DAY: _day,
    ColumnKind.MONTH: _month,
    ColumnKind.RESIDENT_ID: _resident_id,
    ColumnKind.CHOICE: _choice,
    ColumnKind.YES_NO: _yes_no,
}
