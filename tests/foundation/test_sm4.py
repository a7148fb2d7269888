"""Two libraries make the same bytes of the same; each opens what the other made, and notices a change."""

import ctypes
import os
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from yimen.foundation import sm4

KEY, NONCE = bytes(range(16)), bytes(range(12))
SIZES = [0, 1, sm4.LONG - 1, sm4.LONG, sm4.LONG + 1, 32 * 1024, 1024 * 1024 + 7]


@pytest.fixture
def alone(monkeypatch):
    """A machine without the second library."""

    def without():
        monkeypatch.setattr(sm4, "_library", lambda: None)

    return without


@pytest.fixture
def afresh():
    """A process that has not looked for the second library yet."""
    sm4._ready.cache_clear()
    yield
    sm4._ready.cache_clear()


@pytest.mark.parametrize("size", SIZES)
def test_both_make_the_same_bytes_and_open_each_others(alone, monkeypatch, size):
    plain = os.urandom(size)
    made = sm4.encrypt(KEY, NONCE, plain, b"place")
    alone()
    assert sm4.encrypt(KEY, NONCE, plain, b"place") == made
    assert sm4.decrypt(KEY, NONCE, *made, b"place") == plain
    monkeypatch.undo()
    assert sm4.decrypt(KEY, NONCE, *made, b"place") == plain


@pytest.mark.parametrize("is_alone", [True, False])
def test_what_was_changed_moved_or_cut_does_not_open(alone, is_alone):
    if is_alone:
        alone()
    plain = os.urandom(2 * sm4.LONG)
    body, tag = sm4.encrypt(KEY, NONCE, plain, b"place")
    changed = bytes([body[0] ^ 1]) + body[1:]
    others = [(changed, tag, b"place"), (body, bytes(16), b"place"), (body, tag, b"other")]
    for given, mark, bound in [*others, (body[:-1], tag, b"place")]:
        with pytest.raises(InvalidTag):
            sm4.decrypt(KEY, NONCE, given, mark, bound)
    with pytest.raises(InvalidTag):
        sm4.decrypt(bytes(16), NONCE, body, tag, b"place")
    with pytest.raises((InvalidTag, ValueError)):
        sm4.decrypt(KEY, NONCE, body, tag[:4], b"place")


def test_a_call_that_fails_leaves_nothing_open():
    closed: list[object] = []
    library: Any = SimpleNamespace(
        gcry_cipher_open=lambda *_given: 0,
        gcry_cipher_setkey=lambda *_given: 7,
        gcry_cipher_close=closed.append,
    )
    with pytest.raises(OSError, match="setkey"):
        sm4._encrypt_long(library, KEY, NONCE, b"plain", b"")
    assert len(closed) == 1


def test_it_is_made_ready_once_by_whichever_thread_comes_first(afresh, monkeypatch):
    ready, load = [], ctypes.CDLL

    def slowly(name):
        ready.append(name)
        time.sleep(0.05)
        return load(name)

    monkeypatch.setattr(ctypes, "CDLL", slowly)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: sm4._library(), range(4)))
    assert len(ready) == 1 and len(set(found)) == 1


def test_a_library_that_makes_other_bytes_is_not_used(afresh, monkeypatch):
    make = sm4._encrypt_long
    monkeypatch.setattr(sm4, "_encrypt_long", lambda *given: (bytes(4096), make(*given)[1]))
    assert sm4._library() is None


def test_without_it_openssl_does_all(afresh, monkeypatch):
    monkeypatch.setattr(sm4, "_NAME", "libnone.so.1")
    assert sm4._library() is None
    plain = bytes(sm4.LONG)
    assert sm4.decrypt(KEY, NONCE, *sm4.encrypt(KEY, NONCE, plain, b""), b"") == plain


def test_many_threads_do_not_disturb_each_other():
    plains = [os.urandom(sm4.LONG + n) for n in range(64)]

    def there_and_back(plain):
        nonce = os.urandom(12)
        return sm4.decrypt(KEY, nonce, *sm4.encrypt(KEY, nonce, plain, b"place"), b"place")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(there_and_back, plains)) == plains


def test_a_published_example():
    """RFC 8998, appendix A.1."""
    key, nonce = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"), bytes.fromhex("00001234567800000000ABCD")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    body, tag = sm4.encrypt(key, nonce, plain, bound)
    assert body.hex().upper().startswith("17F399F08C67D5EE19D0DC9969C4BB7D")
    assert tag.hex().upper() == "83DE3541E4C2B58177E065A9BF7B62EC"
    long = sm4.encrypt(key, nonce, plain * sm4.LONG, bound)[0]
    assert long[: len(body)] == body
