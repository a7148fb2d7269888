"""A slow, independent calculator of time limits: the holidays and the limits are written here by hand.

Nothing of this is read from the house. Holidays: 国务院办公厅关于2026年部分节假日安排的通知. Limits: the
articles named beside them; where no law was found the office's own days, which the house says are its own.
"""

from datetime import date, timedelta

WORKING, CALENDAR = "working", "calendar"
YEAR = 2026
_OFF = (
    ((1, 1), (1, 3)),
    ((2, 15), (2, 23)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((6, 19), (6, 21)),
    ((9, 25), (9, 27)),
    ((10, 1), (10, 7)),
)
_MADE_UP = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}
_FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""Holidays of fixed date, which is all that is known of a year without a notice."""

DIBAO = ("dibao", "dibao_single", "dibao_margin")
OFFICE = (3, WORKING)
"""The office's own three working days for a step to which the law sets no limit."""

LIMITS: dict[str, dict[str, tuple[int, str]]] = {
    "contact": {"": OFFICE},
    "contact_hand_over": {"": (1, WORKING)},
    "application_draft": {"": OFFICE},
    "acceptance": {"": OFFICE},
    "materials": {"": OFFICE},
    "investigation_start": {"": (3, WORKING)},  # 57号 第十五条
    "investigation": {"": OFFICE},
    "opinion": {"": OFFICE, "tekun": (15, WORKING), "unattended_child": (15, WORKING)},  # 43号 第十三条
    "notice": {"": OFFICE},
    "forward": {"": OFFICE},
    "returned": {"": OFFICE},
    "objection": {"": OFFICE, "tekun": (15, WORKING)},  # 43号 第十五条
    "confirmation": {
        **dict.fromkeys(DIBAO, (10, WORKING)),  # 57号 第二十条
        "tekun": (15, WORKING),  # 43号 第十六条
        "unattended_child": (15, WORKING),  # 民发〔2019〕62号
        "small_fast": (3, CALENDAR),  # 关于进一步健全完善临时救助制度的意见, published 2026-01-29
        "emergency": (1, CALENDAR),  # the office's own: at once
        "": OFFICE,
    },
    "county_check": {"": OFFICE},
    "refusal_letter": {"": (3, WORKING)},  # 57号 第二十一条; 43号 第十八条
    "delivery": {"": OFFICE},
    "publication": {"": OFFICE},
    "whole_case": {
        **dict.fromkeys(DIBAO, (30, WORKING)),  # 57号 第二十二条
        "rigid_expense": (30, WORKING),  # 刚性支出困难家庭认定办法
        "": (30, WORKING),
    },
    "urgent_papers": {"": (10, WORKING)},
    "hearing": {"": (5, WORKING)},
    "cooperation": {"": (10, WORKING)},
    "cooperation_reply": {"": (10, WORKING)},
    "transfer": {"": (5, WORKING)},
    "civil_matter": {
        "登记": (20, WORKING),
        "登记死亡": (5, WORKING),
        "拟终止": (5, WORKING),
        "再次催办期满": (30, CALENDAR),
    },
}
FROM_ACCEPTANCE = {("opinion", "tekun"), ("opinion", "unattended_child")}
"""43号 第十三条; 民发〔2019〕62号: the town's days count from the acceptance, whenever it can begin."""
TERMS: dict[str, tuple[tuple[date, date], ...]] = {
    "proof_of_life": ((date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 12, 31))),
    "qualification": ((date(2026, 4, 1), date(2026, 6, 20)),),  # 广东
}
ASKED_AGAIN = timedelta(days=15)
"""When somebody must be seen, and how long it is asked for again: but for the season the office's own."""
EXTENDED = 45
"""57号 第二十二条; 民发〔2022〕83号 四."""


def is_working(day: date) -> bool:
    """Worked by the notice of the year; in another year a weekday that is no holiday of fixed date."""
    key = (day.month, day.day)
    if day.year != YEAR:
        return day.weekday() < 5 and key not in _FIXED
    if key in _MADE_UP:
        return True
    return day.weekday() < 5 and not any(first <= key <= last for first, last in _OFF)


def last_day(event_on: date, days: int, unit: str) -> date:
    """Day after day: the event's own does not count."""
    day, left = event_on, days
    while left > 0:
        day += timedelta(days=1)
        if unit == CALENDAR or is_working(day):
            left -= 1
    return day


def speed_of(speed: str, asked_on: date) -> str:
    """Of help that came first: 小额快救 is known only since its rule was published."""
    return "emergency" if speed == "small_fast" and asked_on < date(2026, 1, 29) else speed


def limit_of(kind: str, programme: str) -> tuple[int, str] | None:
    """By the table above; None for a kind it does not speak of."""
    table = LIMITS.get(kind)
    return None if table is None else table.get(programme, table.get(""))
