"""What an opening roll may say: gathered into families, every fault in its own row, kept and read back."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.support.factories import identity_number
from tests.support.rolls import award_row, family_row, member_row, number_of

from yimen.domains.exchange.rules.roll_checks import Around, check_listed
from yimen.domains.exchange.rules.roll_columns import FLAT_COLUMNS, SHEETS
from yimen.domains.exchange.rules.roll_comparing import compare, household_file
from yimen.domains.exchange.rules.roll_drafts import gather
from yimen.domains.exchange.rules.roll_known import check_known
from yimen.domains.exchange.rules.roll_listing import kept, listed, read_back
from yimen.domains.exchange.rules.roll_places import Places
from yimen.domains.exchange.rules.roll_programmes import EXCLUSIONS, excluded_by
from yimen.domains.exchange.types.roll import Agreement, RollSheet
from yimen.domains.people.types import KnownPerson, Relation
from yimen.foundation.sentences import kept_sentence, read_sentence
from yimen.foundation.spreadsheets.errors import HeadingsNotFoundError
from yimen.kernel import Money, Month, Programme, RegionCode, Sentence

pytestmark = pytest.mark.requirement("R-PAY-5")
VILLAGE, TWIN, COUNTY = "441426100200", "441426101200", RegionCode("441426000000")
NAMES = {
    str(COUNTY): "平远县",
    "441426100000": "大柘镇",
    "441426101000": "仁居镇",
    VILLAGE: "墩背村民委员会",
    TWIN: "墩背村民委员会",
    "441426100001": "城南社区居民委员会",
}
PERSONAL = frozenset({Programme.TEKUN, Programme.ORPHAN, Programme.DISABILITY_CARE})
AROUND = Around(date(2026, 11, 10), Month(2026, 11), COUNTY, Places(NAMES), PERSONAL)


def sheets(families, members=(), awards=()):
    given = {RollSheet.FAMILIES: families, RollSheet.MEMBERS: members, RollSheet.AWARDS: awards}
    return {name.value: [[c.title for c in SHEETS[name]], *rows] for name, rows in given.items()}


def faults_of(families, members=(), awards=(), around=AROUND):
    found = gather(sheets(families, members, awards))
    drafts = list(found.drafts.values())
    check_listed(drafts, around)
    for draft in drafts:
        check_known(draft, around)
    every = [*found.stray, *(fault for draft in drafts for fault in draft.faults if not fault.is_note)]
    return [(fault.sheet.value, fault.row, str(fault.wrong)) for fault in every]


def alone(**changed):
    """One family whose award differs in what is named."""
    return faults_of([family_row(1, "丘大伯", VILLAGE)], [], [award_row(1, **changed)])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (VILLAGE, VILLAGE), ("大柘镇墩背村", VILLAGE), ("大柘 墩背村民委员会", VILLAGE), ("仁居墩背", TWIN),
        ("城南社区", "441426100001"), ("城南社区居委会", "441426100001"),
        ("大柘镇墩背村委会", VILLAGE), ("墩背村", None), ("441426100000", None), ("", None),
    ],
)  # fmt: skip
def test_a_village_is_found_by_code_and_by_any_of_its_names(written, code):
    found = AROUND.places.find(written)
    assert (str(found) == code) if code else isinstance(found, Sentence)


def test_two_villages_of_one_name_are_told_apart():
    assert "县内有2个村（社区）叫“墩背村”。" in str(AROUND.places.find("墩背村"))


def test_a_sound_family_has_no_fault():
    family, member = family_row(1, "丘大伯", VILLAGE), member_row(1, "丘小妹")
    assert faults_of([family], [member], [award_row(1)]) == []


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"amount": 0}, "金额为零。"),
        ({"amount": "很多"}, "“很多”不是金额。"),
        ({"amount": -5}, "金额为负数。"),
        ({"since": "2026-12"}, "起始月晚于接管月份2026-11。"),
        ({"since": "去年"}, "“去年”不是月份。"),
        ({"programme": "临时救助"}, "没有“临时救助”这一选项。"),
        ({"programme": "特困"}, "“特困人员救助供养”发给个人，没有写明是谁。"),
        ({"holder": "丘大伯"}, "“最低生活保障”发给全家，不写保障对象。"),
        ({"programme": "特困", "holder": "外人甲"}, "保障对象不是这一户的成员。"),
        ({"account": ("丘大伯", "", "")}, "开户名、开户银行、银行账号没有填全。"),
        ({"account": ("丘大伯", "信用社", "12ab")}, "银行账号应为 8 至 30 位数字。"),
    ],
)
def test_an_award_says_what_is_wrong_with_it(changed, wrong):
    assert alone(**changed) == [("待遇", 2, wrong)]


def test_a_standing_without_money_is_no_fault():
    assert alone(programme="低保边缘", amount=0) == []


def test_a_second_row_of_a_number_says_all_that_is_wrong_with_it():
    families = [family_row(1, "丘大伯", VILLAGE), family_row(1, "凌阿婆", VILLAGE, income="很多")]
    said = [wrong for _sheet, row, wrong in faults_of(families, [], [award_row(1)]) if row == 3]
    assert "家庭编号“1”已用于第2行。" in said and len(said) == 2


def test_members_and_families_say_what_is_wrong_with_them():
    families = [
        family_row(1, "丘大伯", VILLAGE),
        family_row(1, "凌阿婆", VILLAGE),
        family_row(2, "温大伯", "无此村"),
    ]
    members = [member_row(1, "丘小妹", "户主"), member_row(9, "韩三")]
    assert sorted(faults_of(families, members, [award_row(1)])) == [
        ("家庭", 3, "家庭编号“1”已用于第2行。"),
        ("家庭", 4, "县内没有叫“无此村”的村（社区）。"),
        ("家庭", 4, "这一户没有待遇。"),
        ("成员", 2, "这一户另有户主。"),
        ("成员", 3, "没有编号为“9”的户主。"),
    ]


def test_nobody_belongs_to_two_families():
    families = [family_row(1, "丘大伯", VILLAGE), family_row(2, "凌阿婆", VILLAGE)]
    faults = faults_of(families, [member_row(2, "丘大伯")], [award_row(1), award_row(2)])
    assert faults == [("成员", 2, "这个身份证号也在家庭“1”（第2行）。")]


def test_awards_that_exclude_each_other_are_told_with_the_article():
    families = [family_row(1, "丘大伯", VILLAGE)]
    twice = faults_of(families, [], [award_row(1), award_row(1, amount=5)])
    assert twice == [("待遇", 3, "同一项待遇列了两次。")]
    both = faults_of(families, [], [award_row(1), award_row(1, "低保边缘", amount=0)])
    assert both == [("待遇", 3, "与“最低生活保障”不能同时享受（社会救助法 第二十一条）。")]


@pytest.mark.parametrize("rule", EXCLUSIONS, ids=lambda rule: f"{rule.one}-{rule.other}")
def test_an_exclusion_holds_both_ways_and_only_for_the_same_person(rule):
    for one, other in ((rule.one, rule.other), (rule.other, rule.one)):
        assert list(excluded_by((one, "a"), [(other, "a")])) == [(other, rule.article)]
        assert bool(list(excluded_by((one, "a"), [(other, "b")]))) is rule.is_of_household


def known(**changed):
    facts: dict[str, Any] = {
        "person_id": uuid4(),
        "household_id": uuid4(),
        "household_number": "441426-000001",
        "region": VILLAGE,
        "name": "丘大伯",
    }
    return KnownPerson(**facts | changed)


@pytest.mark.parametrize(
    ("person", "wrong"),
    [
        (KnownPerson(), "此人已在其他县登记。"),
        (known(region="371522101000"), "此人已在其他县登记。"),
        (known(has_died=True), "档案中此人已死亡。"),
        (known(household_id=None, household_number=""), "此人已有个人档案，但不在任何家庭。"),
        (known(), None),
    ],
)
def test_whoever_is_on_file_is_linked_or_says_why_not(person, wrong):
    around = Around(**{**vars(AROUND), "known": {number_of("丘大伯"): person}})
    faults = faults_of([family_row(1, "丘大伯", VILLAGE)], [], [award_row(1)], around)
    assert faults == ([("家庭", 2, wrong)] if wrong else [])


def test_what_a_known_household_receives_already_is_a_fault():
    home = known()
    running = {home.household_id: [(Programme.DIBAO, None)]}
    around = Around(**{**vars(AROUND), "known": {number_of("丘大伯"): home}, "running": running})
    faults = faults_of([family_row(1, "丘大伯", VILLAGE)], [member_row(1, "新人乙")], [award_row(1)], around)
    assert faults == [
        ("成员", 2, "此人不在已有的家庭档案 441426-000001 中。"),
        ("待遇", 2, "该家庭的这项待遇已经在册。"),
    ]


def flat(*rows):
    """A list with a row for each person."""
    titles = [column.title for column in FLAT_COLUMNS]
    return {"": [titles, *([row.get(title, "") for title in titles] for row in rows)]}


def person(key, name, relation, **more):
    return {"家庭编号": key, "姓名": name, "与户主关系": relation, "身份证号": number_of(name)} | more


def test_a_list_with_a_row_for_each_person_says_the_same():
    head = {"村（社区）名称或代码": VILLAGE, "住址": "墩背村1号", "城乡": "农村"}
    award = {"救助项目": "低保", "月金额": "664", "享受起始月": "2024-03"}
    own = {"救助项目": "特困", "月金额": "1063", "享受起始月": "2024-03"}
    found = gather(flat(person(1, "丘大伯", "户主", **head, **award), person(1, "丘小妹", "女儿", **own)))
    (draft,) = found.drafts.values()
    check_listed([draft], AROUND)
    assert draft.faults == []
    family = listed(draft, AROUND)
    assert [(member.name, member.relation) for member in family.members] == [
        ("丘大伯", Relation.HEAD), ("丘小妹", Relation.CHILD)
    ]  # fmt: skip
    assert [(award.programme, award.holder) for award in family.awards] == [
        (Programme.DIBAO, None), (Programme.TEKUN, identity_number("丘小妹"))
    ]  # fmt: skip


def test_a_workbook_without_one_of_the_sheets_is_refused():
    book = sheets([family_row(1, "丘大伯", VILLAGE)])
    del book["待遇"]
    with pytest.raises(HeadingsNotFoundError, match="缺少工作表：待遇"):
        gather(book)


def a_family(income=""):
    account = ("丘大伯", "信用社", "6221 8888 0000 1234")
    rows = (
        [family_row(1, "丘大伯", VILLAGE, income=income)],
        [member_row(1, "丘小妹")],
        [award_row(1, account=account)],
    )
    (draft,) = gather(sheets(*rows)).drafts.values()
    return listed(draft, AROUND)


def test_a_family_is_read_back_as_it_was_kept():
    family = a_family("1200.50")
    assert read_back(kept(family)) == family
    assert family.awards[0].account.masked == "****1234" and "6221" not in repr(family)


def test_sentences_are_read_back_with_what_fills_them():
    said = Sentence("与“%(other)s”不能同时享受（%(article)s）。", other=Programme.DIBAO, article="第二十一条")
    again = read_sentence(kept_sentence(said))
    assert (again, again.template, again.facts["other"]) == (said, said.template, Programme.DIBAO)


@pytest.mark.parametrize(
    ("income", "eligible", "paid", "agreement"),
    [
        ("0", True, "664.00", Agreement.SAME),
        ("0", True, "700.00", Agreement.DIFFERENT),
        ("0", False, "0.00", Agreement.NOT_ENTITLED),
        ("0", None, None, Agreement.UNSETTLED),
        ("", True, "664.00", Agreement.UNSETTLED),
    ],
)
def test_what_the_rules_say_stands_beside_what_is_paid(income, eligible, paid, agreement):
    family = a_family(income)
    row = {"programme": "dibao", "member": None, "eligible": eligible, "amount_month": paid}
    ((award, computed, found),) = compare(family, {"determinations": [row]})
    assert (award.amount, found) == (Money(66400), agreement)
    assert (computed is None) is (eligible is None)
    file = household_file(family, date(2026, 11, 10))
    assert ("income_month" in file["household"]) is bool(income) and len(file["members"]) == 2
