"""From a stored document to its PDF: the frozen content plus what only the print needs; reads no table."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from yimen.domains.papers import rules
from yimen.domains.papers.errors import DocumentAlteredError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.papers.wording import amount_in_words
from yimen.foundation.documents import qr_svg, render_pdf
from yimen.kernel import Money, Programme

NO_PICTURES: Mapping[str, bytes] = {}
BY_APPLICANTS = frozenset({DocumentKind.APPLICATION, DocumentKind.AUTHORISATION})


def pdf_of(document: OfficialDocument, pictures: Mapping[str, bytes] = NO_PICTURES) -> bytes:
    """The PDF; the same document gives the same bytes. Refuses a document whose content was changed.

    `pictures` are the signatures its rows name, by the id of their file.
    """
    shown = {file_id: list(picture) for file_id, picture in pictures.items()}
    return render_pdf(f"papers/{document.kind}.typ", {**paper_of(document), "pictures": shown})


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
        "answer_qr": qr_svg(str(values["answer_address"])) if values.get("answer_address") else "",
    }


def payment_of(programmes: Sequence[Programme]) -> str:
    """How these programmes help: a standing without money of its own, a sum given once, or month by month."""
    if programmes and all(programme.is_standing for programme in programmes):
        return "standing"
    return "once" if any(programme.is_one_off for programme in programmes) else "monthly"


def check_address(code: str) -> str:
    """Where the QR code leads: the public check page; the address holds the code and nothing else."""
    return f"{settings.YIMEN_CHECK_ADDRESS}{code}"
