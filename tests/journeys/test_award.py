"""A family of three gets its dibao: five people, from the first knock to the award, in a real browser."""

import io
from datetime import date

import pytest
from pypdf import PdfReader
from tests.support.browser import PHONE, Clerk
from tests.support.journey import CONFIRMER, HANDLER, IN_NOTICE, REVIEWER, Case, Family

FAMILY = Family("范例山")


def paper(clerk: Clerk, title: str) -> str:
    """The text of a document of this page, without spaces; the page is open again afterwards."""
    before = clerk.page.url
    clerk.follow(title)
    address = clerk.page.get_by_role("link", name="打开打印").get_attribute("href") or ""
    pdf = PdfReader(io.BytesIO(clerk.download(address)))
    clerk.page.goto(before)
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.requirement("R-CAS-1")
@pytest.mark.requirement("R-DSK-3")
def test_a_family_goes_from_its_first_knock_to_its_award(company, judge):
    def look(clerk: Clerk, name: str) -> None:
        judge.album.picture(clerk.page, name)

    case = Case(company, FAMILY, look)
    case.to_opinion()
    see_why(case)
    case.opine()
    case.post()
    assert "范例山" in paper(company[REVIEWER], "社会救助审核情况公示")
    company.on(IN_NOTICE)
    see_notice_on_a_phone(case)
    company.on(date(2026, 9, 18))
    case.send()
    company.on(date(2026, 9, 22))
    case.confirm()
    company.on(date(2026, 9, 23))
    case.finish()
    see_papers(case)
    see_file(case)


def see_why(case: Case) -> None:
    """Every programme at once, each with its reasons and their articles."""
    reviewer = case.open(REVIEWER)
    reviewer.follow("取消")
    case.look(reviewer, "case")
    reviewer.follow("测算")
    reviewer.reads("1,042.00 元/月")
    reviewer.reads("社会救助法 第十八条")
    reviewer.reads("不符合的项目")
    case.look(reviewer, "explanation")


def see_notice_on_a_phone(case: Case) -> None:
    """Anybody reads the masked notice; nobody reads the name."""
    citizen = case.company.visitor(PHONE)
    citizen.go("/public/")
    citizen.follow("查看公示", exact=False)
    citizen.follow("大柘镇", exact=False)
    citizen.reads("范**")
    citizen.reads("1,042.00 元/月")
    citizen.never_reads(FAMILY.head)
    case.look(citizen, "notice-on-a-phone")


def see_papers(case: Case) -> None:
    handler = case.company[HANDLER]
    letter = paper(handler, "社会救助审核确认书")
    assert "范例山" in letter
    assert "1042.00" in letter or "1,042.00" in letter
    assert "申请书" in paper(handler, "社会救助申请书")
    assert "2026年10月" in letter or "2026-10" in letter
    handler.follow("社会救助审核确认书")
    code = handler.page.locator("dt", has_text="查验码").locator("+ dd").inner_text()
    assert code in letter.replace("-", "")  # printed below the QR code, which leads to this address
    citizen = case.company.visitor(PHONE)
    citizen.go(f"/public/check/{code}")
    citizen.reads("文书真实有效")
    citizen.reads("范**")
    citizen.never_reads(FAMILY.head)
    case.look(citizen, "document-check-on-a-phone")


def see_file(case: Case) -> None:
    """The award stands in the household file, and the confirmer has nothing left to do."""
    confirmer = case.company[CONFIRMER]
    confirmer.menu("家庭档案")
    confirmer.leave_by(
        confirmer.page.get_by_role("row").filter(has_text=FAMILY.head).get_by_role("link").first
    )
    confirmer.reads("最低生活保障")
    confirmer.reads("1,042.00")
    confirmer.menu("待办")
    confirmer.reads("没有待办")
