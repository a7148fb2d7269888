"""A family from the first knock to the award, by the cast, with every clock, paper, step and hand."""

from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.process import on

from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions, queries
from yimen.domains.cases.models import CaseStep, OutcomeStep
from yimen.domains.cases.types import CaseState, Channel, OutcomeState
from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import Answer, ContactChannel
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit.models import Entry
from yimen.kernel import Month

pytestmark = pytest.mark.django_db


def due(kind: str, subject) -> date:
    return WorkItem.objects.get(kind=kind, subject_id=subject, done_at__isnull=True).due_on


def verbs(steps) -> list[str]:
    return list(steps.objects.order_by("done_at", "id").values_list("verb", flat=True))


@pytest.mark.requirement("R-CAS-1")
def test_a_family_goes_from_the_first_knock_to_its_award(walk):
    cast = walk.cast
    with on(date(2026, 9, 21)):
        with acting(cast.village_assistant):
            contact = intake.record_contact(
                channel=ContactChannel.VISIT,
                asked="家里收入少，想申请低保",
                region=VILLAGE,
                person_id=walk.adults[0],
                by=cast.village_assistant,
            )
        walk.apply()
        with acting(cast.village_assistant):
            intake.answer_contact(
                contact_id=contact.id,
                answer=Answer.APPLICATION,
                case_id=walk.case_id,
                by=cast.village_assistant,
            )
        walk.complete()
        assert walk.submit().number == "441426100-2026-00001"
        walk.accept()
        with acting(cast.county_reviewer):
            outcome = walk.outcome()
            # 22, 23, 24 September; 25-27 September are Mid-Autumn
            assert due("investigation_start", walk.case_id) == date(2026, 9, 24)
            # 30 working days over Mid-Autumn and National Day, with the make-up Saturday 10 October
            assert due("whole_case", outcome.id) == date(2026, 11, 9)
            whole = WorkItem.objects.get(kind="whole_case", subject_id=outcome.id)
            assert (whole.limit_days, whole.limit_unit) == (30, "working")
            assert "第二十二条" in whole.article
        walk.start()
        walk.verify()
        walk.visit()
        walk.opine()
        notice = walk.post()
        assert (notice.posted_on, notice.ends_on) == (date(2026, 9, 21), date(2026, 9, 28))
        assert notice.household_size == 3 and notice.full_name == "李建明"
        assert [line.masked_name for line in queries.public_notices(VILLAGE)] == ["李**"]
    with on(date(2026, 9, 29)):
        assert queries.public_notices(VILLAGE) == ()
        walk.send()
        with acting(cast.county_reviewer):
            # 10 working days from the receipt, 1-7 October off, 10 October worked
            review = WorkItem.objects.get(kind="confirmation", subject_id=walk.outcome().id)
            assert (review.limit_days, review.limit_unit) == (10, "working")
            assert review.due_on == date(2026, 10, 19)
        confirmed = walk.confirm()
        assert confirmed.state == OutcomeState.CONFIRMED
        assert confirmed.from_month == date(2026, 10, 1)
        assert walk.case().state == CaseState.CONCLUDED
        walk.publish()
        walk.deliver()
    with acting(cast.county_confirmer):
        assert awards.awards_in_force(Month(2026, 9), by=cast.county_confirmer) == ()
        (award,) = awards.awards_in_force(Month(2026, 10), by=cast.county_confirmer)
        assert award.amount.fen == confirmed.decided_amount_fen > 0
        assert Contact.objects.get(pk=contact.id).case_id == walk.case_id
        assert not WorkItem.objects.filter(done_at__isnull=True).exists()
        assert verbs(CaseStep) == ["submit", "accept", "investigate", "conclude"]
        assert verbs(OutcomeStep) == ["give_opinion", "post", "send", "confirm"]
        assert set(OfficialDocument.objects.values_list("kind", flat=True)) == {
            "application",
            "dibao_certificate",
            "verification_report",
            "authorisation",
            "acceptance",
            "home_investigation",
            "public_notice",
            "confirmation",
            "publication",
        }
        assert Entry.objects.filter(action="outcome:confirm", subject=confirmed.id).count() == 1


def test_an_application_of_a_contact_answers_it(walk):
    by = walk.cast.village_assistant
    with acting(by):
        contact = intake.record_contact(
            channel=ContactChannel.PHONE, asked="申请低保", region=VILLAGE, name="李建明", by=by
        )
        case = actions.open_application(
            household_id=walk.household_id,
            applicant_id=walk.adults[0],
            channel=Channel.VILLAGE,
            contact_id=contact.id,
            by=by,
        )
        contact.refresh_from_db()
    assert (contact.answer, contact.case_id) == (Answer.APPLICATION, case.id)
