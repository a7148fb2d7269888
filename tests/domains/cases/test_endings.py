"""What an early end leaves behind: no sheet on view, no work; letters of what was decided stay due."""

import json
from datetime import date, timedelta

import pytest
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.jobs import take_down_notices
from yimen.domains.cases.models import Hand, PublicNotice
from yimen.domains.cases.types import Channel, NoticeKind
from yimen.domains.network import actions as network
from yimen.domains.network.queries import actor_for
from yimen.domains.network.types import Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Programme, RegionCode

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOTICE_OVER = MONDAY + timedelta(days=8)
COUNTY = RegionCode("441426000000")


def withdraw(walk) -> None:
    by, case = walk.cast.town_handler, walk.case()
    with acting(by):
        actions.withdraw_application(case_id=case.id, version=case.version, why="不再申请", by=by)


def open_kinds(walk) -> set[str]:
    with acting(walk.cast.county_reviewer):
        return set(WorkItem.objects.filter(done_at__isnull=True).values_list("kind", flat=True))


def test_a_withdrawn_family_hangs_nowhere_any_more(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(MONDAY + timedelta(days=2)):
        assert len(queries.public_notices(COUNTY)) == 1
        withdraw(walk)
        assert queries.public_notices(COUNTY) == ()
        assert open_kinds(walk) == set()
    with on(NOTICE_OVER):
        take_down_notices()
        assert open_kinds(walk) == set()


def test_a_decided_programme_keeps_its_letter_and_its_sheet_when_the_rest_is_withdrawn(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
        by = walk.cast.town_handler
        with acting(by):
            actions.request_programme(case_id=walk.case_id, programme=Programme.DIBAO_MARGIN, by=by)
    with on(NOTICE_OVER):
        walk.send()
        confirmed = walk.confirm()
        with acting(by):
            actions.publish_decision(outcome_id=confirmed.id, by=by)
        withdraw(walk)
        assert open_kinds(walk) == {"delivery"}
        assert [line.kind for line in queries.public_notices(COUNTY)] == [NoticeKind.DECISION]


def test_a_decision_is_published_and_delivered_once(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        outcome, by = walk.confirm(), walk.cast.town_handler
        delivery = {
            "outcome_id": outcome.id,
            "method": DeliveryMethod.THROUGH_VILLAGE,
            "recipient": "李建明",
            "delivered_on": NOTICE_OVER,
            "proof": "签收",
        }
        with acting(by):
            actions.publish_decision(outcome_id=outcome.id, by=by)
            actions.deliver_decision(**delivery, by=by)
        with acting(by), pytest.raises(errors.NoticeNotAllowedError):
            actions.publish_decision(outcome_id=outcome.id, by=by)
        with acting(by), pytest.raises(errors.IllegalMoveError):
            actions.deliver_decision(**delivery, by=by)
        with acting(by):
            sheet = PublicNotice.objects.get(kind=NoticeKind.DECISION)
            assert sheet.ends_on == NOTICE_OVER + timedelta(days=7)
        assert open_kinds(walk) == set()


def test_a_county_visit_is_made_by_two_of_the_county(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        with pytest.raises(errors.InvestigationInvalidError, match="县级人员"):
            walk.visit(by=walk.cast.county_reviewer, second=walk.cast.town_handler)
        assert walk.visit(by=walk.cast.county_reviewer, second=walk.cast.county_verifier).is_county


@pytest.mark.parametrize("part", ["village_assistant", "town_handler", "town_reviewer", "county_verifier"])
def test_everybody_who_acted_is_a_hand_of_the_case(walk, part):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine(is_positive=False, difference_reason="另有收入")
        walk.send()
        actor = getattr(walk.cast, part)
        with acting(actor):
            assert Hand.objects.filter(case_id=walk.case_id, user_id=actor.user_id).exists()


def test_whoever_only_sent_the_file_up_does_not_decide_it_under_another_hat(walk, cast):
    """The reviewer of the opinion was another one; sending is handling as well."""
    with on(MONDAY):
        walk.to_investigated()
        walk.opine(is_positive=False, difference_reason="另有收入")
        outcome, sender = walk.outcome(), cast.county_reviewer
        with acting(sender):
            actions.send_to_confirmer(outcome_id=outcome.id, version=outcome.version, by=sender)
        post = network.appoint(
            staff_id=sender.staff_id,
            station_id=sender.station_id,
            role=Role.COUNTY_CONFIRMER,
            valid_from=MONDAY,
            by=cast.administrator,
        )
        hat = actor_for(sender.user_id, post.id)
        outcome = walk.outcome()
        with acting(hat), pytest.raises(errors.HandlerMayNotConfirmError):
            actions.refuse_outcome(outcome_id=outcome.id, version=outcome.version, reasons="不符", by=hat)


def test_a_running_programme_is_not_applied_for_a_second_time_by_another_way(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        by = walk.cast.village_assistant
        with acting(by):
            second = actions.open_application(
                household_id=walk.household_id,
                applicant_id=walk.adults[0],
                channel=Channel.WINDOW,
                programmes=[Programme.TEMPORARY],
                by=by,
            )
            with pytest.raises(errors.OpenCaseExistsError):
                actions.save_step(
                    case_id=second.id, version=second.version, programmes=[Programme.DIBAO], by=by
                )
        handler = walk.cast.town_handler
        with acting(handler), pytest.raises(errors.OpenCaseExistsError):
            actions.request_programme(case_id=walk.case_id, programme=Programme.TEMPORARY, by=handler)


def test_temporary_aid_is_confirmed_once_and_its_letter_names_no_month_to_come(walk):
    def outcome():
        return walk.outcome(Programme.TEMPORARY)

    with on(MONDAY):
        walk.to_investigated()
        handler, reviewer = walk.cast.town_handler, walk.cast.town_reviewer
        with acting(handler):
            actions.request_programme(case_id=walk.case_id, programme=Programme.TEMPORARY, by=handler)
        with acting(reviewer):
            actions.give_opinion(
                outcome_id=outcome().id,
                version=outcome().version,
                is_positive=True,
                amount=Money(200000),
                text="拟同意",
                difference_reason="火灾后急需",
                by=reviewer,
            )
        with acting(handler):
            actions.post_notice(outcome_id=outcome().id, version=outcome().version, by=handler)
    with on(NOTICE_OVER):
        with acting(reviewer):
            actions.send_to_confirmer(outcome_id=outcome().id, version=outcome().version, by=reviewer)
        by = walk.cast.county_confirmer
        with acting(by):
            done = actions.confirm_outcome(
                outcome_id=outcome().id,
                version=outcome().version,
                amount=Money(200000),
                reason="火灾后急需",
                by=by,
            )
            letter = OfficialDocument.objects.get(kind="confirmation", subject_id=done.id)
            values = json.loads(letter.content)["values"]
            assert values["amount"] == "2000.00" and "from_month" not in values
            award = Award.objects.get(outcome_id=done.id)
            assert (award.from_month, award.until_month) == (date(2026, 3, 1), date(2026, 4, 1))
