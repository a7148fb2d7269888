"""Which instrument an article stands in, and what stood in its place before that instrument was in force."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

# instrument: first day in force, and the one cited before it
INSTRUMENTS: Final[dict[str, tuple[date, str]]] = {
    "社会救助法": (date(2026, 7, 1), "社会救助暂行办法"),
    "刚性支出困难家庭认定办法": (date(2025, 1, 1), "国办发〔2023〕39号"),
    "国办发〔2023〕39号": (date(2023, 10, 19), "中办国办《关于改革完善社会救助制度的意见》"),
    "民发〔2022〕83号": (date(2022, 10, 20), ""),
    "国办发〔2021〕42号": (date(2021, 11, 19), "社会救助暂行办法"),
    "民发〔2021〕57号": (date(2021, 7, 1), "民发〔2012〕220号"),
    "民发〔2021〕43号": (date(2021, 7, 1), "特困人员认定办法（2016）"),
    "中办国办《关于改革完善社会救助制度的意见》": (date(2020, 8, 25), "社会救助暂行办法"),
    "民发〔2019〕62号": (date(2020, 1, 1), ""),
    "民发〔2018〕23号": (date(2018, 1, 23), "社会救助暂行办法"),
    "特困人员认定办法（2016）": (date(2016, 10, 10), "社会救助暂行办法"),
    "国发〔2015〕52号": (date(2016, 1, 1), ""),
    "社会救助暂行办法": (date(2014, 5, 1), "城市居民最低生活保障条例"),
    "民发〔2012〕220号": (date(2012, 12, 12), "城市居民最低生活保障条例"),
}


@lru_cache(maxsize=4096)
def article_on(article: str, on: date) -> str:
    """The citation as of a day: an instrument not yet in force gives way to the older one, without
    its number."""
    parts = [_part_on(part, on) for part in article.split("；") if part]
    return "；".join(dict.fromkeys(part for part in parts if part))


def _part_on(part: str, on: date) -> str:
    for name, (since, older) in INSTRUMENTS.items():
        if part.startswith(name) and on < since:
            return _part_on(older, on)
    return part
