"""Codes that somebody reads off a paper and types: random, without letters that look alike."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 20  # 31^20: about 99 bits, cannot be guessed


def draw_code() -> str:
    """A random code; it says nothing and leads to one thing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """The code a person typed or scanned, in groups or not; None when it cannot be one."""
    code = "".join(text.upper().split()).replace("-", "")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def grouped_code(code: str) -> str:
    """In groups of four, to be read aloud and typed."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
