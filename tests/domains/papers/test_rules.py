"""Mandatory contents, numbers, codes, legal bases, digests, masks and amounts in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domains.papers.values import VALUES

from yimen.domains.papers import rules
from yimen.domains.papers.types import DocumentKind
from yimen.domains.papers.wording import amount_in_words
from yimen.kernel import Money, Programme, RegionLevel

BY_THE_OFFICE = {"handler": "林晓燕", "phone": "12345"}


@pytest.mark.parametrize("kind", DocumentKind)
def test_each_kind_needs_everything_the_law_names(kind):
    complete = {**BY_THE_OFFICE, **VALUES[kind]}
    assert rules.missing_contents(kind, complete) == []
    for content in rules.CONTENTS[kind]:
        if content.is_required and content.least:
            without = {name: value for name, value in complete.items() if name != content.name}
            assert content.label in rules.missing_contents(kind, without)


def test_one_investigator_is_not_enough():
    values = {
        **VALUES[DocumentKind.HOME_INVESTIGATION],
        "investigators": [{"name": "林晓燕", "post": "经办"}],
    }
    assert rules.missing_contents(DocumentKind.HOME_INVESTIGATION, values) == ["调查人员（不少于两人）"]


def test_a_row_without_its_columns_is_missing():
    values = {**VALUES[DocumentKind.REFUSAL], "reasons": [{"text": "收入超过标准", "article": ""}]}
    assert rules.missing_contents(DocumentKind.REFUSAL, values) == ["理由及依据"]


def test_a_paying_programme_says_how_much_and_from_when():
    values = {
        name: value
        for name, value in VALUES[DocumentKind.CONFIRMATION].items()
        if name not in ("amount", "from_month")
    }
    kind = DocumentKind.CONFIRMATION
    assert rules.missing_contents(kind, values) == ["救助金额", "起始月份"]
    assert rules.missing_contents(kind, {**values, "programme": "temporary"}) == ["救助金额"]
    assert rules.missing_contents(kind, {**values, "programme": "dibao_margin"}) == []


def test_a_slip_in_a_name_is_found():
    assert rules.unknown_contents(DocumentKind.ACCEPTANCE, {"aplicant": "王秀兰"}) == ["aplicant"]


@pytest.mark.parametrize(
    ("region", "number"),
    [
        ("大柘镇", "大柘社救受〔2026〕3号"),
        ("平远县", "平远社救受〔2026〕3号"),
        ("差干镇", "差干社救受〔2026〕3号"),
        ("城区", "城区社救受〔2026〕3号"),
        ("城东街道办事处", "城东社救受〔2026〕3号"),
    ],
)
def test_the_number_names_office_kind_year_and_place(region, number):
    assert rules.document_number(DocumentKind.ACCEPTANCE, region, 2026, 3) == number


@pytest.mark.parametrize(
    ("level", "region", "office"),
    [
        (RegionLevel.COUNTY, "平远县", "平远县民政局"),
        (RegionLevel.TOWN, "大柘镇", "大柘镇人民政府"),
        (RegionLevel.TOWN, "城东街道", "城东街道办事处"),
    ],
)
def test_the_office_is_the_body_that_answers(level, region, office):
    assert rules.authority(level, region) == office


def test_the_basis_follows_the_law_in_force():
    kind, dibao = DocumentKind.REFUSAL, [Programme.DIBAO]
    assert "《社会救助法》第四十五条" in rules.legal_basis(kind, dibao, date(2026, 7, 1))
    assert rules.legal_basis(kind, dibao, date(2026, 6, 30)).startswith(
        "《社会救助暂行办法》和《最低生活保障"
    )
    assert "最低生活保障" not in rules.legal_basis(kind, [Programme.TEMPORARY], date(2026, 7, 1))


def test_a_code_is_read_in_groups_and_small_letters():
    code = rules.draw_code()
    assert rules.read_code(rules.grouped_code(code).lower()) == code
    assert rules.read_code(code[:-1]) is None
    assert rules.read_code(code[:-1] + "0") is None


def test_codes_do_not_repeat():
    assert len({rules.draw_code() for _ in range(2000)}) == 2000


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=20), min_size=1))
def test_any_change_of_a_value_changes_the_digest(values):
    name = next(iter(values))
    changed = {**values, name: values[name] + "x"}
    assert rules.content_digest(values=values) != rules.content_digest(values=changed)
    assert rules.content_digest(values=values) == rules.content_digest(values=dict(reversed(values.items())))


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("1200.00", "壹仟贰佰元整"),
        ("1200.50", "壹仟贰佰元伍角整"),
        ("1002.05", "壹仟零贰元零伍分"),
        ("10", "壹拾元整"),
        ("0.30", "叁角整"),
        ("0.05", "伍分"),
        ("10000", "壹万元整"),
        ("10050.01", "壹万零伍拾元零壹分"),
        ("103000", "壹拾万叁仟元整"),
        ("1020304.56", "壹佰零贰万零叁佰零肆元伍角陆分"),
    ],
)
def test_amounts_in_capital_numerals(yuan, words):
    assert amount_in_words(Money.yuan(yuan)) == words
