"""The register of numbers and its proof, ways of delivery, failed attempts, what is still due."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.domains.papers.offices import a_subject
from tests.domains.papers.test_styles import a_picture
from tests.domains.papers.values import VALUES

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.papers import actions, errors, queries, rules
from yimen.domains.papers.queries import RegisterFilter
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod, DocumentKind
from yimen.foundation.database.scope import scoped
from yimen.foundation.files.actions import store


def issue(kind, by):
    return actions.issue_document(
        kind=kind, subject=a_subject(), values=VALUES[kind], by=by, household_id=uuid4()
    )


def deliver(document, method, by, proof="本人签收", **more):
    today = timezone.localdate()
    return actions.record_delivery(
        document.id, method=method, recipient="王秀兰", delivered_on=today, proof=proof, by=by, **more
    )


def test_the_register_proves_that_no_number_is_missing(handler):
    with scoped(handler.scope):
        issued = [issue(DocumentKind.REFUSAL, handler) for _ in range(3)]
        actions.withdraw_document(issued[1].id, reason="日期有误", by=handler)
        (proof,) = queries.sequence_proofs(timezone.localdate().year, by=handler)
        rows = list(queries.register(RegisterFilter(kind="refusal"), by=handler))
    assert (proof.last, proof.papers, proof.withdrawn, proof.missing) == (3, 3, 1, ())
    assert [row.serial for row in rows] == [3, 2, 1], "the newest stands on top"


def test_a_missing_number_is_named(handler):
    from yimen.domains.papers.models import DocumentSequence

    with scoped(handler.scope):
        issue(DocumentKind.REFUSAL, handler)
        DocumentSequence.objects.update(last=3)
        (proof,) = queries.sequence_proofs(timezone.localdate().year, by=handler)
    assert proof.missing == (2, 3)


def test_the_register_is_filtered_and_shows_nobody_elses(handler, stranger):
    with scoped(handler.scope):
        first = issue(DocumentKind.REFUSAL, handler)
        issue(DocumentKind.ACCEPTANCE, handler)
        for asked, count in [
            (RegisterFilter(), 2),
            (RegisterFilter(kind="refusal"), 1),
            (RegisterFilter(number=first.number), 1),
            (RegisterFilter(office="别处"), 0),
            (RegisterFilter(year=1999), 0),
        ]:
            assert queries.register(asked, by=handler).count() == count
        assert queries.offices_of_register(by=handler) == ["大柘镇人民政府"]
    with scoped(stranger.scope):
        assert not queries.register(RegisterFilter(), by=stranger)
        assert queries.sequence_proofs(timezone.localdate().year, by=stranger) == []


def test_a_paper_is_due_until_it_reached_somebody(handler):
    with scoped(handler.scope):
        document = issue(DocumentKind.REFUSAL, handler)
        issue(DocumentKind.HOME_INVESTIGATION, handler)  # stays in the house
        actions.record_attempt(
            document.id,
            method=DeliveryMethod.HANDED_OVER,
            tried_on=timezone.localdate(),
            why="家中无人",
            by=handler,
        )
        (due,) = queries.undelivered(RegisterFilter(), by=handler)
        assert due.id == document.id
        assert vars(due)["tries"] == 1
        deliver(document, DeliveryMethod.HANDED_OVER, handler)
        assert not queries.undelivered(RegisterFilter(), by=handler)
        assert [attempt.why for attempt in queries.attempts_of(document.id, by=handler)] == ["家中无人"]


@pytest.mark.parametrize(
    ("method", "proof"),
    [
        (DeliveryMethod.LEFT_AT_HOME, "见证人张三"),
        (DeliveryMethod.BY_POST, "挂号信"),
        (DeliveryMethod.PUBLIC_NOTICE, "镇公告栏"),
    ],
)
def test_each_way_of_delivery_demands_its_own_proof(handler, method, proof):
    with scoped(handler.scope):
        document = issue(DocumentKind.REFUSAL, handler)
        with pytest.raises(errors.DeliveryRefusedError, match=method.title):
            deliver(document, method, handler, proof)


def test_a_public_notice_counts_after_its_days_and_only_after_an_attempt(handler):
    today = timezone.localdate()
    with scoped(handler.scope):
        document = issue(DocumentKind.REFUSAL, handler)
        photo = store(
            a_picture(), kind=PROOF_OF_DELIVERY, subject=document.id, region=document.region, by=handler
        )
        with pytest.raises(errors.DeliveryRefusedError, match="至少一次"):
            deliver(document, DeliveryMethod.PUBLIC_NOTICE, handler, proof_file_id=photo.id)
        actions.record_attempt(
            document.id, method=DeliveryMethod.BY_POST, tried_on=today, why="查无此人，退回", by=handler
        )
        delivery = deliver(document, DeliveryMethod.PUBLIC_NOTICE, handler, proof_file_id=photo.id)
    assert delivery.counts_from == today + timedelta(days=rules.RULES[DeliveryMethod.PUBLIC_NOTICE].days)


def test_what_has_no_public_source_says_so():
    assert all(rule.is_unsourced for rule in rules.RULES.values())
    assert set(rules.RULES) == set(DeliveryMethod)


@pytest.mark.parametrize(("why", "days"), [("", 0), ("家中无人", 1), ("家中无人", -1)])
def test_an_attempt_says_why_and_lies_in_its_time(handler, why, days):
    with scoped(handler.scope):
        document = issue(DocumentKind.REFUSAL, handler)
        with pytest.raises(errors.DeliveryRefusedError):
            actions.record_attempt(
                document.id,
                method=DeliveryMethod.BY_POST,
                tried_on=timezone.localdate() + timedelta(days=days),
                why=why,
                by=handler,
            )


def test_only_who_delivers_records_an_attempt(handler, stranger):
    from dataclasses import replace

    auditor = replace(handler, role=Role.AUDITOR)
    given: dict[str, Any] = {
        "method": DeliveryMethod.BY_POST,
        "why": "退回",
    }
    with scoped(handler.scope):
        document = issue(DocumentKind.REFUSAL, handler)
        with pytest.raises(NotPermittedError):
            actions.record_attempt(document.id, tried_on=timezone.localdate(), by=auditor, **given)
    with scoped(stranger.scope), pytest.raises(errors.DocumentNotFoundError):
        actions.record_attempt(document.id, tried_on=timezone.localdate(), by=stranger, **given)
