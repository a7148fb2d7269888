"""SM4-GCM: OpenSSL for what is short, libgcrypt for what is long where the machine has it.

OpenSSL has no vector code for SM4 on x86, libgcrypt has: the same bytes in a quarter of the time, and without
tables whose use tells of the key where the processor has AES instructions. Every Debian has it (apt needs
it); elsewhere OpenSSL does all.
"""

import ctypes
import functools

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

LONG = 4096
"""From so many bytes on the call of a second library is worth its while."""
TAG = 16
_LIBRARY = "libgcrypt.so.20"
_SM4, _GCM = 318, 9
_DISABLE_SECURE_MEMORY, _INITIALIZED, _IS_INITIALIZED = 37, 38, 39


def encrypt(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """The body and its tag; `bound` goes into the tag only."""
    if len(plain) >= LONG and (library := _library()):
        return _encrypt_long(library, key, nonce, plain, bound)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(plain) + encryptor.finalize(), encryptor.tag


def decrypt(key: bytes, nonce: bytes, body: bytes, tag: bytes, bound: bytes) -> bytes:
    """What was encrypted; raises InvalidTag when anything of it, or what it is bound to, is another."""
    if len(body) >= LONG and len(tag) == TAG and (library := _library()):
        return _decrypt_long(library, key, nonce, body, tag, bound)
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(body) + decryptor.finalize()


class _Call:
    """One message under one key and nonce; calls let other threads go on meanwhile."""

    def __init__(self, library: ctypes.CDLL, key: bytes, nonce: bytes, bound: bytes) -> None:
        self._library, self._handle = library, ctypes.c_void_p()
        self._given = (("setkey", key), ("setiv", nonce), ("authenticate", bound))

    def __enter__(self) -> "_Call":
        self._done("open", ctypes.byref(self._handle), _SM4, _GCM, 0, is_handle=False)
        try:
            for what, given in self._given:
                self._done(what, given, ctypes.c_size_t(len(given)))
        except OSError:
            self._close()
            raise
        return self

    def __exit__(self, *_fault: object) -> None:
        self._close()

    def _close(self) -> None:
        self._library.gcry_cipher_close(self._handle)

    def turned(self, way: str, text: bytes) -> bytes:
        """The text encrypted or decrypted."""
        turned, length = ctypes.create_string_buffer(len(text)), ctypes.c_size_t(len(text))
        self._done(way, turned, length, text, length)
        return turned.raw

    def tag(self) -> bytes:
        tag = ctypes.create_string_buffer(TAG)
        self._done("gettag", tag, ctypes.c_size_t(TAG))
        return tag.raw

    def is_tag(self, tag: bytes) -> bool:
        return not self._library.gcry_cipher_checktag(self._handle, tag, ctypes.c_size_t(len(tag)))

    def _done(self, what: str, *arguments: object, is_handle: bool = True) -> None:
        handle = (self._handle,) if is_handle else ()
        if fault := getattr(self._library, f"gcry_cipher_{what}")(*handle, *arguments):
            raise OSError(f"libgcrypt: {what} failed ({fault})")


def _encrypt_long(
    library: ctypes.CDLL, key: bytes, nonce: bytes, plain: bytes, bound: bytes
) -> tuple[bytes, bytes]:
    with _Call(library, key, nonce, bound) as call:
        return call.turned("encrypt", plain), call.tag()


def _decrypt_long(
    library: ctypes.CDLL, key: bytes, nonce: bytes, body: bytes, tag: bytes, bound: bytes
) -> bytes:
    with _Call(library, key, nonce, bound) as call:
        plain = call.turned("decrypt", body)
        if not call.is_tag(tag):
            raise InvalidTag
        return plain


@functools.cache
def _library() -> ctypes.CDLL | None:
    """Ready for use, if it is there and knows SM4 in this mode (since 1.9)."""
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    library.gcry_check_version.restype = ctypes.c_char_p
    library.gcry_cipher_close.restype = None
    library.gcry_cipher_close.argtypes = [ctypes.c_void_p]
    library.gcry_check_version(None)
    if not library.gcry_control(_IS_INITIALIZED):
        library.gcry_control(_DISABLE_SECURE_MEMORY, 0)
        library.gcry_control(_INITIALIZED, 0)
    try:
        _encrypt_long(library, bytes(16), bytes(12), b"", b"")
    except OSError:
        return None
    return library
