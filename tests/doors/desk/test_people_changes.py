"""What changes about persons and households, at the desk: form, second look, act; refusals say why."""

from datetime import date

import pytest
from django.urls import reverse
from tests.support.cast import NEIGHBOUR_VILLAGE, OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number

from yimen.domains.people import actions, queries
from yimen.domains.people.models import Household, Membership, Person
from yimen.domains.people.types import Relation
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def family(cast):
    """李小妹, head since 2024-01-01, and 李阿大, her child since 2024-06-01."""
    household = resident_household(cast.village_assistant)
    heir = register(cast.village_assistant, "李阿大")
    with acting(cast.village_assistant):
        actions.add_member(
            household_id=household.id, person_id=heir.id, relation=Relation.CHILD,
            by=cast.village_assistant, on=date(2024, 6, 1),
        )  # fmt: skip
    return household, heir


@pytest.fixture
def clerk(cast, desk):
    return desk(cast.village_assistant)


def sent(client, name, key, typed):
    """The form, the second look, and what came of it."""
    url = reverse(f"desk:{name}", args=[key])
    look = client.post(url, typed)
    assert look.status_code == 200, name
    return look.content.decode(), client.post(url, {**typed, "confirmed": "1"})


def facts_of(person, **changed):
    identity = identity_number(person.name)
    typed = {"name": person.name, "identity": str(identity), "phone": "", "disability": "", "reason": "误写"}
    return typed | changed


def stored(model, key):
    with system_scope():
        return model.objects.get(id=key)


def test_a_person_is_corrected_after_a_second_look(clerk, cast, family):
    _household, heir = family
    typed = facts_of(heir, name="李大", phone="139 0013 9000")
    look, answer = sent(clerk, "person-correct", heir.id, typed)

    assert "李阿大" in look and "李大" in look and "139 0013 9000" in look
    assert "person:correct" not in look
    assert answer.url == reverse("desk:person", args=[heir.id])
    assert stored(Person, heir.id).name == "李大"
    with system_scope():
        assert Entry.objects.get(action="person:correct", subject=heir.id).purpose == "误写"


def test_a_second_look_writes_nothing_and_leads_back(clerk, family):
    _household, heir = family
    url, typed = reverse("desk:person-correct", args=[heir.id]), facts_of(heir, name=HOSTILE)
    look = clerk.post(url, typed).content.decode()
    assert HOSTILE not in look and "&lt;script&gt;" in look
    assert stored(Person, heir.id).name == "李阿大"
    with system_scope():
        assert not Entry.objects.filter(action="person:correct").exists()
    again = clerk.post(url, {**typed, "again": "1"}).content.decode()
    assert 'name="reason"' in again and "&lt;script&gt;" in again and 'type="hidden" name="name"' not in again


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, "没有改动"),
        ({"name": "李大", "reason": ""}, "必填"),
        ({"identity": "441426199001011234"}, ""),
        ({"identity": str(identity_number("李小妹"))}, "李小妹"),
        ({"phone": "电话不详"}, "电话号码有误"),
    ],
)
def test_a_correction_is_refused_in_words_before_the_second_look(clerk, family, changed, why):
    _household, heir = family
    page = clerk.post(reverse("desk:person-correct", args=[heir.id]), facts_of(heir, **changed))
    text = page.content.decode()
    assert ("form-error" in text or "notice-bad" in text) and why in text
    assert 'name="confirmed"' not in text
    assert stored(Person, heir.id).name == "李阿大"


def test_the_head_changes_and_everybody_is_named_anew(clerk, cast, family):
    household, heir = family
    with acting(cast.village_assistant):
        head = queries.members(household.id)[0].person_id
    typed = {"heir": str(heir.id), f"is-{head}": "parent", "on": "2025-01-01"}
    _look, answer = sent(clerk, "household-change-head", household.id, typed)
    assert answer.url == reverse("desk:household", args=[household.id])
    with acting(cast.village_assistant):
        rows = [(row.name, row.relation) for row in queries.members(household.id)]
    assert rows == [("李阿大", Relation.HEAD), ("李小妹", Relation.PARENT)]
    forgotten = clerk.post(
        reverse("desk:household-change-head", args=[household.id]), {"heir": str(head), "on": "2025-02-01"}
    )
    assert "请选择与新户主的关系" in forgotten.content.decode()


def test_who_is_on_file_joins_without_being_written_again(clerk, cast, family):
    household, _heir = family
    aunt = register(cast.village_assistant, "李姑姑")
    typed = {
        "name": "李姑姑", "identity": str(identity_number("李姑姑")).lower(), "relation": "sibling",
        "disability": "", "on": "2025-01-01",
    }  # fmt: skip
    sent(clerk, "household-add-member", household.id, typed)
    with acting(cast.village_assistant):
        joined = queries.members(household.id)[-1]
    assert (joined.person_id, joined.valid_from) == (aunt.id, date(2025, 1, 1))
    future = clerk.post(
        reverse("desk:household-add-member", args=[household.id]),
        {**typed, "identity": str(identity_number("李未来")), "name": "李未来", "on": "2999-01-01"},
    )
    assert "加入日期须在" in future.content.decode()
    with system_scope():
        assert not Person.objects.filter(name="李未来").exists()


def test_a_member_leaves_and_the_household_moves(clerk, cast, desk, family):
    household, heir = family
    with acting(cast.village_assistant):
        membership = next(row for row in queries.members(household.id) if row.person_id == heir.id)
    typed = {"member": str(membership.membership_id), "on": "2025-05-01", "reason": "分户"}
    sent(clerk, "household-leave", household.id, typed)
    assert stored(Membership, membership.membership_id).valid_until == date(2025, 5, 1)

    town = desk(cast.town_handler)
    moved = {"region": str(NEIGHBOUR_VILLAGE), "address": "杞园3号", "on": "2025-06-01"}
    sent(town, "household-move", household.id, moved)
    assert stored(Household, household.id).region == str(NEIGHBOUR_VILLAGE)
    alone = {"region": str(NEIGHBOUR_VILLAGE), "address": "独居8号", "on": "2025-06-01"}
    sent(town, "person-move", heir.id, alone)
    assert stored(Person, heir.id).region == str(NEIGHBOUR_VILLAGE)


@pytest.mark.parametrize("name", ["household-move", "household-correct"])
def test_a_region_that_is_not_offered_is_not_taken(clerk, family, name):
    household, _heir = family
    typed = {
        "region": str(OTHER_VILLAGE), "registered_region": str(OTHER_VILLAGE), "address": "1号",
        "on": "2025-06-01", "reason": "误写", "confirmed": "1",
    }  # fmt: skip
    assert clerk.post(reverse(f"desk:{name}", args=[household.id]), typed).status_code == 200
    assert stored(Household, household.id).address == "墩背村12号"


def test_a_households_address_is_corrected(clerk, family):
    household, _heir = family
    typed = {"address": "墩背村21号", "registered_region": str(VILLAGE), "is_urban": "on", "reason": "误写"}
    look, _answer = sent(clerk, "household-correct", household.id, typed)
    assert "墩背村12号" in look and "墩背村21号" in look
    household = stored(Household, household.id)
    assert (household.address, household.is_urban) == ("墩背村21号", True)


def test_a_death_is_recorded_and_withdrawn(clerk, family):
    _household, heir = family
    sent(clerk, "person-death", heir.id, {"on": "2025-05-01"})
    assert stored(Person, heir.id).died_on == date(2025, 5, 1)
    clerk.post(reverse("desk:person-withdraw-death", args=[heir.id]), {"reason": "同名误登"})
    assert stored(Person, heir.id).died_on is None


def test_a_stranger_changes_nothing(cast, desk, family):
    household, heir = family
    stranger = desk(cast.stranger)
    pages = {
        "person-correct": heir.id, "person-move": heir.id, "person-death": heir.id,
        "person-withdraw-death": heir.id, "household-correct": household.id,
        "household-change-head": household.id, "household-leave": household.id,
    }  # fmt: skip
    for name, key in pages.items():
        assert stranger.post(reverse(f"desk:{name}", args=[key]), {"confirmed": "1"}).status_code == 404, name
