"""An office puts a template, letterhead, seal or font in place of ours: tried on a specimen, then kept."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass

import pypdf
from django.db import transaction
from django.db.models import Max
from PIL import Image

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.errors import StyleRefusedError
from yimen.domains.papers.models import StyleVersion
from yimen.domains.papers.queries.styles import FACES, get_style_version
from yimen.domains.papers.specimens import marks_of
from yimen.domains.papers.types import DocumentKind, Style, StylePart
from yimen.foundation import audit
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


def preview_style(offer: StyleOffer, *, by: Actor) -> bytes:
    """The specimen with what is offered; refuses what cannot be used. Nothing is kept."""
    require(by, Permission.NETWORK_ADMINISTER, offer.region)
    return _tried(offer)[0]


@transaction.atomic
def replace_style(offer: StyleOffer, *, by: Actor) -> StyleVersion:
    """A new version, used for every paper issued from now on; those issued before keep theirs."""
    require(by, Permission.NETWORK_ADMINISTER, offer.region)
    _pdf, content, family = _tried(offer)
    return _keep(offer, content, family, by)


@transaction.atomic
def revert_style(version: StyleVersion | None, offer: StyleOffer, *, by: Actor) -> StyleVersion:
    """Back to an earlier version, or to ours: a new version with its content."""
    require(by, Permission.NETWORK_ADMINISTER, offer.region)
    if version is None:
        return _keep(offer, b"", "", by)
    old = get_style_version(version.id, by=by)
    return _keep(offer, bytes(old.content), old.family, by)


def _keep(offer: StyleOffer, content: bytes, family: str, by: Actor) -> StyleVersion:
    of_kind = offer.kind.value if offer.part is StylePart.TEMPLATE else ""
    before = StyleVersion.objects.filter(region=str(offer.region), part=offer.part, kind=of_kind)
    if not offer.note.strip():
        raise StyleRefusedError("请写明更换的原因或依据。")
    kept = StyleVersion.objects.create(
        region=str(offer.region),
        part=offer.part,
        kind=of_kind,
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
        content=content,
        family=family,
        digest=hashlib.sha256(content).hexdigest() if content else "",
        note=offer.note.strip(),
        by_post_id=by.post_id,
    )
    audit.record(
        "style:replace",
        kind="style",
        subject=kept.id,
        region=kept.region,
        by=by,
        changes={"part": kept.part, "kind": kept.kind, "number": kept.number, "digest": kept.digest},
    )
    return kept


def _tried(offer: StyleOffer) -> tuple[bytes, bytes, str]:
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
    style = _style(offer.part, content, family)
    office = rules.authority(offer.region.level, network.get_region(offer.region).name)
    try:
        pdf = rendering.specimen_pdf(offer.kind, office, style)
    except RenderingFailedError as fault:
        raise StyleRefusedError(
            "样张无法生成：%(reason)s；请修改后再试。", reason=fault.facts["reason"]
        ) from fault
    _refuse_silence(offer.kind, pdf)
    return pdf, content, family


def _style(part: StylePart, content: bytes, family: str) -> Style:
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
