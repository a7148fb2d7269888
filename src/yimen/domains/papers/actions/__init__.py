"""Writes of documents: issue with a number, one or many; open, deliver, withdraw."""

from yimen.domains.papers.actions.delivering import load_deliveries
from yimen.domains.papers.actions.documents import (
    OpenedDocument,
    open_document,
    record_delivery,
    withdraw_document,
)
from yimen.domains.papers.actions.issuing import issue_document, load_documents

__all__ = [
    "OpenedDocument",
    "issue_document",
    "load_deliveries",
    "load_documents",
    "open_document",
    "record_delivery",
    "withdraw_document",
]
