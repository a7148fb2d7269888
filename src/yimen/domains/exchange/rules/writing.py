"""What we know of a record as a profile writes it: their words, their way with days, months and amounts."""

from collections.abc import Mapping, Sequence
from datetime import date

from yimen.domains.exchange.rules.fields import FIELDS
from yimen.domains.exchange.types.profiles import FileFormat, Form, Profile, ProfileColumn
from yimen.kernel import Money, Month

Known = Mapping[str, object]
"""The fields of one record; what is not known is left out or None."""
_DAYS = {Form.DASHED: "%Y-%m-%d", Form.PLAIN: "%Y%m%d"}


def written(profile: Profile, known: Known) -> tuple[object, ...]:
    """One line in the order of the columns; in a CSV everything is text."""
    line = (_cell(profile, column, known.get(column.field)) for column in profile.columns)
    return tuple(_as_text(cell) if profile.format is FileFormat.CSV else cell for cell in line)


def headings(profile: Profile) -> Sequence[str]:
    """The headings in the order of the columns."""
    return [column.title for column in profile.columns]


def _cell(profile: Profile, column: ProfileColumn, value: object) -> object:
    choices = FIELDS[profile.kind][column.field].choices
    match value:
        case None:
            return ""
        case _ if choices is not None:
            words = column.codes.get(str(value))
            return words[0] if words else choices.get(str(value), "")
        case Month():
            return _month(value, column.form)
        case date():
            return _day(value, column.form)
        case Money() if column.form is Form.FEN:
            return value.fen
        case bool():
            return "是" if value else "否"
        case Money() | int():
            return value
    return str(value)


def _day(day: date, form: Form) -> str:
    if form is Form.CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    return day.strftime(_DAYS[form])


def _month(month: Month, form: Form) -> str:
    if form is Form.CHINESE:
        return f"{month.year}年{month.month}月"
    return str(month) if form is Form.DASHED else f"{month.year:04d}{month.month:02d}"


def _as_text(cell: object) -> str:
    return str(cell)
