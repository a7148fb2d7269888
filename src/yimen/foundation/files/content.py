"""What a file really is: pictures are decoded, PDFs parsed; name and declared type are never asked."""

import io
import warnings
from collections.abc import Iterator

import pypdf
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pypdf.generic import ArrayObject, DictionaryObject

from yimen.foundation.files.errors import FileNotAcceptedError, FileTooLargeError

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_PAGES = 300
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_ACTIVE = ("/JavaScript", "/EmbeddedFiles", "/XFA")


def content_type_of(content: bytes) -> str:
    """The type of an acceptable content; refuses everything else."""
    if not content:
        raise FileNotAcceptedError("文件是空的，请重新选择文件。")
    if len(content) > MAX_BYTES:
        message = _("文件有 %(size)s MB，超过 %(limit)s MB；请降低扫描分辨率或分成几份后再上传。")
        raise FileTooLargeError(message % {"size": len(content) // 2**20, "limit": MAX_BYTES // 2**20})
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return "application/pdf"
    return _check_picture(content)


def _check_picture(content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below
            with Image.open(io.BytesIO(content), formats=list(PICTURES)) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise FileTooLargeError("图片像素过大，请缩小后再上传。")
                picture.load()
                return PICTURES[str(picture.format)]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise FileNotAcceptedError(
            "只接受能够打开的 JPEG、PNG、WebP 图片或 PDF 文件；请重新拍照或扫描。"
        ) from fault


def _check_pdf(content: bytes) -> None:
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise FileNotAcceptedError("PDF 文件设有密码，请去除密码后再上传。")
        if not 0 < len(reader.pages) <= MAX_PAGES:
            raise FileTooLargeError("PDF 文件页数须在 1 至 %(limit)s 页之间。", limit=MAX_PAGES)
        _refuse_active(reader)
    except (
        pypdf.errors.PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as fault:
        raise FileNotAcceptedError("PDF 文件无法读取，可能已损坏；请重新生成或扫描。") from fault


def _refuse_active(reader: pypdf.PdfReader) -> None:
    """No script, no form program, no embedded file, nothing started on opening."""
    catalog = _part(reader.trailer, "/Root")
    held = {**_part(catalog, "/Names"), **_part(catalog, "/AcroForm")}
    is_active = any(key in held for key in _ACTIVE) or _acts(catalog, "/OpenAction")
    if is_active or any(_acts(part, "/A") for page in reader.pages for part in _parts_of(page)):
        message = _("PDF 文件含有脚本或内嵌文件，不能接收；请打印或另存为普通 PDF 后再上传。")
        raise FileNotAcceptedError(message)


def _parts_of(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """The page itself and what lies on it: buttons, links, attachments."""
    yield page
    placed = page.get("/Annots")
    whole = placed.get_object() if placed is not None else None
    for part in whole if isinstance(whole, ArrayObject) else ():
        found = part.get_object()
        if isinstance(found, DictionaryObject):
            yield found


def _acts(part: DictionaryObject, key: str) -> bool:
    """It starts something by itself, runs a script or a program, or carries a file."""
    is_file = part.get("/Subtype") == "/FileAttachment"
    return is_file or "/AA" in part or _part(part, key).get("/S") in ("/JavaScript", "/Launch")


def _part(whole: DictionaryObject, key: str) -> DictionaryObject:
    """A dictionary inside a dictionary; an empty one when there is none."""
    part = whole.get(key)
    found = part.get_object() if part is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
