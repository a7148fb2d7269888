"""Who may do what: each step refuses every role not its own, strangers and hands of the case."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.cast import TOWN, acting
from tests.support.process import on

from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.models import CaseOutcome, Hand
from yimen.domains.cases.types import Channel, HandKind
from yimen.domains.network import actions as network
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers import queries as papers
from yimen.domains.people import queries as people
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit.models import Entry
from yimen.kernel import Money, Programme, Step

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOTICE_OVER = MONDAY + timedelta(days=8)

STEPS = {
    "open_application": (
        lambda walk, by: actions.open_application(
            household_id=walk.household_id, applicant_id=walk.adults[0], channel=Channel.WINDOW, by=by
        ),
        {"county_verifier", "county_reviewer", "county_confirmer", "town_confirmer", "auditor"},
    ),
    "accept_application": (
        lambda walk, by: actions.accept_application(case_id=walk.case_id, version=walk.case().version, by=by),
        {"village_assistant", "county_verifier", "county_confirmer", "town_confirmer", "auditor"},
    ),
    "tell_missing": (
        lambda walk, by: actions.tell_missing(case_id=walk.case_id, version=walk.case().version, by=by),
        {"village_assistant", "county_verifier", "county_confirmer", "town_confirmer", "auditor"},
    ),
    "start_investigation": (
        lambda walk, by: actions.start_investigation(
            case_id=walk.case_id, version=walk.case().version, by=by
        ),
        {"village_assistant", "county_verifier", "county_confirmer", "town_confirmer", "auditor"},
    ),
    "report_verification": (
        lambda walk, by: actions.report_verification(
            request_id=walk.request_id, is_passed=True, conclusion="符合", lines=[], by=by
        ),
        {
            "village_assistant",
            "town_handler",
            "town_reviewer",
            "county_reviewer",
            "county_confirmer",
            "auditor",
        },
    ),
    "give_opinion": (
        lambda walk, by: actions.give_opinion(
            outcome_id=walk.outcome().id, version=1, is_positive=True, amount=Money(1), text="同意", by=by
        ),
        {
            "village_assistant",
            "town_handler",
            "town_confirmer",
            "county_verifier",
            "county_confirmer",
            "auditor",
        },
    ),
    "post_notice": (
        lambda walk, by: actions.post_notice(outcome_id=walk.outcome().id, version=1, by=by),
        {"village_assistant", "county_verifier", "auditor"},
    ),
    "confirm_outcome": (
        lambda walk, by: actions.confirm_outcome(
            outcome_id=walk.outcome().id, version=1, amount=Money(1), by=by
        ),
        {
            "village_assistant",
            "town_handler",
            "town_reviewer",
            "county_verifier",
            "county_reviewer",
            "auditor",
        },
    ),
    "refuse_outcome": (
        lambda walk, by: actions.refuse_outcome(
            outcome_id=walk.outcome().id, version=1, reasons="不符", by=by
        ),
        {
            "village_assistant",
            "town_handler",
            "town_reviewer",
            "county_verifier",
            "county_reviewer",
            "auditor",
        },
    ),
    "withdraw_application": (
        lambda walk, by: actions.withdraw_application(
            case_id=walk.case_id, version=walk.case().version, why="撤回", by=by
        ),
        {"county_verifier", "county_reviewer", "county_confirmer", "town_confirmer", "auditor"},
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_refuses_every_role_that_is_not_its_own(walk, step):
    from yimen.domains.verification.queries import find_latest_request

    with on(MONDAY):
        walk.to_investigated()
        act, forbidden = STEPS[step]
        with acting(walk.cast.county_reviewer):
            walk.request_id = find_latest_request(walk.case_id).id
        for role in sorted(forbidden):
            by = getattr(walk.cast, role)
            with acting(by), pytest.raises(NotPermittedError):
                act(walk, by)


def test_a_stranger_from_another_town_finds_nothing(walk):
    with on(MONDAY):
        walk.to_investigated()
        by, outcome = walk.cast.stranger, walk.outcome()
        with acting(by):
            for read in (
                lambda: queries.get_case(walk.case_id, by=by),
                lambda: queries.get_outcome(outcome.id, by=by),
                lambda: queries.checklist_of_case(walk.case_id, by=by),
                lambda: actions.withdraw_application(case_id=walk.case_id, version=1, why="撤", by=by),
            ):
                with pytest.raises(errors.CaseNotFoundError):
                    read()
            assert list(queries.cases_in(by=by)) == []
            assert queries.count_cases(by=by) == 0
            assert list(queries.notices_hanging(by=by)) == []
            assert not Hand.objects.exists() and not CaseOutcome.objects.exists()


def test_opening_a_case_is_recorded(walk):
    with on(MONDAY):
        walk.apply()
        with acting(walk.cast.town_handler):
            queries.get_case(walk.case_id, by=walk.cast.town_handler, purpose="审查申请")
            opened = Entry.objects.filter(action="open", kind="case", subject=walk.case_id)
            assert opened.get().purpose == "审查申请"


def test_whoever_visited_does_not_decide_even_with_the_right_post(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.visit(by=walk.cast.county_reviewer, second=walk.cast.county_confirmer)
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        with pytest.raises(errors.HandlerMayNotConfirmError):
            walk.confirm()
        with pytest.raises(errors.HandlerMayNotConfirmError):
            walk.refuse()


def test_the_database_itself_refuses_a_hand_as_decider(walk):
    with on(MONDAY):
        walk.to_investigated()
        by, outcome = walk.cast.town_handler, walk.outcome()
        with acting(by), pytest.raises(IntegrityError, match="had a hand"), transaction.atomic():
            CaseOutcome.objects.filter(pk=outcome.id).update(decided_by_id=by.user_id)


def test_steps_opinions_and_hands_are_only_added(walk):
    with on(MONDAY):
        walk.to_investigated()
        with acting(walk.cast.county_reviewer):
            for table in ("cases_casestep", "cases_hand", "awards_determination", "cases_opinion"):
                with (
                    pytest.raises(Exception, match=r"append-only|permission denied"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables


def test_where_the_province_devolved_it_the_town_confirms_and_the_county_does_not(walk):
    cast = walk.cast
    with on(MONDAY):
        network.delegate_step(
            programme=Programme.DIBAO,
            step=Step.CONFIRM,
            region=TOWN,
            role=cast.town_confirmer.role,
            rule="粤民发〔2021〕1号（示例）",
            valid_from=date(2026, 1, 1),
            by=cast.county_confirmer,
        )
        walk.to_investigated()
        with acting(cast.county_reviewer):
            whole = WorkItem.objects.get(kind="whole_case", subject_id=walk.outcome().id)
            assert (whole.limit_days, whole.limit_unit) == (20, "working")
            assert "83号" in whole.article
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        with pytest.raises(errors.NotDelegatedError):
            walk.confirm()
        confirmed = walk.confirm(by=cast.town_confirmer)
        assert confirmed.decision_rule == "粤民发〔2021〕1号（示例）"


def test_two_investigators_are_two_people(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        with pytest.raises(errors.InvestigationInvalidError):
            walk.visit(second=walk.cast.town_handler)


def test_every_hand_is_remembered(walk):
    with on(MONDAY):
        walk.to_investigated()
        walk.opine()
    cast = walk.cast
    with acting(cast.county_reviewer):
        hands = set(Hand.objects.filter(case_id=walk.case_id).values_list("user_id", "kind"))
    assert {
        (cast.village_assistant.user_id, HandKind.HANDLED),
        (cast.town_handler.user_id, HandKind.HANDLED),
        (cast.town_handler.user_id, HandKind.INVESTIGATED),
        (cast.town_investigator.user_id, HandKind.INVESTIGATED),
        (cast.county_verifier.user_id, HandKind.VERIFIED),
        (cast.town_reviewer.user_id, HandKind.REVIEWED),
    } == hands


def test_an_unknown_case_answers_as_one_out_of_scope(walk):
    by = walk.cast.town_handler
    with acting(by), pytest.raises(errors.CaseNotFoundError):
        queries.get_case(uuid4(), by=by)


def test_a_shared_case_is_seen_whole_and_nothing_else_with_it(walk):
    with on(MONDAY):
        walk.to_investigated()
    stranger = walk.cast.stranger
    shared = replace(stranger, scope=replace(stranger.scope, shared=(walk.case_id,)))
    with acting(shared):
        assert queries.get_case(walk.case_id, by=shared, purpose="协查").members.count() == 3
        assert [case.id for case in queries.cases_in(by=shared)] == [walk.case_id]
        asked, never = (
            queries.count_cases(by=shared, programme=p) for p in (Programme.DIBAO, Programme.TEKUN)
        )
        assert (asked, never) == (1, 0)
        assert CaseOutcome.objects.get().case_id == walk.case_id
        assert Hand.objects.filter(case_id=walk.case_id).exists()
    with acting(stranger):
        assert not Hand.objects.exists()


def test_a_shared_household_opens_its_papers_and_each_case_only_by_its_own_share(walk):
    with on(MONDAY):
        walk.to_investigated()
    stranger = walk.cast.stranger
    shared = replace(stranger, scope=replace(stranger.scope, shared=(walk.household_id,)))
    with acting(shared):
        assert people.get_household(walk.household_id, by=shared).id == walk.household_id
        kinds = {document.kind for document in papers.documents_of_household(walk.household_id, by=shared)}
        assert kinds == {
            "application",
            "authorisation",
            "acceptance",
            "home_investigation",
            "verification_report",
        }
        assert list(queries.cases_of_household(walk.household_id, by=shared)) == []
        with pytest.raises(errors.CaseNotFoundError):
            queries.get_case(walk.case_id, by=shared)
