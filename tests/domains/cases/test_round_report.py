"""The month in figures: every figure is the sum of its list, the columns add up, and a slow count agrees."""

import random
from datetime import date
from uuid import uuid4

import pytest
from tests.support.cast import OTHER_VILLAGE, TOWN, VILLAGE, acting, resident_household
from tests.support.process import MONDAY, NOTICE_OVER, on

from yimen.domains.awards.models import Award, AwardChange, Determination
from yimen.domains.awards.types import ChangeKind
from yimen.domains.cases.queries.round_report import MONTHLY, names_of, report_of
from yimen.domains.cases.types import ReportFigure
from yimen.domains.network.errors import OutOfScopeError
from yimen.domains.people import actions as people
from yimen.domains.people.models import Membership
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Month, Programme

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CAS-13")]
FIRST = Month(2026, 1)
MONTHS = [FIRST.plus(n) for n in range(5)]


def a_determination(household, by):
    return Determination.objects.create(
        region=str(VILLAGE), case_id=uuid4(), household=household, purpose="confirmation", on=FIRST.first,
        rulebook_version="1", inputs={}, answer={}, by_user_id=by.user_id, by_post_id=by.post_id,
    )  # fmt: skip


def an_award(made, region, amounts, programme=Programme.DIBAO, *, by, start=FIRST, until=None, person=None):
    """An award with an amount in each of the months named, as its changes tell."""
    award = Award.objects.create(
        region=str(region), outcome_id=uuid4(), case_number=f"C-{uuid4().hex[:8]}", programme=programme,
        household=made.household, person=person, determination=made, decided_on=start.first,
        from_month=start.first, until_month=until.first if until else None,
    )  # fmt: skip
    before = 0
    for month, fen in sorted(amounts.items()):
        AwardChange.objects.create(
            region=str(region), award=award, kind=ChangeKind.START if not before else ChangeKind.INCREASE,
            component="base", before_fen=before, after_fen=fen, from_month=month.first, reason="测试",
            by_user_id=by.user_id, by_post_id=by.post_id,
        )  # fmt: skip
        before = fen
    return award


@pytest.fixture
def books(cast):
    """Forty awards of two villages, made by chance from a seed: some begin, change or end in these months."""
    by, chance = cast.county_confirmer, random.Random(13)
    households = [resident_household(cast.village_assistant, name) for name in "甲乙丙丁"]
    with system_scope():
        dossiers = [a_determination(household, by) for household in households]
        awards = []
        for number in range(40):
            start = FIRST.plus(chance.randrange(-2, 4))
            until = start.plus(chance.randrange(1, 5)) if chance.random() < 0.6 else None
            programme = chance.choice([Programme.DIBAO, Programme.TEKUN, Programme.TEMPORARY])
            if programme.is_one_off:
                until = start.plus(chance.randrange(1, 3))
            if until is None:
                until = Month(2040, 1).plus(number)
            amounts = {start.plus(n): chance.randrange(1, 90) * 1000 for n in range(chance.randrange(1, 4))}
            awards.append(
                an_award(
                    chance.choice(dossiers), VILLAGE, amounts, programme, by=by, start=start, until=until
                )
            )
    return cast, awards


def amount_in(award, month):
    """By hand: the last change that has begun; nothing outside the months of the award."""
    if month.first < award.from_month or (award.until_month and month.first >= award.until_month):
        return None
    begun = [change for change in award.changes.all() if change.from_month <= month.first]
    return Money(max(begun, key=lambda change: change.from_month).after_fen)


@pytest.mark.parametrize("month", MONTHS)
def test_every_figure_agrees_with_a_slow_count_and_with_its_list(books, month):
    cast, awards = books
    by = cast.town_handler
    with on(date(2026, 5, 28)), acting(by):
        report = report_of(month, by=by)
        for programme in (Programme.DIBAO, Programme.TEKUN):
            told = [
                (amount_in(a, month.previous()), amount_in(a, month))
                for a in awards
                if a.programme == programme
            ]
            expected = {
                ReportFigure.OPENING: [was for was, _ in told if was is not None],
                ReportFigure.CLOSING: [now for _, now in told if now is not None],
                ReportFigure.GRANTED: [now for was, now in told if was is None and now is not None],
                ReportFigure.ENDED: [was for was, now in told if was is not None and now is None],
                ReportFigure.INCREASED: [now - was for was, now in told if was and now and now > was],
                ReportFigure.DECREASED: [was - now for was, now in told if was and now and now < was],
            }
            for figure, amounts in expected.items():
                found = report.figure(figure, programme)
                assert (found.households, found.amount) == (len(amounts), sum(amounts, Money(0)))
                assert found.households == len(report.lines(figure, programme))
        given = [amount_in(a, month) for a in awards if a.programme == Programme.TEMPORARY]
        assert report.figure(ReportFigure.GIVEN).households == sum(amount is not None for amount in given)


@pytest.mark.parametrize("month", MONTHS)
def test_the_columns_add_up_in_households_people_and_money(books, month):
    by = books[0].town_handler
    with on(date(2026, 5, 28)), acting(by):
        report = report_of(month, by=by)
    for programme in [*report.programmes(), None]:
        opening, granted, taken_over, more, less, ended, regrouped, closing = (
            report.figure(figure, programme) for figure in MONTHLY
        )
        assert taken_over.households == 0
        assert opening.households + granted.households - ended.households == closing.households
        assert opening.people + granted.people - ended.people + regrouped.people == closing.people
        assert opening.amount + granted.amount + more.amount - less.amount - ended.amount == closing.amount


def test_a_member_who_dies_is_counted_in_the_month(cast):
    by = cast.county_confirmer
    household = resident_household(cast.village_assistant, "甲某")
    child = resident_household(cast.village_assistant, "乙某")
    with system_scope():
        person = Membership.objects.get(household=child).person
        Membership.objects.filter(household=child).update(household=household, relation="child")
        an_award(a_determination(household, by), VILLAGE, {FIRST: 100_00}, by=by)
    with on(date(2026, 3, 10)), acting(cast.town_handler):
        people.record_death(person_id=person.id, on=date(2026, 3, 9), by=cast.town_handler)
    with on(date(2026, 4, 2)), acting(cast.town_handler):
        march = report_of(Month(2026, 3), by=cast.town_handler)
        february = report_of(Month(2026, 2), by=cast.town_handler)
    assert (march.figure(ReportFigure.OPENING).people, march.figure(ReportFigure.REGROUPED).people) == (2, -1)
    assert (
        march.figure(ReportFigure.CLOSING).people == 1 and february.figure(ReportFigure.CLOSING).people == 2
    )


def test_files_refused_and_under_way_are_counted_as_they_stood_at_the_end_of_the_month(walk):
    with on(MONDAY):
        walk.to_posted()
    with on(NOTICE_OVER):
        walk.send()
    by = walk.cast.town_handler

    def figures(month, day):
        with on(day), acting(by):
            report = report_of(month, by=by)
        return report.figure(ReportFigure.IN_PROCESS).households, report.figure(
            ReportFigure.REFUSED
        ).households

    assert figures(Month(2026, 2), NOTICE_OVER) == (0, 0)
    assert figures(Month(2026, 3), NOTICE_OVER) == (1, 0)
    with on(date(2026, 4, 8)):
        walk.refuse()
    assert figures(Month(2026, 3), date(2026, 4, 9)) == (1, 0)
    assert figures(Month(2026, 4), date(2026, 4, 9)) == (0, 1)


def test_a_list_names_whose_each_line_is(walk):
    with on(MONDAY):
        walk.to_started()
        by = walk.cast.town_handler
        with acting(by):
            lines = report_of(Month(2026, 3), by=by).lines(ReportFigure.IN_PROCESS)
            assert list(names_of(lines).values()) == ["李建明"]


def test_a_town_reads_its_own_month_only(books):
    cast, _awards = books
    with acting(cast.stranger):
        assert report_of(FIRST, by=cast.stranger).figure(ReportFigure.CLOSING).households == 0
        with pytest.raises(OutOfScopeError):
            report_of(FIRST, by=cast.stranger, region=TOWN)
    with acting(cast.county_reviewer):
        whole = report_of(FIRST, by=cast.county_reviewer)
        town = report_of(FIRST, by=cast.county_reviewer, region=TOWN)
        assert whole.figure(ReportFigure.CLOSING) == town.figure(ReportFigure.CLOSING)
        assert not report_of(FIRST, by=cast.county_reviewer, region=OTHER_VILLAGE).lists
