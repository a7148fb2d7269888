"""Random people try random steps on a real case: only paths of the law appear in the database."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.cast import acting
from tests.support.process import family_of_three, on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions
from yimen.domains.cases.models import CaseStep, Hand, OutcomeStep
from yimen.domains.cases.rules.process import CASE_MOVES, OUTCOME_MOVES
from yimen.domains.cases.types import CaseVerb, ObjectionMethod, OutcomeVerb
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.kernel import YimenError

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def by_outcome(action, role: str, **values):
    def act(walk):
        by, outcome = getattr(walk.cast, role), walk.outcome()
        with acting(by):
            action(outcome_id=outcome.id, version=outcome.version, by=by, **values)

    return act


def by_case(action, role: str, **values):
    def act(walk):
        by = getattr(walk.cast, role)
        with acting(by):
            action(case_id=walk.case_id, version=walk.case().version, by=by, **values)

    return act


def settle(walk):
    by = walk.cast.town_reviewer
    with acting(by):
        objection = walk.outcome().objections.order_by("-raised_on", "-id").first()
        if objection is not None:
            actions.settle_objection(
                objection_id=objection.id,
                method=ObjectionMethod.DEMOCRATIC_REVIEW,
                conclusion="属实",
                attendance=7,
                by=by,
            )


STEPS = {
    "submit": by_case(actions.submit_application, "village_assistant"),
    "accept": by_case(actions.accept_application, "town_handler"),
    "start": by_case(actions.start_investigation, "town_handler"),
    "verify": lambda walk: walk.verify(),
    "visit": lambda walk: walk.visit(),
    "agree": lambda walk: walk.opine(),
    "disagree": lambda walk: walk.opine(is_positive=False, difference_reason="不符"),
    "post": lambda walk: walk.post(),
    "object": by_outcome(actions.record_objection, "town_handler", text="有车"),
    "settle": settle,
    "send": lambda walk: walk.send(),
    "return": by_outcome(actions.return_outcome, "county_confirmer", why="补充材料"),
    "confirm": lambda walk: walk.confirm(),
    "confirm_by_handler": lambda walk: walk.confirm(by=walk.cast.town_handler),
    "refuse": lambda walk: walk.refuse(),
    "withdraw": by_case(actions.withdraw_application, "village_assistant", why="不再申请"),
    "not_accept": lambda walk: walk.not_accept(),
    "terminate": lambda walk: walk.terminate(),
    "wait": None,
}
USUAL = ["submit", "accept", "start", "verify", "visit", "agree", "post", "wait", "send", "confirm"]
ENDS = ["withdraw", "not_accept", "terminate"]
LIKELY = [name for name in STEPS if name not in ENDS]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.integers(0, len(USUAL)), st.lists(st.sampled_from([*LIKELY, *LIKELY, *ENDS]), max_size=12))
def test_no_sequence_of_steps_leaves_the_paths_of_the_law(cast, start, tries):
    before = transaction.savepoint()
    try:
        play(cast, [*USUAL[:start], *tries])
    finally:
        transaction.savepoint_rollback(before)


def play(cast, names: list[str]) -> None:
    fill_official_calendar()
    with on(MONDAY):
        walk = family_of_three(cast)
        walk.apply()
        walk.complete()
    today = MONDAY
    for name in names:
        if name == "wait":
            today += timedelta(days=8)
            continue
        with on(today):
            attempt(STEPS[name], walk)
    with acting(cast.county_reviewer):
        assert_lawful(walk)


def attempt(step, walk) -> None:
    try:
        step(walk)
    except (YimenError, ObjectDoesNotExist, AttributeError) as refusal:
        # an outcome or a request that does not exist yet is a refusal too: nothing may have moved
        assert refusal is not None


def assert_lawful(walk) -> None:
    steps = list(CaseStep.objects.filter(case_id=walk.case_id).order_by("done_at", "id"))
    assert_chain(
        [(s.verb, s.before, s.after) for s in steps], CASE_MOVES, CaseVerb, "draft", walk.case().state
    )
    if walk.case().closed_on is not None:
        letters = {"delivery", "refusal_letter", "publication"}
        assert walk.open_kinds() <= letters, "something still waits for a case that has ended"
    for outcome in walk.case().outcomes.all():
        moves = OutcomeStep.objects.filter(outcome=outcome).order_by("done_at", "id")
        chain = [(s.verb, s.before, s.after) for s in moves]
        assert_chain(chain, OUTCOME_MOVES, OutcomeVerb, "proposed", outcome.state)
        confirmed = outcome.state == "confirmed"
        assert Award.objects.filter(outcome_id=outcome.id).exists() is confirmed
        if outcome.decided_by_id is not None:
            assert not Hand.objects.filter(case_id=walk.case_id, user_id=outcome.decided_by_id).exists()
            waiting = ["confirmation", "whole_case", "opinion", "forward"]
            assert not WorkItem.objects.filter(
                subject_id=outcome.id, kind__in=waiting, done_at__isnull=True
            ).exists()


def assert_chain(chain, table, verbs, first: str, last: str) -> None:
    state = first
    for verb, before, after in chain:
        assert before == state
        move = table[verbs(verb)]
        assert before in move.sources and after == move.target
        state = after
    assert state == last
