"""An income rises: told, looked into, the family heard, the award cut, the letter given; then a death."""

from datetime import date

from tests.journeys.test_award import paper
from tests.support.browser import Clerk
from tests.support.journey import CONFIRMER, HANDLER, REVIEWER, Case, Family

FAMILY = Family("范例川")
CHANGED, DECIDED, DIED = date(2026, 10, 12), date(2026, 10, 15), date(2026, 10, 20)


def test_an_award_through_a_raised_income_and_a_death(company, judge):
    def look(clerk: Clerk, name: str) -> None:
        judge.album.picture(clerk.page, name)

    case = Case(company, FAMILY, look)
    case.to_confirmer()
    company.on(date(2026, 9, 22))
    case.confirm()
    company.on(date(2026, 9, 23))
    case.finish()
    company.on(CHANGED)
    tell_of_income(case)
    case.verify((FAMILY.spouse, "工资性收入（月）", "1500", "税务、社会保险"))
    look_into(case)
    hear(case)
    company.on(DECIDED)
    decide(case)
    hand_over(case)
    company.on(DIED)
    tell_of_death(case)


def family_page(case: Case, who: str) -> Clerk:
    by = case.company[who]
    by.menu("家庭档案")
    by.leave_by(by.page.get_by_role("row").filter(has_text=FAMILY.head).get_by_role("link").first)
    return by


def tell_of_income(case: Case) -> None:
    """From the household page; the last known file stands there, one figure is corrected."""
    by = family_page(case, HANDLER)
    by.follow("登记情况变化")
    by.tick("收入变化", "什么变化")
    by.write("具体情况", "配偶在镇上工厂务工，工资增加")
    by.press("开启核查")
    by.reads("950.00")
    by.follow("修改收入与财产")
    spouse = by.page.get_by_role("group", name=FAMILY.spouse)
    by.write("工资", "1500", spouse)
    by.press("保存并继续")
    by.reads("1,500.00")
    by.page.get_by_label("除已修改的以外，其余情况经核对没有变化").check()
    case.look(by, "review-begin")
    by.press("启动核查")


def look_into(case: Case) -> None:
    case.see(case.open(HANDLER))


def hear(case: Case) -> None:
    """What is intended, what the family says, what becomes of it."""
    by = case.company[HANDLER]
    by.follow("告知并听取意见")
    by.tick("调减", "拟作出的决定")
    by.write("事实和理由", "配偶工资增加，人均收入上升")
    case.look(by, "hearing-invite")
    by.press("告知并听取意见")
    by.write("陈述的意见", "年底厂里活少，工资可能减少")
    by.tick("有异议", "对拟作出的决定")
    by.press("登记陈述")
    by.tick("不采纳", "处理")
    by.write("处理理由", "以核对的当前工资为准，减少后可以再申请调整")
    by.press("登记处理结果")
    case.look(by, "hearing")


def decide(case: Case) -> None:
    reviewer = case.open(REVIEWER)
    reviewer.press("提出意见")
    reviewer.press("报送确认")
    confirmer = case.open(CONFIRMER)
    confirmer.reads("年底厂里活少")
    case.look(confirmer, "decide")
    confirmer.press("作出决定")


def hand_over(case: Case) -> None:
    by = case.open(HANDLER)
    case.hand_over_letter(by)
    letter = paper(by, "社会救助动态调整告知书")
    assert "减发" in letter and "年底厂里活少" in letter and "申请行政复议" in letter
    by = family_page(case, HANDLER)
    by.reads("492.00 元/月")
    case.look(by, "household-after-review")


def tell_of_death(case: Case) -> None:
    """The child's share ends without a hearing."""
    by = family_page(case, HANDLER)
    child = FAMILY.members[1][0]
    by.follow(child)
    by.follow("登记死亡")
    by.write("死亡日期", date(2026, 10, 18).isoformat())
    by.press("登记死亡")
    by.press("确认：登记死亡")
    by = family_page(case, HANDLER)
    by.follow("登记情况变化")
    by.tick("家庭成员死亡", "什么变化")
    by.choose("涉及的成员", child)
    by.press("开启核查")
    by.press("启动核查")
    by.reads("2027-01-18")
