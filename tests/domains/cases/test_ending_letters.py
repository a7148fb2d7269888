"""What is not accepted and what is terminated is told in writing, with reasons and remedies."""

import json

import pytest
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, on, receipt

from yimen.domains.cases import actions, errors
from yimen.domains.cases.rules.clocks import UNKNOWN
from yimen.domains.cases.types import CaseState, TerminationReason
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers.actions import open_document
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.queries import public_check

pytestmark = pytest.mark.django_db


def letter(walk, kind: str) -> OfficialDocument:
    with acting(walk.cast.town_handler):
        return OfficialDocument.objects.get(kind=kind)


def values_of(document: OfficialDocument) -> dict:
    return json.loads(document.content)["values"]


@pytest.mark.parametrize("is_told_before", [False, True])
def test_an_application_is_not_accepted_in_writing_with_reasons(walk, is_told_before):
    with on(MONDAY):
        walk.apply()
        walk.submit()
        if is_told_before:
            walk.tell_missing()
        with pytest.raises(errors.ReasonMissingError):
            walk.not_accept(" ")
        assert walk.not_accept().state == CaseState.TERMINATED
        paper = letter(walk, "not_accepted")
        assert values_of(paper)["reasons"] == [{"text": "申请人户籍和居住地均不在本辖区", "article": "—"}]
        assert "社救拒〔2026〕1号" in paper.number and "第十条" in json.loads(paper.content)["basis"]
        assert public_check(paper.code).is_valid
        waiting = walk.waiting("delivery")
        assert (waiting.subject_id, waiting.limit_days, waiting.article) == (walk.case_id, 3, UNKNOWN)
        with pytest.raises(errors.IllegalMoveError, match="已终止"):
            walk.not_accept()


def test_what_was_accepted_is_no_longer_refused_acceptance(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        with pytest.raises(errors.IllegalMoveError, match="已受理"):
            walk.not_accept()


def test_only_who_accepts_may_refuse_to(walk, cast):
    with on(MONDAY):
        walk.to_submitted()
        by = cast.village_assistant
        with acting(by), pytest.raises(NotPermittedError):
            actions.not_accept_application(
                case_id=walk.case_id, version=walk.case().version, reasons="不符", by=by
            )


@pytest.mark.parametrize(
    ("reason", "addressee", "article"),
    [
        (TerminationReason.DEATH, "李建明的家属", "—"),
        (TerminationReason.NO_COOPERATION, None, "民发〔2021〕57号 第二十九条"),
    ],
)
def test_a_terminated_family_is_told_why_and_what_it_can_do(walk, reason, addressee, article):
    with on(MONDAY):
        walk.to_posted()
        walk.terminate(reason, "详见记录")
        paper = letter(walk, "termination")
        said = values_of(paper)
        assert said["reasons"] == [{"text": f"{reason.title}：详见记录", "article": article}]
        assert said.get("addressee") == addressee
        with acting(walk.cast.town_handler):
            assert open_document(paper.id, by=walk.cast.town_handler).pdf.startswith(b"%PDF")


def test_a_draft_ends_without_a_letter(walk):
    with on(MONDAY):
        walk.apply()
        walk.terminate()
        assert walk.open_kinds() == set()
        with acting(walk.cast.town_handler):
            assert not OfficialDocument.objects.exists()


def test_the_delivery_of_a_letter_stops_its_clock_once(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.terminate()
        paper, by = letter(walk, "termination"), walk.cast.village_assistant
        with acting(by):
            actions.deliver_document(document_id=paper.id, receipt=receipt(), by=by)
            assert walk.open_kinds() == set()
            with pytest.raises(errors.IllegalMoveError, match="已经送达"):
                actions.deliver_document(document_id=paper.id, receipt=receipt(), by=by)


def test_a_decision_delivered_from_its_paper_is_delivered(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.confirm()
        by = walk.cast.town_handler
        paper = letter(walk, "confirmation")
        with acting(by):
            actions.deliver_document(document_id=paper.id, receipt=receipt(), by=by)
        assert walk.outcome().told_on == NOTICE_OVER and "delivery" not in walk.open_kinds()
        with pytest.raises(errors.IllegalMoveError, match="已经送达"):
            walk.deliver()


def test_other_papers_may_be_delivered_as_often_as_they_are_handed_out(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        paper, by = letter(walk, "acceptance"), walk.cast.town_handler
        with acting(by):
            for _ in range(2):
                actions.deliver_document(document_id=paper.id, receipt=receipt(), by=by)
            assert paper.deliveries.count() == 2
