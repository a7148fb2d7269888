"""Numbers run without gaps or doubles for each office, kind and year, whoever issues at the same time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.domains.papers.offices import NAMES, VILLAGE, a_subject, actor_at, found_offices
from tests.domains.papers.values import VALUES

from yimen.domains.network.errors import UnknownStationError
from yimen.domains.network.types import Role
from yimen.domains.papers import actions, queries
from yimen.domains.papers.errors import DocumentIncompleteError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DocumentKind, Order
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode

FAR_VILLAGE = "371522101200"


class Abandoned(Exception):
    """The clerk gives up in the middle."""


def issue(actor, kind=DocumentKind.ACCEPTANCE, is_abandoned=False) -> int:
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


def test_what_a_village_hands_in_bears_the_next_number_of_its_town(offices, handler):
    assistant = actor_at(VILLAGE, "village", Role.VILLAGE_ASSISTANT, "林秀英")
    kind = DocumentKind.APPLICATION
    with scoped(assistant.scope):
        first = actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=assistant)
    with scoped(handler.scope):
        second = actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=handler)
        proofs = queries.sequence_proofs(first.year, by=handler)
    assert (first.station_id, first.office, first.issued_by_id) == (
        handler.station_id, "大柘镇人民政府", assistant.post_id,
    )  # fmt: skip
    assert [first.number, second.number] == [f"大柘社救申〔{first.year}〕{serial}号" for serial in (1, 2)]
    assert [(proof.last, proof.papers, proof.missing) for proof in proofs] == [(2, 2, ())]


def test_a_paper_of_a_village_without_a_town_station_is_refused(handler, monkeypatch):
    monkeypatch.setitem(NAMES, FAR_VILLAGE, "远村村委会")
    lonely = actor_at(FAR_VILLAGE, "village", Role.VILLAGE_ASSISTANT, "林秀英")
    kind = DocumentKind.APPLICATION
    subject = replace(a_subject(), region=RegionCode(FAR_VILLAGE))
    with scoped(lonely.scope), pytest.raises(UnknownStationError, match="乡镇"):
        actions.issue_document(kind=kind, subject=subject, values=VALUES[kind], by=lonely)


def test_many_at_once_are_as_one_by_one(handler, confirmer):
    def order(kind, actor, day):
        return Order(
            kind, a_subject(), VALUES[kind], actor.station_id, actor.post_id, actor.staff_name, day, uuid4()
        )

    days = [date(2025, 12, 30), date(2026, 1, 5), date(2026, 1, 6)]
    kinds = [DocumentKind.ACCEPTANCE, DocumentKind.CONFIRMATION]
    with scoped(confirmer.scope):
        orders = [order(kinds[0], handler, day) for day in days] + [order(kinds[1], confirmer, days[2])]
        loaded = actions.load_documents(orders=orders, by=confirmer)
        rows = [OfficialDocument.objects.get(id=document_id) for document_id in loaded]
        last = issue(handler)
        pdf = actions.open_document(loaded[0], by=confirmer).pdf
    assert [row.number for row in rows] == [
        "大柘社救受〔2025〕1号",
        "大柘社救受〔2026〕1号",
        "大柘社救受〔2026〕2号",
        "平远社救确〔2026〕1号",
    ]
    assert [row.issued_on for row in rows] == [*days, days[2]]
    assert last == (3 if timezone.localdate().year == 2026 else 1)
    assert pdf.startswith(b"%PDF")


def test_one_wrong_order_refuses_the_whole_load(handler):
    kind = DocumentKind.REFUSAL
    good = Order(
        kind, a_subject(), VALUES[kind], handler.station_id, handler.post_id, "林晓燕", date(2026, 1, 5)
    )
    with scoped(handler.scope):
        with pytest.raises(DocumentIncompleteError):
            actions.load_documents(orders=[good, replace(good, values={})], by=handler)
        assert OfficialDocument.objects.count() == 0
