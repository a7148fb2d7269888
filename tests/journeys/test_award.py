"""A family of three gets its dibao: five people, from the first knock to the award, in a real browser."""

import io
from datetime import date

from pypdf import PdfReader
from tests.support.browser import PHONE, Clerk
from tests.support.cast import TOWN
from tests.support.journey import ASSISTANT, CONFIRMER, HANDLER, IN_NOTICE, REVIEWER, Case, Family

FAMILY = Family("范例山")


def text_of(clerk: Clerk, link: str) -> str:
    """The PDF behind a document of the case page, as text without spaces; the page is left as it was."""
    case = clerk.page.url
    clerk.follow(link)
    address = clerk.page.get_by_role("link", name="打开打印").get_attribute("href")
    pdf = clerk.download(address)
    clerk.page.goto(case)
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_family_goes_from_its_first_knock_to_its_award(company, judge):
    case = Case(company, FAMILY, look=lambda clerk, name: judge.album.picture(clerk.page, name))
    case.to_opinion()
    reviewer = case.open(REVIEWER)
    reviewer.follow("测算")
    reviewer.reads("最低生活保障")
