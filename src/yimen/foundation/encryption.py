"""SM4-GCM for what is stored encrypted, HMAC-SM3 for what must be found without being readable.

Keys come from one key file named by the settings; every purpose has its own key, derived with HKDF-SM3. What
is encrypted names the key it was sealed with, so that keys can be rotated.
"""

import base64
import functools
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from yimen.foundation import sm4
from yimen.kernel import YimenError

_NONCE = 12


class KeyMissingError(YimenError):
    """The key file is absent, unreadable, or does not hold the key that sealed a value."""

    code = "encryption_key_missing"


class TamperedError(YimenError):
    """A sealed value does not open: it was changed, or belongs to another column or file."""

    code = "encryption_tampered"


@dataclass(frozen=True, repr=False)
class KeyRing:
    """Master keys: `sealing` by id (the `current` one seals, all open), one of indexes, one of the audit."""

    current: str
    sealing: Mapping[str, bytes]
    index: bytes
    audit: bytes


def make_key_file(path: Path) -> None:
    """Write a fresh key file readable by its owner only; an existing one is never overwritten."""
    keys = {name: base64.b64encode(os.urandom(32)).decode() for name in ("sealing", "index", "audit")}
    content = {
        "current": "1",
        "sealing": {"1": keys["sealing"]},
        "index": keys["index"],
        "audit": keys["audit"],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file)


@functools.cache
def _read_key_ring(path: Path) -> KeyRing:
    try:
        content = json.loads(path.read_text())
        return KeyRing(
            current=content["current"],
            sealing={name: base64.b64decode(key) for name, key in content["sealing"].items()},
            index=base64.b64decode(content["index"]),
            audit=base64.b64decode(content["audit"]),
        )
    except (OSError, ValueError, KeyError) as fault:
        raise KeyMissingError(
            "密钥文件 %(path)s 不存在或无法读取；请检查设置 YIMEN_KEY_FILE。", path=path
        ) from fault


def key_ring() -> KeyRing:
    """The keys of this installation."""
    return _read_key_ring(Path(settings.YIMEN_KEY_FILE))


@functools.lru_cache(maxsize=256)
def _derive(master: bytes, purpose: str, length: int) -> bytes:
    return HKDF(hashes.SM3(), length, None, purpose.encode()).derive(master)


def seal(plain: bytes, context: str) -> bytes:
    """Encrypt; `context` (table and column, or file and chunk) must be the same to open."""
    ring, nonce = key_ring(), os.urandom(_NONCE)
    key = _derive(ring.sealing[ring.current], "seal", 16)
    body, tag = sm4.encrypt(key, nonce, plain, context.encode())
    name = ring.current.encode()
    return b"".join((bytes([len(name)]), name, nonce, body, tag))


def unseal(sealed: bytes, context: str) -> bytes:
    """Decrypt what `seal` made for the same context."""
    if not sealed or len(sealed) < surplus(sealed[0]):
        raise _tampered()
    start = 1 + sealed[0]
    master = key_ring().sealing.get(sealed[1:start].decode(errors="replace"))
    if master is None:
        raise KeyMissingError("密文所用的密钥不在密钥文件中；请把该密钥放回密钥文件。")
    nonce, body, tag = sealed[start : start + _NONCE], sealed[start + _NONCE : -sm4.TAG], sealed[-sm4.TAG :]
    try:
        return sm4.decrypt(_derive(master, "seal", 16), nonce, body, tag, context.encode())
    except InvalidTag as fault:
        raise _tampered() from fault


def _tampered() -> TamperedError:
    return TamperedError("密文校验失败：内容被改动，或不属于这一栏；请从备份恢复并报告安全管理员。")


def surplus(first: int) -> int:
    """By how much what `seal` made is longer than its content; its first byte tells."""
    return 1 + first + _NONCE + sm4.TAG


def keyed_digest(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SM3 over parts, each preceded by its length so that no two lists of parts run together."""
    digest = hmac.HMAC(key, hashes.SM3())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.finalize()


def blind(value: str, purpose: str) -> bytes:
    """The blind index of a value (32 bytes); the caller normalises the value first."""
    return blinder(purpose)(value.encode())


def blinder(purpose: str) -> Callable[[bytes], bytes]:
    """The same for many values (as UTF-8) of one purpose: the key is scheduled once."""
    keyed = hmac.HMAC(_derive(key_ring().index, f"blind:{purpose}", 32), hashes.SM3())

    def digest(value: bytes) -> bytes:
        one = keyed.copy()
        one.update(len(value).to_bytes(8, "big") + value)
        return one.finalize()

    return digest


def audit_key(purpose: str) -> bytes:
    """The key of one purpose of the audit."""
    return _derive(key_ring().audit, f"audit:{purpose}", 32)
