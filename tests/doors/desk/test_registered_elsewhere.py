"""A family may be registered anywhere in the country: found by its name, kept, and shown."""

from django.urls import reverse
from tests.support.cast import TOWN, VILLAGE, acting
from tests.support.factories import identity_number

from yimen.domains.network import queries as network
from yimen.domains.network.models import Region
from yimen.domains.people import queries as people
from yimen.kernel import RegionLevel

FAR = "510000000000"
FAR_COUNTY = "511000000000"


def far_away() -> str:
    Region.objects.get_or_create(code=FAR, defaults={"name": "四川省", "level": "province"})
    Region.objects.get_or_create(
        code=FAR_COUNTY, defaults={"name": "内江市", "level": "city", "parent_id": FAR}
    )
    return "四川省内江市"


def test_a_place_is_found_by_part_of_its_name_and_read_back_by_its_path(cast):
    path = far_away()
    assert path in network.find_places("内江")
    assert str(network.place_of_path(path)) == FAR_COUNTY
    assert network.place_of_path("内江市") is None and network.find_places(" ") == []
    town = network.region_path(TOWN, above=RegionLevel.PROVINCE)
    assert network.place_of_path(town) == TOWN
    assert not any(str(VILLAGE) in place for place in network.find_places("大柘"))


def test_a_family_registered_elsewhere_is_taken_in_and_shown_as_such(cast, desk):
    path, by = far_away(), cast.town_handler
    hits = desk(by).post(reverse("desk:place-hits"), {"registered": "内江"}).content.decode()
    assert f'value="{path}"' in hits
    typed = {
        "region": str(VILLAGE),
        "address": "墩背村3号",
        "phone": "13800000000",
        "programmes": ["dibao"],
        "members-TOTAL_FORMS": "1",
        "members-INITIAL_FORMS": "0",
        "members-MIN_NUM_FORMS": "1",
        "members-MAX_NUM_FORMS": "1000",
        "members-0-name": "何远来",
        "members-0-identity": str(identity_number("何远来")),
        "members-0-relation": "head",
    }
    url = reverse("desk:application-start")
    wrong = desk(by).post(url, typed | {"registered": "没有这个地方"})
    assert "没有找到这个地方" in wrong.content.decode()
    made = desk(by).post(url, typed | {"registered": path})
    assert made.status_code == 302, made.content.decode()[:3000]
    with acting(by):
        (hit,) = people.search("何远来", by=by)
        home = people.get_household(hit.household_id, by=by)
    assert home.registered_region == FAR_COUNTY
    page = desk(by).get(reverse("desk:household", args=[home.id])).content.decode()
    assert "四川省内江市（人户分离）" in page
