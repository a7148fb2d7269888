"""Official documents, files, archives, and what is verified about a family."""

from collections.abc import Mapping

from .kinds import Access, P, posts

PAPERS: Mapping[str, Access] = {
    "verifications": posts(P.VERIFICATION_ANSWER),
    "verification": posts(P.VERIFICATION_OPEN),
    "verification-start": posts(P.VERIFICATION_ANSWER),
    "verification-template": posts(P.VERIFICATION_ANSWER),
    "verification-report": posts(P.VERIFICATION_ANSWER),
    "verification-proposal": posts(P.VERIFICATION_ANSWER),
    "verification-tell": posts(P.VERIFICATION_REQUEST),
    "verification-object": posts(P.VERIFICATION_REQUEST),
    "document": posts(P.DOCUMENT_OPEN),
    "document-pdf": posts(P.DOCUMENT_OPEN),
    "document-deliver": posts(P.DOCUMENT_DELIVER),
    "document-attempt": posts(P.DOCUMENT_DELIVER),
    "document-copy": posts(P.DOCUMENT_OPEN),
    "document-editable": posts(P.DOCUMENT_OPEN),
    "documents": posts(P.DOCUMENT_OPEN),
    "documents-export": posts(P.LIST_EXPORT),
    "documents-undelivered": posts(P.DOCUMENT_DELIVER),
    "documents-undelivered-export": posts(P.LIST_EXPORT),
    "documents-print": posts(P.DOCUMENT_OPEN),
    "documents-deliver": posts(P.DOCUMENT_DELIVER),
    "archives": posts(P.DOCUMENT_OPEN),
    "archives-export": posts(P.LIST_EXPORT),
    "archive-file": posts(P.DOCUMENT_ISSUE),
    "household-packages": posts(P.LIST_EXPORT),
    "package-file": posts(P.LIST_EXPORT),
    "case-paper": posts(P.DOCUMENT_ISSUE),
    "styles": posts(P.NETWORK_ADMINISTER),
    "style-replace": posts(P.NETWORK_ADMINISTER),
    "style-preview": posts(P.NETWORK_ADMINISTER),
    "style-specimen": posts(P.NETWORK_ADMINISTER),
    "style-revert": posts(P.NETWORK_ADMINISTER),
    "style-source": posts(P.NETWORK_ADMINISTER),
    "file": posts(P.CASE_OPEN),
}
