"""A family with an application, made through the actions of the house."""

from typing import Any

from tests.support.cast import Cast, acting, register

from yimen.domains.cases import actions as cases
from yimen.domains.cases.types import Channel


def an_open_case(cast: Cast) -> Any:
    """A draft of 李小妹's household in the cast's village."""
    by = cast.village_assistant
    with acting(by):
        person = register(by)
        from yimen.domains.people import actions as people
        from yimen.kernel import RegionCode

        home = people.found_household(
            head_id=person.id,
            region=RegionCode(person.region),
            address="墩背村12号",
            registered_region=RegionCode(person.region),
            is_urban=False,
            by=by,
        )
        return cases.open_application(
            household_id=home.id, applicant_id=person.id, channel=Channel.VILLAGE, by=by
        )
