"""A family with an award since March 2026, its grandmother of eighty-four, and the months of a term."""

from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.factories import person_facts
from tests.support.process import on
from tests.support.reviewing import GRANTED_ON, Review

from yimen.domains.people import actions as people
from yimen.domains.people.models import Person
from yimen.domains.people.types import Relation
from yimen.kernel import Sex


@pytest.fixture
def grandmother(review: Review) -> Person:
    """Born in 1942, she lives with the family."""
    by = review.cast.village_assistant
    with on(GRANTED_ON), acting(by):
        facts = person_facts("古阿婆", born=date(1942, 5, 8), sex=Sex.FEMALE)
        elder = people.register_person(facts=facts, region=VILLAGE, address="墩背村12号", by=by)
        people.add_member(
            household_id=review.walk.household_id,
            person_id=elder.id,
            relation=Relation.PARENT,
            on=GRANTED_ON,
            by=by,
        )
    return elder
