"""Numbers run without gaps or doubles for each office, kind and year, whoever issues at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from tests.domains.papers.conftest import VALUES, a_subject, found_offices

from yimen.domains.papers import actions
from yimen.domains.papers.types import DocumentKind
from yimen.foundation.database.scope import scoped


class Abandoned(Exception):
    """The clerk gives up in the middle."""


def issue(actor, kind=DocumentKind.ACCEPTANCE, is_abandoned=False):
    try:
        with scoped(actor.scope):
            document = actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=actor)
            if is_abandoned:
                raise Abandoned
            return document.serial
    finally:
        if not transaction.get_connection().in_atomic_block:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_concurrent_transactions_leave_no_gap_and_no_double():
    handler = found_offices()["handler"]

    def one(turn: int) -> int | None:
        try:
            return issue(handler, is_abandoned=turn % 5 == 0)
        except Abandoned:
            return None

    with ThreadPoolExecutor(8) as pool:
        serials = [serial for serial in pool.map(one, range(40)) if serial is not None]
    assert sorted(serials) == list(range(1, 33))


def test_each_office_and_kind_counts_for_itself(handler, stranger):
    serials = [
        issue(handler),
        issue(handler),
        issue(handler, DocumentKind.REFUSAL),
    ]
    assert serials == [1, 2, 1]
