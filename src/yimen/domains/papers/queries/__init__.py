"""Reads of documents, their register, deliveries still due, archives and styles."""

from yimen.domains.papers.queries.archives import (
    ArchiveLine,
    archive_lines,
    archive_rows,
    documents_in_archive,
    get_package,
    packages_of_household,
)
from yimen.domains.papers.queries.documents import (
    attempts_of,
    copies_of,
    deliveries_of,
    documents_of_household,
    documents_of_subjects,
    get_document,
    marks_of,
    public_check,
    signatures_of,
)
from yimen.domains.papers.queries.registers import (
    RegisterFilter,
    SequenceProof,
    offices_of_register,
    register,
    sequence_proofs,
    undelivered,
)
from yimen.domains.papers.queries.styles import (
    get_style_version,
    our_template,
    preview_style,
    specimen_of_version,
    style_versions,
)
from yimen.domains.papers.rules import CONTENTS, RULES, Content
from yimen.domains.papers.trials import StyleOffer

__all__ = [
    "CONTENTS",
    "RULES",
    "ArchiveLine",
    "Content",
    "RegisterFilter",
    "SequenceProof",
    "StyleOffer",
    "archive_lines",
    "archive_rows",
    "attempts_of",
    "copies_of",
    "deliveries_of",
    "documents_in_archive",
    "documents_of_household",
    "documents_of_subjects",
    "get_document",
    "get_package",
    "get_style_version",
    "marks_of",
    "offices_of_register",
    "our_template",
    "packages_of_household",
    "preview_style",
    "public_check",
    "register",
    "sequence_proofs",
    "signatures_of",
    "specimen_of_version",
    "style_versions",
    "undelivered",
]
