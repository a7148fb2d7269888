"""Sheets that came out of a scanner: a bundle taken apart page by page, the QR codes on a sheet."""

import io
from collections.abc import Iterator
from itertools import islice

import pypdf
import zxingcpp
from PIL import Image, UnidentifiedImageError

from yimen.foundation.files.content import MAX_PIXELS

_UNREADABLE = (
    pypdf.errors.PyPdfError, UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError,
    ValueError, KeyError, TypeError, AttributeError, NotImplementedError, RecursionError,
)  # fmt: skip
"""What a page that cannot be decoded raises: then somebody looks at it."""


MOST_TAKEN_APART = 200_000_000
"""Bytes of all pages of a bundle: what pages share, each of them carries along."""
MOST_PICTURES = 20
"""Looked at on one page; a scanner makes one."""
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def is_bundle(content: bytes) -> bool:
    """A PDF of several pages, as a scanner that is fed a pile makes it."""
    return content.startswith(b"%PDF-") and len(pypdf.PdfReader(io.BytesIO(content)).pages) > 1


def pages_of(content: bytes) -> list[bytes]:
    """Each page of a PDF as a PDF of its own; none where it cannot be taken apart."""
    pages: list[bytes] = []
    try:
        for page in _single_pages(content):
            pages.append(page)
            if sum(map(len, pages)) > MOST_TAKEN_APART:
                return []
    except _UNREADABLE:
        return []
    return pages


def _single_pages(content: bytes) -> Iterator[bytes]:
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        one, out = pypdf.PdfWriter(), io.BytesIO()
        one.add_page(page)
        one.write(out)
        yield out.getvalue()


def codes_on(content: bytes) -> list[str]:
    """What the QR codes of a picture or of a page say; nothing where none is read, or of several pages."""
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
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    if len(pages) == 1:
        yield from (
            found.image for found in islice(pages[0].images, MOST_PICTURES) if found.image is not None
        )
