"""Households through time: who belonged to them and where they lived on any day."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.support.cast import NEIGHBOUR_VILLAGE, OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number, person_facts

from yimen.domains.network.errors import OutOfScopeError
from yimen.domains.people import actions, queries
from yimen.domains.people.errors import HouseholdNotFoundError, InvalidMembershipError, InvalidMoveError
from yimen.domains.people.models import Household, Membership, Person, Residence
from yimen.domains.people.types import HouseholdFacts, Relation

pytestmark = pytest.mark.django_db


def joined(cast, household, name, relation=Relation.CHILD, on=date(2024, 6, 1)):
    person = register(cast.village_assistant, name)
    with acting(cast.village_assistant):
        return actions.add_member(
            household_id=household.id,
            person_id=person.id,
            relation=relation,
            by=cast.village_assistant,
            on=on,
        )


def names_on(cast, household, day):
    with acting(cast.town_handler):
        return [row.name for row in queries.members(household.id, on=day)]


def test_households_are_numbered_by_county(cast):
    first, second = (resident_household(cast.village_assistant, name) for name in ("甲一", "乙二"))

    assert (first.number, second.number) == ("441426-000001", "441426-000002")


def test_members_as_of_any_day(cast):
    household = resident_household(cast.village_assistant)
    membership = joined(cast, household, "李阿大")
    with acting(cast.village_assistant):
        actions.end_membership(
            membership_id=membership.id, on=date(2025, 1, 1), by=cast.village_assistant, reason="分户"
        )

    assert names_on(cast, household, date(2023, 12, 31)) == []
    assert names_on(cast, household, date(2024, 5, 31)) == ["李小妹"]
    assert names_on(cast, household, date(2024, 6, 1)) == ["李小妹", "李阿大"]
    assert names_on(cast, household, date(2025, 1, 1)) == ["李小妹"]


def test_nobody_belongs_to_two_households(cast):
    household, other = (
        resident_household(cast.village_assistant),
        resident_household(cast.village_assistant, "乙二"),
    )
    membership = joined(cast, household, "李阿大")

    with acting(cast.village_assistant), pytest.raises(InvalidMembershipError):
        actions.add_member(
            household_id=other.id,
            person_id=membership.person_id,
            relation=Relation.OTHER,
            by=cast.village_assistant,
        )
    with acting(cast.village_assistant), pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            region=str(VILLAGE),
            household=other,
            person_id=membership.person_id,
            relation="other",
            valid_from=date(2025, 1, 1),
        )


def test_a_household_has_one_head_who_may_change(cast):
    household = resident_household(cast.village_assistant)
    heir = joined(cast, household, "李阿大").person_id
    with acting(cast.village_assistant):
        head = queries.members(household.id)[0]
        with pytest.raises(InvalidMembershipError):
            actions.end_membership(
                membership_id=head.membership_id, on=date(2025, 1, 1), by=cast.village_assistant, reason=""
            )
        actions.change_head(
            household_id=household.id,
            person_id=heir,
            former_relation=Relation.PARENT,
            on=date(2025, 1, 1),
            by=cast.village_assistant,
        )
        relations = [(row.name, row.relation) for row in queries.members(household.id, on=date(2025, 1, 1))]

    assert relations == [("李阿大", Relation.HEAD), ("李小妹", Relation.PARENT)]


def test_a_household_ends_with_its_last_member(cast):
    household = resident_household(cast.village_assistant)
    with acting(cast.village_assistant):
        only = queries.members(household.id)[0]
        actions.end_membership(
            membership_id=only.membership_id, on=date(2025, 1, 1), by=cast.village_assistant, reason="死亡"
        )
        assert Household.objects.get(id=household.id).ended_on == date(2025, 1, 1)
        assert queries.count_households(cast.village_assistant) == 0


def test_a_move_within_the_town_takes_everybody_and_keeps_the_past(cast):
    household = resident_household(cast.village_assistant)
    with acting(cast.town_handler):
        actions.move_household(
            household_id=household.id,
            to_region=NEIGHBOUR_VILLAGE,
            address="杞园村3号",
            on=date(2025, 2, 1),
            by=cast.town_handler,
        )
        head = queries.members(household.id)[0].person_id
        assert queries.find_residence_of(head, on=date(2025, 1, 31)).place == str(VILLAGE)
        assert queries.find_residence_of(head, on=date(2025, 2, 1)).address == "杞园村3号"
        assert [hit.name for hit in queries.search("杞园村3号", by=cast.town_handler)] == ["李小妹"]
        assert queries.search("墩背村12号", by=cast.town_handler) == []
    with acting(cast.village_assistant):
        assert Person.objects.count() == Household.objects.count() == Residence.objects.count() == 0


def test_a_move_out_of_the_region_needs_a_transfer(cast):
    household = resident_household(cast.village_assistant)
    with acting(cast.town_handler), pytest.raises(OutOfScopeError):
        actions.move_household(
            household_id=household.id,
            to_region=OTHER_VILLAGE,
            address="",
            on=date(2025, 2, 1),
            by=cast.town_handler,
        )


def test_a_move_does_not_lie_in_the_future(cast):
    household = resident_household(cast.village_assistant)
    with acting(cast.town_handler), pytest.raises(InvalidMoveError):
        actions.move_household(
            household_id=household.id,
            to_region=NEIGHBOUR_VILLAGE,
            address="",
            on=date(2999, 1, 1),
            by=cast.town_handler,
        )


def test_a_stranger_gets_nothing_from_any_list_count_or_opening(cast):
    household = resident_household(cast.village_assistant)
    with acting(cast.stranger):
        assert list(queries.households_in(cast.stranger)) == []
        assert queries.count_households(cast.stranger) == 0
        assert queries.members(household.id) == []
        for model in (Person, Household, Membership, Residence):
            assert model.objects.count() == 0
        with pytest.raises(HouseholdNotFoundError):
            queries.get_household(household.id, by=cast.stranger)
        with pytest.raises(OutOfScopeError):
            queries.count_households(cast.stranger, region=VILLAGE)


def test_without_a_scope_the_database_refuses(cast):
    resident_household(cast.village_assistant)
    with pytest.raises(ProgrammingError, match="scope of this transaction is not set"), transaction.atomic():
        Person.objects.count()


def test_many_at_once_are_the_same_rows_as_one_by_one(cast):
    facts = HouseholdFacts(
        region=VILLAGE,
        registered_region=VILLAGE,
        address="墩背村12号",
        is_urban=False,
        founded_on=date(2024, 1, 1),
        members=((person_facts("刘阿一"), Relation.HEAD), (person_facts("刘阿二"), Relation.CHILD)),
    )
    with acting(cast.town_handler):
        loaded = actions.load_households(facts=[facts], by=cast.town_handler)[0]
        rows = queries.members(loaded.household_id, on=date(2024, 1, 1))
        hit = queries.search("lay", by=cast.town_handler)[0]

    assert [(row.person_id, row.name, row.relation) for row in rows] == [
        (loaded.member_ids[0], "刘阿一", Relation.HEAD),
        (loaded.member_ids[1], "刘阿二", Relation.CHILD),
    ]
    assert hit.household_number == loaded.number
    assert rows[0].identity_masked == identity_number("刘阿一").masked()
