"""Pure decisions about documents: contents, numbers, bases, check codes; and the data-protection map."""

from yimen.domains.papers.rules.archives import DECISIONS, archive_of, kinds_of, lacking
from yimen.domains.papers.rules.basis import legal_basis
from yimen.domains.papers.rules.codes import content_digest
from yimen.domains.papers.rules.content import Content
from yimen.domains.papers.rules.contents import (
    CONTENTS,
    UNPUBLISHED,
    missing_contents,
    programmes_of,
    signatures_in,
    unknown_contents,
    unpublished,
)
from yimen.domains.papers.rules.deliveries import (
    DELIVERED,
    RULES,
    DeliveryRule,
    effective_on,
    lacking_proof,
)
from yimen.domains.papers.rules.numbers import authority, document_number, short_name
from yimen.domains.papers.rules.protection import PROTECTION
from yimen.domains.papers.rules.signing import signers_in, signing_digest
from yimen.foundation.codes import draw_code, grouped_code, read_code

__all__ = [
    "CONTENTS",
    "DECISIONS",
    "DELIVERED",
    "PROTECTION",
    "RULES",
    "UNPUBLISHED",
    "Content",
    "DeliveryRule",
    "archive_of",
    "authority",
    "content_digest",
    "document_number",
    "draw_code",
    "effective_on",
    "grouped_code",
    "kinds_of",
    "lacking",
    "lacking_proof",
    "legal_basis",
    "missing_contents",
    "programmes_of",
    "read_code",
    "short_name",
    "signatures_in",
    "signers_in",
    "signing_digest",
    "unknown_contents",
    "unpublished",
]
