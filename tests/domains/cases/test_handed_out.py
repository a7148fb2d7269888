"""What goes out beside the letters: the county's report without its rows, the certificate with the letter."""

import json

import pytest
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, on

from yimen.domains.papers import actions as papers
from yimen.domains.papers import queries as registered
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DocumentKind

pytestmark = pytest.mark.django_db


def test_the_county_s_report_names_what_was_asked_where_and_no_figure(walk):
    with on(MONDAY):
        walk.to_investigated()
    with acting(walk.cast.town_handler):
        report = OfficialDocument.objects.get(kind=DocumentKind.VERIFICATION_REPORT)
        said = json.loads(report.content)["values"]
    assert report.subject_id == walk.case_id
    assert said["passed"] == "符合" and said["people"][0] == {"name": "李建明"}
    assert said["items"] and all(set(row) == {"item", "source", "result"} for row in said["items"])


def test_the_certificate_is_handed_out_with_the_letter(walk):
    with on(MONDAY):
        walk.to_sent()
    with on(NOTICE_OVER):
        outcome = walk.confirm(reason="情况属实")
        walk.deliver()
    with acting(walk.cast.town_handler):
        kept = OfficialDocument.objects.filter(subject_id=outcome.id)
        handed = {paper.kind: [each.recipient for each in paper.deliveries.all()] for paper in kept}
        certificate = kept.get(kind=DocumentKind.DIBAO_CERTIFICATE)
        values = json.loads(certificate.content)["values"]
    assert handed[DocumentKind.DIBAO_CERTIFICATE] == handed[DocumentKind.CONFIRMATION] == ["李建明"]
    assert len(values["members"]) == 3 and values["from_month"]
    assert "低保证" in certificate.number


def test_a_copy_says_how_often_it_was_printed(walk):
    with on(MONDAY):
        walk.to_sent()
        by = walk.cast.town_handler
        with acting(by):
            document = OfficialDocument.objects.filter(subject_id=walk.case_id).first()
            assert registered.copies_of(document.id, by=by) == 0
            papers.open_copy(document.id, by=by)
            papers.open_copy(document.id, by=by)
            assert registered.copies_of(document.id, by=by) == 2
