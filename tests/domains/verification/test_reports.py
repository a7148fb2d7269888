"""Reports: made when a request is answered, fed to the rules, objected to item by item, kept for good."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries as asked_of_cases
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.papers import queries as papers
from yimen.domains.papers.types import DocumentKind
from yimen.domains.verification import actions, queries
from yimen.domains.verification.errors import (
    LineInvalidError,
    ObjectionRefusedError,
    ReportNotFoundError,
)
from yimen.domains.verification.models import VerificationReport
from yimen.domains.verification.types import LineKind, ReportedLine
from yimen.kernel import Money

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-3")]
DAY = date(2026, 2, 27)


def line(person, kind, fen, source, item=""):
    return ReportedLine(person, kind, Money(fen), source, DAY, item)


def report_on(bank, *lines, is_passed=True):
    """The verifier returns these lines; the report that comes of it."""
    with acting(bank.by):
        request = queries.find_latest_request(bank.walk.case_id)
        cases.report_verification(
            request_id=request.id, is_passed=is_passed, conclusion="核对完成", lines=lines, by=bank.by
        )
        return queries.reports_of_case(bank.walk.case_id, by=bank.by)[0]


def content(bank, report):
    by = bank.walk.cast.town_handler
    with acting(by):
        return queries.get_report(report.id, by=by).content


def object_to(bank, report, person, kind, by=None):
    by = by or bank.walk.cast.town_handler
    with acting(by):
        return cases.object_to_report_item(
            report_id=report.id, person_id=person, kind=kind, objection="账户早已注销", by=by
        )


def test_the_same_pension_of_two_sources_reaches_the_determination_once(bank):
    head = bank.walk.adults[0]
    report = report_on(
        bank,
        line(head, LineKind.PENSION, 80000, "社会保险"),
        line(head, LineKind.PENSION, 79000, "银行流水"),
        line(head, LineKind.CAR, 0, "车辆管理"),
    )
    said = content(bank, report)
    (pension,) = [item for item in said["items"] if item["kind"] == "pension"]
    assert (pension["amount"], len(pension["beside"])) == (80000, 1)
    assert report.version == 1 and report.income_fen == 80000 + 90000
    assert {each["title"] for each in said["differences"]} == {"养老金、离退休金（月）", "车辆"}
    (car,) = [each for each in said["differences"] if each["title"] == "车辆"]
    assert car["decides"] and said["results"]["dibao:"] == "no" and car["without"]["dibao:"] != "no"
    assert [veto["stands"] for veto in said["vetoes"]] == [True]
    by = bank.walk.cast.town_handler
    with acting(by):
        today = asked_of_cases.preview(bank.walk.case_id, by=by)
    assert today["values"]["household_income"] == "1700.00"


def test_an_objection_to_one_item_asks_it_again_and_the_old_version_stays(bank):
    head, wife = bank.walk.adults
    first = report_on(
        bank,
        line(head, LineKind.DEPOSIT, 500000, "银行存款", "尾号1234"),
        line(wife, LineKind.WAGE, 60000, "税务"),
    )
    before = content(bank, first)
    request = object_to(bank, first, head, LineKind.DEPOSIT)
    with acting(bank.by):
        actions.start_verification(request_id=request.id, by=bank.by)
        waiting = queries.waiting_people([request], list(queries.every_source()))
        assert {(each.person_id, each.source) for each in waiting} == {
            (head, "banks"),
            (head, "housing_fund"),
            (head, "other_provinces"),
        }
        with pytest.raises(LineInvalidError):
            cases.report_verification(
                request_id=request.id,
                is_passed=True,
                conclusion="改",
                lines=[line(head, LineKind.WAGE, 1, "税务")],
                by=bank.by,
            )
    second = report_on(bank, line(head, LineKind.DEPOSIT, 10000, "银行存款", "尾号1234"))
    by = bank.walk.cast.town_handler
    with acting(by):
        page = queries.get_report(second.id, by=by)
        assert queries.get_report(first.id, by=by).content == before
    assert (second.version, second.reason) == (2, "账户早已注销")
    assert [(each.kind, each.was, each.now) for each in page.changed] == [(LineKind.DEPOSIT, 500000, 10000)]
    assert {item["kind"] for item in page.content["items"]} == {"deposit", "wage"}
    assert [each.id for each in page.trend] == [second.id]


def test_a_version_bears_the_number_of_its_paper_and_the_one_before_says_it_is_superseded(bank):
    head, by = bank.walk.adults[0], bank.walk.cast.town_handler
    first = report_on(bank, line(head, LineKind.DEPOSIT, 500000, "银行存款"))
    request = object_to(bank, first, head, LineKind.DEPOSIT)
    with acting(bank.by):
        actions.start_verification(request_id=request.id, by=bank.by)
    report_on(bank, line(head, LineKind.DEPOSIT, 10000, "银行存款"))
    kind, case_id = DocumentKind.VERIFICATION_REPORT, bank.walk.case_id
    with acting(by):
        newest, before = papers.documents_of_subjects([case_id], by=by)[:2]
        marks = [papers.marks_of(case_id, kind, by=by, version=number) for number in ("1", "2", "3")]
        assert [marks[0]["number"], marks[1]["number"], marks[2]] == [before.number, newest.number, None]
        assert "svg" in str(marks[0]["qr"])
        assert (before.withdrawn_reason, newest.withdrawn_at) == ("已由第2版代替，以新版为准", None)


def test_a_report_that_tells_a_death_by_a_remark_is_hidden_with_whom_it_tells_of(bank):
    head, town = bank.walk.adults[0], bank.walk.cast.town_handler
    bank.send()
    bank.take((*bank.row(head, "无记录")[:-1], "客户已身故"))
    report = report_on(bank)
    assert [each["rule"] for each in content(bank, report)["warnings"]] == ["death"]
    assert [each.person_id for each in bank.entries(act="view", user_id=town.user_id)] == [head]
    bank.revoke(head)
    bank.walk.withdraw()
    with acting(town):
        page = queries.get_report(report.id, by=town)
    assert (page.content, page.hidden) == (None, [bank.people[head].name])


def test_who_may_object_and_when(bank):
    head = bank.walk.adults[0]
    report = report_on(bank, line(head, LineKind.DEPOSIT, 500000, "银行存款"))
    with pytest.raises(NotPermittedError):
        object_to(bank, report, head, LineKind.DEPOSIT, by=bank.walk.cast.village_assistant)
    with pytest.raises(ObjectionRefusedError):
        object_to(bank, report, head, LineKind.CAR)
    with on(report.valid_until + timedelta(days=1)), pytest.raises(ObjectionRefusedError):
        object_to(bank, report, head, LineKind.DEPOSIT)
    object_to(bank, report, head, LineKind.DEPOSIT)
    with pytest.raises(ObjectionRefusedError):
        object_to(bank, report, head, LineKind.DEPOSIT)


@pytest.mark.parametrize("role", [Role.VILLAGE_ASSISTANT, Role.GRID_WORKER, Role.SOCIAL_WORKER])
def test_who_only_receives_or_visits_opens_no_report_and_sees_no_amounts(bank, role):
    report = report_on(bank, line(bank.walk.adults[0], LineKind.WAGE, 90000, "税务"))
    by = replace(bank.walk.cast.village_assistant, role=role)
    with acting(by):
        with pytest.raises(NotPermittedError):
            queries.get_report(report.id, by=by)
        with pytest.raises(NotPermittedError):
            queries.reports_of_case(bank.walk.case_id, by=by)
        shown = queries.results_of_request(bank.request.id, by=by)
    assert (list(shown.lines), list(shown.hidden), shown.is_closed) == ([], [], True)


def test_a_stranger_finds_no_report_and_every_view_is_logged(bank):
    head = bank.walk.adults[0]
    report = report_on(bank, line(head, LineKind.WAGE, 90000, "税务"))
    by = bank.walk.cast.stranger
    with acting(by), pytest.raises(ReportNotFoundError):
        queries.get_report(report.id, by=by)
    content(bank, report)
    looked = bank.entries(act="view", person_id=head)
    assert [entry.user_id for entry in looked] == [bank.walk.cast.town_handler.user_id]


def test_a_report_can_neither_be_changed_nor_deleted_and_loses_its_content_only(bank):
    report = report_on(bank, line(bank.walk.adults[0], LineKind.WAGE, 90000, "税务"))
    with acting(bank.by):
        rows = VerificationReport.objects.filter(id=report.id)
        for change in (lambda: rows.update(version=7), lambda: rows.update(content="{}"), rows.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert rows.update(content=None) == 1
        page = queries.get_report(report.id, by=bank.by)
    assert page.content is None and page.report.income_fen == 90000


def test_a_report_takes_as_many_queries_for_many_lines_as_for_one(bank, django_assert_max_num_queries):
    head, wife = bank.walk.adults
    lines = [line(head, kind, 100, "税务") for kind in LineKind]
    lines += [line(wife, LineKind.DEPOSIT, 100, "银行存款", f"尾号{n}") for n in range(1000, 1060)]
    with acting(bank.by):
        report = queries.find_latest_request(bank.walk.case_id)
        with django_assert_max_num_queries(80):
            cases.report_verification(
                request_id=report.id, is_passed=True, conclusion="核对完成", lines=lines, by=bank.by
            )
        assert queries.reports_of_case(bank.walk.case_id, by=bank.by).count() == 1
