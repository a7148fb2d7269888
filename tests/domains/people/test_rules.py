"""How names and addresses are cut and queries are read, without a database."""

import pytest

from yimen.domains.people.pinyin import initials_of, spellings_of
from yimen.domains.people.rules import Exact, grams_of, phone_digits, read_query, without_places
from yimen.domains.people.types import MatchedBy

PLACES = ("广东省", "梅州市", "平远县")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("李小明", "lxm"),
        ("曾国平", "zgp"),
        ("单雄信", "sxx"),
        ("仇英", "qy"),
        ("查良镛", "zly"),
        ("区志明", "ozm"),
        ("解缙", "xj"),
        ("尉迟恭", "ycg"),
        ("曾", "z"),
        ("买买提·艾力", "mmtal"),
        ("Anna李", "annal"),
    ],
)
def test_surnames_have_their_own_reading(name, initials):
    assert initials_of(name) == initials


def test_grams_leave_out_county_and_above():
    grams = grams_of("李明", "lm", ("li", "liming"), PLACES, "广东省梅州市平远县大柘镇1号")

    assert grams == {
        "=李明",
        "n李",
        "n明",
        "n李明",
        "pl",
        "plm",
        "pm",
        "yli",
        "yliming",
        "a大柘",
        "a柘镇",
        "a镇1",
        "a1号",
    }


@pytest.mark.parametrize(
    "address", ["广东省梅州市平远县大柘镇", "梅州市平远县大柘镇", "平远县 大柘镇", "大柘镇"]
)
def test_however_an_address_begins_it_is_cut_the_same(address):
    assert without_places(address, PLACES) == "大柘镇"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("002X", Exact(MatchedBy.LAST_FOUR, "002X")),
        ("002x", Exact(MatchedBy.LAST_FOUR, "002X")),
        ("13800138000", Exact(MatchedBy.PHONE, "13800138000")),
        ("0753-8821234", Exact(MatchedBy.PHONE, "07538821234")),
        ("11010519491231002X", Exact(MatchedBy.IDENTITY, "11010519491231002X")),
        ("110105491231002", Exact(MatchedBy.IDENTITY, "11010519491231002X")),
        ("", None),
        ("·", None),
    ],
)
def test_a_query_is_read(text, expected):
    assert read_query(text) == expected


def test_phones_are_compared_by_their_digits():
    assert phone_digits("+86 138-0013-8000") == phone_digits("13800138000")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小明", ["wang", "wangx", "wangxm", "wangxiao", "wangxiaom", "wangxiaoming", "xiaoming"]),
        ("曾秀兰", ["zengxiulan", "cengxiulan"]),
        ("单雄信", ["shanxiongxin", "danxiongxin"]),
        ("吕长乐", ["lvchangle", "luchangle", "lvzhangle", "lvchangyue"]),
        ("尉迟恭", ["yuchigong", "weichigong"]),
        ("买买提·艾力", ["maimaitiaili"]),
    ],
)
def test_a_name_is_spelled_as_people_type_it(name, typed):
    assert set(typed) <= spellings_of(name)


def test_an_ordinary_name_takes_few_grams():
    assert len(spellings_of("李秀兰")) == 7
    assert all(len(spellings_of(name)) <= 30 for name in ("乐乐乐乐", "买买提·艾力"))
    assert len(spellings_of("买买提·艾力·吐尔逊江·阿不都")) <= 80
    assert spellings_of("Anna") == frozenset()


@pytest.mark.parametrize("text", ["wang xiao ming", "Wang Xiaoming", "wangxiaoming", "WANGXIAO'MING"])
def test_syllables_typed_apart_are_one_word(text):
    assert read_query(text) == read_query("wangxiaoming")
