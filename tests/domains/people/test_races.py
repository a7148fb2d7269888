"""Two at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.support.cast import VILLAGE, acting
from tests.support.factories import person_facts

from yimen.domains.people import actions
from yimen.kernel import YimenError


@pytest.mark.django_db(transaction=True)
def test_the_same_number_at_the_same_moment_is_registered_once(cast):
    barrier, told = Barrier(2), []

    def register_at_once():
        try:
            with acting(cast.village_assistant):
                barrier.wait()
                facts = person_facts("同时")
                actions.register_person(facts=facts, region=VILLAGE, address="", by=cast.village_assistant)
            told.append("registered")
        except YimenError as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=register_at_once) for _place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["people.duplicate_identity", "registered"]
