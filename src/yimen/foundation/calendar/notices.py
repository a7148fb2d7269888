"""The yearly notice of the State Council's office on holidays: what it says, read from its own words.

A notice names its days with their weekday and counts them; what does not agree with the calendar is refused.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from yimen.foundation.calendar.errors import NoticeInvalidError
from yimen.kernel import fixed_holidays

HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""全国年节及纪念日放假办法 第二条: the holidays of all citizens, in the words of the notices."""
SATURDAY = 5
WEEKDAYS = "一二三四五六日"
_DAY = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<said>[^)]*)\))?"
)
_HOLIDAY = re.compile(r"\s*(?:[一二三四五六七八九十]+、|\d+[.、])?\s*(?P<name>[^:\d]{1,40}):(?P<says>.*)")
_SIGNED = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*")
_NAMED_DAY = re.compile(r"\d月\d{1,2}日")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_COUNTED = re.compile(r"共(\d{1,2})天")


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The days of a year that are off, each with its holiday, and the weekend days that are worked."""

    year: int
    off: Mapping[date, str]
    worked: frozenset[date] = field(default_factory=frozenset)
    text: str = ""

    def __post_init__(self) -> None:
        for day in (*self.off, *self.worked):
            if day.year != self.year:
                raise NoticeInvalidError(
                    "%(day)s 不在 %(year)s 年以内；请录入它所在年份的年历。", day=day, year=self.year
                )
        for day in sorted(self.worked):
            if day in self.off:
                raise NoticeInvalidError("%(day)s 既写为放假又写为上班。", day=day)
            if day.weekday() < SATURDAY:
                raise NoticeInvalidError("%(day)s 不是周六、周日，不能写为调休上班。", day=day)

    def days(self) -> dict[date, bool]:
        """Of every day of the year whether it is worked."""
        first = date(self.year, 1, 1)
        length = (date(self.year + 1, 1, 1) - first).days
        return {day: self._is_working(day) for day in (first + timedelta(days=n) for n in range(length))}

    def holidays_not_named(self) -> list[str]:
        """A notice names all of them; one that is missing was probably left out in copying."""
        said = "、".join(set(self.off.values()))
        return [name for name in HOLIDAYS if name not in said]

    def fixed_days_worked(self) -> list[date]:
        """Holidays whose date the law itself names and that would be worked."""
        return [day for day in fixed_holidays(self.year) if self._is_working(day)]

    def _is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)


def read_notice(year: int, text: str) -> YearNotice:
    """A line for each holiday; lines that name no day are the notice's preface and its end."""
    off: dict[date, str] = {}
    worked: set[date] = set()
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if _SIGNED.fullmatch(line) or not _NAMED_DAY.search(line):
            continue
        found = _HOLIDAY.match(line)
        if found is None:
            raise NoticeInvalidError(
                "读不懂这一行：“%(line)s”；每行写一个节日，节日名称后用冒号。", line=line
            )
        for days, is_off in _sentences(year, found["says"]):
            _refuse_twice(days, [*off, *worked])
            if is_off:
                off |= dict.fromkeys(days, found["name"].strip())
            else:
                worked |= set(days)
    if not off:
        raise NoticeInvalidError("没有读到放假的日期；请粘贴通知中各节日的放假安排。")
    return YearNotice(year, off, frozenset(worked), text)


def _sentences(year: int, says: str) -> Iterator[tuple[list[date], bool]]:
    """What is off and what is worked, in the order written; an encouragement to take leave orders nothing."""
    for sentence in re.split("[。;]", says):
        if not _NAMED_DAY.search(sentence) or sentence.lstrip().startswith("鼓励"):
            continue
        is_off = "放假" in sentence
        if is_off == ("上班" in sentence):
            raise NoticeInvalidError("读不懂这一句：“%(sentence)s”；请写明放假还是上班。", sentence=sentence)
        days = _days(year, sentence)
        counted = _COUNTED.search(sentence)
        if counted is not None and int(counted[1]) != len(days):
            raise NoticeInvalidError(
                "“%(sentence)s”：写的是共 %(said)s 天，按日期数是 %(n)s 天。",
                sentence=sentence,
                said=counted[1],
                n=len(days),
            )
        yield days, is_off


def _days(year: int, sentence: str) -> list[date]:
    """Each day named, and all days between two that are joined by 至."""
    days: list[date] = []
    end, month = 0, 0
    for found in _DAY.finditer(sentence):
        month = int(found["month"] or month)
        day = _day(int(found["year"] or year), month, found)
        is_range = bool(days) and sentence[end : found.start()].strip() in ("至", "到", "-", "—", "~")
        if is_range and day <= days[-1]:
            raise NoticeInvalidError("“%(sentence)s”：止日不在起日以后。", sentence=sentence)
        first = days[-1] + timedelta(days=1) if is_range else day
        days += [first + timedelta(days=n) for n in range((day - first).days + 1)]
        end = found.end()
    return days


def _day(year: int, month: int, found: re.Match[str]) -> date:
    try:
        day = date(year, month, int(found["day"]))
    except ValueError as fault:
        raise NoticeInvalidError("没有“%(day)s”这一天。", day=found[0]) from fault
    said = _WEEKDAY.search(found["said"] or "")
    weekday = WEEKDAYS[day.weekday()]
    if said is not None and said[1].replace("天", "日") != weekday:
        raise NoticeInvalidError("“%(day)s”：这一天是周%(weekday)s。", day=found[0], weekday=weekday)
    return day


def _refuse_twice(days: Sequence[date], known: Sequence[date]) -> None:
    seen = set(known)
    for day in days:
        if day in seen:
            raise NoticeInvalidError("%(day)s 写了两次。", day=day)
        seen.add(day)
