"""The work calendar: official years, notices in their own words, versions, years nobody has entered."""

from datetime import date

import chinese_calendar
import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.support.process import on

from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar import queries
from yimen.foundation.calendar.actions import YEAR_CHANGED, fill_official_calendar, set_year
from yimen.foundation.calendar.errors import NoticeInvalidError
from yimen.foundation.calendar.models import Day, OfficialYear, YearVersion
from yimen.foundation.calendar.notices import YearNotice, read_notice
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import system_scope

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期，推动错峰出行。
国务院办公厅
2025年11月4日
"""
"""The notice itself; the list of chinesecalendar, made by others from the same notice, is the oracle."""


def test_the_notice_of_2026_reads_as_the_known_calendar() -> None:
    read = read_notice(2026, NOTICE_2026)
    assert read.days() == {day: chinese_calendar.is_workday(day) for day in YearNotice(2026, {}).days()}
    assert (read.holidays_not_named(), read.fixed_days_worked()) == ([], [])
    assert read.off[date(2026, 2, 20)] == "春节"


def test_other_ways_of_writing_a_notice_are_read() -> None:
    """Two holidays in one, a range over months, a day beside a weekend, leave that is only encouraged."""
    read = read_notice(
        2024,
        "1. 元旦:1月1日放假,与周末连休。\n"
        "春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励在除夕（2月9日）休息。\n"
        "国庆节、中秋节：9月29日至10月6日放假调休，共8天。",
    )
    assert read.off[date(2024, 9, 30)] == "国庆节、中秋节" and date(2024, 2, 9) not in read.off
    assert read.worked == {date(2024, 2, 4), date(2024, 2, 18)}
    assert read.holidays_not_named() == ["清明节", "劳动节", "端午节"]
    assert read.fixed_days_worked() == [date(2024, 5, 1)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("元旦：1月1日（周五）放假。", "这一天是周四"),
        ("春节：2月15日至23日放假，共8天。", "按日期数是 9 天"),
        ("春节：2月30日放假。", "没有“2月30日”这一天"),
        ("元旦：2025年12月31日至1月3日放假。", "不在 2026 年以内"),
        ("元旦：1月1日至3日放假。1月3日上班。", "写了两次"),
        ("元旦：1月1日至3日放假。1月5日上班。", "不是周六、周日"),
        ("春节：2月23日至15日放假。", "止日不在起日以后"),
        ("元旦：1月1日放假。\n五一：1月1日放假。", "写了两次"),
        ("1月1日放假", "读不懂这一行"),
        ("元旦：1月1日休息。", "请写明放假还是上班"),
        ("元旦：1月1日放假1月4日上班。", "请写明放假还是上班"),
        ("今年照旧。", "没有读到放假的日期"),
    ],
)
def test_what_does_not_agree_with_the_calendar_is_refused(line: str, why: str) -> None:
    with pytest.raises(NoticeInvalidError, match=why):
        read_notice(2026, line)


def test_a_notice_that_cannot_be_one_cannot_be_made() -> None:
    with pytest.raises(NoticeInvalidError, match="既写为放假又写为上班"):
        YearNotice(2026, {date(2026, 1, 3): "元旦"}, frozenset({date(2026, 1, 3)}))


@pytest.mark.django_db
def test_filling_enters_2004_to_2026_once() -> None:
    assert fill_official_calendar() == 23
    assert fill_official_calendar() == 0
    assert Day.objects.count() == sum(len(YearNotice(year, {}).days()) for year in range(2004, 2027))


@pytest.mark.django_db
def test_make_up_workdays_and_holidays_are_known() -> None:
    fill_official_calendar()
    calendar = load_calendar()
    assert calendar.is_working(date(2025, 1, 26))  # a Sunday, made up for Spring Festival
    assert not calendar.is_working(date(2025, 1, 28))
    assert calendar.is_official(2026) and not calendar.is_official(2027)


@pytest.mark.django_db
def test_a_year_that_a_later_list_knows_is_announced_where_clocks_may_run(monkeypatch) -> None:
    announced: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "yimen.foundation.calendar.actions.announce", lambda event, ids: announced.append((event, len(ids)))
    )
    fill_official_calendar()
    assert announced == []
    Day.objects.filter(year=2026).delete()
    OfficialYear.objects.filter(year=2026).delete()
    fill_official_calendar()
    assert announced == [(YEAR_CHANGED, 1)]


NOTICE_2027 = YearNotice(
    2027, {date(2027, 1, 1): "元旦"}, frozenset({date(2027, 1, 2)}), "元旦：1月1日放假。"
)


@pytest.mark.django_db
def test_a_year_entered_later_is_seen_at_once_and_recorded() -> None:
    fill_official_calendar()
    assert not load_calendar().is_official(2027)
    set_year(notice=NOTICE_2027, source="国办发明电", by=SYSTEM)
    calendar = load_calendar()
    assert calendar.is_official(2027) and calendar.is_working(date(2027, 1, 2))
    with system_scope():
        assert Entry.objects.get().action == "calendar:set"


@pytest.mark.django_db
def test_a_corrected_year_replaces_its_days_keeps_its_versions_and_filling_leaves_it_alone() -> None:
    for day in (5, 6):
        notice = YearNotice(2026, {date(2026, 1, day): "元旦"}, text=f"{day}日")
        set_year(notice=notice, source="更正", by=SYSTEM)
    fill_official_calendar()
    calendar = load_calendar()
    assert calendar.is_working(date(2026, 10, 1)) and calendar.is_working(date(2026, 1, 5))
    assert not calendar.is_working(date(2026, 1, 6))
    kept = [(version.number, version.text) for version in queries.versions_of(2026)]
    assert kept == [(2, "6日"), (1, "5日")]


@pytest.mark.django_db
def test_a_year_counts_at_once_even_where_the_clock_stands_or_was_set_back() -> None:
    with on(date(2027, 3, 1)):
        fill_official_calendar()
        assert not load_calendar().is_official(2027)
    for day in (4, 5):
        with on(date(2026, 11, 23)):
            set_year(notice=YearNotice(2027, {date(2027, 1, day): "元旦"}), source="某通知", by=SYSTEM)
            assert not load_calendar().is_working(date(2027, 1, day))


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"text": "别的"}, None])
def test_a_version_never_changes(change) -> None:
    version = set_year(notice=NOTICE_2027, source="某通知", by=SYSTEM)
    rows = YearVersion.objects.filter(id=version.id)
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        rows.update(**change) if change else rows.delete()


@pytest.mark.django_db
def test_the_next_year_is_missed_from_november_on() -> None:
    fill_official_calendar()
    days = (date(2026, 10, 31), date(2026, 11, 1), date(2027, 1, 4), date(2025, 12, 1))
    assert [queries.missing_year(day) for day in days] == [None, 2027, 2027, None]
    set_year(notice=NOTICE_2027, source="某通知", by=SYSTEM)
    assert queries.missing_year(date(2026, 11, 1)) is None
