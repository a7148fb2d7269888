"""SM4-GCM: OpenSSL for what is short, libgcrypt for what is long where the machine has it.

OpenSSL has no vector code for SM4 on x86, libgcrypt has: the same bytes in a quarter of the time, and without
tables whose use tells of the key where the processor has AES instructions. Every Debian has it (apt needs
it); elsewhere OpenSSL does all.
"""

import ctypes
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

LONG = 4096
"""From so many bytes on the call of a second library is worth its while."""
TAG = 16
_NAME = "libgcrypt.so.20"
_SM4, _GCM = 318, 9
_DISABLE_SECURE_MEMORY, _INITIALIZED, _IS_INITIALIZED = 37, 38, 39
_MAKING_READY = Lock()


def encrypt(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """The body and its tag; `bound` goes into the tag only."""
    if len(plain) >= LONG and (library := _library()):
        return _encrypt_long(library, key, nonce, plain, bound)
    return _encrypt_short(key, nonce, plain, bound)


def decrypt(key: bytes, nonce: bytes, body: bytes, tag: bytes, bound: bytes) -> bytes:
    """What was encrypted; raises InvalidTag when anything of it, or what it is bound to, is another."""
    if len(body) >= LONG and len(tag) == TAG and (library := _library()):
        return _decrypt_long(library, key, nonce, body, tag, bound)
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(body) + decryptor.finalize()


def _encrypt_short(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> tuple[bytes, bytes]:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(plain) + encryptor.finalize(), encryptor.tag


def _encrypt_long(
    library: ctypes.CDLL, key: bytes, nonce: bytes, plain: bytes, bound: bytes
) -> tuple[bytes, bytes]:
    with _opened(library, key, nonce, bound) as message:
        return message.turned("encrypt", plain), message.tag()


def _decrypt_long(
    library: ctypes.CDLL, key: bytes, nonce: bytes, body: bytes, tag: bytes, bound: bytes
) -> bytes:
    with _opened(library, key, nonce, bound) as message:
        plain = message.turned("decrypt", body)
        if not message.is_tag(tag):
            raise InvalidTag
        return plain


@contextmanager
def _opened(library: ctypes.CDLL, key: bytes, nonce: bytes, bound: bytes) -> Iterator["_Message"]:
    """Closing it wipes what the library kept of the key."""
    handle = ctypes.c_void_p()
    _check("open", library.gcry_cipher_open(ctypes.byref(handle), _SM4, _GCM, 0))
    try:
        message = _Message(library, handle)
        for what, given in (("setkey", key), ("setiv", nonce), ("authenticate", bound)):
            message.call(what, given, ctypes.c_size_t(len(given)))
        yield message
    finally:
        library.gcry_cipher_close(handle)


class _Message:
    """One text under one key and nonce; its calls let other threads go on meanwhile."""

    def __init__(self, library: ctypes.CDLL, handle: ctypes.c_void_p) -> None:
        self._library, self._handle = library, handle

    def call(self, what: str, *arguments: object) -> None:
        _check(what, getattr(self._library, f"gcry_cipher_{what}")(self._handle, *arguments))

    def turned(self, way: str, text: bytes) -> bytes:
        """The text encrypted or decrypted."""
        turned, length = ctypes.create_string_buffer(len(text)), ctypes.c_size_t(len(text))
        self.call(way, turned, length, text, length)
        return turned.raw

    def tag(self) -> bytes:
        tag = ctypes.create_string_buffer(TAG)
        self.call("gettag", tag, ctypes.c_size_t(TAG))
        return tag.raw

    def is_tag(self, tag: bytes) -> bool:
        return not self._library.gcry_cipher_checktag(self._handle, tag, ctypes.c_size_t(len(tag)))


def _check(what: str, fault: int) -> None:
    if fault:
        raise OSError(f"libgcrypt: {what} failed ({fault})")


def _library() -> ctypes.CDLL | None:
    """It cannot be made ready by two threads at once."""
    with _MAKING_READY:
        return _ready()


@functools.cache
def _ready() -> ctypes.CDLL | None:
    """Ready for use, if it is there, knows SM4 in this mode (since 1.9), and makes the same bytes."""
    try:
        library = ctypes.CDLL(_NAME)
    except OSError:
        return None
    library.gcry_check_version.restype = ctypes.c_char_p
    library.gcry_cipher_close.restype = None
    library.gcry_check_version(None)
    if not library.gcry_control(_IS_INITIALIZED):
        library.gcry_control(_DISABLE_SECURE_MEMORY, 0)
        library.gcry_control(_INITIALIZED, 0)
    sample = bytes(16), bytes(12), bytes(LONG), b""
    try:
        return library if _encrypt_long(library, *sample) == _encrypt_short(*sample) else None
    except OSError:
        return None
