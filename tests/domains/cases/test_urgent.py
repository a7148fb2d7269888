"""Help first: from the one page to the decision of the same day, the papers afterwards; and who may not."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from tests.support.cast import TOWN, VILLAGE, acting, wearing
from tests.support.process import Walk, both_at_once, on

from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions
from yimen.domains.cases.actions import Emergency, Resolved, Supplement
from yimen.domains.cases.actions import urgent as urgent_actions
from yimen.domains.cases.errors import (
    AlreadyMovedError,
    ApprovalLevelError,
    ForeignFileError,
    HandlerMayNotConfirmError,
    IllegalMoveError,
    NotDelegatedError,
    ReasonMissingError,
    UrgentInvalidError,
)
from yimen.domains.cases.models import CaseOutcome, CaseStep, OutcomeStep, Resolution, UrgentHelp
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.urgent import given_this_year
from yimen.domains.cases.types import CaseState, Channel, Hardship, OutcomeState, Speed
from yimen.domains.library import queries as library
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people.errors import HouseholdNotFoundError
from yimen.domains.people.types import Relation
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Month, Programme

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 21)
FIRE = Emergency(Speed.SMALL_FAST, Hardship.FIRE, "昨夜厨房失火，被褥粮食烧毁", Money(600_00))


def helped(walk: Walk, emergency: Emergency = FIRE, by: Actor | None = None) -> CaseOutcome:
    actor = by or walk.cast.town_handler
    with acting(actor):
        outcome = actions.help_first(
            household_id=walk.household_id,
            applicant_id=walk.adults[0],
            emergency=emergency,
            channel=Channel.WINDOW,
            by=actor,
        )
    walk.case_id = outcome.case_id
    return outcome


def confirmed(walk: Walk, by: Actor, amount: Money, reason: str = "") -> CaseOutcome:
    with acting(by):
        outcome = CaseOutcome.objects.get(case_id=walk.case_id)
        return actions.confirm_outcome(
            outcome_id=outcome.id, version=outcome.version, amount=amount, reason=reason, by=by
        )


def completed(walk: Walk, relieved_on: date, text: str = "已购置被褥粮油") -> UrgentHelp:
    by = walk.cast.town_handler
    with acting(by):
        signatures: list[UUID] = [walk.file(by), walk.file(by)]
        return actions.complete_urgent_papers(
            case_id=walk.case_id, supplement=Supplement(relieved_on, text, *signatures), by=by
        )


def kinds() -> set[str]:
    return set(OfficialDocument.objects.values_list("kind", flat=True))


@pytest.mark.requirement("R-CAS-7")
def test_a_small_sum_is_granted_on_the_spot_and_its_papers_follow(walk):
    cast = walk.cast
    with on(DAY):
        helped(walk)
        with acting(cast.town_confirmer):
            item = WorkItem.objects.get(kind="confirmation")
            assert (item.due_on, item.limit_days, item.owner_role) == (
                date(2026, 9, 24),
                3,
                "town_confirmer",
            )
        decided = confirmed(walk, cast.town_confirmer, Money(600_00))
        assert decided.state == OutcomeState.CONFIRMED
        assert decided.decided_on == DAY
        assert "第五十条" in decided.decision_rule
        assert walk.case().state == CaseState.CONCLUDED
        assert walk.open_kinds() == {"urgent_papers", "delivery", "publication"}
    with acting(cast.county_reviewer):
        assert kinds() == {"small_fast", "confirmation"}
        (award,) = awards.awards_in_force(Month(2026, 9), by=cast.county_reviewer)
        assert award.amount == Money(600_00)
        assert list(CaseStep.objects.values_list("verb", flat=True)) == ["help_first", "conclude"]
        assert list(OutcomeStep.objects.order_by("done_at").values_list("verb", flat=True)) == [
            "help_first",
            "confirm",
        ]
        sheet = walk.publish(Programme.TEMPORARY)  # no opinion came before it
        assert (sheet.opinion_id, sheet.household_size, sheet.amount_fen) == (None, 3, 600_00)
        assert walk.open_kinds() == {"urgent_papers", "delivery"}
    with on(date(2026, 9, 23)):
        done = completed(walk, date(2026, 9, 22))
        assert done.completed_by_id == cast.town_handler.post_id
        assert "urgent_papers" not in walk.open_kinds()
    with acting(cast.county_reviewer):
        assert kinds() == {"small_fast", "confirmation", "emergency_record", "publication"}


def test_an_emergency_without_known_levels_goes_to_whom_the_delegation_names_and_is_paid_in_parts(walk):
    with on(DAY):
        fire = Emergency(Speed.EMERGENCY, Hardship.ACCIDENT, "车祸住院", Money(3000_00), stages=3)
        helped(walk, fire)
        decided = confirmed(walk, walk.cast.county_confirmer, Money(3000_00))
        assert decided.decided_amount_fen == 3000_00
    with acting(walk.cast.county_confirmer):
        months = (Month(2026, 9), Month(2026, 10), Month(2026, 11), Month(2026, 12))
        paid = [awards.awards_in_force(month, by=walk.cast.county_confirmer) for month in months]
        assert [[each.amount.fen for each in month] for month in paid] == [
            [1000_00],
            [1000_00],
            [1000_00],
            [],
        ]
        sheet = OfficialDocument.objects.get(kind="temporary_approval")
        assert "分3个月发放" in sheet.content


def test_what_was_given_before_this_year_is_looked_up_and_not_asked(walk):
    with on(DAY):
        helped(walk)
        confirmed(walk, walk.cast.town_confirmer, Money(600_00))
        helped(walk, Emergency(Speed.SMALL_FAST, Hardship.FIRE, "再次失火", Money(100_00)))
    request = walk.case().declared["request"]
    assert (request["paid_this_year"], request["times_this_year"], request["same_cause_this_year"]) == (
        "600.00",
        1,
        1,
    )


def split_off(walk):
    """The second adult lives apart from today on."""
    by = walk.cast.town_handler
    with acting(by):
        founded = actions.split_household(
            household_id=walk.household_id,
            relations={walk.adults[1]: Relation.HEAD},
            region=VILLAGE,
            address="墩背村13号",
            on=DAY,
            by=by,
        )
    return Walk(walk.cast, founded, (walk.adults[1], walk.adults[1]), walk.child)


def test_whoever_splits_off_brings_along_what_they_were_given(walk):
    with on(DAY):
        helped(walk)
        confirmed(walk, walk.cast.town_confirmer, Money(600_00))
        apart = split_off(walk)
        helped(apart, Emergency(Speed.SMALL_FAST, Hardship.FIRE, "再次失火", Money(100_00)))
    request = apart.case().declared["request"]
    assert (request["paid_this_year"], request["times_this_year"]) == ("600.00", 1)


def test_of_two_requests_that_wait_side_by_side_the_second_sees_the_first(walk):
    with on(DAY):
        helped(walk)
        apart = split_off(walk)
        helped(apart, Emergency(Speed.SMALL_FAST, Hardship.FIRE, "失火", Money(100_00)))
        confirmed(walk, walk.cast.town_confirmer, Money(600_00))
        with acting(walk.cast.town_handler):
            file = file_of(apart.case(), DAY)
    assert (file["request"]["paid_this_year"], file["request"]["times_this_year"]) == ("600.00", 1)


def test_what_another_town_gave_counts_and_nothing_else_of_it_is_seen(walk):
    with on(DAY):
        helped(walk)
        confirmed(walk, walk.cast.town_confirmer, Money(600_00))
        stranger = walk.cast.stranger
        with acting(stranger):
            earlier = given_this_year(_elsewhere(walk), Hardship.FIRE, DAY)
            assert not CaseOutcome.objects.exists()
    assert (earlier.paid, earlier.times, earlier.same_cause) == (Money(600_00), 1, 1)


def _elsewhere(walk):
    """A case of the same people as another town would have it; only its members are read."""
    return SimpleNamespace(id=UUID(int=0), members=SimpleNamespace(values_list=lambda *_a, **_k: walk.adults))


def test_more_than_the_cap_of_a_small_sum_is_refused_and_leaves_nothing(walk):
    with on(DAY), pytest.raises(UrgentInvalidError, match="小额快救"):
        helped(walk, Emergency(Speed.SMALL_FAST, Hardship.FIRE, "失火", Money(5000_00)))
    with acting(walk.cast.town_handler):
        assert not UrgentHelp.objects.exists()
        assert not CaseOutcome.objects.exists()


def test_on_the_spot_nobody_decides_more_than_was_asked_for_whatever_the_reason(walk):
    with on(DAY):
        helped(walk)
        for amount in (Money(600_01), Money(50000_00)):
            with pytest.raises(UrgentInvalidError):
                confirmed(walk, walk.cast.town_confirmer, amount, reason="情况特殊")
        decided = confirmed(walk, walk.cast.town_confirmer, Money(500_00), reason="够用")
        assert decided.decided_amount_fen == 500_00


def test_a_small_sum_is_not_for_whom_the_rules_find_not_eligible(walk, monkeypatch):
    monkeypatch.setattr(urgent_actions, "finding", lambda *_given: SimpleNamespace(is_eligible=False))
    with on(DAY), pytest.raises(UrgentInvalidError, match="小额快救"):
        helped(walk, replace(FIRE, amount=Money(50000_00)))


def test_whoever_registered_does_not_decide(walk):
    with on(DAY):
        helped(walk)
        both = wearing(walk.cast, walk.cast.town_handler, Role.TOWN_CONFIRMER)
        with pytest.raises(HandlerMayNotConfirmError):
            confirmed(walk, both, Money(600_00))


def test_others_do_not_decide_a_small_sum_nor_send_it_back(walk):
    cast = walk.cast
    with on(DAY):
        outcome = helped(walk)
        with pytest.raises(NotPermittedError):
            confirmed(walk, cast.town_reviewer, Money(600_00))
        with pytest.raises(NotDelegatedError):
            confirmed(walk, cast.county_confirmer, Money(600_00))
        with acting(cast.town_confirmer), pytest.raises(IllegalMoveError, match="当即决定"):
            actions.return_outcome(
                outcome_id=outcome.id, version=outcome.version, why="请补材料", by=cast.town_confirmer
            )


def test_it_may_be_refused_with_reasons(walk):
    by = walk.cast.town_confirmer
    with on(DAY):
        outcome = helped(walk)
        with acting(by):
            refused = actions.refuse_outcome(
                outcome_id=outcome.id, version=outcome.version, reasons="经核实没有发生火灾", by=by
            )
        assert refused.state == OutcomeState.REFUSED
        with pytest.raises(IllegalMoveError):
            completed(walk, DAY)


def test_a_stranger_of_another_town_neither_registers_nor_sees(walk):
    cast = walk.cast
    with on(DAY):
        with pytest.raises(HouseholdNotFoundError):
            helped(walk, by=cast.stranger)
        helped(walk)
        with acting(cast.stranger):
            assert not UrgentHelp.objects.exists()
        with acting(cast.auditor), pytest.raises(NotPermittedError):
            actions.help_first(
                household_id=walk.household_id,
                applicant_id=walk.adults[0],
                emergency=FIRE,
                channel=Channel.WINDOW,
                by=cast.auditor,
            )


def test_papers_are_completed_once_after_the_decision_with_signatures_of_this_case(walk):
    with on(DAY):
        helped(walk)
        with pytest.raises(IllegalMoveError):
            completed(walk, DAY)
        confirmed(walk, walk.cast.town_confirmer, Money(600_00))
        with pytest.raises(ReasonMissingError):
            completed(walk, DAY, text=" ")
        with pytest.raises(UrgentInvalidError):
            completed(walk, date(2026, 9, 20))
        with pytest.raises(UrgentInvalidError):
            completed(walk, date(2026, 9, 22))
        by = walk.cast.town_handler
        with acting(by), pytest.raises(ForeignFileError):
            actions.complete_urgent_papers(
                case_id=walk.case_id,
                supplement=Supplement(DAY, "已安置", UUID(int=1), UUID(int=2)),
                by=by,
            )
        completed(walk, DAY)
        with pytest.raises(IllegalMoveError):
            completed(walk, DAY)


LEVELS = [
    {"up_to_yuan": 2000, "approver": "town"},
    {"up_to_yuan": 5000, "approver": "county"},
    {"up_to_yuan": 10000, "approver": "county_head"},
]


@pytest.fixture
def levels(monkeypatch):
    """The county's own approval levels, as its overlay would say them."""
    plain = library.parameters

    def with_levels(region, on, **named):
        known = plain(region, on, **named)
        name = "temporary_approval_levels"
        return known | {name: replace(known[name], value=LEVELS, source="县政府文件（测试）")}

    monkeypatch.setattr(library, "parameters", with_levels)


@pytest.mark.usefixtures("levels")
def test_the_amount_decides_whose_desk_it_lands_on(walk):
    with on(DAY):
        helped(walk, Emergency(Speed.EMERGENCY, Hardship.ILLNESS, "突发重病", Money(1500_00)))
        with acting(walk.cast.county_reviewer):
            assert WorkItem.objects.get(kind="confirmation").owner_role == "town_confirmer"
        with pytest.raises(NotDelegatedError):
            confirmed(walk, walk.cast.town_confirmer, Money(2500_00), "需要更多")
        decided = confirmed(walk, walk.cast.town_confirmer, Money(1500_00))
        assert decided.decision_rule == "临时救助审批权限：县政府文件（测试）"


@pytest.mark.usefixtures("levels")
def test_above_the_daily_levels_a_meeting_resolves_first(walk):
    cast = walk.cast
    with on(DAY):
        outcome = helped(walk, Emergency(Speed.EMERGENCY, Hardship.ILLNESS, "突发重病", Money(8000_00)))
        with pytest.raises(ApprovalLevelError):
            confirmed(walk, cast.county_confirmer, Money(8000_00))
        with acting(cast.county_reviewer):
            actions.record_resolution(
                outcome_id=outcome.id,
                resolved=Resolved(DAY, "局长、分管副局长", "同意救助8000元", Money(8000_00), "李局长"),
                by=cast.county_reviewer,
            )
        confirmed(walk, cast.county_confirmer, Money(8000_00))
        with acting(cast.county_reviewer):
            sheet = OfficialDocument.objects.get(kind="temporary_approval")
            assert "李局长" in sheet.content
            with pytest.raises(IllegalMoveError):
                actions.record_resolution(
                    outcome_id=outcome.id,
                    resolved=Resolved(DAY, "局长", "再加", Money(1), "李局长"),
                    by=cast.county_reviewer,
                )


def test_a_resolution_says_who_what_and_how_much(walk):
    by = walk.cast.county_reviewer
    with on(DAY):
        outcome = helped(walk)
        for resolved in (
            Resolved(DAY, " ", "同意", Money(1), "李"),
            Resolved(DAY, "甲", "同意", Money(0), "李"),
            Resolved(date(2026, 9, 22), "甲", "同意", Money(1), "李"),
        ):
            with acting(by), pytest.raises(ReasonMissingError):
                actions.record_resolution(outcome_id=outcome.id, resolved=resolved, by=by)
        with acting(by):
            assert not Resolution.objects.exists()


def test_it_is_asked_for_where_the_emergency_is(walk):
    with on(DAY):
        outcome = helped(walk)
    assert outcome.region.startswith(TOWN.prefix)
    assert walk.case().declared["request"]["region"] == outcome.region


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_decides(walk):
    with on(DAY):
        outcome = helped(walk)

    def decide() -> None:
        by = walk.cast.town_confirmer
        with acting(by):
            actions.confirm_outcome(
                outcome_id=outcome.id, version=outcome.version, amount=Money(600_00), by=by
            )

    with on(DAY):
        (told,) = both_at_once(decide, decide)
    assert isinstance(told, AlreadyMovedError), told
