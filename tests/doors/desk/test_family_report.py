"""The page of a report in both languages, its two papers, and an objection sent by its form."""

from datetime import date

import pytest
from django.urls import reverse
from tests.domains.verification.test_reports_from_sets import load, pension
from tests.security.markup import Markup
from tests.security.reading import speak
from tests.support.banks import MONDAY, Bank
from tests.support.cast import acting
from tests.support.process import family_of_three, on

from yimen.domains.cases import actions as cases
from yimen.domains.verification import queries
from yimen.domains.verification.types import LineKind, ReportedLine
from yimen.kernel import Money

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-3")]
DAY = date(2026, 2, 27)


def told(person, kind, fen, source, item=""):
    return ReportedLine(person, kind, Money(fen), source, DAY, item)


@pytest.fixture
def reported(cast):
    with on(MONDAY):
        bank = Bank(family_of_three(cast))
        head = bank.walk.adults[0]
        lines = [
            told(head, LineKind.PENSION, 80000, "社会保险"),
            told(head, LineKind.PENSION, 79000, "银行流水"),
            told(head, LineKind.CAR, 0, "车辆管理"),
            told(head, LineKind.DISABILITY_MOBILITY, 0, "车辆管理"),
            told(head, LineKind.DEPOSIT, 6_000_000, "银行存款", "尾号1234"),
        ]
        with acting(bank.by):
            cases.report_verification(
                request_id=bank.request.id, is_passed=True, conclusion="核对完成", lines=lines, by=bank.by
            )
            report = queries.reports_of_case(bank.walk.case_id, by=bank.by)[0]
        yield bank, report


def test_the_page_says_it_in_english_and_both_papers_are_made(reported, desk):
    bank, report = reported
    client = desk(bank.walk.cast.town_handler)
    page = client.get(reverse("desk:family-report", args=[report.id])).content.decode()
    assert "以其为准，不重复计算" in page and "不在允许拥有的范围内" in page and "金融资产数额较大" in page
    for reader in ("handler", "family"):
        paper = client.get(reverse("desk:family-report-print", args=[report.id, reader]))
        assert paper.content.startswith(b"%PDF")
    assert client.get(reverse("desk:family-report-print", args=[report.id, "else"])).status_code == 404
    speak(client, "en")
    english = Markup(client.get(reverse("desk:family-report", args=[report.id])).content.decode())
    assert list(english.unmarked) == []


def test_an_objection_by_the_form_leads_to_the_request_about_that_item_alone(reported, desk):
    bank, report = reported
    client = desk(bank.walk.cast.town_handler)
    address = reverse("desk:family-report-object", args=[report.id])
    assert client.post(address, {"item": "x:car", "objection": "不对"}).status_code == 200
    item = f"{bank.walk.adults[0]}:deposit"
    sent = client.post(address, {"item": item, "objection": "账户已经注销"})
    assert sent.status_code == 302
    assert "只就这一项" in client.get(sent.url).content.decode()


def test_what_is_only_tried_out_is_logged_each_time(walk, desk, settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(MONDAY):
        bank = Bank(walk)
        head = bank.walk.adults[0]
        load(bank, "pensions", pension(bank, head))
        address = reverse("desk:verification-proposal", args=[bank.request.id])
        for times in (1, 2):
            desk(bank.by).post(address, {"lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"})
            assert len(bank.entries(act="compare", source="pensions", person_id=head)) == times
