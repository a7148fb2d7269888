"""Every other programme from knock to decision: what differs is asked for, what is not needed is left out."""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

import pytest
from tests.journeys.test_award import paper
from tests.journeys.test_urgent import begun
from tests.support.browser import Clerk
from tests.support.cast import Cast, acting
from tests.support.journey import CONFIRMER, REVIEWER, Case, Family, beside
from tests.support.process import Walk

from yimen.domains.cases.models import CaseMember
from yimen.kernel import Money, Programme, Sex

LOOKED_INTO, VISITED, AFTER_NOTICE = date(2026, 9, 3), date(2026, 9, 8), date(2026, 9, 18)
BILLS = (("2026-03", "A001", "42000", "12000"), ("2026-06", "A002", "9000", "0"))


@dataclass(frozen=True)
class Kinship(Family):
    """A grandmother and the child she brings up."""

    @property
    def members(self) -> list[tuple[str, str, str]]:
        return [(f"{self.head[0]}小例", self.number("child", date(2015, 5, 20), Sex.FEMALE), "孙子女")]


def prove_spending(by: Clerk, family: Family) -> None:
    for month, number, amount, insurance in BILLS:
        by.choose("支出人", family.head)
        by.choose("支出类别", "医疗")
        by.write("支出月份", month)
        by.write("票据号", number)
        by.write("票面金额", amount)
        by.write("其中报销、补助", insurance)
        by.press("登记这张票据")
    by.press("保存并继续")


def declare(by: Clerk) -> None:
    by.tick("没有", "家庭成员是否有经办人员、村（居）委会成员的近亲属")
    by.press("保存并继续")


def look_into(company, by: Clerk, *, earner: str, wage: Money | None = None) -> None:
    """Accepted, verified where means count, and visited, as other journeys show."""
    case_id = UUID(by.page.url.rpartition("/")[2])
    company.on(LOOKED_INTO)
    walk = beside(partial(_taken_up, company.house.cast, case_id, earner))
    beside(walk.accept)
    beside(walk.start)
    if wage:
        beside(partial(walk.verify, wage_fen=wage.fen))
    company.on(VISITED)
    beside(walk.visit)


def _taken_up(cast: Cast, case_id: UUID, earner: str) -> Walk:
    with acting(cast.county_reviewer):
        members = CaseMember.objects.filter(case_id=case_id).select_related("case")
        people = {member.name: member.person_id for member in members}
        household_id = members[0].case.household_id
    first = people.pop(earner)
    rest = list(people.values())
    return Walk(cast, household_id, (first, rest[0]), rest[-1], case_id)


def opine(case: Case, amount: str) -> None:
    """Where the rules cannot tell (a place's figure has no source), the reviewer says so and why."""
    by = case.open(REVIEWER)
    if by.page.get_by_text("暂不能确定").count():
        by.tick("符合条件", "审核意见")
        by.write("意见说明", "入户调查和核对情况属实，生活困难，拟同意")
        by.write("与测算不同的理由", "当地标准以县民政局文件为准，人工核算符合")
        if amount:
            by.write("拟救助金额", amount)
    by.press("提出意见")
    by.reads("已提初审意见")


def confirm(case: Case, amount: str) -> Clerk:
    by = case.open(CONFIRMER)
    if by.page.get_by_text("暂不能确定").count():
        if amount:
            assert by.field("确认金额").input_value() == amount
        by.write("与测算不同的理由", "同意乡镇审核意见")
    by.press("确认")
    by.reads("已确认")
    return by


def decide(case: Case, *, amount: str = "", is_posted: bool = True) -> Clerk:
    """From the visit to the decision."""
    case.company.on(date(2026, 9, 10))
    opine(case, amount)
    if is_posted:
        case.post()
        case.company.on(AFTER_NOTICE)
    case.send()
    return confirm(case, amount)


@pytest.mark.parametrize(
    ("programme", "head", "wage"),
    [
        (Programme.DIBAO_SINGLE, "单保山", "2500"),
        (Programme.DIBAO_MARGIN, "边缘山", "2500"),
        (Programme.RIGID_EXPENSE, "刚支山", "3200"),
        (Programme.ILLNESS_POVERTY, "病贫山", "3200"),
    ],
)
def test_a_family_with_too_much_for_dibao_is_recognised(company, programme, head, wage):
    family = Family(head, wage=wage)
    case, by = begun(company, family, programme.title)
    if programme is Programme.DIBAO_SINGLE:
        by.page.get_by_role("group", name="为谁申请").get_by_text(head).click()
        by.write("申请理由", "肢体二级残疾，需要人照料")
        by.press("保存并继续")
    if programme is Programme.ILLNESS_POVERTY:
        by.page.get_by_role("group", name=re.compile(rf"^{head} ")).get_by_text("患重特大疾病").click()
    case._tell_means(by)
    if programme in (Programme.RIGID_EXPENSE, Programme.ILLNESS_POVERTY):
        prove_spending(by, family)
    declare(by)
    case.authorise()
    case.submit()
    look_into(company, by, earner=family.spouse, wage=Money.yuan(wage))
    confirmer = decide(case, amount="332.00" if programme is Programme.DIBAO_SINGLE else "")
    assert head in paper(confirmer, "社会救助审核确认书")


@pytest.mark.parametrize("programme", [Programme.ORPHAN, Programme.UNATTENDED_CHILD])
def test_a_child_without_parents_is_supported_and_never_published(company, programme):
    family = Kinship(f"祖{programme.value[0]}婆")
    child = family.members[0][0]
    case, by = begun(company, family, programme.title)
    by.page.get_by_role("group", name="为谁申请").get_by_text(child).click()
    by.write("申请理由", "父母不在，由祖母抚养")
    if programme is Programme.ORPHAN:
        by.choose("父亲", "死亡")
        by.choose("母亲", "死亡")
    else:
        by.choose("父亲", "服刑、强制隔离戒毒等6个月以上")
        by.choose("母亲", "失踪、失联")
    by.press("保存并继续")
    declare(by)
    by.sign("签名", group=family.head)
    by.press("保存并继续")
    case.submit()
    look_into(company, by, earner=family.head)
    confirmer = decide(case, is_posted=False)
    confirmer.reads(child)
