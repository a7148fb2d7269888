"""The demo county: its numbers, its marks, and that every case got where it stands by legal moves only."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings
from django.utils import timezone
from tests.support.process import on as standing_on

from yimen.config.settings.base import SOURCE
from yimen.domains.awards import queries as awards
from yimen.domains.awards.models import Award, Determination
from yimen.domains.awards.types import HoldFilters
from yimen.domains.awards.types.accounts import RefusalFilters
from yimen.domains.cases import queries as cases
from yimen.domains.cases.models import Case, CaseOutcome, CaseStep, Objection, OutcomeStep, PublicNotice
from yimen.domains.cases.rules.process import CASE_MOVES, OUTCOME_MOVES
from yimen.domains.cases.types import CaseState, CaseVerb, CountyVisitReason, OutcomeState, OutcomeVerb
from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import Answer, ContactChannel
from yimen.domains.monitoring.queries import leads
from yimen.domains.network import queries as network
from yimen.domains.network.actions import import_pilot_regions
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.models import Delivery, OfficialDocument
from yimen.domains.people.models import Household, Person, SearchGram
from yimen.domains.verification.models import VerificationRequest
from yimen.domains.verification.queries.matching import candidates_for, unmatched_rows
from yimen.domains.verification.queries.sets import current_loads
from yimen.domains.verification.types import RequestState
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.models import WorkItem
from yimen.doors.cli import county
from yimen.doors.cli.county.department_sets import SETS
from yimen.doors.cli.county.identities import NOWHERE, invented_phone
from yimen.foundation.accounts.models import User
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.database.scope import scoped, system_scope
from yimen.kernel import RegionCode

TODAY = date(2026, 11, 19)
HOUSEHOLDS = 300
OPEN_STATES = {"draft", "submitted", "incomplete", "accepted", "investigating"}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def standing_county(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """Loaded once for these tests, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), as_synthetic(), standing_on(TODAY), transaction.atomic():
        fill_official_calendar()
        import_pilot_regions(by=SYSTEM)
        begun = time.perf_counter()
        assert county.load_demo(households=HOUSEHOLDS, today=TODAY)
        connection.check_constraints()
        took = f"{HOUSEHOLDS} households in {time.perf_counter() - begun:.1f} s"
        request.config.get_terminal_writer().line(took)
        yield
        transaction.set_rollback(True)


def as_synthetic() -> override_settings:
    overlay = SOURCE / "domains" / "library" / "overlays" / "demo_pingyuan.yaml"
    return override_settings(YIMEN_IS_SYNTHETIC=True, YIMEN_OVERLAYS=[overlay])


@pytest.fixture
def loaded(standing_county: None, db: None) -> None:
    """The county; a test finds it as it was loaded."""


@contextmanager
def acting(username: str) -> Iterator[Actor]:
    actor = network.actor_for(User.objects.get(username=username).id)
    with scoped(actor.scope):
        yield actor


def in_order(steps: Any) -> list[Any]:
    return sorted(steps.all(), key=lambda step: (step.done_at, step.id))


def walk(steps: list[Any], moves: Any, verb: Any, state: Any, first: Any) -> Any:
    """Where the moves lead, each one allowed from where the last one led."""
    at = first
    for step in steps:
        move = moves[verb(step.verb)]
        assert state(step.before) == at
        assert at in move.sources
        assert state(step.after) == move.target
        at = move.target
    return at


def test_every_case_got_where_it_stands_by_moves_of_the_transition_tables(loaded):
    with system_scope():
        for case in Case.objects.prefetch_related("steps"):
            assert walk(in_order(case.steps), CASE_MOVES, CaseVerb, CaseState, CaseState.DRAFT) == case.state
        for outcome in CaseOutcome.objects.prefetch_related("steps"):
            steps = sorted(outcome.steps.all(), key=lambda step: (step.done_at, step.id))
            assert (
                walk(steps, OUTCOME_MOVES, OutcomeVerb, OutcomeState, OutcomeState.PROPOSED) == outcome.state
            )


def test_whoever_handled_never_decided_and_nothing_lies_in_the_future(loaded):
    with system_scope():
        for outcome in CaseOutcome.objects.filter(decided_by__isnull=False).select_related("case"):
            assert not outcome.case.hands.filter(user=outcome.decided_by).exists()
        for steps in (CaseStep, OutcomeStep):
            assert not steps.objects.filter(done_at__date__gt=TODAY).exists()
        for notice in PublicNotice.objects.filter(kind="opinion").select_related("outcome"):
            assert (notice.ends_on - notice.posted_on).days >= 7
            if notice.outcome.sent_on and not notice.objections.exists():
                assert notice.outcome.sent_on > notice.ends_on


def test_nothing_hangs_past_its_day_or_after_its_case_ended(loaded):
    with system_scope():
        hanging = PublicNotice.objects.filter(taken_down_on__isnull=True)
        assert hanging.exists()
        assert not hanging.filter(ends_on__lt=TODAY).exists()
        ended = {"outcome__case__state__in": ("withdrawn", "terminated")}
        assert not hanging.filter(**ended).exists()
        assert not Objection.objects.filter(settled_on__isnull=True, **ended).exists()


def test_what_is_the_countys_lies_with_the_county(loaded):
    with acting("county.reviewer") as by, system_scope():
        items = WorkItem.objects.filter(owner_role=by.role)
        assert items.exists()
        assert not items.exclude(owner_station_id=by.station_id).exists()


def test_no_two_of_the_staff_bear_one_name(loaded):
    names = User.objects.values_list("name", flat=True)
    assert len(set(names)) == len(names)


def test_the_county_has_every_stage_and_mostly_green_lights(loaded):
    with system_scope():
        assert Household.objects.count() == HOUSEHOLDS
        assert set(Case.objects.values_list("state", flat=True)) == {str(state) for state in CaseState}
        standing = set(CaseOutcome.objects.values_list("state", flat=True))
        assert {"proposed", "posted", "with_confirmer", "confirmed", "refused"} <= standing
        lights = Counter(
            "red" if item.due_on < TODAY else "yellow" if item.warn_on <= TODAY else "green"
            for item in WorkItem.objects.filter(done_at__isnull=True)
        )
    assert lights["green"] > 5 * lights["yellow"] > 0
    assert lights["red"] < sum(lights.values()) * 0.1


def test_the_county_has_every_kind_of_case_the_law_knows(loaded):
    with system_scope():
        assert set(CaseStep.objects.filter(verb="withdraw").values_list("before", flat=True)) == OPEN_STATES
        assert set(CaseStep.objects.filter(verb="terminate").values_list("before", flat=True)) == OPEN_STATES
        assert set(VerificationRequest.objects.values_list("state", flat=True)) == set(RequestState)
        assert VerificationRequest.objects.filter(number=2, lines__isnull=False).exists()
        assert set(CaseOutcome.objects.exclude(extension="").values_list("extension", flat=True)) == {
            "objection",
            "hard_to_investigate",
        }
        assert Objection.objects.filter(settled_on__isnull=False, outcome__opinions__number=2).exists()
        came_by = set(Contact.objects.values_list("channel", flat=True))
        assert came_by <= set(ContactChannel) and len(came_by) >= 5
        by_hand = {Answer.TRANSFER, Answer.REFUSED, Answer.REGISTERED}  # each comes with something of its own
        assert set(Contact.objects.values_list("answer", flat=True)) == {None, *Answer} - by_hand
        for contact in Contact.objects.filter(answer="application"):
            assert Case.objects.get(contact=contact).id == contact.case_id


def test_where_there_was_reason_for_it_the_county_visited_before_it_decided(loaded):
    with system_scope():
        reasons = Case.objects.exclude(county_visit_reason="")
        assert set(reasons.values_list("county_visit_reason", flat=True)) == set(CountyVisitReason)
        near = reasons.filter(county_visit_reason="near_relative")
        papers_of = set(
            OfficialDocument.objects.filter(kind="near_relative").values_list("subject_id", flat=True)
        )
        assert papers_of == set(near.values_list("id", flat=True))
        decided = reasons.filter(state="concluded")
        assert decided.exists()
        for case in decided:
            assert case.investigations.filter(is_county=True, done_at__gte=case.county_visit_since).exists()
        waiting = WorkItem.objects.filter(owner_role="county_reviewer", done_at__isnull=True)
        assert waiting.exists()


def test_what_was_done_is_kept_with_the_moment_it_was_done(loaded):
    with system_scope():
        done = WorkItem.objects.filter(done_at__isnull=False)
        assert done.count() > WorkItem.objects.filter(done_at__isnull=True).count()
        closed = Case.objects.exclude(closed_on__isnull=True)
        open_about = WorkItem.objects.filter(done_at__isnull=True).values_list("subject_id", flat=True)
        assert not closed.filter(id__in=open_about).exists()
        for case in closed[:50]:
            kinds = set(done.filter(subject_id=case.id).values_list("kind", flat=True))
            assert "application_draft" in kinds
        for item in done:
            assert item.event_on <= timezone.localdate(item.done_at) <= TODAY


def test_an_award_stands_on_the_determination_of_its_confirmation(loaded):
    with system_scope():
        awards = list(Award.objects.select_related("determination"))
        assert awards
        for award in awards:
            outcome = CaseOutcome.objects.get(id=award.outcome_id)
            assert award.determination_id == outcome.determination_id
            assert sum(change.after_fen for change in award.changes.all()) == outcome.decided_amount_fen
        kept = Determination.objects.first()
        assert kept is not None and {"determinations", "values"} <= set(kept.answer)


def test_people_are_recognisably_invented_and_their_numbers_are_encrypted(loaded):
    with system_scope():
        people = list(Person.objects.all())
        assert all(person.identity.startswith(NOWHERE) for person in people)
        assert len({person.identity for person in people}) == len(people)
        assert {person.phone[:3] for person in people if person.phone} == {invented_phone(0)[:3]}
        assert SearchGram.objects.filter(person=people[0]).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT identity FROM people_person LIMIT 1")
            assert NOWHERE.encode() not in bytes(cursor.fetchone()[0])
        assert not OfficialDocument.objects.filter(is_synthetic=False).exists()


def test_what_was_told_to_a_family_was_delivered_to_it(loaded):
    with system_scope():
        told = CaseOutcome.objects.filter(told_on__isnull=False)
        assert told.exists()
        for outcome in told:
            delivery = Delivery.objects.get(document__subject_id=outcome.id)
            assert delivery.document.kind in ("confirmation", "refusal")
            assert outcome.decided_on is not None
            assert outcome.decided_on <= delivery.delivered_on == outcome.told_on


def test_a_paper_is_numbered_at_once_and_printed_when_it_is_opened(loaded):
    with acting("county.reviewer") as reviewer:
        for kind in ("application", "acceptance", "home_investigation", "confirmation", "public_notice"):
            document = OfficialDocument.objects.filter(kind=kind).first()
            assert document is not None and document.file_id is None and document.number
            assert papers.open_document(document.id, by=reviewer).pdf.startswith(b"%PDF")


def test_a_town_sees_its_own_cases_only(loaded):
    with acting("dazhe.handler1") as handler:
        assert Case.objects.exists()
        assert not Case.objects.exclude(region__startswith=RegionCode(str(handler.region)).prefix).exists()
        assert cases.count_cases(by=handler) == Case.objects.count()
    with acting("shizheng.handler1"):
        assert not Case.objects.filter(region__startswith="441426100").exists()


def test_every_shown_account_can_act_and_a_second_load_does_nothing(loaded):
    for username, password, _who in county.accounts():
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert network.posts_of(user.id)
    assert not county.load_demo(households=HOUSEHOLDS, today=TODAY)


def test_a_real_county_is_never_filled_with_invented_people(db, settings):
    settings.YIMEN_IS_SYNTHETIC = False
    assert not county.load_demo()


def test_a_payment_came_back_and_a_family_lives_away(loaded):
    """By the acts of the house: a new user finds these pages filled, and what waits on the lists."""
    with acting("dazhe.handler1") as handler:
        (refusal,) = awards.refusals_listed(by=handler, filters=RefusalFilters())
        (hold,) = awards.holds_listed(by=handler, filters=HoldFilters())
        assert hold.cause_id == refusal.cause_id and refusal.told_on == TODAY
        assert OfficialDocument.objects.filter(kind="payment_wait").count() == 1
        (plan,) = leads.plans(by=handler)
        assert WorkItem.objects.filter(kind="account", subject_id=refusal.cause_id).exists()
    with acting("dongshi.handler1") as there:
        assert [each.id for each in leads.plans(by=there)] == [plan.id]
        assert WorkItem.objects.filter(kind="away_contact", subject_id=plan.id).exists()
    with acting("shizheng.handler1") as stranger:
        assert not leads.plans(by=stranger).exists()


def test_mass_writes_are_in_the_audit(loaded):
    with system_scope():
        actions = set(Entry.objects.values_list("action", flat=True))
    assert {"household:load", "document:load"} <= actions
    assert {"household:load", "case:load", "award:load", "verification:load", "work:load"} <= actions


SAID = """
SELECT 'person', name, birth_date::text, sex, region FROM people_person
UNION ALL SELECT 'household', number, address, founded_on::text, region FROM people_household
UNION ALL SELECT 'case', number, state, applicant_name, submitted_on::text FROM cases_case
UNION ALL SELECT 'outcome', programme, state, decided_amount_fen::text, decided_on::text
    FROM cases_caseoutcome
UNION ALL SELECT 'step', verb, after, by_name, done_at::text FROM cases_casestep
UNION ALL SELECT 'outcome step', verb, after, by_name, done_at::text FROM cases_outcomestep
UNION ALL SELECT 'notice', full_name, kind, amount_fen::text, ends_on::text FROM cases_publicnotice
UNION ALL SELECT 'item', kind, subject_title, due_on::text, region FROM worklist_workitem
UNION ALL SELECT 'document', number, kind, masked_name, issued_on::text FROM papers_officialdocument
"""
"""What the county says; identifiers, nonces and check codes are drawn anew each time."""


def said_after_loading() -> str:
    digest = hashlib.sha256()
    with transaction.atomic():
        assert county.load_demo(households=60, today=TODAY)
        with system_scope(), connection.cursor() as cursor:
            cursor.execute(SAID)
            for row in sorted(map(repr, cursor.fetchall())):
                digest.update(row.encode())
        transaction.set_rollback(True)
    return digest.hexdigest()


def test_the_same_seed_and_day_make_the_same_county(db, settings):
    settings.YIMEN_IS_SYNTHETIC = True
    with standing_on(TODAY):
        fill_official_calendar()
        import_pilot_regions(by=SYSTEM)
        assert said_after_loading() == said_after_loading()


def test_everybody_has_work_of_their_own_and_some_to_take(loaded):
    for username in ("dazhe.handler1", "dazhe.handler2", "county.verifier1", "county.confirmer1"):
        with acting(username) as by:
            own, untaken = worklist.waiting(by)
            assert own and untaken, username
    with acting("dazhe.reviewer") as by:
        assert worklist.waiting(by)[0]


def test_the_purpose_of_a_request_ended_with_its_case(loaded):
    with system_scope():
        closed = {case.id for case in Case.objects.all() if not CaseState(case.state).is_open}
        ended = VerificationRequest.objects.filter(purpose_ended_on__isnull=False)
        assert closed and set(ended.values_list("case_id", flat=True)) <= closed
        assert not VerificationRequest.objects.filter(case_id__in=closed, purpose_ended_on=None).exists()


def test_department_data_are_loaded_with_truths_and_with_deaths_somebody_has_to_match(loaded):
    with acting("county.verifier1") as by, scoped(by.scope):
        loads = current_loads(by.region)
        assert set(loads) == {*SETS, "registrations"}
        assert min(loads[key].stored for key in SETS) >= 300
        row = unmatched_rows(loads["deaths"], by=by)[-1]
        first = candidates_for(loads["deaths"], row.said, by=by)[0]
        assert first.name == row.said.name and first.probability > 0.9
