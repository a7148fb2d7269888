"""Figures say what their rows say: they add up, agree with the rooms, and stop at the region and the role."""

from datetime import date

import pytest
from django.utils import timezone
from tests.support.cast import COUNTY, OTHER_TOWN, TOWN, VILLAGE, acting
from tests.support.process import family_of_three, on
from tests.support.reviewing import granted

from yimen.domains.awards import queries as awards
from yimen.domains.command import queries
from yimen.domains.command.types import FIGURES, SPLITS, About, Inquiry
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.figures import Split
from yimen.kernel import Month, Programme, RegionCode

pytestmark = pytest.mark.django_db
YEAR = (Month(2026, 1), Month(2026, 12))
EVERY = [(about, split) for about, splits in SPLITS.items() for split in splits]


def table_of(by, about: About, split: Split, *, region: RegionCode | None = None, **more):
    first, last = more.pop("months", YEAR)
    with acting(by), on(date(2026, 9, 2)):
        return queries.figure_table(Inquiry(about, region or by.region, first, last, **more), split, by=by)


@pytest.fixture
def several(review):
    """Two families with an award, one whose case is under way."""
    granted(family_of_three(review.cast, "赖"))
    walk = family_of_three(review.cast, "邹")
    with on(date(2026, 9, 1)):
        walk.to_started()
    return review


@pytest.mark.parametrize(("about", "split"), EVERY)
def test_the_rows_add_up_to_the_whole_and_each_figure_to_its_rows(several, about, split):
    by = several.cast.county_confirmer
    months = (Month(2026, 5), Month(2026, 5)) if about is About.AWARDS else YEAR
    table = table_of(by, about, split, months=months)
    assert table.rows
    assert table.whole.counts == tuple(map(sum, zip(*(row.counts for row in table.rows), strict=True)))
    with acting(by):
        for row in (*table.rows, table.whole):
            for figure, n in zip(FIGURES[about], row.counts, strict=True):
                assert queries.rows_counted(row.inquiry, figure, by=by).count() == n


def test_what_became_of_cases_adds_up_to_what_was_received(several):
    table = table_of(several.cast.county_confirmer, About.CASES, Split.PLACE)
    received, *became = table.whole.counts
    assert (received, sum(became)) == (3, 3)
    assert table.whole.counts[1:3] == (1, 2)


def test_how_a_programme_was_decided_adds_up_to_the_decisions(several):
    table = table_of(several.cast.county_confirmer, About.DECISIONS, Split.PROGRAMME)
    assert [row.key for row in table.rows] == ["dibao"]
    decided, *ways = table.whole.counts
    assert (decided, sum(ways), ways[0]) == (2, 2, 2)


def test_what_awards_pay_is_what_the_awards_say(several):
    by, month = several.cast.county_confirmer, Month(2026, 5)
    table = table_of(by, About.AWARDS, Split.PLACE, months=(month, month))
    with acting(by):
        paid = sum(award.amount.fen for award in awards.awards_in_force(month, by=by, region=COUNTY))
    assert table.whole.amount_fen == paid > 0
    assert table.whole.counts[0] == 2


def test_how_long_steps_took_is_what_a_slow_look_says(several):
    by = several.cast.county_confirmer
    table = table_of(by, About.STEPS, Split.STEP)
    with acting(by):
        items = list(WorkItem.objects.filter(done_at__isnull=False))
    for row in table.rows:
        days = sorted(
            max(0, (timezone.localdate(item.done_at) - item.event_on).days)
            for item in items
            if item.kind == row.key
        )
        assert row.counts[0] == len(days)
        assert row.median == days[-(-len(days) // 2) - 1]
        assert row.slowest_tenth == days[-(-len(days) * 9 // 10) - 1]


def test_a_county_sees_its_towns_and_a_town_its_villages(several):
    county = table_of(several.cast.county_confirmer, About.CASES, Split.PLACE)
    assert [row.inquiry.region for row in county.rows] == [TOWN]
    town = table_of(several.cast.town_handler, About.CASES, Split.PLACE)
    assert [row.inquiry.region for row in town.rows] == [VILLAGE]
    village = table_of(several.cast.village_assistant, About.CASES, Split.PLACE)
    assert [row.counts[0] for row in village.rows] == [3]


def test_a_programme_a_month_and_a_place_narrow(several):
    by = several.cast.county_confirmer
    assert not table_of(by, About.DECISIONS, Split.PLACE, programme=Programme.TEKUN).rows
    assert not table_of(by, About.CASES, Split.PLACE, months=(Month(2026, 5), Month(2026, 6))).rows
    assert not table_of(by, About.CASES, Split.PLACE, region=OTHER_TOWN).rows
    march = table_of(by, About.CASES, Split.MONTH).rows[0]
    assert (march.inquiry.first, march.inquiry.last) == (Month(2026, 3), Month(2026, 3))


@pytest.mark.parametrize("about", [About.DECISIONS, About.STEPS])
def test_what_one_person_did_is_refused_to_whoever_does_not_lead(several, about):
    cast = several.cast
    with pytest.raises(NotPermittedError):
        table_of(cast.town_handler, about, Split.PERSON)
    with pytest.raises(NotPermittedError):
        table_of(cast.town_handler, about, Split.PLACE, person=cast.town_handler.post_id)
    assert table_of(cast.town_reviewer, about, Split.PERSON).rows


def test_another_town_and_an_administrator_are_refused(several):
    with pytest.raises(OutOfScopeError):
        table_of(several.cast.town_handler, About.CASES, Split.PLACE, region=OTHER_TOWN)
    with pytest.raises(NotPermittedError):
        table_of(several.cast.administrator, About.CASES, Split.PLACE)
