"""What a month asks of each post and why: every occasion with its reason, and nobody else's."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import OTHER_TOWN, TOWN, VILLAGE, acting
from tests.support.process import Walk, family_of_three, on
from tests.support.reviewing import LATER, granted

from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.cases.models import Case
from yimen.domains.cases.queries import running_reviews
from yimen.domains.cases.queries.round_ahead import waiting_in_round
from yimen.domains.cases.queries.rounds import present_round_month, round_of
from yimen.domains.command import queries
from yimen.domains.command.types import Asked, Found, Occasion, Span
from yimen.domains.network.errors import OutOfScopeError
from yimen.domains.network.models import DelegatedStep, Post
from yimen.domains.people.models import Person
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.kernel import Month, RegionCode

pytestmark = pytest.mark.django_db
FIRST = Span(0, 6)
NEXT_VILLAGE = RegionCode("441426100201")


def asked_of(
    by, *, month: Month | None = None, region: RegionCode | None = None, span: Span = FIRST
) -> dict[Occasion, Found]:
    """The groups of a month by their occasion, as the actor sees them today."""
    today = timezone.localdate()
    asked = Asked(month or Month.of(today), today, region or by.region)
    with acting(by):
        groups = queries.month_groups(asked, by=by, span=span)
    return {group.occasion: group.found for group in groups}


def change_award(review, **columns) -> None:
    with acting(review.cast.county_confirmer):
        assert Award.objects.update(**columns) == 1


def born(review, person_id, day: date) -> None:
    with acting(review.cast.town_handler):
        assert Person.objects.filter(id=person_id).update(birth_date=day) == 1


def names(found: Found) -> list[str]:
    return [line.name for line in found.lines]


@pytest.fixture
def applied(review) -> Walk:
    """Another family whose application was accepted on the first of September."""
    walk = family_of_three(review.cast, "赖")
    with on(date(2026, 9, 1)):
        walk.to_started()
    return walk


def test_the_clocks_of_a_month_are_ones_own_and_those_one_may_take(review, applied):
    with on(date(2026, 9, 2)):
        found = asked_of(review.cast.town_handler)
    assert found[Occasion.CLOCK].total >= 1
    for line in found[Occasion.CLOCK].lines:
        assert line.on <= date(2026, 9, 30)
        assert line.why and line.article and line.item


def test_another_month_is_asked_without_what_is_late_now(review, applied):
    with on(LATER):
        present = asked_of(review.cast.town_handler)
        ahead = asked_of(review.cast.town_handler, month=Month(2027, 6))
    assert Occasion.CLOCK in present and Occasion.CLOCK not in ahead


def test_a_review_stands_in_the_month_of_its_day_until_it_is_opened(review):
    with on(date(2027, 3, 1)):
        found = asked_of(review.cast.town_handler)[Occasion.REVIEW]
        assert (found.total, names(found)) == (1, ["李建明"])
        line = found.lines[0]
        assert line.on == date(2027, 3, 10) and line.subject == review.walk.household_id
        assert "12 个月" in line.why[0] and line.article
        review.open_planned()
        assert Occasion.REVIEW not in asked_of(review.cast.town_handler)


def test_a_gradual_exit_and_a_term_stand_in_their_last_two_months(review):
    change_award(review, until_month=date(2026, 11, 1))
    with on(LATER):
        found = asked_of(review.cast.town_handler)
        assert found[Occasion.TERM_END].lines[0].on == date(2026, 10, 31)
        assert Occasion.GRACE_END not in found
    with acting(review.cast.county_confirmer):
        last = AwardChange.objects.order_by("-changed_at").first()
        AwardChange.objects.create(
            region=last.region, award_id=last.award_id, kind="exit", component=last.component,
            before_fen=last.after_fen, after_fen=last.after_fen, from_month=last.from_month, reason="就业",
            by_user_id=last.by_user_id, by_post_id=last.by_post_id,
        )  # fmt: skip
    with on(LATER):
        found = asked_of(review.cast.town_handler)
        assert names(found[Occasion.GRACE_END]) == ["李建明"] and Occasion.TERM_END not in found
        assert Occasion.GRACE_END not in asked_of(review.cast.town_handler, month=Month(2026, 8))


@pytest.mark.parametrize(("age", "word"), [(16, "劳动能力"), (18, "未成年人"), (60, "老年人")])
def test_a_birthday_that_bears_on_the_award_says_why(review, age, word):
    born(review, review.walk.child, date(2026 - age, 9, 30))
    with on(LATER):
        found = asked_of(review.cast.town_handler)[Occasion.BIRTHDAY]
    line = found.lines[0]
    assert (found.total, line.name, line.on) == (1, "李小妹", date(2026, 9, 30))
    assert any(word in why for why in line.why) and line.article


def test_a_birthday_of_no_consequence_and_one_of_somebody_dead_are_not_listed(review):
    born(review, review.walk.child, date(2009, 9, 30))
    with on(LATER):
        assert Occasion.BIRTHDAY not in asked_of(review.cast.town_handler)
    born(review, review.walk.child, date(2008, 9, 30))
    with acting(review.cast.town_handler):
        Person.objects.filter(id=review.walk.child).update(died_on=date(2026, 9, 1))
    with on(LATER):
        assert Occasion.BIRTHDAY not in asked_of(review.cast.town_handler)


def test_a_minor_in_extreme_hardship_comes_of_age_once_and_for_themselves(review):
    change_award(review, programme="tekun", person_id=review.walk.child)
    born(review, review.walk.child, date(2008, 9, 30))
    born(review, review.walk.adults[1], date(2008, 9, 30))
    with on(LATER):
        found = asked_of(review.cast.town_handler)
    assert names(found[Occasion.COMES_OF_AGE]) == ["李小妹"]
    assert Occasion.BIRTHDAY not in found


def test_who_leaves_school_is_known_from_stage_and_age_together(review):
    june = date(2027, 6, 10)
    born(review, review.walk.child, date(2012, 3, 1))
    with on(june):
        assert Occasion.GRADUATION not in asked_of(review.cast.town_handler)
    tell_stage(review, "compulsory")
    with on(june):
        assert names(asked_of(review.cast.town_handler)[Occasion.GRADUATION]) == ["李小妹"]
    with on(date(2027, 5, 10)):
        assert Occasion.GRADUATION not in asked_of(review.cast.town_handler)
    tell_stage(review, "undergraduate")
    with on(june):
        assert Occasion.GRADUATION not in asked_of(review.cast.town_handler)


def tell_stage(review, stage: str) -> None:
    with acting(review.cast.town_handler):
        case = Case.objects.get()
        ref = case.members.get(person_id=review.walk.child).ref
        members = [member for member in case.declared["members"] if member["ref"] != ref]
        case.declared = case.declared | {"members": [*members, {"ref": ref, "student": stage}]}
        case.save(update_fields=["declared"])


def test_a_standard_of_this_or_the_last_month_says_how_many_it_concerns(review):
    change_award(review, programme="disability_living", from_month=date(2026, 1, 1))
    with on(date(2026, 2, 2)):
        found = asked_of(review.cast.county_confirmer, span=Span())[Occasion.STANDARD]
    lines = {line.matter: line for line in found.lines}
    assert "涉及在册 1 项" in lines["困难残疾人生活补贴"].why[0]
    assert "涉及" not in lines["小额快救时限"].why[0]
    with on(date(2026, 4, 2)):
        assert Occasion.STANDARD not in asked_of(review.cast.county_confirmer)


def test_a_county_sees_what_is_late_where_and_a_town_does_not(review, applied):
    with on(date(2027, 1, 4)):
        late = asked_of(review.cast.auditor)[Occasion.LATE]
        assert late.total >= 1 and "超期" in late.lines[0].matter
        assert Occasion.LATE not in asked_of(review.cast.town_handler)


def test_an_administrator_sees_authority_and_posts_that_end_and_no_family(review):
    by = review.cast.administrator
    with acting(by):
        DelegatedStep.objects.create(
            programme="dibao", step="confirm", region=str(TOWN), role="town_confirmer", rule="委托",
            valid_from=date(2026, 1, 1), valid_until=date(2026, 10, 1),
        )  # fmt: skip
        Post.objects.filter(id=review.cast.town_investigator.post_id).update(valid_until=date(2026, 10, 1))
    with on(LATER):
        found = asked_of(by)
    assert set(found) == {Occasion.DELEGATION_END, Occasion.POST_END}
    assert names(found[Occasion.POST_END]) == ["刘志强"]


def test_each_sees_their_own_place_alone(review):
    born(review, review.walk.child, date(2008, 9, 30))
    cast = review.cast
    with on(LATER):
        assert Occasion.BIRTHDAY in asked_of(cast.village_assistant)
        assert Occasion.BIRTHDAY in asked_of(cast.town_handler, region=VILLAGE)
        assert asked_of(cast.stranger) == {}
        with pytest.raises(OutOfScopeError):
            asked_of(cast.town_handler, region=OTHER_TOWN)


def test_a_round_says_what_each_of_its_cases_lacks(review, applied):
    with on(date(2026, 9, 2)):
        found = asked_of(review.cast.town_handler)[Occasion.ROUND]
        by_village = {
            place: asked_of(review.cast.town_handler, region=place) for place in (VILLAGE, NEXT_VILLAGE)
        }
    assert names(found) == ["赖建明"]
    assert found.lines[0].why and "审核会" in found.note
    assert names(by_village[VILLAGE][Occasion.ROUND]) == ["赖建明"]
    assert not {Occasion.ROUND, Occasion.CLOCK} & set(by_village[NEXT_VILLAGE])


def test_what_waits_in_the_round_is_what_the_round_itself_says(review, applied):
    walk = family_of_three(review.cast, "邹")
    by = review.cast.town_handler
    with on(date(2026, 9, 2)):
        walk.to_posted()
        with acting(by):
            month = present_round_month(by.region, date(2026, 9, 2))
            whole = round_of(month, by=by)
            waiting = waiting_in_round(by=by, on=date(2026, 9, 2))
    with_town = {line.outcome_id: line for line in whole.lines if line.stage.is_with_town}
    assert {line.outcome_id: line for line in waiting.lines} == with_town
    assert waiting.total == len(with_town) == 2
    assert [line.name for line in waiting.lines] == ["赖建明", "邹建明"]


def test_the_number_of_queries_does_not_grow_with_the_families(review):
    born(review, review.walk.child, date(2008, 9, 30))
    few = queries_of(review.cast.town_handler)
    for surname in ("赖", "邹", "钟"):
        another = granted(family_of_three(review.cast, surname))
        born(another, another.walk.child, date(2008, 9, 30))
    assert queries_of(review.cast.town_handler) == few


def queries_of(by) -> int:
    with on(date(2027, 3, 1)), CaptureQueriesContext(connection) as captured:
        asked_of(by)
    return len(captured)


def test_pages_of_one_occasion_follow_each_other(review):
    granted(family_of_three(review.cast, "赖"))
    with on(date(2027, 3, 1)):
        pages = [asked_of(review.cast.town_handler, span=Span(n, n + 1))[Occasion.REVIEW] for n in (0, 1)]
    assert [found.total for found in pages] == [2, 2]
    assert {names(found)[0] for found in pages} == {"李建明", "赖建明"}


def test_a_running_review_is_known_by_household(review):
    with on(LATER):
        case = review.open_planned()
    with acting(review.cast.town_handler):
        assert running_reviews([review.walk.household_id]) == {review.walk.household_id: case.id}


def test_data_of_departments_that_are_stale_or_missing_are_asked_for_this_month(cast, settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    by, day = cast.county_verifier, date(2026, 3, 2)
    content = "公民身份号码,姓名,死亡日期\n999999193001010000,温大伯,2026-03-01\n".encode()
    with on(day):
        with acting(by):
            load = sets.hand_in_set(
                set_key="deaths", as_of=day, stream=io.BytesIO(content), by=by, is_deferred=False
            )
        load_set(load.id, by=by)
        assert "死亡登记" not in asked_sets(by)
    with on(day + timedelta(days=80)):
        found = asked_of(by)[Occasion.DEPARTMENT_SETS]
        assert (found.lines[0].matter, found.lines[0].work) == ("死亡登记", "deaths")
        assert found.total > 5 and "2026年3月2日" in str(found.lines[0].why[0])
        assert Occasion.DEPARTMENT_SETS not in asked_of(by, month=Month(2026, 7))
        assert Occasion.DEPARTMENT_SETS not in asked_of(cast.town_handler)


def asked_sets(by) -> set[str]:
    return {line.matter for line in asked_of(by, span=Span(0, 40))[Occasion.DEPARTMENT_SETS].lines}
