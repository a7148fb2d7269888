"""The ways that do not lead straight to an award: refusal, objection, return, withdrawal, failure."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.models import PublicNotice
from yimen.domains.cases.types import (
    CaseState,
    Declaration,
    ObjectionMethod,
    OutcomeState,
    TerminationReason,
)
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOTICE_OVER = MONDAY + timedelta(days=8)


def object_to(walk, text: str = "该户有小汽车") -> None:
    by, outcome = walk.cast.town_handler, walk.outcome()
    with acting(by):
        actions.record_objection(outcome_id=outcome.id, version=outcome.version, text=text, by=by)


def settle(walk, method: ObjectionMethod, **more: Any) -> None:
    by = walk.cast.town_reviewer
    with acting(by):
        objection = walk.outcome().objections.get()
        actions.settle_objection(
            objection_id=objection.id, method=method, conclusion="车辆系借用", by=by, **more
        )


def open_kinds(walk) -> set[str]:
    with acting(walk.cast.county_reviewer):
        return set(WorkItem.objects.filter(done_at__isnull=True).values_list("kind", flat=True))


def test_a_refusal_is_written_with_reasons_within_three_working_days(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine(is_positive=False, difference_reason="家庭有未申报的经营收入")
        with pytest.raises(errors.NoticeNotAllowedError):
            walk.post()
        walk.send()
        with pytest.raises(errors.ReasonMissingError):
            walk.refuse(reasons=" ")
        refused = walk.refuse()
    assert refused.state == OutcomeState.REFUSED and walk.case().state == CaseState.CONCLUDED
    with acting(walk.cast.county_confirmer):
        letter = WorkItem.objects.get(kind="refusal_letter", subject_id=refused.id)
        assert (letter.due_on, letter.limit_days, letter.limit_unit) == (date(2026, 3, 5), 3, "working")
        assert "第二十一条" in letter.article
        assert OfficialDocument.objects.filter(kind="refusal", subject_id=refused.id).count() == 1
        assert not Award.objects.exists()
    with on(MONDAY), acting(walk.cast.town_handler):
        actions.deliver_decision(
            outcome_id=refused.id,
            method=DeliveryMethod.THROUGH_VILLAGE,
            recipient="李建明",
            delivered_on=MONDAY,
            proof="村委会转交签收",
            by=walk.cast.town_handler,
        )
    assert open_kinds(walk) == set()


def test_after_an_objection_dibao_goes_to_the_confirmer_with_the_new_opinion(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
        object_to(walk)
        with pytest.raises(errors.ObjectionOpenError):
            walk.opine()
        with pytest.raises(errors.ReasonMissingError):
            settle(walk, ObjectionMethod.DEMOCRATIC_REVIEW)
        settle(walk, ObjectionMethod.DEMOCRATIC_REVIEW, attendance=9)
        opinion = walk.opine()
        assert opinion.number == 2
        with pytest.raises(errors.NoticeNotAllowedError):
            walk.post()
        assert walk.send().state == OutcomeState.WITH_CONFIRMER
        assert walk.confirm().state == OutcomeState.CONFIRMED


def test_an_objection_settled_by_investigation_needs_that_investigation(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(MONDAY + timedelta(days=1)):
        object_to(walk)
        with pytest.raises(errors.InvestigationMissingError):
            settle(walk, ObjectionMethod.REINVESTIGATION)
        walk.visit()
        settle(walk, ObjectionMethod.REINVESTIGATION)
        assert walk.opine().number == 2


def test_an_objection_after_the_notice_comes_too_late(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER), pytest.raises(errors.NoticeOverError):
        object_to(walk)


def test_nothing_is_sent_before_the_seven_days_are_over(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        with pytest.raises(errors.NotPostedError):
            walk.send()
        walk.post()
    with on(NOTICE_OVER - timedelta(days=1)), pytest.raises(errors.NoticeRunningError):
        walk.send()
    with on(NOTICE_OVER):
        assert walk.send().state == OutcomeState.WITH_CONFIRMER


def test_a_returned_file_comes_back_with_a_fresh_opinion(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        by, outcome = walk.cast.county_confirmer, walk.outcome()
        with acting(by):
            with pytest.raises(errors.ReasonMissingError):
                actions.return_outcome(outcome_id=outcome.id, version=outcome.version, why="", by=by)
            actions.return_outcome(
                outcome_id=outcome.id, version=outcome.version, why="请补充务工证明", by=by
            )
        assert "returned" in open_kinds(walk)
        walk.opine()
        assert walk.send().state == OutcomeState.WITH_CONFIRMER
        assert walk.confirm().state == OutcomeState.CONFIRMED


def test_a_returned_file_with_another_amount_hangs_again(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        by, outcome = walk.cast.county_confirmer, walk.outcome()
        with acting(by):
            actions.return_outcome(outcome_id=outcome.id, version=outcome.version, why="请核实金额", by=by)
        walk.opine(amount=Money(12300), difference_reason="务工收入下降")
        with pytest.raises(errors.NotPostedError):
            walk.send()
        assert walk.post().amount_fen == 12300


@pytest.mark.parametrize("stage", ["apply", "to_submitted", "to_investigated"])
def test_the_applicant_may_withdraw_at_any_time(walk, stage):
    with on(MONDAY):
        getattr(walk, stage)()
        by, case = walk.cast.village_assistant, walk.case()
        with acting(by):
            with pytest.raises(errors.ReasonMissingError):
                actions.withdraw_application(case_id=case.id, version=case.version, why="", by=by)
            actions.withdraw_application(case_id=case.id, version=case.version, why="家中已有人就业", by=by)
        assert walk.case().state == CaseState.WITHDRAWN
        assert open_kinds(walk) == set()
        with acting(by), pytest.raises(errors.IllegalMoveError):
            actions.withdraw_application(case_id=case.id, version=walk.case().version, why="再次撤回", by=by)


def test_nothing_of_a_withdrawn_case_is_decided_any_more(walk):
    with on(MONDAY):
        walk.to_investigated()
        by, case = walk.cast.town_handler, walk.case()
        with acting(by):
            actions.withdraw_application(case_id=case.id, version=case.version, why="不再申请", by=by)
        with pytest.raises(errors.IllegalMoveError):
            walk.opine()


def test_a_failed_verification_of_a_withdrawn_case_is_nobodys_work_any_more(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        walk.verify(is_passed=False)
        by, case = walk.cast.town_handler, walk.case()
        with acting(by):
            actions.withdraw_application(case_id=case.id, version=case.version, why="不再申请", by=by)
        assert open_kinds(walk) == set()


def test_a_death_ends_the_process(walk):
    with on(MONDAY):
        walk.to_investigated()
        by, case = walk.cast.town_handler, walk.case()
        with acting(by):
            actions.terminate_case(
                case_id=case.id,
                version=case.version,
                reason=TerminationReason.DEATH,
                note="死亡证明编号 3 号",
                by=by,
            )
        assert walk.case().state == CaseState.TERMINATED
        assert open_kinds(walk) == set()


def test_the_one_time_notice_names_everything_that_is_missing_and_only_once(walk):
    with on(MONDAY):
        walk.apply()
        walk.submit()
        by = walk.cast.town_handler
        with acting(by):
            actions.tell_missing(case_id=walk.case_id, version=walk.case().version, by=by)
            (notice,) = walk.case().one_time_notices.all()
            assert notice.missing == [
                "申请书及诚信承诺（签字）",
                "家庭经济状况核对授权书（李建明）",
                "家庭经济状况核对授权书（李门陈氏）",
            ]
            assert not any("户口" in title or "银行" in title for title in notice.missing)
        assert walk.case().state == CaseState.INCOMPLETE
        walk.complete()
        with acting(walk.cast.village_assistant):
            actions.supplement_application(
                case_id=walk.case_id, version=walk.case().version, by=walk.cast.village_assistant
            )
        with acting(by), pytest.raises(errors.NothingMissingError):
            actions.tell_missing(case_id=walk.case_id, version=walk.case().version, by=by)
        assert walk.accept().state == CaseState.ACCEPTED


def test_an_application_with_missing_papers_or_without_declaration_is_not_accepted(walk):
    with on(MONDAY):
        walk.apply()
        walk.submit()
        with pytest.raises(errors.DeclarationMissingError):
            walk.accept()
        walk.complete(people=[walk.adults[0]])
        with pytest.raises(errors.MaterialsMissingError) as refused:
            walk.accept()
        assert refused.value.facts["missing"] == ["家庭经济状况核对授权书（李门陈氏）"]


def test_a_failed_verification_is_told_objected_to_and_asked_again(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        walk.verify(is_passed=False)
        walk.visit()
        with pytest.raises(errors.VerificationFailedOpenError):
            walk.opine()
        with acting(walk.cast.town_handler):
            telling = WorkItem.objects.get(kind="verification", done_at__isnull=True)
            assert (telling.owner_role, telling.due_on) == ("town_handler", date(2026, 3, 3))
        by = walk.cast.town_handler
        with acting(by):
            request = find_latest_request(walk.case_id)
            actions.tell_verification_failure(request_id=request.id, how="当面告知", by=by)
            again = actions.object_to_verification(
                request_id=request.id, objection="存款系代管的丧葬费", by=by
            )
        assert again.number == 2
        with pytest.raises(errors.VerificationMissingError):
            walk.opine()
        walk.verify()
        assert walk.opine().number == 1


def test_a_near_relatives_case_waits_for_the_countys_own_visit(walk):
    with on(MONDAY):
        walk.apply()
        walk.complete(declaration=Declaration(True, "墩背村委会委员李建国", "兄弟"))
        walk.submit()
        walk.accept()
        walk.start()
        walk.verify()
        walk.visit()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        with pytest.raises(errors.CountyVisitMissingError):
            walk.confirm()
        with acting(walk.cast.county_reviewer):
            waiting = WorkItem.objects.get(kind="investigation", done_at__isnull=True)
            assert waiting.owner_role == "county_reviewer"
            assert waiting.owner_station_id == walk.cast.county_reviewer.station_id
        walk.visit(by=walk.cast.county_reviewer, second=walk.cast.county_verifier)
        assert "investigation" not in open_kinds(walk)
        assert walk.confirm().state == OutcomeState.CONFIRMED
        with acting(walk.cast.county_reviewer):
            assert OfficialDocument.objects.filter(kind="near_relative").count() == 1


def test_a_complaint_during_the_review_brings_the_county_to_the_house(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        by = walk.cast.town_handler
        with acting(by):
            actions.record_complaint(case_id=walk.case_id, text="举报该户有出租房", by=by)
        assert "investigation" in open_kinds(walk)
        with pytest.raises(errors.CountyVisitMissingError):
            walk.confirm()


def test_a_county_visit_before_the_complaint_does_not_answer_it(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.visit(by=walk.cast.county_reviewer, second=walk.cast.county_verifier)
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        by = walk.cast.town_handler
        with acting(by):
            for text in ("举报该户有出租房", "另有举报：" + "长" * 450):
                actions.record_complaint(case_id=walk.case_id, text=text, by=by)
        with pytest.raises(errors.CountyVisitMissingError):
            walk.confirm()
        walk.visit(by=walk.cast.county_reviewer, second=walk.cast.county_verifier)
        assert "investigation" not in open_kinds(walk)
        assert walk.confirm(reason="理" * 500).state == OutcomeState.CONFIRMED


def test_the_confirmer_sees_what_changed_and_differs_only_with_a_reason(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        by, outcome = walk.cast.county_confirmer, walk.outcome()
        with acting(by):
            assert queries.difference_since_opinion(outcome.id, by=by) == ()
            with pytest.raises(errors.DeterminationChangedError):
                actions.confirm_outcome(
                    outcome_id=outcome.id,
                    version=outcome.version,
                    amount=Money(1),
                    shown_amount=Money(1),
                    by=by,
                )
        with pytest.raises(errors.ReasonMissingError):
            walk.confirm(amount=Money(5000))
        assert walk.confirm(amount=Money(5000), reason="一事一议确定").decided_amount_fen == 5000


def test_sheets_come_down_on_their_date_and_a_second_run_changes_nothing(walk):
    from yimen.domains.cases.jobs import take_down_notices

    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER - timedelta(days=1)):
        take_down_notices()
        with acting(walk.cast.town_handler):
            assert PublicNotice.objects.get().taken_down_on is None
    with on(NOTICE_OVER):
        take_down_notices()
        take_down_notices()
        with acting(walk.cast.town_handler):
            assert PublicNotice.objects.get().taken_down_on == NOTICE_OVER
        assert "forward" in open_kinds(walk) and "notice_down" not in open_kinds(walk)
        assert walk.send().state == OutcomeState.WITH_CONFIRMER
