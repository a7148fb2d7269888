"""Pure decisions about documents: contents, numbers, bases, check codes; and the data-protection map."""

from yimen.domains.papers.rules.basis import legal_basis
from yimen.domains.papers.rules.codes import content_digest, draw_code, grouped_code, mask_name, read_code
from yimen.domains.papers.rules.contents import (
    CONTENTS,
    UNPUBLISHED,
    Content,
    missing_contents,
    programmes_of,
    signatures_in,
    unknown_contents,
    unpublished,
)
from yimen.domains.papers.rules.numbers import authority, document_number, short_name
from yimen.domains.papers.rules.protection import PROTECTION

__all__ = [
    "CONTENTS",
    "PROTECTION",
    "UNPUBLISHED",
    "Content",
    "authority",
    "content_digest",
    "document_number",
    "draw_code",
    "grouped_code",
    "legal_basis",
    "mask_name",
    "missing_contents",
    "programmes_of",
    "read_code",
    "short_name",
    "signatures_in",
    "unknown_contents",
    "unpublished",
]
