"""An answer that is taken in while the county reports stands in the report."""

from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection, connections
from tests.support.banks import MONDAY
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.cases import actions as cases
from yimen.domains.verification import actions, queries


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("R-CHK-3")
def test_what_is_taken_in_while_somebody_reports_is_not_lost(bank):
    bank.send()
    file = bank.hand_in(bank.row(bank.walk.adults[0], amount=3000))

    def report():
        try:
            with on(MONDAY), acting(bank.by):
                cases.report_verification(
                    request_id=bank.request.id, is_passed=True, conclusion="符合", lines=[], by=bank.by
                )
        finally:
            connections.close_all()

    with acting(bank.by):
        actions.take_answers(file_id=file.id, by=bank.by)
        other = Thread(target=report)
        other.start()
        until = monotonic() + 10
        while not _is_somebody_waiting() and monotonic() < until:
            sleep(0.02)
    other.join()
    with acting(bank.by):
        lines = queries.lines_of_request(bank.request.id, by=bank.by)
        assert [line.amount_fen for line in lines] == [300_000]


def _is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]
