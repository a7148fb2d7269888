"""A batch, and a file of answers, killed at any point: nothing lost, nothing doubled when done again."""

import os
import signal
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from tests.support.banks import MONDAY, Bank
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.verification import actions
from yimen.domains.verification.models import (
    AnswerFile,
    QueryEntry,
    SourceAnswer,
    SourceBatch,
    SourceQuery,
)
from yimen.domains.worklist.models import WorkItem

TABLES = (SourceBatch, SourceQuery, SourceAnswer, AnswerFile, QueryEntry, WorkItem)


@contextmanager
def killed_at(statement: int):
    """This process ends without a word before its nth statement."""
    seen = 0

    def count(execute, *arguments):
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield


def in_a_process_killed_at(statement: int, act) -> bool:
    """Whether it was killed before it was done."""
    connections.close_all()  # the child opens its own
    child = os.fork()
    if child == 0:
        with killed_at(statement):
            act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def rows(bank) -> dict[str, int]:
    with acting(bank.by):
        return {table.__name__: table.objects.count() for table in TABLES}


def killed_again_and_again(bank, act) -> int:
    """Killed ever later until it gets through; what was killed left nothing."""
    before, statement = rows(bank), 5
    while in_a_process_killed_at(statement, act):
        assert rows(bank) == before, statement
        statement += 7
    return statement


@pytest.mark.django_db(transaction=True)
def test_a_batch_and_its_answers_killed_anywhere_are_whole_or_nothing(walk):
    with on(MONDAY):
        bank = Bank(walk)
        assert killed_again_and_again(bank, bank.send) > 12
        with acting(bank.by):
            assert SourceBatch.objects.get().size == SourceQuery.objects.count() == 3
        file = bank.hand_in(bank.row(walk.adults[0], amount=5), bank.row(walk.adults[1], "无记录"))

        def take():
            with acting(bank.by):
                actions.take_answers(file_id=file.id, by=bank.by)

        assert killed_again_and_again(bank, take) > 12
        with acting(bank.by):
            assert SourceAnswer.objects.count() == 2
            assert AnswerFile.objects.get().taken_at is not None
