"""From a stored document to its PDF: the frozen content plus what only the print needs; reads no table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from yimen.domains.papers import rules
from yimen.domains.papers.errors import DocumentAlteredError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.specimens import specimen
from yimen.domains.papers.types import DocumentKind, Json, Style
from yimen.domains.papers.wording import amount_in_words
from yimen.foundation.documents import Overlay, qr_png, qr_svg, render_html, render_pages, render_pdf
from yimen.foundation.documents.editable import Head, render_docx
from yimen.kernel import Money, Programme

OURS = Style()
BY_APPLICANTS = frozenset(
    {
        DocumentKind.APPLICATION,
        DocumentKind.AUTHORISATION,
        DocumentKind.MANDATE,
        DocumentKind.COMMITMENT,
        DocumentKind.WAIVER,
        DocumentKind.CARD_AGREEMENT,
    }
)
EDITABLE = "可编辑副本　非正式文书　以加盖印章、可扫码查验的 PDF 文书为准"
FICTION = "演示数据　人物与事项均为虚构　不具法律效力"


@dataclass(frozen=True)
class Print:
    """One printing: signature pictures by the id of their file, the style, the how many-th copy it is."""

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    style: Style = OURS
    copy: int = 0
    """The number of this copy; none is the document itself."""


PLAIN = Print()


def pdf_of(document: OfficialDocument, how: Print = PLAIN) -> bytes:
    """The PDF; the same document gives the same bytes. Refuses a document whose content was changed."""
    return render_pdf(_template(document), _shown(document, how), _overlay(document, how.style))


def pages_of(document: OfficialDocument, how: Print = PLAIN) -> list[bytes]:
    """The same pages as pictures."""
    return render_pages(_template(document), _shown(document, how), _overlay(document, how.style))


def docx_of(document: OfficialDocument, how: Print = PLAIN) -> bytes:
    """An editable copy: the same words, tables, number and QR code, marked as no official paper."""
    paper = paper_of(document)
    html = render_html(_template(document), _shown(document, how), _overlay(document, how.style))
    head = Head(
        office=document.office if paper["from_office"] else "",
        title=DocumentKind(document.kind).title,
        number=document.number,
        mark=EDITABLE,
        warning=FICTION if document.is_synthetic else "",
        foot=f"查验码 {paper['code']}　查验码只对应正式文书",
        qr=qr_png(check_address(document.code)),
        letterhead=how.style.letterhead if paper["from_office"] else b"",
        face=settings.YIMEN_FONT_FACES["body"][0],
    )
    return render_docx(html, head)


def style_ids_of(document: OfficialDocument) -> dict[str, str]:
    """Which versions of what the office put in place of ours the document was made with."""
    return cast("dict[str, str]", content_of(document).get("style", {}))


def signing_digest_of(document: OfficialDocument) -> str:
    """The digest of what whoever signed it signed."""
    values = cast("dict[str, Json]", content_of(document)["values"])
    return rules.signing_digest(DocumentKind(document.kind), values)


def specimen_pdf(kind: DocumentKind, office: str, style: Style) -> bytes:
    """What a style looks like on a paper that belongs to nobody; nothing stays on the disk."""
    tried = replace(_laid(kind, style), is_trial=True)
    return render_pdf(f"papers/{kind}.typ", _dressed(specimen(kind, office), Print(style=style)), tried)


def _template(document: OfficialDocument) -> str:
    return f"papers/{document.kind}.typ"


def _overlay(document: OfficialDocument, style: Style) -> Overlay:
    return _laid(DocumentKind(document.kind), style)


def _laid(kind: DocumentKind, style: Style) -> Overlay:
    templates = {f"papers/{kind}.typ": style.template} if style.template else {}
    return Overlay(templates, {f"{face}.otf": font for face, (_name, font) in style.fonts.items()})


def _shown(document: OfficialDocument, how: Print) -> dict[str, object]:
    return _dressed(paper_of(document), how)


def _dressed(paper: dict[str, Json], how: Print) -> dict[str, object]:
    """The paper's words with what only this printing adds."""
    style, faces = how.style, settings.YIMEN_FONT_FACES
    own = {face: [name, *faces[face]] for face, (name, _font) in style.fonts.items()}
    return {
        **paper,
        "pictures": {file_id: list(picture) for file_id, picture in how.pictures.items()},
        "copy": how.copy,
        "letterhead": list(style.letterhead) or None,
        "seal": list(style.seal) or None,
        "fonts": {**faces, **own},
    }


def signatures_of(document: OfficialDocument) -> list[str]:
    """The ids of the signature pictures that the document shows."""
    return rules.signatures_in(cast("dict[str, Json]", content_of(document)["values"]))


def content_of(document: OfficialDocument) -> dict[str, Json]:
    """What the document says, checked against the digest of the day of issue."""
    content = cast("dict[str, Json]", json.loads(document.content))
    if digest_of(document, content) != document.digest:
        message = _("文书 %(number)s 的内容与制发时的摘要不符，可能被改动，不能打开；请立即报告安全管理员。")
        raise DocumentAlteredError(message % {"number": document.number}, number=document.number)
    return content


def digest_of(document: OfficialDocument, content: dict[str, Json]) -> str:
    """The digest of everything the document says, its number and code included."""
    return rules.content_digest(
        kind=document.kind,
        number=document.number,
        office=document.office,
        issued_on=document.issued_on.isoformat(),
        code=document.code,
        content=content,
    )


def paper_of(document: OfficialDocument) -> dict[str, Json]:
    """The values a template reads."""
    kind, content = DocumentKind(document.kind), content_of(document)
    values = cast("dict[str, Json]", content["values"])
    programmes = rules.programmes_of(values)
    amount = values.get("amount")
    return {
        **content,
        "title": kind.title,
        "number": document.number,
        "office": document.office,
        "issued_on": document.issued_on.isoformat(),
        "from_office": kind not in BY_APPLICANTS,
        "programmes": "、".join(programme.title for programme in programmes),
        "payment": payment_of(programmes),
        "published": not rules.UNPUBLISHED & set(programmes),
        "amount_words": amount_in_words(Money.yuan(str(amount))) if amount else "",
        "code": rules.grouped_code(document.code),
        "digest": document.digest,
        "qr": qr_svg(check_address(document.code)),
        "synthetic": document.is_synthetic,
        "signed": _signed(kind, values),
    }


def _signed(kind: DocumentKind, values: dict[str, Json]) -> Json:
    """Who signed, and the digest of what they signed; printed on the paper."""
    names: list[Json] = list(dict.fromkeys(name for name, _picture in rules.signers_in(values)))
    return {"names": names, "digest": rules.signing_digest(kind, values)} if names else None


def payment_of(programmes: Sequence[Programme]) -> str:
    """How these programmes help: a standing without money of its own, a sum given once, or month by month."""
    if programmes and all(programme.is_standing for programme in programmes):
        return "standing"
    return "once" if any(programme.is_one_off for programme in programmes) else "monthly"


def check_address(code: str) -> str:
    """Where the QR code leads: the public check page; the address holds the code and nothing else."""
    return f"{settings.YIMEN_CHECK_ADDRESS}{code}"
