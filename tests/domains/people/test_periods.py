"""Time in the past, the future and twice: what the actions refuse, and what the database never lets in."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.support.cast import NEIGHBOUR_VILLAGE, OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number, person_facts

from yimen.domains.network.models import Region
from yimen.domains.people import actions, queries
from yimen.domains.people.errors import (
    DuplicateIdentityError,
    FactsMissingError,
    InvalidMembershipError,
    InvalidMoveError,
    RegisteredElsewhereError,
)
from yimen.domains.people.models import Household, Membership, Person, Residence
from yimen.domains.people.types import PersonFacts, Relation
from yimen.foundation.audit.models import Entry
from yimen.kernel import ResidentId, Sex, YimenError

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def family(cast):
    """Founded on 2024-01-01; its heir joined on 2024-06-01."""
    household = resident_household(cast.village_assistant)
    heir = register(cast.village_assistant, "李阿大")
    with acting(cast.village_assistant):
        membership = actions.add_member(
            household_id=household.id, person_id=heir.id, relation=Relation.CHILD,
            by=cast.village_assistant, on=date(2024, 6, 1),
        )  # fmt: skip
    return household, membership


def ended(cast, membership, on):
    with acting(cast.village_assistant):
        return actions.end_membership(
            membership_id=membership.id, on=on, by=cast.village_assistant, reason="分户"
        )


def joined(cast, household, person_id, on=None):
    with acting(cast.village_assistant):
        return actions.add_member(
            household_id=household.id, person_id=person_id, relation=Relation.OTHER,
            by=cast.village_assistant, on=on,
        )  # fmt: skip


def test_periods_do_not_overlap_in_the_past_either(cast, family):
    household, membership = family
    other = resident_household(cast.village_assistant, "乙二")
    ended(cast, membership, date(2025, 3, 1))

    with pytest.raises(InvalidMembershipError, match="2025年3月1日"):
        joined(cast, other, membership.person_id, on=date(2025, 2, 28))
    assert joined(cast, other, membership.person_id, on=date(2025, 3, 1)).household_id == other.id
    with acting(cast.village_assistant):
        homes = [
            queries.find_household_of(membership.person_id, on=day).number
            for day in (date(2024, 6, 1), date(2025, 2, 28), date(2025, 3, 1))
        ]
    assert homes == [household.number, household.number, other.number]


@pytest.mark.parametrize("model", [Membership, Residence])
def test_the_database_lets_no_overlap_in(cast, family, model):
    household, membership = family
    ended(cast, membership, date(2025, 3, 1))
    period = {"valid_from": date(2024, 1, 1), "valid_until": date(2024, 7, 1)}
    more = {
        Membership: {"household": household, "relation": "other"},
        Residence: {"place": str(VILLAGE), "address": ""},
    }
    with (
        acting(cast.village_assistant),
        pytest.raises(IntegrityError, match="no_overlap"),
        transaction.atomic(),
    ):
        model.objects.create(region=str(VILLAGE), person_id=membership.person_id, **period, **more[model])


def test_nothing_lies_in_the_future_or_before_a_birth(cast, family):
    household, membership = family
    baby = register(cast.village_assistant, "李婴", number="born-2025")
    by = cast.village_assistant
    for refused in (
        lambda: actions.add_member(
            household_id=household.id, person_id=baby.id, relation=Relation.CHILD, by=by, on=TOMORROW
        ),
        lambda: actions.add_member(
            household_id=household.id, person_id=baby.id, relation=Relation.CHILD, by=by, on=date(1949, 1, 1)
        ),
        lambda: actions.end_membership(membership_id=membership.id, on=TOMORROW, by=by, reason="分户"),
        lambda: actions.change_head(
            household_id=household.id, person_id=membership.person_id, former_relation=Relation.PARENT,
            on=TOMORROW, by=by,
        ),
        lambda: actions.record_death(person_id=baby.id, on=TOMORROW, by=by),
        lambda: actions.record_death(person_id=baby.id, on=baby.birth_date - timedelta(days=1), by=by),
        lambda: actions.register_person(
            facts=PersonFacts("未来", sex=Sex.MALE, birth_date=TOMORROW), region=VILLAGE, address="", by=by
        ),
        lambda: actions.register_person(
            facts=person_facts("未来"), region=VILLAGE, address="", by=by, lives_here_since=TOMORROW
        ),
        lambda: actions.found_household(
            head_id=baby.id, region=VILLAGE, address="", registered_region=VILLAGE, is_urban=False, by=by,
            on=TOMORROW,
        ),
    ):  # fmt: skip
        with acting(by), pytest.raises(YimenError), transaction.atomic():
            refused()
    with acting(by):
        assert Household.objects.count() == 1 and Membership.objects.count() == 2


def test_a_move_before_the_present_home_began_is_refused(cast, family):
    household, _membership = family
    by = cast.town_handler
    with acting(by):
        actions.move_household(
            household_id=household.id,
            to_region=NEIGHBOUR_VILLAGE,
            address="杞园3号",
            on=date(2025, 2, 1),
            by=by,
        )
        with pytest.raises(InvalidMoveError, match="2025年2月1日"):
            actions.move_household(
                household_id=household.id, to_region=VILLAGE, address="9号", on=date(2024, 12, 1), by=by
            )
    with acting(by):
        homes = Residence.objects.order_by("person_id", "valid_from").values_list("address", "valid_from")
        assert {row for row in homes if row[1] == date(2025, 2, 1)} == {("杞园3号", date(2025, 2, 1))}


def test_nobody_moves_into_a_region_that_has_ended(cast, family):
    household, _membership = family
    Region.objects.filter(code=str(NEIGHBOUR_VILLAGE)).update(valid_until=date(2024, 1, 1))
    with acting(cast.town_handler), pytest.raises(YimenError, match="已撤销"):
        actions.move_household(
            household_id=household.id, to_region=NEIGHBOUR_VILLAGE, address="1号", on=date(2025, 2, 1),
            by=cast.town_handler,
        )  # fmt: skip


def test_a_member_written_by_mistake_today_leaves_today(cast, family):
    household, _membership = family
    wrong = register(cast.village_assistant, "张三")
    membership = joined(cast, household, wrong.id)

    ended(cast, membership, timezone.localdate())

    with acting(cast.village_assistant):
        assert not Membership.objects.filter(person=wrong).exists()
    assert joined(cast, household, wrong.id).person_id == wrong.id


def test_a_new_head_and_what_everybody_is_to_them(cast, family):
    household, membership = family
    child = register(cast.village_assistant, "李小弟")
    joined(cast, household, child.id, on=date(2024, 7, 1))
    with acting(cast.village_assistant):
        former = queries.members(household.id)[0].person_id
        change = {"household_id": household.id, "person_id": membership.person_id, "on": date(2025, 1, 1)}
        for wrong in ({former: Relation.HEAD, child.id: Relation.HEAD}, {register_id(): Relation.CHILD}):
            with pytest.raises(InvalidMembershipError):
                actions.change_head(
                    **change, former_relation=Relation.PARENT, relations=wrong, by=cast.village_assistant
                )
        actions.change_head(
            **change,
            former_relation=Relation.PARENT,
            relations={child.id: Relation.SIBLING},
            by=cast.village_assistant,
        )
        before, after = (
            {row.name: row.relation for row in queries.members(household.id, on=day)}
            for day in (date(2024, 12, 31), date(2025, 1, 1))
        )
    assert before == {"李小妹": Relation.HEAD, "李阿大": Relation.CHILD, "李小弟": Relation.OTHER}
    assert after == {"李阿大": Relation.HEAD, "李小妹": Relation.PARENT, "李小弟": Relation.SIBLING}


def register_id():
    from uuid import uuid4

    return uuid4()


def test_a_correction_says_why_and_contradicts_nothing(cast, family):
    _household, membership = family
    by, person_id = cast.village_assistant, membership.person_id
    with acting(by):
        for facts, reason in (
            (person_facts("李阿大"), " "),
            (person_facts("李阿大", identity=identity_number("x", born=date(2024, 12, 1))), "误写"),
            (person_facts("李阿大", phone="<script>"), "误写"),
            (person_facts(" "), "误写"),
        ):
            with pytest.raises(FactsMissingError):
                actions.correct_person(person_id=person_id, facts=facts, by=by, reason=reason)
        actions.correct_person(
            person_id=person_id, facts=person_facts("李大", phone="13900139000"), by=by, reason="更名"
        )
        assert [hit.name for hit in queries.search("lida", by=by)] == ["李大"]
        assert [hit.name for hit in queries.search("13900139000", by=by)] == ["李大"]
        assert queries.search("liada", by=by) == []
    with acting(cast.auditor):
        assert Entry.objects.get(action="person:correct", subject=person_id).purpose == "更名"


def test_a_corrected_number_is_not_somebody_elses(cast, family):
    _household, membership = family
    register(cast.stranger, "外镇人", region=OTHER_VILLAGE)
    by, change = cast.village_assistant, {"person_id": membership.person_id, "reason": "误写"}
    with acting(by):
        with pytest.raises(DuplicateIdentityError):
            actions.correct_person(facts=person_facts("李小妹"), by=by, **change)
        with pytest.raises(RegisteredElsewhereError) as refusal:
            actions.correct_person(facts=person_facts("外镇人"), by=by, **change)
        assert refusal.value.facts == {}
        assert Person.objects.get(id=membership.person_id).name == "李阿大"


@pytest.mark.parametrize("written", [str, str.lower, lambda number: f"{number[:6]}{number[8:17]}"])
def test_however_a_number_is_written_it_is_the_same_person(cast, written):
    number = next(
        found for seed in range(999)
        if str(found := identity_number(f"n{seed}", born=date(1960, 5, 6))).endswith("X")
    )  # fmt: skip
    facts = PersonFacts("甲", identity=number)
    with acting(cast.village_assistant):
        actions.register_person(facts=facts, region=VILLAGE, address="", by=cast.village_assistant)
        again = PersonFacts("乙", identity=ResidentId(written(str(number))))
        with pytest.raises(DuplicateIdentityError):
            actions.register_person(facts=again, region=VILLAGE, address="", by=cast.village_assistant)


def test_a_death_recorded_by_mistake_is_withdrawn_with_a_reason(cast, family):
    _household, membership = family
    by, person_id = cast.village_assistant, membership.person_id
    with acting(by):
        actions.record_death(person_id=person_id, on=date(2025, 1, 1), by=by)
        with pytest.raises(FactsMissingError):
            actions.withdraw_death(person_id=person_id, by=by, reason=" ")
        assert actions.withdraw_death(person_id=person_id, by=by, reason="同名误登").died_on is None
        with pytest.raises(FactsMissingError):
            actions.withdraw_death(person_id=person_id, by=by, reason="再来")


def test_who_belongs_to_no_household_moves_alone(cast, family):
    _household, membership = family
    by = cast.town_handler
    move = {"person_id": membership.person_id, "to_region": NEIGHBOUR_VILLAGE, "address": "独居8号", "by": by}
    with acting(by), pytest.raises(InvalidMoveError, match="随家庭"):
        actions.move_alone(on=date(2025, 4, 1), **move)
    ended(cast, membership, date(2025, 3, 1))
    with acting(by):
        actions.move_alone(on=date(2025, 4, 1), **move)
        assert queries.find_residence_of(membership.person_id, on=date(2025, 3, 31)).place == str(VILLAGE)
        assert queries.find_residence_of(membership.person_id, on=date(2025, 4, 1)).address == "独居8号"
        assert [hit.person_id for hit in queries.search("独居8号", by=by)] == [membership.person_id]


def test_a_households_address_is_corrected_in_place(cast, family):
    household, membership = family
    by = cast.village_assistant
    with acting(by):
        actions.correct_household(
            household_id=household.id, address="墩背村21号", registered_region=VILLAGE, is_urban=True,
            reason="门牌误写", by=by,
        )  # fmt: skip
        assert queries.find_residence_of(membership.person_id).address == "墩背村21号"
        assert Residence.objects.filter(person=membership.person_id).count() <= 2
        assert len(queries.search("墩背村21号", by=by)) == 2 and queries.search("墩背村12号", by=by) == []
