"""What is offered while somebody types: only of their region, to those who may ask, never in an address."""

import re

import pytest
from django.urls import reverse
from tests.support.cast import resident_household

pytestmark = pytest.mark.django_db
RESIDENTS, PLACES, HITS = (
    reverse(f"desk:{name}") for name in ("contact-residents", "place-hits", "search-hits")
)


def test_residents_are_offered_within_ones_region_and_by_four_last_digits(cast, desk):
    household = resident_household(cast.village_assistant)
    shown = desk(cast.village_assistant).post(RESIDENTS, {"name": "李小妹"}).content.decode()
    assert "李小妹" in shown and not re.search(r"\d{17}[\dX]", shown)
    for elsewhere in (cast.stranger, cast.outsider):
        answer = desk(elsewhere).post(RESIDENTS, {"name": "李小妹"}).content.decode()
        assert "李小妹" not in answer and str(household.id) not in answer


def test_only_name_and_telephone_are_looked_for(cast, desk):
    resident_household(cast.village_assistant)
    client = desk(cast.village_assistant)
    odd = client.post(RESIDENTS, {"asked": "李小妹"}, headers={"HX-Trigger-Name": "asked"})
    assert "李小妹" not in odd.content.decode()
    page = client.get(reverse("desk:contact-record")).content.decode()
    assert 'hx-params="name,phone"' in page


def test_a_matter_is_asked_only_by_somebody_on_file(cast, desk):
    resident_household(cast.village_assistant)
    client, newcomer = desk(cast.village_assistant), "按新来访人登记"
    assert newcomer in client.post(RESIDENTS, {"name": "李小妹"}).content.decode()
    assert newcomer not in client.post(RESIDENTS, {"name": "李小妹", "known": "1"}).content.decode()
    unknown = client.post(RESIDENTS, {"name": "没有人", "known": "1"}).content.decode()
    assert "没有找到这位居民" in unknown
    typed = {"name": "李小妹", "item": "old-age-allowance"}
    shown = client.post(reverse("desk:matter-register"), typed).content.decode()
    assert "Person" not in shown and '<a href="#id_name">申请人</a>' in shown


@pytest.mark.parametrize("address", [RESIDENTS, PLACES, HITS])
def test_what_is_typed_never_stands_in_an_address(cast, desk, address):
    assert desk(cast.village_assistant).get(address, {"name": "李小妹"}).status_code == 405


def test_nobody_without_the_right_is_offered_residents(cast, desk):
    for actor in (cast.auditor, cast.county_verifier):
        assert desk(actor).post(RESIDENTS, {"name": "李小妹"}).status_code == 403


def test_places_are_those_of_the_country_and_nobody_s(cast, desk):
    resident_household(cast.village_assistant)
    shown = desk(cast.village_assistant).post(PLACES, {"registered": "墩背村12号"}).content.decode()
    assert "墩背" not in shown and "李小妹" not in shown
