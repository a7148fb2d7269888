"""Somebody without papers: a number of ours, whom they turn out to be, and how that is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number

from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people import actions, queries
from yimen.domains.people.errors import (
    DuplicateIdentityError,
    FactsMissingError,
    IdentityUnclearError,
    PersonNotFoundError,
    RegisteredElsewhereError,
)
from yimen.domains.people.models import Household, Person
from yimen.domains.people.numbers import may_be_paper, refuse_unfit
from yimen.domains.people.types import IdentityKind, Stranger
from yimen.kernel import Sex

pytestmark = pytest.mark.django_db

FOUND = Stranger(
    IdentityKind.UNKNOWN, Sex.MALE, 60, 70, "身高约一米六，左手缺小指", "墩背村汽车站", date(2026, 3, 1),
    "派出所民警",
)  # fmt: skip


def taken_in(by, stranger=FOUND, region=VILLAGE):
    with acting(by):
        return actions.register_stranger(stranger=stranger, region=region, address="镇敬老院", by=by)


def known(by, person_id, name="李小妹", number="", proof="公安机关人像比对"):
    with acting(by):
        return actions.identify(
            person_id=person_id, identity=identity_number(number or name), name=name, proof=proof, by=by
        )


def taken_back(by, person_id):
    with acting(by):
        return actions.undo_identification(person_id=person_id, reason="比对有误", by=by)


def asked(by, person_id):
    with acting(by):
        return intake.record_contact(
            channel=ContactChannel.WINDOW, asked="没有饭吃", region=VILLAGE, person_id=person_id, by=by
        )


def test_nobody_is_nameless_on_file(cast):
    made = taken_in(cast.village_assistant)

    assert (made.number, made.person.name) == ("441426L000001", "无名氏0001")
    assert made.person.birth_date == date(1961, 1, 1)
    with acting(cast.town_handler):
        for words in (made.number, made.number.lower(), "无名氏"):
            assert [hit.person_id for hit in queries.search(words, by=cast.town_handler)] == [made.person_id]


def test_numbers_follow_one_another_in_a_county(cast):
    numbers = [taken_in(cast.village_assistant).number, taken_in(cast.stranger, region=OTHER_VILLAGE).number]

    assert numbers == ["441426L000001", "441426L000002"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"features": " "},
        {"found_at": ""},
        {"brought_by": ""},
        {"age_from": 80},
        {"age_to": 200},
        {"found_on": date(2999, 1, 1)},
        {"kind": IdentityKind.HONG_KONG},
        {"kind": IdentityKind.MACAO, "document_number": "H12345678"},
        {"document_number": "1"},
    ],
)
def test_what_nobody_could_recognise_is_refused(cast, wrong):
    with pytest.raises(IdentityUnclearError):
        taken_in(cast.village_assistant, replace(FOUND, **wrong))


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (IdentityKind.HONG_KONG, "H12345678"),
        (IdentityKind.HONG_KONG, "h1234567801"),
        (IdentityKind.HONG_KONG, "810000199408230021"),
        (IdentityKind.MACAO, "M12345678"),
        (IdentityKind.TAIWAN, "12345678"),
        (IdentityKind.FOREIGN, "E 1234567"),
        (IdentityKind.FOREIGN, ""),
        (IdentityKind.UNKNOWN, ""),
    ],
)
def test_numbers_of_permits_as_they_are_printed(kind, number):
    refuse_unfit(kind, number)


def test_a_wrong_check_digit_of_a_permit_is_refused():
    with pytest.raises(IdentityUnclearError):
        refuse_unfit(IdentityKind.HONG_KONG, "810000199408230022")
    assert not may_be_paper("李小妹")


def test_the_same_permit_is_not_written_twice(cast):
    permit = replace(FOUND, kind=IdentityKind.HONG_KONG, document_number="H1234 5678", name="陈大文")
    made = taken_in(cast.village_assistant, permit)

    with acting(cast.town_handler):
        assert [hit.name for hit in queries.search("h12345678", by=cast.town_handler)] == ["陈大文"]
    with pytest.raises(DuplicateIdentityError) as here:
        taken_in(cast.town_handler, permit)
    assert here.value.facts["person"] == made.person_id
    with pytest.raises(RegisteredElsewhereError) as elsewhere:
        taken_in(cast.stranger, permit, OTHER_VILLAGE)
    assert "陈大文" not in str(elsewhere.value)


def test_whoever_is_not_on_file_becomes_a_resident_in_place(cast):
    made = taken_in(cast.village_assistant)
    person = known(cast.town_handler, made.person_id, "赖阿公")

    assert person.id == made.person_id
    with acting(cast.town_handler):
        assert Person.objects.get(id=person.id).identity == str(identity_number("赖阿公"))
        for words in ("赖阿公", made.number, str(identity_number("赖阿公"))):
            assert [hit.name for hit in queries.search(words, by=cast.town_handler)] == ["赖阿公"]
        assert queries.unidentified([person.id]) == {}
    with pytest.raises(DuplicateIdentityError):
        register(cast.village_assistant, "赖阿公")


@pytest.mark.requirement("R-CAS-11")
def test_whoever_is_on_file_gets_everything_carried_over(cast):
    home = resident_household(cast.village_assistant)
    made = taken_in(cast.village_assistant)
    contact = asked(cast.village_assistant, made.person_id)
    real = known(cast.town_handler, made.person_id)

    with acting(cast.town_handler):
        assert Contact.objects.get(id=contact.id).person_id == real.id
        for words in (made.number, "无名氏", "李小妹"):
            assert {hit.person_id for hit in queries.search(words, by=cast.town_handler)} == {real.id}
        assert queries.find_household_of(real.id).id == home.id
        assert [row.number for row in queries.taken_for(real.id)] == [made.number]


def test_the_household_of_somebody_unknown_becomes_theirs_or_ends(cast):
    made = taken_in(cast.village_assistant)
    with acting(cast.village_assistant):
        founded = actions.found_household(
            head_id=made.person_id, region=VILLAGE, address="镇敬老院", registered_region=VILLAGE,
            is_urban=False, by=cast.village_assistant,
        )  # fmt: skip
    alone = register(cast.village_assistant, "单身汉")
    known(cast.town_handler, made.person_id, "单身汉")
    with acting(cast.town_handler):
        assert queries.find_household_of(alone.id).id == founded.id
    taken_back(cast.town_handler, made.person_id)
    with acting(cast.town_handler):
        assert queries.find_household_of(alone.id) is None
        assert queries.find_household_of(made.person_id).id == founded.id

    resident_household(cast.village_assistant)
    known(cast.town_handler, made.person_id)
    with acting(cast.town_handler):
        assert Household.objects.get(id=founded.id).ended_on == timezone.localdate()
    taken_back(cast.town_handler, made.person_id)
    with acting(cast.town_handler):
        assert queries.find_household_of(made.person_id).id == founded.id


def test_an_identification_is_taken_back(cast):
    resident_household(cast.village_assistant)
    made = taken_in(cast.village_assistant)
    contact = asked(cast.village_assistant, made.person_id)
    known(cast.town_handler, made.person_id)
    taken_back(cast.town_handler, made.person_id)

    with acting(cast.town_handler):
        assert Contact.objects.get(id=contact.id).person_id == made.person_id
        assert set(queries.unidentified([made.person_id])) == {made.person_id}
    with pytest.raises(IdentityUnclearError):
        taken_back(cast.town_handler, made.person_id)


def test_a_resident_made_in_place_is_nobody_again(cast):
    made = taken_in(cast.village_assistant)
    known(cast.town_handler, made.person_id, "赖阿公")
    taken_back(cast.town_handler, made.person_id)

    with acting(cast.town_handler):
        person = Person.objects.get(id=made.person_id)
    assert (person.name, person.identity, person.birth_date) == ("无名氏0001", None, date(1961, 1, 1))


def test_what_was_built_on_it_keeps_it(cast):
    real = register(cast.village_assistant)
    made = taken_in(cast.village_assistant)
    known(cast.town_handler, made.person_id)
    asked(cast.village_assistant, real.id)

    with pytest.raises(IdentityUnclearError):
        taken_back(cast.town_handler, made.person_id)


def test_after_a_month_it_stands(cast):
    made = taken_in(cast.village_assistant)
    known(cast.town_handler, made.person_id, "赖阿公")

    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(IdentityUnclearError):
        taken_back(cast.town_handler, made.person_id)


def test_a_resident_of_another_town_is_merged_by_the_county(cast):
    real = register(cast.stranger, region=OTHER_VILLAGE)
    made = taken_in(cast.village_assistant)

    with pytest.raises(RegisteredElsewhereError):
        known(cast.town_handler, made.person_id)
    assert known(cast.county_reviewer, made.person_id).id == real.id


def test_who_may_not(cast):
    made = taken_in(cast.village_assistant)

    with pytest.raises(NotPermittedError):
        known(cast.village_assistant, made.person_id)
    with pytest.raises(PersonNotFoundError):
        known(cast.stranger, made.person_id)


def test_an_identification_says_by_what_and_whom(cast):
    made = taken_in(cast.village_assistant)
    register(cast.village_assistant)

    with pytest.raises(FactsMissingError):
        known(cast.town_handler, made.person_id, proof=" ")
    with pytest.raises(IdentityUnclearError):
        known(cast.town_handler, made.person_id, "李大妹", number="李小妹")
    with pytest.raises(IdentityUnclearError):
        known(cast.town_handler, register(cast.village_assistant, "单身汉").id)
    known(cast.town_handler, made.person_id)
    with pytest.raises(IdentityUnclearError):
        known(cast.town_handler, made.person_id)
