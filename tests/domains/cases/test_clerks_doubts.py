"""What a clerk could once do without being asked: refuse in a proposal's words, deliver to nobody known."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.support.cast import VILLAGE, acting
from tests.support.process import NOTICE_OVER, on, picture

from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.actions import Receipt
from yimen.domains.cases.types import Channel, TerminationReason
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod
from yimen.domains.people.models import Person
from yimen.domains.verification.errors import LineInvalidError
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.verification.types import LineKind, ReportedLine
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Programme

pytestmark = pytest.mark.django_db


def refused_case(walk):
    walk.to_started()
    walk.verify()
    walk.visit(corrections={"household": {"homes": 3, "financial_assets": "900000.00"}})
    walk.opine(is_positive=False)
    walk.send()
    return walk


def reasons_of_the_letter(walk) -> list[str]:
    with acting(walk.cast.county_reviewer):
        letter = OfficialDocument.objects.get(kind="refusal")
    return [reason["text"] for reason in json.loads(letter.content)["values"]["reasons"]]


def test_the_proposed_reason_names_what_fails_with_its_figures(walk):
    refused_case(walk)
    by = walk.cast.county_confirmer
    with acting(by):
        proposed = queries.proposed_refusal(walk.outcome().id, by=by)
    assert "住房套数3" in proposed
    assert "拟" not in proposed
    walk.refuse(proposed)
    told = reasons_of_the_letter(walk)
    assert "；".join(told) == proposed


def test_a_decision_does_not_propose_and_its_letter_has_one_full_stop(walk):
    refused_case(walk)
    with pytest.raises(errors.ReasonMissingError, match="拟不予"):
        walk.refuse("经核对和入户调查，不符合条件，拟不予确认。")
    walk.refuse("家庭月收入超过标准。")
    told = reasons_of_the_letter(walk)
    assert told[0] == "家庭月收入超过标准"
    assert all(not text.endswith("。") for text in told)


def test_only_the_dead_are_written_off_as_dead(walk):
    walk.to_submitted()
    with pytest.raises(errors.ReasonMissingError, match="没有登记"):
        walk.terminate(TerminationReason.DEATH, died_on=None)
    walk.terminate(TerminationReason.DEATH, died_on=timezone.localdate())
    with acting(walk.cast.county_reviewer):
        assert Person.objects.get(pk=walk.adults[0]).died_on == timezone.localdate()


def proof(walk) -> UUID:
    by = walk.cast.town_handler
    outcome = walk.outcome()
    return store(picture(), kind=PROOF_OF_DELIVERY, subject=outcome.id, region=str(VILLAGE), by=by).id


@pytest.mark.parametrize(
    ("method", "recipient", "words", "relation", "has_picture", "match"),
    [
        (DeliveryMethod.HANDED_OVER, "张三", "本人签收", "", True, "本人签收"),
        (DeliveryMethod.HANDED_OVER, "张三", "代收签字", "", True, "关系"),
        (DeliveryMethod.HANDED_OVER, "李建明", "本人签收", "", False, "照片"),
        (DeliveryMethod.BY_POST, "李建明", "已寄", "", False, "单号"),
        (DeliveryMethod.HANDED_OVER, "张三", "代收签字", "委托代收人", True, ""),
        (DeliveryMethod.BY_POST, "李建明", "EMS 1234567890123", "", False, ""),
    ],
)
def test_a_delivery_names_who_received_it_and_shows_it(
    method, recipient, words, relation, has_picture, match, walk
):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.confirm()
        by = walk.cast.town_handler
        with acting(by):
            file = proof(walk) if has_picture else None
            receipt = Receipt(method, recipient, timezone.localdate(), words, file, relation)
            outcome = walk.outcome().id
            if match:
                with pytest.raises(errors.DeliveryUnprovenError, match=match):
                    actions.deliver_decision(outcome_id=outcome, receipt=receipt, by=by)
            else:
                assert actions.deliver_decision(outcome_id=outcome, receipt=receipt, by=by).told_on


@pytest.mark.parametrize(
    ("days", "note", "is_refused"),
    [(1, "", True), (0, "", False), (-200, "", False), (-400, "", True), (-400, "银行仅存此记录", False)],
)
def test_data_are_of_a_day_that_was_and_not_of_long_ago_without_a_word(days, note, is_refused, walk):
    walk.to_started()
    by = walk.cast.county_verifier
    with acting(by):
        request = find_latest_request(walk.case_id)
        actions.start_verification(request_id=request.id, by=by)
        as_of: date = timezone.localdate() + timedelta(days=days)
        typed = {
            "request_id": request.id,
            "is_passed": True,
            "conclusion": "符合",
            "lines": [ReportedLine(walk.adults[0], LineKind.DEPOSIT, Money(100_00), "银行", as_of)],
            "stale_note": note,
            "by": by,
        }
        if is_refused:
            with pytest.raises(LineInvalidError):
                actions.report_verification(**typed)
        else:
            actions.report_verification(**typed)
            assert note in find_latest_request(walk.case_id).conclusion


def apply_for(walk, person, programmes=(Programme.DIBAO,)):
    by = walk.cast.village_assistant
    with acting(by):
        return actions.open_application(
            household_id=walk.household_id,
            applicant_id=person,
            channel=Channel.VILLAGE,
            programmes=programmes,
            by=by,
        )


def test_a_child_applies_only_for_what_is_its_own_and_with_its_guardian(walk):
    with pytest.raises(errors.DeclarationInvalidError, match="未成年"):
        apply_for(walk, walk.child)
    case = apply_for(walk, walk.child, (Programme.UNATTENDED_CHILD,))
    by = walk.cast.village_assistant
    with acting(by):
        filled = {"reason": "无人抚养", "phone": "13800000000", "by": by, "case_id": case.id}
        saved = actions.save_step(version=case.version, **filled)
        with pytest.raises(errors.DeclarationInvalidError, match="监护人"):
            actions.submit_application(case_id=case.id, version=saved.version, by=by)
        saved = actions.save_step(
            case_id=case.id, version=saved.version, agent_name="李建明", agent_relation="父亲", by=by
        )
        assert actions.submit_application(case_id=case.id, version=saved.version, by=by).number


def test_the_visit_is_signed_by_an_adult(walk):
    walk.to_started()
    by = walk.cast.town_handler
    with acting(by):
        visit = actions.Visit(
            second_post_id=walk.cast.town_investigator.post_id,
            visited_on=timezone.localdate(),
            findings=[("住房", "砖瓦房一处")],
            conclusion="属实",
        )
        recorded = actions.record_investigation(case_id=walk.case_id, visit=visit, by=by)
        pads = [walk.file(by) for _ in range(3)]
        with pytest.raises(errors.InvestigationInvalidError, match="未成年人"):
            actions.sign_investigation(
                investigation_id=recorded.id, signatures=actions.Signatures(walk.child, *pads), by=by
            )


def test_what_is_given_already_is_not_applied_for_again(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.confirm()
        with pytest.raises(errors.AwardInForceError, match="情况变化"):
            apply_for(walk, walk.adults[0])
        assert apply_for(walk, walk.adults[0], (Programme.TEMPORARY,)).state == "draft"
