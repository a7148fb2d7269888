"""A page that repeats a standard is marked; the paper itself and an office's own page are not."""

import pytest

from yimen.domains.library.queries import parameter_title, parameters
from yimen.domains.library.sources import is_secondary


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("http://m.jining.bendibao.com/live/15798.shtm", True),
        ("本地宝 gz.bendibao.com/life/342243.shtml", True),
        ("https://www.pingyuan.gov.cn/zwgk/post_1.html", False),
        ("民发〔2021〕57号 第十九条", False),
        ("平府办〔2024〕3号（转自 www.example.com）", False),
        ("", False),
    ],
)
def test_only_somebody_who_repeats_is_secondary(source, expected):
    assert is_secondary(source) is expected


def test_every_parameter_has_a_chinese_title():
    from datetime import date

    found = parameters("441426100200", date(2026, 11, 1))
    assert [name for name in found if parameter_title(name) == name] == []
