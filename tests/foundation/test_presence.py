"""One question tells which of several queries find anything; what is out of scope is not there."""

import pytest
from tests.support.cast import acting
from tests.support.process import Walk

from yimen.domains.people.models import Household, Person, TemporaryIdentity
from yimen.foundation.database.presence import present


@pytest.mark.django_db
def test_it_names_those_that_find_something(walk: Walk, django_assert_num_queries):
    asked = {
        "people": Person.objects.order_by("name"),
        "unknown": TemporaryIdentity.objects.select_related("person"),
        "homes": Household.objects.distinct("region").order_by("region", "-id"),
    }
    with acting(walk.cast.town_handler), django_assert_num_queries(1):
        assert present(**asked) == {"people", "homes"}
    with acting(walk.cast.stranger):
        assert present(**asked) == set()
    assert present() == set()
