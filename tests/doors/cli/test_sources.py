"""`yimen sources simulate`: every source of the demo county is asked and answers; elsewhere it refuses."""

import pytest
from django.test import override_settings
from tests.support.banks import MONDAY, Bank
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.verification import queries
from yimen.domains.verification.errors import SimulationRefusedError
from yimen.domains.verification.models import SourceQuery
from yimen.doors.cli.sources import _simulated

pytestmark = pytest.mark.django_db


def test_every_source_is_asked_and_answers_and_again_what_comes_late(walk):
    with on(MONDAY), override_settings(YIMEN_IS_SYNTHETIC=True):
        bank = Bank(walk)
        lines = list(_simulated(3, bank.by))
        assert len(lines) > 4
        with acting(bank.by):
            assert SourceQuery.objects.count() == 24
            answered = SourceQuery.objects.exclude(state="sent").count()
            assert 0 < answered < 24
        list(_simulated(3, bank.by))
        with acting(bank.by):
            assert SourceQuery.objects.exclude(state="sent").count() > answered


def test_a_real_county_plays_nothing(walk):
    with on(MONDAY), override_settings(YIMEN_IS_SYNTHETIC=False):
        bank = Bank(walk)
        batch = bank.send()
        with acting(bank.by), pytest.raises(SimulationRefusedError):
            queries.played_files(batch.id, seed=1, by=bank.by)
