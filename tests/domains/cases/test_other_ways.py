"""The ways that do not lead straight to an award: refusal, objection, return, withdrawal, failure."""

from datetime import date, timedelta

import pytest
from tests.support.cast import acting, wearing
from tests.support.process import MONDAY, NOTICE_OVER, RELATIVE, on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.models import PublicNotice
from yimen.domains.cases.types import (
    CaseState,
    ObjectionMethod,
    OutcomeState,
)
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money

pytestmark = pytest.mark.django_db


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
    with on(MONDAY):
        walk.deliver()
    assert walk.open_kinds() == set()


def test_after_an_objection_dibao_goes_to_the_confirmer_with_the_new_opinion(walk):
    with on(MONDAY):
        walk.to_posted()
        walk.object_to()
        with pytest.raises(errors.ObjectionOpenError):
            walk.opine()
        with pytest.raises(errors.ReasonMissingError):
            walk.settle(attendance=None)
        walk.settle()
        opinion = walk.opine()
        assert opinion.number == 2
        with pytest.raises(errors.NoticeNotAllowedError):
            walk.post()
        assert walk.send().state == OutcomeState.WITH_CONFIRMER
        assert walk.confirm().state == OutcomeState.CONFIRMED


def test_an_objection_settled_by_investigation_needs_that_investigation(walk):
    with on(MONDAY):
        walk.to_posted()
    with on(MONDAY + timedelta(days=1)):
        walk.object_to()
        with pytest.raises(errors.InvestigationMissingError):
            walk.settle(ObjectionMethod.REINVESTIGATION, attendance=None)
        walk.visit()
        walk.settle(ObjectionMethod.REINVESTIGATION, attendance=None)
        assert walk.opine().number == 2


def test_an_objection_after_the_notice_comes_too_late(walk):
    with on(MONDAY):
        walk.to_posted()
    with on(NOTICE_OVER), pytest.raises(errors.NoticeOverError):
        walk.object_to()


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
    walk.to_sent()
    with on(NOTICE_OVER):
        with pytest.raises(errors.ReasonMissingError):
            walk.send_back(why=" ")
        walk.send_back()
        assert "returned" in walk.open_kinds()
        walk.opine()
        assert walk.send().state == OutcomeState.WITH_CONFIRMER
        assert walk.confirm().state == OutcomeState.CONFIRMED


def test_a_returned_file_with_another_amount_hangs_again(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.send_back("请核实金额")
        walk.opine(amount=Money(12300), difference_reason="务工收入下降")
        with pytest.raises(errors.NotPostedError):
            walk.send()
        assert walk.post().amount_fen == 12300


@pytest.mark.parametrize("stage", ["apply", "to_submitted", "to_investigated"])
def test_the_applicant_may_withdraw_at_any_time(walk, stage):
    with on(MONDAY):
        getattr(walk, stage)()
        by = walk.cast.village_assistant
        with pytest.raises(errors.ReasonMissingError):
            walk.withdraw(why=" ", by=by)
        walk.withdraw(by=by)
        assert walk.case().state == CaseState.WITHDRAWN
        assert walk.open_kinds() == set()
        with pytest.raises(errors.IllegalMoveError):
            walk.withdraw(by=by)


def test_nothing_of_a_withdrawn_case_is_decided_any_more(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.withdraw()
        with pytest.raises(errors.IllegalMoveError):
            walk.opine()


def test_a_failed_verification_of_a_withdrawn_case_is_nobodys_work_any_more(walk):
    with on(MONDAY):
        walk.to_started()
        walk.verify(is_passed=False)
        walk.withdraw()
        assert walk.open_kinds() == set()


def test_a_death_ends_the_process(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.terminate()
        assert walk.case().state == CaseState.TERMINATED
        assert walk.open_kinds() == {"delivery"}


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
        walk.to_started()
        walk.verify(is_passed=False)
        walk.visit()
        with pytest.raises(errors.VerificationFailedOpenError):
            walk.opine()
        telling = walk.waiting("verification")
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
    walk.to_sent(declaration=RELATIVE)
    with on(NOTICE_OVER):
        with pytest.raises(errors.CountyVisitMissingError):
            walk.confirm()
        waiting = walk.waiting("investigation")
        assert waiting.owner_role == "county_reviewer"
        assert waiting.owner_station_id == walk.cast.county_reviewer.station_id
        walk.county_visit()
        assert "investigation" not in walk.open_kinds()
        assert walk.confirm().state == OutcomeState.CONFIRMED
        with acting(walk.cast.county_reviewer):
            assert OfficialDocument.objects.filter(kind="near_relative").count() == 1


def test_the_county_that_visited_may_return_the_file_but_not_decide_it(walk, cast):
    walk.to_sent(declaration=RELATIVE)
    with on(NOTICE_OVER):
        walk.county_visit()
        returned = walk.send_back("入户发现另有一处房屋，请核实", by=cast.county_reviewer)
        assert returned.state == OutcomeState.RETURNED and "returned" in walk.open_kinds()
        walk.opine()
        walk.send()
        hat = wearing(cast, cast.county_reviewer, Role.COUNTY_CONFIRMER)
        with pytest.raises(errors.HandlerMayNotConfirmError):
            walk.confirm(by=hat)
        with pytest.raises(errors.HandlerMayNotConfirmError):
            walk.refuse(by=hat)
        assert walk.confirm().state == OutcomeState.CONFIRMED


def test_a_file_is_returned_by_whom_it_lies_with(walk, cast):
    """While the county decides, the town's confirmer does not send it back; the county's reviewer may."""
    walk.to_sent()
    with on(NOTICE_OVER):
        with pytest.raises(errors.NotDelegatedError):
            walk.send_back(by=cast.town_confirmer)
        with pytest.raises(NotPermittedError):
            walk.send_back(by=cast.town_reviewer)
        assert walk.send_back(by=cast.county_reviewer).state == OutcomeState.RETURNED


def test_a_complaint_during_the_review_brings_the_county_to_the_house(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.complain()
        assert "investigation" in walk.open_kinds()
        with pytest.raises(errors.CountyVisitMissingError):
            walk.confirm()


def test_a_county_visit_before_the_complaint_does_not_answer_it(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.county_visit()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        for text in ("举报该户有出租房", "另有举报"):
            walk.complain(text)
        with pytest.raises(errors.CountyVisitMissingError):
            walk.confirm()
        walk.county_visit()
        assert "investigation" not in walk.open_kinds()
        assert walk.confirm(reason="理" * 500).state == OutcomeState.CONFIRMED


def test_the_confirmer_sees_what_changed_and_differs_only_with_a_reason(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
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
        walk.to_posted()
    with on(NOTICE_OVER - timedelta(days=1)):
        take_down_notices()
        with acting(walk.cast.town_handler):
            assert PublicNotice.objects.get().taken_down_on is None
    with on(NOTICE_OVER):
        take_down_notices()
        take_down_notices()
        with acting(walk.cast.town_handler):
            assert PublicNotice.objects.get().taken_down_on == NOTICE_OVER
        assert "forward" in walk.open_kinds()
        assert walk.send().state == OutcomeState.WITH_CONFIRMER
