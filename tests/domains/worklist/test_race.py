"""Two colleagues take the same item at the same moment: one has it, the other is told so."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.domains.worklist.test_items import opened
from tests.support.cast import acting

from yimen.domains.worklist import actions
from yimen.domains.worklist.errors import AlreadyTakenError


def taken_by(actor, item_id):
    try:
        with acting(actor):
            return actions.take(item_id=item_id, by=actor).owner_post_id
    except AlreadyTakenError:
        return None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_only_one_of_two_has_it(cast):
    item = opened(cast.town_handler)
    with ThreadPoolExecutor(2) as both:
        colleagues = (cast.town_handler, cast.town_investigator)
        results = list(both.map(lambda actor: taken_by(actor, item.id), colleagues))

    assert sorted(result is None for result in results) == [False, True]
