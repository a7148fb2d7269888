"""Who may see a document: its region, those it is shared with, and, masked, whoever holds its code."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.domains.papers.offices import a_subject
from tests.domains.papers.values import VALUES

from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.network.types import Role
from yimen.domains.papers import actions, errors, queries, rules
from yimen.domains.papers.models import Delivery, OfficialDocument
from yimen.domains.papers.types import DocumentKind
from yimen.foundation.database.scope import Scope, scoped


@pytest.fixture
def household():
    return uuid4()


@pytest.fixture
def document(handler, household):
    kind = DocumentKind.CONFIRMATION
    with scoped(handler.scope):
        return actions.issue_document(
            kind=kind, subject=a_subject(), values=VALUES[kind], by=handler, household_id=household
        )


def test_a_stranger_gets_nothing(document, household, stranger):
    with scoped(stranger.scope):
        assert queries.documents_of_household(household, by=stranger) == []
        assert queries.documents_of_subjects([document.subject_id], by=stranger) == []
        with pytest.raises(errors.DocumentNotFoundError):
            queries.get_document(document.id, by=stranger)
        with pytest.raises(errors.DocumentNotFoundError):
            actions.open_document(document.id, by=stranger)
        with pytest.raises(errors.DocumentNotFoundError):
            actions.withdraw_document(document.id, reason="恶意", by=stranger)
        with pytest.raises(OutOfScopeError):
            actions.issue_document(
                kind=DocumentKind.PUBLICATION,
                subject=a_subject(),
                values=VALUES[DocumentKind.PUBLICATION],
                by=stranger,
            )


def test_the_database_holds_where_the_code_forgets(document, stranger):
    with scoped(stranger.scope):
        assert OfficialDocument.objects.count() == 0
        assert Delivery.objects.count() == 0
        assert OfficialDocument.objects.filter(id=document.id).update(file_id=uuid4()) == 0


def test_without_a_scope_the_table_is_closed(document):
    with pytest.raises(DatabaseError, match="scope"), transaction.atomic():
        OfficialDocument.objects.count()


def test_a_shared_household_shows_its_documents(document, household, stranger):
    guest = replace(stranger, scope=Scope(stranger.scope.lo, stranger.scope.hi, (household,)))
    with scoped(guest.scope):
        assert queries.documents_of_household(household, by=guest) == [document]
        assert queries.get_document(document.id, by=guest) == document
        first = actions.open_document(document.id, by=guest)
        assert actions.open_document(document.id, by=guest).pdf == first.pdf


def test_the_county_sees_its_towns(document, household, confirmer):
    with scoped(confirmer.scope):
        assert queries.documents_of_household(household, by=confirmer) == [document]


def test_an_auditor_issues_nothing(handler):
    auditor = replace(handler, role=Role.AUDITOR)
    with scoped(auditor.scope), pytest.raises(NotPermittedError):
        actions.issue_document(
            kind=DocumentKind.REFUSAL,
            subject=a_subject(),
            values=VALUES[DocumentKind.REFUSAL],
            by=auditor,
        )


def test_anybody_with_the_code_learns_what_the_paper_shows_and_no_more(document):
    check = queries.public_check(rules.grouped_code(document.code))
    assert check is not None
    assert (check.number, check.office, check.digest) == (document.number, document.office, document.digest)
    assert check.kind is DocumentKind.CONFIRMATION
    assert check.masked_name == "王**"
    assert check.is_valid


def test_a_wrong_code_leads_to_nothing(document):
    other = document.code[:-1] + ("A" if document.code[-1] != "A" else "B")
    assert queries.public_check(other) is None
    assert queries.public_check("'; DROP TABLE papers_officialdocument; --") is None
    assert queries.public_check("") is None


def test_the_anonymous_check_leaves_no_scope_behind(document):
    with transaction.atomic():
        queries.public_check(document.code)
        with pytest.raises(DatabaseError, match="scope"), transaction.atomic():
            OfficialDocument.objects.count()
