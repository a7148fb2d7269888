"""Check codes, digests and masks: what a document shows to somebody who may not read it."""

import json
import secrets

from cryptography.hazmat.primitives import hashes

from yimen.domains.papers.types import Json

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 20  # 31^20: about 99 bits, cannot be guessed


def draw_code() -> str:
    """A random check code; it says nothing and leads to one document."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str | None:
    """The code a person typed or scanned, in groups or not; None when it cannot be one."""
    code = "".join(text.upper().split()).replace("-", "")
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def grouped_code(code: str) -> str:
    """In groups of four, to be read aloud and typed."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def content_digest(**content: Json) -> str:
    """SM3 of the canonical JSON of everything the document says."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashes.Hash(hashes.SM3())
    digest.update(canonical.encode())
    return digest.finalize().hex()


def mask_name(name: str) -> str:
    """张三丰 → 张**; the length stays, nothing else."""
    return name[:1] + "*" * max(len(name) - 1, 1)
