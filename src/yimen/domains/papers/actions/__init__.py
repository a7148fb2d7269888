"""Writes of documents: issue, open, copy, print, deliver, withdraw; styles, archives and packages."""

from yimen.domains.papers.actions.archiving import file_papers
from yimen.domains.papers.actions.delivering import load_deliveries
from yimen.domains.papers.actions.documents import (
    OpenedDocument,
    open_copy,
    open_document,
    open_editable,
    record_attempt,
    record_delivery,
    withdraw_document,
)
from yimen.domains.papers.actions.issuing import issue_document, load_documents
from yimen.domains.papers.actions.packaging import (
    ask_for_package,
    bind_package,
    open_package,
    take_step,
)
from yimen.domains.papers.actions.printing import print_documents
from yimen.domains.papers.actions.remaking import Remade, remake_documents
from yimen.domains.papers.actions.styles import replace_style, revert_style

__all__ = [
    "OpenedDocument",
    "Remade",
    "ask_for_package",
    "bind_package",
    "file_papers",
    "issue_document",
    "load_deliveries",
    "load_documents",
    "open_copy",
    "open_document",
    "open_editable",
    "open_package",
    "print_documents",
    "record_attempt",
    "record_delivery",
    "remake_documents",
    "replace_style",
    "revert_style",
    "take_step",
    "withdraw_document",
]
