"""A case stays in one hand: its next step waits for whoever of the role moved it last."""

from datetime import date

import pytest
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.worklist.models import WorkItem

pytestmark = pytest.mark.django_db


def owner_of(kind: str, subject) -> object:
    return WorkItem.objects.get(kind=kind, subject_id=subject, done_at__isnull=True).owner_post_id


def test_the_handler_who_accepted_has_the_next_steps_and_nobody_the_whole(walk):
    cast = walk.cast
    with on(date(2026, 9, 21)):
        walk.apply()
        walk.complete()
        walk.submit()
        with acting(cast.county_reviewer):
            assert owner_of("acceptance", walk.case_id) is None
        walk.accept()
        with acting(cast.county_reviewer):
            assert owner_of("investigation_start", walk.case_id) == cast.town_handler.post_id
            assert owner_of("whole_case", walk.outcome().id) is None
        walk.start()
        walk.verify()
        walk.visit()
        with acting(cast.county_reviewer):
            assert owner_of("opinion", walk.outcome().id) == cast.town_reviewer.post_id
        walk.opine()
        with acting(cast.county_reviewer):
            assert owner_of("notice", walk.outcome().id) == cast.town_handler.post_id
