"""What sources say after the result was returned: seen, decided by a person, the result itself unchanged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import OTHER_COUNTY_TOWN, acting

from yimen.domains.cases import actions as cases
from yimen.domains.people.models import Person
from yimen.domains.verification import actions, queries
from yimen.domains.verification.errors import BatchRefusedError, DecisionRefusedError
from yimen.domains.verification.types import AskedState, QueryOutcome, RequestState
from yimen.domains.worklist import queries as worklist
from yimen.foundation.database.scope import system_scope
from yimen.foundation.spreadsheets.reading import read_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]


@pytest.fixture
def returned(bank):
    """A bank said one amount of one person, and the result was returned."""
    bank.send()
    bank.take(bank.row(bank.walk.adults[0], amount=100))
    with acting(bank.by):
        cases.report_verification(
            request_id=bank.request.id, is_passed=True, conclusion="符合", lines=[], by=bank.by
        )
    return bank


def late_items(bank):
    with acting(bank.by):
        return [each for each in worklist.open_items_of([bank.request.id]) if each.kind == "late_answer"]


def settle(bank, *, is_weighty, reason="银行更正"):
    with acting(bank.by):
        return cases.settle_late_answers(
            request_id=bank.request.id, is_weighty=is_weighty, reason=reason, by=bank.by
        )


def test_a_contradiction_after_the_result_waits_for_the_verifier_once(returned):
    head = returned.walk.adults[0]
    returned.take(returned.row(head, amount=250))
    (item,) = late_items(returned)
    assert item.subject_kind == "verification"
    returned.take(returned.row(head, amount=300))
    assert len(late_items(returned)) == 1
    with acting(returned.by):
        (line,) = queries.find_latest_request(returned.walk.case_id).lines.all()
    assert line.amount_fen == 10_000  # the result itself did not change


def test_it_is_decided_before_it_is_settled_and_the_result_may_stand(returned):
    head = returned.walk.adults[0]
    returned.take(returned.row(head, amount=250))
    with pytest.raises(DecisionRefusedError, match="先判断"):
        settle(returned, is_weighty=False)
    asked = returned.asked(head)
    with acting(returned.by):
        first = asked.answers.order_by("id")[0]
        actions.decide_answers(asked_id=asked.id, counting=[first.id], reason="前次为准", by=returned.by)
    with pytest.raises(DecisionRefusedError, match="理由"):
        settle(returned, is_weighty=False, reason=" ")
    assert settle(returned, is_weighty=False).id == returned.request.id
    assert not late_items(returned)
    with pytest.raises(DecisionRefusedError, match="没有待核实"):
        settle(returned, is_weighty=False)


def test_a_finding_that_puts_the_result_in_question_asks_once_more(returned):
    returned.take(returned.row(returned.walk.adults[1], amount=90_000))
    assert late_items(returned)
    again = settle(returned, is_weighty=True, reason="查到未申报的存款")
    assert (again.number, again.state) == (2, RequestState.REQUESTED)
    with acting(returned.by):
        assert queries.find_latest_request(returned.walk.case_id).id == again.id


def test_nothing_found_after_the_result_asks_nothing_of_anybody(returned):
    returned.take(returned.row(returned.walk.adults[1], "无记录"))
    assert not late_items(returned)


def test_what_waits_ends_with_the_case(returned):
    returned.take(returned.row(returned.walk.adults[0], amount=250))
    by = returned.walk.cast.town_handler
    with acting(by):
        actions.end_purpose(case_id=returned.walk.case_id, by=by)
    assert not late_items(returned)
    asked = returned.asked(returned.walk.adults[0])
    with acting(returned.by), pytest.raises(DecisionRefusedError, match="已经返回"):
        actions.decide_answers(
            asked_id=asked.id, counting=[asked.answers.first().id], reason="x", by=returned.by
        )


def test_who_left_the_county_is_in_no_file_and_no_letter_any_more(bank):
    head, wife = bank.walk.adults
    batch = bank.send()
    with system_scope():
        Person.objects.filter(id=wife).update(region=str(OTHER_COUNTY_TOWN))
    with acting(bank.by):
        rows = read_sheet(actions.file_of_batch(batch_id=batch.id, by=bank.by).content)
        assert actions.remind_source(batch_id=batch.id, by=bank.by).startswith(b"%PDF")
        states = dict(batch.queries.values_list("person_id", "state"))
    assert bank.people[wife].name not in [row[1] for row in rows] and len(rows) == 3
    assert (states[wife], states[head]) == (AskedState.WITHHELD, AskedState.SENT)
    assert bank.entries(person_id=wife, outcome=QueryOutcome.REFUSED, source="banks")


def locks(captured) -> list[str]:
    return [
        query["sql"].split('FROM "')[1].split('"')[0] for query in captured if "FOR UPDATE" in query["sql"]
    ]


def test_questions_are_held_before_they_change_and_their_batch_after_them(bank):
    batch = bank.send()
    file = bank.hand_in(bank.row(bank.walk.adults[0], amount=5))
    with acting(bank.by), CaptureQueriesContext(connection) as seen:
        actions.take_answers(file_id=file.id, by=bank.by)
    assert locks(seen)[-2:] == ["verification_sourcequery", "verification_sourcebatch"]
    with acting(bank.by), CaptureQueriesContext(connection) as seen:
        actions.close_batch(batch_id=batch.id, reason="三次催办未返回", by=bank.by)
    assert locks(seen)[:2] == ["verification_sourcequery", "verification_sourcebatch"]
    with acting(bank.by), pytest.raises(BatchRefusedError):
        actions.close_batch(batch_id=batch.id, reason="三次催办未返回", by=bank.by)


def test_no_answer_comes_in_while_a_result_is_returned(bank):
    bank.send()
    with acting(bank.by), CaptureQueriesContext(connection) as seen:
        cases.report_verification(
            request_id=bank.request.id, is_passed=True, conclusion="符合", lines=[], by=bank.by
        )
    assert "verification_sourcequery" in locks(seen)
