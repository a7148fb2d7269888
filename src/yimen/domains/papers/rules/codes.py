"""The digest of a document, which whoever may not read it may compare."""

import json

from cryptography.hazmat.primitives import hashes

from yimen.domains.papers.types import Json


def content_digest(**content: Json) -> str:
    """SM3 of the canonical JSON of everything the document says."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashes.Hash(hashes.SM3())
    digest.update(canonical.encode())
    return digest.finalize().hex()
