"""An opening roll from the file to the household page: checked, and taken over by another."""

from datetime import date

import pytest
from tests.domains.exchange.opening import (
    DAY,
    MONTH,
    a_file,
    again,
    prepared,
    taken_over,
    undone,
)
from tests.support.cast import VILLAGE, acting, register, resident_household
from tests.support.process import on
from tests.support.rolls import award_row, family_row, number_of, workbook

from yimen.domains.awards import queries as awards
from yimen.domains.awards.models import Award, PayoutAccount
from yimen.domains.awards.types import Origin
from yimen.domains.cases import actions as cases
from yimen.domains.cases.queries.round_report import report_of
from yimen.domains.cases.types import ReportFigure
from yimen.domains.command.queries.month import month_groups
from yimen.domains.command.types import Asked, Occasion, Span
from yimen.domains.exchange.actions import rolls
from yimen.domains.exchange.actions.roll_jobs import run_load
from yimen.domains.exchange.errors import RollNotFoundError, RollRefusedError
from yimen.domains.exchange.models import OpeningRoll, RollFamily
from yimen.domains.exchange.queries import rolls as found
from yimen.domains.exchange.types.roll import Agreement, RollState
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people.models import Household, Person
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import RunState
from yimen.kernel import Money, Month, Programme

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-PAY-5")]


@pytest.fixture(autouse=True)
def _day():
    with on(DAY):
        yield


def test_checking_writes_nothing_but_the_roll(cast):
    roll = prepared(cast)
    assert roll.state == RollState.CHECKED
    assert (roll.families, roll.people, roll.awards, roll.faults) == (2, 3, 2, 0)
    with system_scope():
        assert (Household.objects.count(), Award.objects.count(), Person.objects.count()) == (0, 0, 0)
    with acting(cast.county_reviewer):
        sums = found.sums_of(roll)
    assert {(one.programme, one.awards, one.amount) for one in sums} == {
        (Programme.DIBAO, 1, Money(66400)), (Programme.TEKUN, 1, Money(106300))
    }  # fmt: skip


def test_what_was_taken_over_are_real_awards(cast):
    roll = taken_over(cast)
    assert roll.state == RollState.LOADED and roll.run.state == RunState.DONE
    with acting(cast.town_handler):
        home = Household.objects.get()
        (held,) = awards.awards_in_force(MONTH, by=cast.town_handler, household_id=home.id)
        assert (held.amount, held.origin, held.held_since) == (Money(66400), Origin.ROLL, Month(2024, 3))
        assert awards.accounts_of([held.award_id])[held.award_id].masked == "****1234"
        source = found.sources_of([held])[held.award_id]
        assert (source.roll_id, source.row) == (roll.id, 2)
        case = cases.open_review(household_id=home.id, by=cast.town_handler)
        assert case.applicant_name == "丘大伯"


def test_the_account_is_not_in_the_clear(cast):
    taken_over(cast)
    with system_scope():
        kept = PayoutAccount.objects.extra(select={"raw": "number"}).get()
    assert b"6221888800001234" not in bytes(kept.raw) and kept.number == "6221888800001234"


def test_the_report_counts_them_as_taken_over_and_not_as_new(cast):
    taken_over(cast)
    with acting(cast.county_confirmer):
        report = report_of(MONTH, by=cast.county_confirmer)
        later = report_of(MONTH.next(), by=cast.county_confirmer)
        earlier = report_of(MONTH.previous(), by=cast.county_confirmer)
    counts = {figure: report.figure(figure).households for figure in ReportFigure}
    assert (counts[ReportFigure.TAKEN_OVER], counts[ReportFigure.GRANTED]) == (2, 0)
    assert counts[ReportFigure.CLOSING] == 2
    assert report.figure(ReportFigure.TAKEN_OVER).amount == Money(172700)
    assert later.figure(ReportFigure.OPENING).households == 2
    assert earlier.figure(ReportFigure.CLOSING).households == 0


def test_a_review_is_planned_from_the_last_one(cast):
    taken_over(cast)
    with acting(cast.town_handler):
        (award,) = Award.objects.all()
        (row,) = awards.reviewed_awards([award.id])
    assert row.since == date(2026, 2, 1)


def test_whoever_prepared_it_never_takes_it_over(cast):
    roll = prepared(cast)
    with acting(cast.county_reviewer), pytest.raises(NotPermittedError):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_reviewer)
    with system_scope():
        OpeningRoll.objects.update(prepared_user_id=cast.county_confirmer.user_id)
    with acting(cast.county_confirmer), pytest.raises(RollRefusedError, match="不能自己接管"):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)


def test_the_first_page_of_the_second_person_asks_for_it(cast):
    roll = prepared(cast)
    for by, lines in ((cast.county_confirmer, [roll.id]), (cast.county_reviewer, [])):
        asked = Asked(MONTH, DAY, by.region)
        with acting(by):
            groups = month_groups(asked, by=by, span=Span(0, 10), only=[Occasion.ROLL])
        assert [line.subject for group in groups for line in group.found.lines] == lines


def test_others_neither_prepare_nor_see_it(cast):
    roll = prepared(cast)
    for by in (cast.town_reviewer, cast.administrator, cast.auditor):
        with acting(by), pytest.raises(NotPermittedError):
            rolls.prepare_roll(content=a_file(), title="名册", from_month=MONTH, by=by)
    with acting(cast.stranger), pytest.raises(RollNotFoundError):
        found.get_roll(roll.id, by=cast.stranger)


def test_faulty_families_stay_behind_and_say_why(cast):
    content = workbook(
        [
            family_row(1, "丘大伯", str(VILLAGE)),
            family_row(2, "凌阿婆", "不知道村"),
            family_row(3, "韩三", str(VILLAGE)),
        ],
        [],
        [award_row(1), award_row(2), award_row(3, "特困")],
    )
    roll = taken_over(cast, content)
    assert (roll.families, roll.faulty, roll.faults) == (1, 2, 2)
    with acting(cast.county_reviewer):
        faults = found.said(found.findings_of(roll))
    told = [(fault.sheet.value, fault.row, fault.column, str(fault.wrong)) for fault in faults]
    assert told == [
        ("家庭", 3, "村（社区）名称或代码", "县内没有叫“不知道村”的村（社区）。"),
        ("待遇", 4, "保障对象身份证号", "“特困人员救助供养”发给个人，没有写明是谁。"),
    ]
    with system_scope():
        assert Household.objects.count() == 1


def test_a_family_on_file_is_linked_and_what_it_receives_already_is_a_fault(cast):
    home = resident_household(cast.village_assistant, "丘大伯")
    content = workbook([family_row(1, "丘大伯", str(VILLAGE))], [], [award_row(1)])
    with system_scope():
        number = Person.objects.get().identity
        assert number == number_of("丘大伯")
    roll = taken_over(cast, content)
    with system_scope():
        assert Household.objects.get().id == home.id and Award.objects.get().household_id == home.id
    second = prepared(cast, content)
    with acting(cast.county_reviewer):
        (fault,) = found.said(found.findings_of(second))
    assert str(fault.wrong) == "该家庭的这项待遇已经在册。"
    assert undone(cast, roll).state == RollState.UNDONE
    with system_scope():
        assert Household.objects.count() == 1 and Award.objects.count() == 0


def test_somebody_known_elsewhere_is_only_said_to_be_elsewhere(cast):
    register(cast.outsider, "丘大伯", region=cast.outsider.region)
    roll = prepared(cast)
    with acting(cast.county_reviewer):
        (fault,) = found.said(found.findings_of(roll))
    assert str(fault.wrong) == "此人已在其他县登记。"


def test_what_changed_since_the_check_is_left_out(cast):
    roll = prepared(cast)
    register(cast.town_handler, "丘大伯")
    with acting(cast.county_confirmer):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)
    run_load(roll.id)
    with system_scope():
        assert Award.objects.get().programme == Programme.TEKUN
        assert RollFamily.objects.filter(household_id__isnull=True).count() == 1


def test_a_file_nobody_can_read_is_refused_with_its_reason(cast):
    roll = prepared(cast, b"PK\x03\x04 not really")
    assert roll.state == RollState.REFUSED
    assert "无法读取" in str(found.refusal_of(roll))
    with acting(cast.county_reviewer):
        rolls.discard_roll(roll_id=roll.id, by=cast.county_reviewer)
    assert again(roll).state == RollState.DISCARDED


def test_what_the_rules_would_pay_stands_beside_it(cast):
    roll = prepared(cast)
    with acting(cast.county_reviewer):
        counts = found.counts_by_agreement(roll)
        rows = list(found.compared_awards(roll))
        lines, reasons = found.lines_of(rows), found.reasons_of(roll, rows)
    assert sum(counts.values()) == 2 and counts[Agreement.UNSETTLED] == 1
    assert [line.name for line in lines] == ["丘大伯", "凌阿婆"]
    assert [bool(reason) for reason in reasons] == [line.agreement in found.DIFFERING for line in lines]
    assert any("最低生活保障" in reason or "不满足" in reason for reason in reasons)


def test_the_same_file_is_handed_in_once_until_it_is_put_aside(cast):
    first, by = prepared(cast), cast.county_reviewer
    with acting(by):
        with pytest.raises(RollRefusedError, match="已经上传过：名册“低保名册”"):
            rolls.prepare_roll(content=a_file(), title="再传一次", from_month=MONTH, by=by)
        rolls.discard_roll(roll_id=first.id, by=by)
    assert prepared(cast).state == RollState.CHECKED
