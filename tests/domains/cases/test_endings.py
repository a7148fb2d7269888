"""What an early end leaves behind: no sheet on view, no work; letters of what was decided stay due."""

import json
from datetime import date, timedelta

import pytest
from tests.support.cast import acting, wearing
from tests.support.process import MONDAY, NOTICE_OVER, on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.jobs import take_down_notices
from yimen.domains.cases.models import Hand, PublicNotice
from yimen.domains.cases.types import Channel, NoticeKind
from yimen.domains.network.types import Role
from yimen.domains.papers.models import OfficialDocument
from yimen.kernel import Money, Programme, RegionCode

pytestmark = pytest.mark.django_db
COUNTY = RegionCode("441426000000")


def test_a_withdrawn_family_hangs_nowhere_any_more(walk):
    with on(MONDAY):
        walk.to_posted()
    with on(MONDAY + timedelta(days=2)):
        assert len(queries.public_notices(COUNTY)) == 1
        walk.withdraw()
        assert queries.public_notices(COUNTY) == ()
        assert walk.open_kinds() == set()
    with on(NOTICE_OVER):
        take_down_notices()
        assert walk.open_kinds() == set()


def test_a_decided_programme_keeps_its_letter_and_its_sheet_when_the_rest_is_withdrawn(walk):
    with on(MONDAY):
        walk.to_posted()
        walk.request(Programme.DIBAO_MARGIN)
    with on(NOTICE_OVER):
        walk.send()
        walk.confirm()
        walk.publish()
        walk.withdraw()
        assert walk.open_kinds() == {"delivery"}
        assert [line.kind for line in queries.public_notices(COUNTY)] == [NoticeKind.DECISION]


def test_a_decision_is_published_and_delivered_once(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.confirm()
        walk.publish()
        walk.deliver()
        with pytest.raises(errors.NoticeNotAllowedError):
            walk.publish()
        with pytest.raises(errors.IllegalMoveError):
            walk.deliver()
        assert walk.open_kinds() == set()


def test_a_published_dibao_hangs_as_long_as_its_award(walk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.confirm()
        sheet = walk.publish()
        assert sheet.ends_on is None
        with acting(walk.cast.town_handler):
            paper = OfficialDocument.objects.get(kind="publication")
            assert json.loads(paper.content)["values"]["until"] == "不再享受该项救助时"
    with on(NOTICE_OVER + timedelta(days=400)):
        take_down_notices()
        (line,) = queries.public_notices(COUNTY)
        assert (line.kind, line.ends_on) == (NoticeKind.DECISION, None)
        assert queries.public_notice_counts() == {"441426100000": 1}
    with acting(walk.cast.county_confirmer):
        Award.objects.update(until_month=date(2027, 7, 1))
    with on(date(2027, 6, 30)):
        take_down_notices()
        assert len(queries.public_notices(COUNTY)) == 1
    with on(date(2027, 7, 1)):
        take_down_notices()
        take_down_notices()
        assert queries.public_notices(COUNTY) == ()
        with acting(walk.cast.town_handler):
            taken = PublicNotice.objects.get(kind=NoticeKind.DECISION).taken_down_on
        assert taken == date(2027, 7, 1)


def test_where_no_length_is_known_a_publication_hangs_like_a_notice(walk):
    temporary, wanted = Programme.TEMPORARY, Money(200000)
    with on(MONDAY):
        walk.to_investigated()
        walk.request(temporary)
        walk.opine(amount=wanted, difference_reason="火灾后急需", programme=temporary)
        walk.post(temporary)
    with on(NOTICE_OVER):
        walk.send(temporary)
        walk.confirm(amount=wanted, reason="火灾后急需", programme=temporary)
        assert walk.publish(temporary).ends_on == NOTICE_OVER + timedelta(days=7)


def test_a_county_visit_is_made_by_two_of_the_county(walk):
    with on(MONDAY):
        walk.to_started()
        with pytest.raises(errors.InvestigationInvalidError, match="县级人员"):
            walk.visit(by=walk.cast.county_reviewer, second=walk.cast.town_handler)
        assert walk.county_visit().is_county


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
        walk.send(by=cast.county_reviewer)
        with pytest.raises(errors.HandlerMayNotConfirmError):
            walk.refuse(by=wearing(cast, cast.county_reviewer, Role.COUNTY_CONFIRMER))


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
                actions.change_programmes(
                    case_id=second.id, version=second.version, programmes=[Programme.DIBAO], by=by
                )
        with pytest.raises(errors.OpenCaseExistsError):
            walk.request(Programme.TEMPORARY)


def test_temporary_aid_is_confirmed_once_and_its_letter_names_no_month_to_come(walk):
    temporary, wanted = Programme.TEMPORARY, Money(200000)
    with on(MONDAY):
        walk.to_investigated()
        walk.request(temporary)
        walk.opine(amount=wanted, difference_reason="火灾后急需", programme=temporary)
        walk.post(temporary)
    with on(NOTICE_OVER):
        walk.send(temporary)
        done = walk.confirm(amount=wanted, reason="火灾后急需", programme=temporary)
        with acting(walk.cast.county_confirmer):
            letter = OfficialDocument.objects.get(kind="confirmation", subject_id=done.id)
            values = json.loads(letter.content)["values"]
            assert values["amount"] == "2000.00" and "from_month" not in values
            award = Award.objects.get(outcome_id=done.id)
            assert (award.from_month, award.until_month) == (date(2026, 3, 1), date(2026, 4, 1))
