"""Profiles as data: ours are examples and say so; a wrong one is refused by its place; both ways agree."""

from datetime import date
from pathlib import Path

import pytest

from yimen.domains.exchange.errors import ProfileRefusedError
from yimen.domains.exchange.rules.fields import FIELDS, OWED
from yimen.domains.exchange.rules.profiles import expected, read_profile
from yimen.domains.exchange.rules.writing import headings, written
from yimen.domains.exchange.types.profiles import FileFormat, RecordKind, Way
from yimen.foundation.spreadsheets import Column, write_xlsx
from yimen.foundation.spreadsheets.tables import read_table
from yimen.kernel import Money, Month, ResidentId

SHIPPED = sorted(Path(__file__).parents[3].glob("src/yimen/domains/exchange/profiles/*.yaml"))
PLAIN = """
title: 名单
kind: awards
ways: [out, in]
columns:
  - {field: number, title: 证件号}
  - {field: programme, title: 类别, codes: {dibao: ["01", 低保], tekun: "02"}}
  - {field: amount, title: 金额, form: fen}
  - {field: from_month, title: 起始, form: plain}
  - {field: name, title: 姓名}
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_profile_is_readable_and_says_that_it_is_our_own_example(path):
    profile = read_profile(path.stem, path.read_text("utf-8"))
    assert profile.key.startswith("example_") and "示例" in profile.title
    assert profile.source == "" and "不是省平台的正式格式" in profile.note


def test_there_is_an_example_for_every_kind_of_record():
    kinds = {read_profile(path.stem, path.read_text("utf-8")).kind for path in SHIPPED}
    assert kinds == set(RecordKind)


def test_what_goes_out_comes_back_the_same():
    profile = read_profile("plain", PLAIN)
    number = ResidentId("110101199003070652")
    known = {
        "number": number, "programme": "dibao", "amount": Money.yuan("812.50"),
        "from_month": Month(2026, 4), "name": "=李",
    }  # fmt: skip
    line = written(profile, known)
    assert line == (str(number), "01", 81250, "202604", "=李")
    with write_xlsx([Column(title) for title in headings(profile)], [line]) as file:
        (row,) = read_table(file.read(), expected(profile)).rows
    assert row.faults == ()
    assert dict(row.values) == known | {"amount": 81250}


def test_days_and_choices_as_the_profile_writes_them():
    text = PLAIN.replace("kind: awards", "kind: members").replace("ways: [out, in]", "ways: [out]")
    columns = text[: text.index("columns:")] + (
        "file: csv\nencoding: gb18030\ncolumns:\n  - {field: birth_date, title: 出生, form: chinese}\n"
        "  - {field: sex, title: 性别}\n  - {field: relation, title: 关系, codes: {head: '1'}}\n"
    )
    profile = read_profile("members", columns)
    assert (profile.format, profile.encoding) == (FileFormat.CSV, "gb18030")
    known = {"birth_date": date(1990, 3, 7), "sex": "female", "relation": "spouse"}
    assert written(profile, known) == ("1990年3月7日", "女", "配偶")


def test_a_code_nobody_listed_is_written_in_our_own_words_and_nothing_as_nothing():
    profile = read_profile("plain", PLAIN)
    line = written(profile, {"programme": "orphan"})
    assert line == ("", "孤儿基本生活保障", "", "", "")


def changed(before: str, after: str) -> str:
    assert before in PLAIN
    return PLAIN.replace(before, after)


WRONG = {
    "an unknown key": (PLAIN + "colour: red\n", "colour"),
    "no title": (changed("title: 名单\n", ""), "title"),
    "an unknown kind": (changed("kind: awards", "kind: pets"), "pets"),
    "an unknown field": (changed("field: amount", "field: salary"), "columns[3].field"),
    "a number for a code": (changed('"02"', "02"), "引号"),
    "a code that means two": (changed('"02"', '"01"'), "01"),
    "codes where there are none": (changed("title: 姓名}", "title: 姓名, codes: {a: b}}"), "不是代码"),
    "an unknown value of a code": (changed("tekun:", "wubao:"), "wubao"),
    "a form that does not fit": (changed("form: fen", "form: plain"), "columns[3].form"),
    "a heading twice": (changed("title: 姓名", "title: 金额"), "金额"),
    "no key to tell rows apart": (changed("field: number", "field: case_number"), "number"),
    "no columns": (PLAIN[: PLAIN.index("columns:")] + "columns: []\n", "至少有一列"),
    "no way": (changed("[out, in]", "[]"), "ways"),
    "not YAML": (PLAIN + "  - {", "YAML"),
    "a list": ("- a\n", "格式文件"),
    "an object of Python": ("!!python/object/apply:os.system ['true']", "YAML"),
    "an encoding of old": (PLAIN + "encoding: big5\n", "big5"),
    "characters nobody sees": (changed("名单", '"名\\u202e单"'), "title"),
    "too long": ("title: " + "长" * 50_000, "40000"),
    "contacts that go out": (changed("kind: awards", "kind: contacts"), "columns[3].field"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_profile_is_refused_with_its_place(text, said):
    with pytest.raises(ProfileRefusedError) as refused:
        read_profile("plain", text)
    assert said in refused.value.message


def test_a_key_is_a_plain_word():
    for key in ("", "Ab", "a b", "../x", "省"):
        with pytest.raises(ProfileRefusedError):
            read_profile(key, PLAIN)


def test_what_comes_in_needs_what_tells_rows_apart():
    assert set(OWED) == {RecordKind.HOUSEHOLDS, RecordKind.AWARDS, RecordKind.CONTACTS}
    assert all(name in FIELDS[kind] for kind, names in OWED.items() for name in names)
    assert Way.IN.title == "导入"
