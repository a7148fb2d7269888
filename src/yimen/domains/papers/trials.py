"""Trying what an office wants to put in place of ours: is it what it says, and is nothing left out?"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pypdf
from PIL import Image

from yimen.domains.network import queries as network
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.errors import StyleRefusedError
from yimen.domains.papers.specimens import marks_of
from yimen.domains.papers.types import FACES, DocumentKind, Style, StylePart
from yimen.foundation.documents import families_of
from yimen.foundation.documents.errors import RenderingFailedError
from yimen.foundation.files.content import content_type_of
from yimen.kernel import RegionCode

MOST_BYTES: Mapping[StylePart, int] = {
    StylePart.TEMPLATE: 200_000,
    StylePart.LETTERHEAD: 2_000_000,
    StylePart.SEAL: 2_000_000,
    StylePart.BODY_FONT: 30_000_000,
    StylePart.HEAD_FONT: 30_000_000,
}
MOST_PIXELS = 4000


@dataclass(frozen=True)
class StyleOffer:
    """What somebody wants to put in place of ours: for which region, part and kind, and why."""

    region: RegionCode
    part: StylePart
    kind: DocumentKind
    """The kind a template is for; for the other parts the kind of the specimen."""
    content: bytes
    note: str


def tried(offer: StyleOffer) -> tuple[bytes, bytes, str]:
    """The specimen, the content as it is kept, and the family of a font."""
    if not 0 < len(offer.content) <= MOST_BYTES[offer.part]:
        raise StyleRefusedError(
            "文件是空的，或者超过 %(limit)s KB；请重新选择。", limit=MOST_BYTES[offer.part] // 1000
        )
    content, family = offer.content, ""
    if offer.part.is_of_office:
        content = _picture(offer.content)
    elif offer.part in FACES:
        family = _family(offer.content)
    style = style_with(offer.part, content, family)
    try:
        pdf = rendering.specimen_pdf(offer.kind, office_of(offer.region), style)
    except RenderingFailedError as fault:
        raise StyleRefusedError(
            "样张无法生成：%(reason)s；请修改后再试。", reason=fault.facts["reason"]
        ) from fault
    _refuse_silence(offer.kind, pdf)
    return pdf, content, family


def style_with(part: StylePart, content: bytes, family: str) -> Style:
    if part in FACES:
        return Style(fonts={FACES[part]: (family, content)})
    return Style(
        template=content if part is StylePart.TEMPLATE else b"",
        letterhead=content if part is StylePart.LETTERHEAD else b"",
        seal=content if part is StylePart.SEAL else b"",
    )


def _picture(content: bytes) -> bytes:
    """Decoded and written anew as PNG: nothing but pixels is kept."""
    if not content_type_of(content).startswith("image/"):
        raise StyleRefusedError("版头和印章须是 PNG、JPEG 或 WebP 图片；请重新选择。")
    with Image.open(io.BytesIO(content)) as picture:
        if max(picture.size) > MOST_PIXELS:
            raise StyleRefusedError(
                "图片的长和宽不能超过 %(limit)s 像素；请缩小后再上传。", limit=MOST_PIXELS
            )
        out = io.BytesIO()
        picture.convert("RGBA").save(out, "PNG")
    return out.getvalue()


def _family(content: bytes) -> str:
    families = families_of(content)
    if not families:
        raise StyleRefusedError("这不是可以使用的 TTF 或 OTF 字体文件；请重新选择。")
    return families[0]


def _refuse_silence(kind: DocumentKind, pdf: bytes) -> None:
    """A template may look different; it may not leave out what ours says of the paper's contents."""
    wanted = {_bare(mark) for mark in marks_of(kind)}
    ours = _words(rendering.specimen_pdf(kind, "", Style()))
    said = _words(pdf)
    silent = sorted(mark for mark in wanted if mark in ours and mark not in said)
    if silent:
        raise StyleRefusedError(
            "模板漏掉了《%(title)s》的必备内容：%(missing)s；请补上后再试。",
            title=kind.title,
            missing="、".join(silent),
        )


def _words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return _bare("".join(page.extract_text() for page in pages))


def _bare(words: str) -> str:
    return "".join(words.split())


def office_of(region: RegionCode) -> str:
    """Whose paper the specimen pretends to be."""
    return rules.authority(region.level, network.get_region(region).name)
