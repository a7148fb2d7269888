"""Writes of documents: issue with a number, open (the PDF is made the first time), deliver, withdraw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.errors import (
    DeliveryRefusedError,
    DocumentIncompleteError,
    DocumentWithdrawnError,
    ProgrammeNotPublishedError,
)
from yimen.domains.papers.models import Delivery, OfficialDocument
from yimen.domains.papers.permissions import access_document
from yimen.domains.papers.types import DeliveryMethod, DocumentKind, Json, Values
from yimen.domains.worklist.types import Subject
from yimen.foundation import audit
from yimen.foundation.files.actions import OpenedFile, open_file, store
from yimen.foundation.files.errors import FileMissingError
from yimen.foundation.models import make_id
from yimen.kernel import RegionCode, RegionLevel

NATIONAL_HOTLINE = "12345"
NEXT_NUMBER = """
    INSERT INTO papers_documentsequence AS sequence (id, station_id, kind, year, last)
    VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (station_id, kind, year) DO UPDATE SET last = sequence.last + 1
    RETURNING last
"""


@dataclass(frozen=True)
class OpenedDocument:
    """A document ready to be shown or printed."""

    document: OfficialDocument
    pdf: bytes

    @property
    def file_name(self) -> str:
        """Number and title; no name of a person."""
        return f"{self.document.number} {self.document.title}.pdf"


@transaction.atomic
def issue_document(
    *, kind: DocumentKind, subject: Subject, values: Values, by: Actor, household_id: UUID | None = None
) -> OfficialDocument:
    """Number a document and freeze what it says; refuses a document that leaves out what the law demands.

    `handler` and `phone`, where the kind has them and the caller does not, are the actor and the station's
    telephone.
    """
    require(by, Permission.DOCUMENT_ISSUE, subject.region, subject=household_id)
    station = network.get_station(by.station_id)
    said = {**_known(kind, by, station.hotline), **values}
    _check_contents(kind, said)
    today = timezone.localdate()
    serial = _next_serial(station.id, kind, today.year)
    home, region = RegionCode(station.region), RegionCode(str(subject.region))
    names = network.region_names([home, region.at(RegionLevel.COUNTY), region.at(RegionLevel.TOWN)])
    document = OfficialDocument(
        region=str(region),
        household_id=household_id or (subject.id if subject.kind == "household" else None),
        subject_kind=subject.kind,
        subject_id=subject.id,
        kind=kind,
        station_id=station.id,
        year=today.year,
        serial=serial,
        number=rules.document_number(kind, names[str(home)], today.year, serial),
        office=rules.authority(home.level, names[str(home)]),
        issued_on=today,
        masked_name=rules.mask_name(_name_in(said)),
        code=rules.draw_code(),
        is_synthetic=settings.YIMEN_IS_SYNTHETIC,
        issued_by_id=by.post_id,
    )
    content: dict[str, Json] = {
        "values": cast("Json", said),
        "basis": rules.legal_basis(kind, rules.programmes_of(said), today),
        **_places(region, names),
    }
    document.content = json.dumps(content, ensure_ascii=False)
    document.digest = rendering.digest_of(document, content)
    document.save(force_insert=True)
    _record("issue", document, by, {"number": document.number, "digest": document.digest})
    return document


@transaction.atomic
def open_document(document_id: UUID, *, by: Actor, purpose: str = "") -> OpenedDocument:
    """The PDF of a document: made and kept at the first opening, the kept one at every reprint."""
    document = access_document(document_id, by=by)
    locked = OfficialDocument.objects.select_for_update().get(id=document.id)
    if locked.file_id is None:
        pdf = rendering.pdf_of(locked, _signatures(locked, by))
        stored = store(pdf, kind="document", subject=locked.id, region=locked.region, by=by)
        OfficialDocument.objects.filter(id=locked.id).update(file_id=stored.id)
        locked.file_id = stored.id
        audit.record_opening(kind="document", subject=locked.id, region=locked.region, by=by, purpose=purpose)
    else:
        rendering.content_of(locked)
        pdf = b"".join(open_file(locked.file_id, by=by, purpose=purpose).chunks)
    return OpenedDocument(locked, pdf)


@transaction.atomic
def record_delivery(
    document_id: UUID,
    *,
    method: DeliveryMethod,
    recipient: str,
    delivered_on: date,
    proof: str,
    by: Actor,
    proof_file_id: UUID | None = None,
) -> Delivery:
    """Record how a document reached somebody, and by what that can be shown."""
    document = access_document(document_id, by=by)
    require(by, Permission.DOCUMENT_DELIVER, document.region, subject=document.household_id)
    _check_delivery(document, recipient, delivered_on, proof)
    delivery = Delivery.objects.create(
        region=document.region,
        household_id=document.household_id,
        document=document,
        method=method,
        recipient=recipient.strip(),
        delivered_on=delivered_on,
        issued_on=document.issued_on,
        proof=proof.strip(),
        proof_file_id=proof_file_id,
        by_post_id=by.post_id,
    )
    _record("deliver", document, by, {"method": method.value, "delivered_on": delivered_on.isoformat()})
    return delivery


@transaction.atomic
def withdraw_document(document_id: UUID, *, reason: str, by: Actor) -> OfficialDocument:
    """Take a document back: its number stays used, its code then says that it is no longer valid."""
    document = access_document(document_id, by=by)
    require(by, Permission.DOCUMENT_ISSUE, document.region, subject=document.household_id)
    changed = OfficialDocument.objects.filter(id=document.id, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_reason=reason
    )
    if not changed:
        message = _("文书 %(number)s 已经撤回，不能再次撤回。")
        raise DocumentWithdrawnError(message % {"number": document.number}, number=document.number)
    _record("withdraw", document, by, {"reason": reason})
    document.refresh_from_db()
    return document


def _signatures(document: OfficialDocument, by: Actor) -> dict[str, bytes]:
    """The signature pictures to print; a scan in PDF stays a file of its own. Made-up people have none."""
    opened: dict[str, OpenedFile] = {}
    for file_id in rendering.signatures_of(document):
        try:
            opened[file_id] = open_file(UUID(file_id), by=by, purpose=document.number)
        except FileMissingError:
            if not document.is_synthetic:
                raise
    return {
        file_id: b"".join(file.chunks)
        for file_id, file in opened.items()
        if file.content_type.startswith("image/")
    }


def _known(kind: DocumentKind, by: Actor, hotline: str) -> dict[str, Json]:
    defaults: dict[str, Json] = {"handler": by.staff_name, "phone": hotline or NATIONAL_HOTLINE}
    names = {content.name for content in rules.CONTENTS[kind]}
    is_own_phone = kind is DocumentKind.APPLICATION
    return {name: value for name, value in defaults.items() if name in names and not is_own_phone}


def _check_contents(kind: DocumentKind, values: Values) -> None:
    if missing := rules.missing_contents(kind, values):
        message = _("《%(title)s》缺少必备内容：%(missing)s；请补齐后再制作。")
        raise DocumentIncompleteError(
            message % {"title": kind.title, "missing": "、".join(missing)}, missing=missing
        )
    if unknown := rules.unknown_contents(kind, values):
        message = _("《%(title)s》没有这些栏目：%(unknown)s；请核对后再制作。")
        raise DocumentIncompleteError(
            message % {"title": kind.title, "unknown": "、".join(unknown)}, unknown=unknown
        )
    if hidden := rules.unpublished(kind, values):
        message = _("%(programme)s依法不公示、不公布，不能制作《%(title)s》。")
        raise ProgrammeNotPublishedError(message % {"programme": hidden[0].title, "title": kind.title})


def _check_delivery(document: OfficialDocument, recipient: str, delivered_on: date, proof: str) -> None:
    if not recipient.strip() or not proof.strip():
        raise DeliveryRefusedError(_("送达登记须写明受送达人和送达凭证（如签收、邮寄单号、照片）。"))
    if not document.issued_on <= delivered_on <= timezone.localdate():
        message = _("送达日期应在制发日期 %(issued_on)s 至今天之间。")
        raise DeliveryRefusedError(
            message % {"issued_on": document.issued_on}, delivered_on=str(delivered_on)
        )


def _next_serial(station_id: UUID, kind: DocumentKind, year: int) -> int:
    """One statement that locks the sequence until the transaction ends: neither gap nor double."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [make_id(), station_id, kind.value, year])
        return int(cursor.fetchone()[0])


def _places(region: RegionCode, names: Mapping[str, str]) -> dict[str, Json]:
    county, town = (names.get(str(region.at(level)), "") for level in (RegionLevel.COUNTY, RegionLevel.TOWN))
    return {"county": county, "town": town, "reconsideration": f"{county}人民政府"}


def _name_in(values: Values) -> str:
    rows = values.get("rows")
    if isinstance(rows, list) and rows and isinstance(rows[0], dict):
        return str(rows[0]["name"])
    return str(values["applicant"])


def _record(verb: str, document: OfficialDocument, by: Actor, changes: Mapping[str, object]) -> None:
    audit.record(
        f"document:{verb}",
        kind="document",
        subject=document.id,
        region=document.region,
        by=by,
        changes=changes,
    )
