"""What a push says of itself in headers and address; all is asked before any of its body is read."""

import re
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from yimen.domains.verification.types.pushes import Asked, Digest, DigestKind, Piece

from .refusals import RequestWrongError

MOST_OF_A_SET = 500_000_000
MOST_OF_ANSWERS = 5_000_000
"""Bytes of one request, as through the browser."""
MOST_OF_A_PIECE = 20_000_000
MOST_IN_PIECES = 2_000_000_000
"""Bytes of one piece, and of all; larger sets are loaded on the server."""
_KEY = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PERSONAL = re.compile(r"\d{15}")
"""So many digits in a row may be somebody's number; a key stands in logs and pages."""
_DIGEST = re.compile(r"(sm3|sha-256)=([0-9a-fA-F]{64})")


def asked_set(request: HttpRequest, set_key: str) -> Asked:
    """A version of a set: as of which day is in the address."""
    as_of = _as_of(request)
    _refuse_size(request, MOST_OF_A_SET)
    return Asked(_key(request), _digest(request), set_key=set_key, as_of=as_of)


def asked_upload(request: HttpRequest, set_key: str) -> tuple[Asked, int]:
    """A version of a set that will come in pieces, and how long it is altogether."""
    size = request.headers.get("X-Content-Size", "")
    if not (size.isdecimal() and size.isascii() and len(size) <= 12 and int(size)):
        message = _("请在 X-Content-Size 标头中写明全部内容的字节数。")
        raise RequestWrongError(message, status=400, code="size_missing")
    _refuse_more(int(size), MOST_IN_PIECES)
    return Asked(_key(request), _digest(request), set_key=set_key, as_of=_as_of(request)), int(size)


def sent_piece(request: HttpRequest, offset: int) -> Piece:
    """One piece of an upload, from a place on."""
    return Piece(offset, _refuse_size(request, MOST_OF_A_PIECE), _digest(request))


def _as_of(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("as_of", ""))
    except ValueError as fault:
        message = _("请在地址中写明 as_of=数据截止日期，如 as_of=2026-11-01。")
        raise RequestWrongError(message, status=400, code="as_of_missing") from fault


def asked_answers(request: HttpRequest, source: str) -> Asked:
    """A file of answers of a source."""
    _refuse_size(request, MOST_OF_ANSWERS)
    return Asked(_key(request), _digest(request), source=source)


def _refuse_size(request: HttpRequest, most: int) -> int:
    """The length as declared; of more than it nothing is read."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    if not declared.isdecimal():
        message = _("请在 Content-Length 标头中写明字节数；不接受分块传输。")
        raise RequestWrongError(message, status=411, code="length_missing")
    _refuse_more(int(declared), most)
    return int(declared)


def _refuse_more(size: int, most: int) -> None:
    if size > most:
        message = _("内容超过 %(limit)s MB，没有接收；大文件请分片上传，更大的由本县在服务器上装载。")
        said = message % {"limit": most // 1_000_000}
        raise RequestWrongError(said, status=413, code="too_large")


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if _KEY.fullmatch(key) is None or _PERSONAL.search(key):
        message = _(
            "请在 Idempotency-Key 标头中写明本次推送的编号：1 至 64 个字母、数字、点、横线，"
            "不得含有 15 位以上连续数字。"
        )
        raise RequestWrongError(message, status=400, code="key_missing")
    return key


def _digest(request: HttpRequest) -> Digest:
    found = _DIGEST.fullmatch(request.headers.get("X-Content-Digest", ""))
    if found is None:
        message = _("请在 X-Content-Digest 标头中写明摘要，如 sm3=64 位十六进制数，或者 sha-256=……。")
        raise RequestWrongError(message, status=400, code="digest_missing")
    return Digest(DigestKind(found[1]), bytes.fromhex(found[2]))
