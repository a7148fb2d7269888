"""Digests and masks: what a document shows to somebody who may not read it."""

import json

from cryptography.hazmat.primitives import hashes

from yimen.domains.papers.types import Json


def content_digest(**content: Json) -> str:
    """SM3 of the canonical JSON of everything the document says."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashes.Hash(hashes.SM3())
    digest.update(canonical.encode())
    return digest.finalize().hex()


def mask_name(name: str) -> str:
    """张三丰 → 张**; the length stays, nothing else."""
    return name[:1] + "*" * max(len(name) - 1, 1)
