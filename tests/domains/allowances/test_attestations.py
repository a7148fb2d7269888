"""Proofs of life and yearly checks: planned, recorded, taken back, asked for again, looked into."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from tests.support.cast import VILLAGE, acting, wearing
from tests.support.process import on, picture
from tests.support.reviewing import LATER

from yimen.domains.allowances import actions, queries
from yimen.domains.allowances.errors import AttestationInvalidError, AttestationRecordedError
from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.types import AttestationKind, Filters, Result, Stage, Way
from yimen.domains.awards import actions as awards
from yimen.domains.awards.models import Award, Determination
from yimen.domains.awards.types import Grant, Revision
from yimen.domains.cases import actions as cases
from yimen.domains.cases.models import Case
from yimen.domains.cases.types import TerminationReason
from yimen.domains.intake import actions as intake
from yimen.domains.intake.errors import ReportSettledError
from yimen.domains.intake.models import ChangeReport
from yimen.domains.intake.types import ReportOutcome
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.network.types import Role
from yimen.domains.people import actions as people
from yimen.domains.people.queries.resting import what_rests_on
from yimen.domains.verification.types import SigningMethod
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Month, Programme

pytestmark = pytest.mark.django_db
CARE = Programme.DISABILITY_CARE
LIFE, CHECK = AttestationKind.PROOF_OF_LIFE, AttestationKind.QUALIFICATION
IN_SEASON, LAST_OF_TERM, ASKED_AGAIN, GONE_BY = (
    date(2026, 5, 12),
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2026, 7, 16),
)


def plan() -> int:
    with system_scope():
        return actions.plan_attestations(by=SYSTEM)


def rows(by, kind=LIFE, **narrowed) -> list[Attestation]:
    with acting(by):
        return list(queries.attestations(by=by, filters=Filters(kind, **narrowed)))


def waiting(by) -> dict[str, WorkItem]:
    with acting(by):
        return {item.kind: item for item in WorkItem.objects.filter(done_at__isnull=True)}


def record(by, row: Attestation, result=Result.CONFIRMED, way=Way.AT_HOME, **said) -> Attestation:
    with acting(by):
        return actions.record_attestation(attestation_id=row.id, result=result, way=way, by=by, **said)


def subsidised(review, person_id: UUID) -> None:
    """The person is given the care subsidy since April."""
    by = review.cast.county_confirmer
    with acting(by):
        grant = Grant(
            outcome_id=uuid4(),
            case_number="441426100-2026-09999",
            programme=Programme.DISABILITY_CARE,
            household_id=review.walk.household_id,
            person_id=person_id,
            region=str(VILLAGE),
            determination_id=Determination.objects.first().id,
            components=(("base", Money(29000)),),
            from_month=Month(2026, 4),
            decided_on=date(2026, 3, 20),
            reason="确认",
        )
        awards.grant(grant=grant, by=by)


@pytest.mark.requirement("R-CAS-10")
def test_whoever_is_old_and_lives_on_an_award_is_on_the_list_of_their_village_once_in_a_term(
    review, grandmother
):
    with on(IN_SEASON):
        assert plan() == 1
        assert plan() == 0
        [row] = rows(review.cast.village_assistant)
        assert (row.person_id, row.region, row.rests_on) == (grandmother.id, str(VILLAGE), ["dibao"])
        assert (row.starts_on, row.due_on) == (date(2026, 1, 1), LAST_OF_TERM)
        item = waiting(review.cast.village_assistant)["attestation"]
        assert (item.due_on, item.owner_role, item.subject_title) == (
            LAST_OF_TERM,
            "village_assistant",
            "墩背村委会 生存认证",
        )
        with acting(review.cast.village_assistant):
            assert queries.get_list_item(item.subject_id) == (LIFE, VILLAGE, row.starts_on)
    with on(LATER):
        assert plan() == 1
        assert {row.starts_on for row in rows(review.cast.town_handler)} == {
            date(2026, 1, 1),
            date(2026, 7, 1),
        }


def test_seen_at_home_is_one_record_that_empties_the_list_and_can_be_taken_back_on_the_same_day(
    review, grandmother
):
    by = review.cast.village_assistant
    with on(IN_SEASON):
        plan()
        done = record(by, rows(by)[0])
        assert (done.result, done.way, done.proved_on) == ("confirmed", "at_home", IN_SEASON)
        assert "attestation" not in waiting(by)
        with pytest.raises(AttestationRecordedError):
            record(by, done)
        with acting(by):
            actions.undo_attestation(attestation_id=done.id, by=by)
            assert queries.stage_on(Attestation.objects.get(), IN_SEASON) is Stage.WAITING
            actions_told = list(Entry.objects.filter(subject=done.id).values_list("action", flat=True))
        assert actions_told == ["attestation:record", "attestation:undo"]
        assert "attestation" in waiting(by)
        again = record(by, rows(by)[0], way=Way.BY_RELATIVE, photo=picture())
        assert again.photo_id is not None
    with on(date(2026, 5, 13)), acting(by), pytest.raises(AttestationRecordedError, match="当天"):
        actions.undo_attestation(attestation_id=again.id, by=by)


def test_a_death_becomes_the_report_of_the_village_and_is_taken_back_until_the_town_has_looked(
    review, grandmother
):
    by = review.cast.village_assistant
    with on(IN_SEASON):
        plan()
        row = record(by, rows(by)[0], Result.DIED, None, remark="5月2日在家中去世")
        with acting(by):
            report = ChangeReport.objects.get(pk=row.report_id)
            assert (report.kind, report.person_id, report.text) == (
                "death",
                grandmother.id,
                "5月2日在家中去世",
            )
        assert "change_report" in waiting(review.cast.town_handler)
        with acting(by):
            actions.undo_attestation(attestation_id=row.id, by=by)
            assert ChangeReport.objects.get(pk=report.id).outcome == ReportOutcome.WITHDRAWN
            assert Attestation.objects.get().report_id is None
        assert "change_report" not in waiting(review.cast.town_handler)
        row = record(by, rows(by)[0], Result.DIED, None, remark="5月2日在家中去世")
        with acting(review.cast.town_handler):
            intake.settle_report(
                report_id=row.report_id,
                outcome=ReportOutcome.CORRECTED,
                note="核对火化证明",
                by=review.cast.town_handler,
            )
        with acting(by), pytest.raises(ReportSettledError, match="已经核实"):
            actions.undo_attestation(attestation_id=row.id, by=by)


def test_missed_is_asked_for_again_and_then_looked_into_and_nothing_stops_by_itself(review, grandmother):
    by = review.cast.town_handler
    with on(IN_SEASON):
        plan()
    with on(ASKED_AGAIN):
        plan()
        again = waiting(by)["attestation_again"]
        assert (again.due_on, again.owner_role) == (date(2026, 7, 15), "town_handler")
        first = next(row for row in rows(by) if row.starts_on.month == 1)
        with acting(by), pytest.raises(AttestationInvalidError):
            actions.look_into(attestation_id=first.id, by=by)
    with on(GONE_BY):
        plan()
        item = waiting(by)["review"]
        assert (item.subject_id, item.subject_title) == (review.walk.household_id, "古阿婆 两次催办未认证")
        with acting(by):
            assert [row.id for row in queries.missed(LIFE, by=by)] == [first.id]
            row = actions.look_into(attestation_id=first.id, by=by)
            case = Case.objects.get(pk=row.case_id)
            assert (case.kind, case.state, case.household_id) == ("review", "draft", review.walk.household_id)
            assert queries.stage_on(row, GONE_BY) is Stage.IN_REVIEW
            assert Award.objects.get().until_month is None
        kinds = waiting(by)
        assert kinds["review"].subject_id == case.id and "attestation_again" not in kinds
        late = record(by, row, way=Way.AT_WINDOW)
        assert (late.result, late.case_id) == ("confirmed", case.id)


@pytest.fixture
def in_review(review, grandmother):
    """The grandmother was missed twice; the review of her family is in draft."""
    by = review.cast.town_handler
    with on(IN_SEASON):
        plan()
    with on(GONE_BY):
        plan()
        first = next(row for row in rows(by) if row.starts_on.month == 1)
        with acting(by):
            review.walk.case_id = actions.look_into(attestation_id=first.id, by=by).case_id
    return review


def of_january(by) -> Attestation:
    return next(row for row in rows(by) if row.starts_on.month == 1)


def test_the_decision_of_a_review_settles_what_it_looked_into(in_review, grandmother):
    review, by = in_review, in_review.cast.town_handler
    with on(LATER):
        with acting(by):
            cases.authorise_verification(
                case_id=review.walk.case_id,
                person_id=grandmother.id,
                signed_by_id=grandmother.id,
                method=SigningMethod.SCREEN,
                signature=review.walk.file(by),
                by=by,
            )
        review.begin()
        review.look_into(wage_fen=900_00)
        review.walk.opine()
        review.walk.send()
        plan()
        assert queries.stage_on(of_january(by), LATER) is Stage.IN_REVIEW
        [award] = review.in_force()
        review.decide(award.amount, "家庭人口变化另案办理，本次维持")
        for _ in range(2):
            plan()
        row = of_january(by)
        assert (row.result, row.case_id, row.recorded_by_id) == ("reviewed", review.walk.case_id, None)
        assert queries.stage_on(row, LATER) is Stage.DONE
        with pytest.raises(AttestationRecordedError):
            record(by, row)


def test_a_review_that_wants_no_visit_settles_by_its_decision_and_is_not_held_again_and_again(review):
    confirmer, by = review.cast.county_confirmer, review.cast.town_handler
    subsidised(review, review.walk.adults[0])
    with on(IN_SEASON):
        plan()
        with acting(confirmer):
            dibao = Award.objects.get(programme=Programme.DIBAO)
            end = Revision(dibao.id, (), Month(2026, 6), IN_SEASON, "终止", is_stop=True)
            awards.revise(revision=end, by=confirmer)
    with on(GONE_BY):
        plan()
        [row] = rows(by, CHECK)
        with acting(by):
            review.walk.case_id = actions.look_into(attestation_id=row.id, by=by).case_id
        review.begin()
        review.walk.opine(programme=CARE, amount=Money(29000), difference_reason="持证，经核实")
        review.walk.send(CARE)
        review.decide(Money(29000), "持证，经核实", programme=CARE)
        plan()
        assert [each.result for each in rows(by, CHECK)] == ["reviewed"]
        assert "review" not in waiting(by)


def test_a_review_that_ends_without_a_decision_leaves_the_person_to_be_attested(in_review):
    by = in_review.cast.town_handler
    with on(LATER):
        in_review.walk.terminate(TerminationReason.NO_COOPERATION)
        plan()
        row = of_january(by)
        assert (row.result, row.case_id) == ("", None)
        assert queries.stage_on(row, LATER) is Stage.MISSED
        assert "review" in waiting(by)


def test_what_opens_a_case_is_offered_to_whoever_may_open_one(cast):
    grid_worker = wearing(cast, cast.village_assistant, Role.GRID_WORKER)
    offered = set(queries.results_for(CHECK, by=grid_worker))
    assert offered == {Result.CONFIRMED, Result.DIED, Result.MOVED}
    assert {Result.EXPIRED, Result.LEVEL_CHANGED} < set(queries.results_for(CHECK, by=cast.village_assistant))


def test_what_is_only_planned_rests_on_nobody_and_what_is_recorded_does(review, grandmother):
    by = review.cast.village_assistant
    with on(IN_SEASON):
        plan()
        with acting(by):
            assert what_rests_on([], [grandmother.id]) == {}
        record(by, rows(by)[0])
        with acting(by):
            assert what_rests_on([], [grandmother.id]) == {grandmother.id: ("已有认证登记",)}


def test_somebody_who_turns_up_after_all_needs_no_review(review, grandmother):
    by = review.cast.town_handler
    with on(IN_SEASON):
        plan()
    with on(GONE_BY):
        plan()
        first = next(row for row in rows(by) if row.starts_on.month == 1)
        record(by, first, way=Way.AT_WINDOW)
        assert "review" not in waiting(by) and "attestation_again" not in waiting(by)


def test_of_whoever_died_after_being_missed_nothing_of_an_earlier_term_is_left(review, grandmother):
    by = review.cast.town_handler
    with on(IN_SEASON):
        plan()
    with on(GONE_BY):
        plan()
        assert "review" in waiting(by)
        with acting(by):
            people.record_death(person_id=grandmother.id, on=GONE_BY, by=by)
        plan()
        assert {row.result for row in rows(by)} == {"lapsed"}
        assert not {"attestation", "attestation_again", "review"} & waiting(by).keys()
        assert plan() == 0


def test_a_check_that_was_missed_ends_with_the_subsidy_outside_the_season_too(review):
    by = review.cast.town_handler
    subsidised(review, review.walk.adults[0])
    with on(IN_SEASON):
        plan()
    with on(GONE_BY):
        plan()
        with acting(by):
            people.record_death(person_id=review.walk.adults[0], on=GONE_BY, by=by)
        plan()
        assert [row.result for row in rows(by, CHECK)] == ["lapsed"]


def test_the_subsidies_are_checked_in_their_season_and_a_changed_card_opens_a_change_case(review):
    by = review.cast.village_assistant
    subsidised(review, review.walk.adults[0])
    with on(date(2026, 3, 31)):
        plan()
        assert rows(by, CHECK) == []
    with on(IN_SEASON):
        plan()
        [row] = rows(by, CHECK)
        assert (row.rests_on, row.starts_on, row.due_on) == (
            ["disability_care"],
            date(2026, 4, 1),
            date(2026, 6, 20),
        )
        changed = record(by, row, Result.LEVEL_CHANGED, None, remark="由二级变为三级")
        with acting(by):
            case = Case.objects.get(pk=changed.case_id)
            assert (case.kind, case.cause) == ("change", "disability_changed")
            assert "disability_care" in case.requested
        assert waiting(review.cast.town_handler)["change"].subject_id == case.id


def test_another_finding_joins_the_review_that_is_under_way(review):
    by = review.cast.town_handler
    subsidised(review, review.walk.adults[0])
    with on(IN_SEASON):
        plan()
        running = review.open_planned()
        row = record(by, rows(by, CHECK)[0], Result.EXPIRED, None)
        assert row.case_id == running.id


def test_whoever_moved_or_is_no_longer_concerned_leaves_the_list(review, grandmother):
    by = review.cast.town_handler
    with on(IN_SEASON):
        plan()
        with acting(by):
            people.record_death(person_id=grandmother.id, on=IN_SEASON, by=by)
        plan()
        assert [row.result for row in rows(by)] == ["lapsed"]
        assert "attestation" not in waiting(by)
        with acting(by):
            assert queries.progress(LIFE, by=by) == []


def test_others_than_the_staff_of_the_place_record_nothing(review, grandmother):
    with on(IN_SEASON):
        plan()
        [row] = rows(review.cast.town_handler)
        for by in (review.cast.county_verifier, review.cast.auditor):
            with pytest.raises(NotPermittedError):
                record(by, row)
        assert rows(review.cast.stranger) == []
        with acting(review.cast.town_handler), pytest.raises(OutOfScopeError):
            actions.record_attestation(
                attestation_id=row.id, result=Result.CONFIRMED, way=Way.AT_HOME, by=review.cast.stranger
            )


def test_the_progress_of_a_village_counts_whoever_is_left(review, grandmother):
    by = review.cast.town_handler
    with on(IN_SEASON):
        plan()
        with acting(by):
            [village] = queries.progress(LIFE, by=by)
            assert (village.region, village.total, village.waiting) == (str(VILLAGE), 1, 1)
            [last] = queries.last_of_household(review.walk.household_id, by=by)
            assert (last.name, last.stage) == ("古阿婆", Stage.WAITING)
