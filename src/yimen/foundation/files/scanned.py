"""Sheets that came out of a scanner: a bundle taken apart page by page, the QR codes on a sheet."""

import io
from collections.abc import Iterator

import pypdf
import zxingcpp
from PIL import Image, UnidentifiedImageError

from yimen.foundation.files.content import MAX_PIXELS

_UNREADABLE = (
    pypdf.errors.PyPdfError, UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError,
    ValueError, KeyError, TypeError, AttributeError, NotImplementedError, RecursionError,
)  # fmt: skip
"""What a page that cannot be decoded raises: then somebody looks at it."""


_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def is_bundle(content: bytes) -> bool:
    """A PDF of several pages, as a scanner that is fed a pile makes it."""
    return content.startswith(b"%PDF-") and len(pypdf.PdfReader(io.BytesIO(content)).pages) > 1


def pages_of(content: bytes) -> Iterator[bytes]:
    """Each page of a PDF as a PDF of its own."""
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        one, out = pypdf.PdfWriter(), io.BytesIO()
        one.add_page(page)
        one.write(out)
        yield out.getvalue()


def codes_on(content: bytes) -> list[str]:
    """What the QR codes of a picture or of a page say; nothing where none is read."""
    try:
        return [code.text for picture in _pictures(content) for code in _read(picture)]
    except _UNREADABLE:
        return []


def _read(picture: Image.Image) -> list[zxingcpp.Barcode]:
    if picture.width * picture.height > MAX_PIXELS:
        return []
    return list(zxingcpp.read_barcodes(picture.convert("L"), formats=_QR))


def _pictures(content: bytes) -> Iterator[Image.Image]:
    if not content.startswith(b"%PDF-"):
        with Image.open(io.BytesIO(content)) as picture:
            yield picture
        return
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        yield from (found.image for found in page.images if found.image is not None)
