"""What happens to an issued document: opened (the PDF is made the first time), delivered, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.errors import DeliveryRefusedError, DocumentWithdrawnError
from yimen.domains.papers.models import Delivery, DeliveryAttempt, OfficialDocument
from yimen.domains.papers.permissions import access_document
from yimen.domains.papers.queries.styles import style_of
from yimen.domains.papers.types import COPY, PROOF_OF_DELIVERY, DeliveryMethod
from yimen.foundation import audit
from yimen.foundation.audit.reading import times_opened
from yimen.foundation.files.actions import OpenedFile, open_file, store
from yimen.foundation.files.errors import FileMissingError
from yimen.foundation.files.queries import stored_files


@dataclass(frozen=True)
class OpenedDocument:
    """A document ready to be shown or printed."""

    document: OfficialDocument
    pdf: bytes
    ending: str = "pdf"

    @property
    def file_name(self) -> str:
        """Number and title; no name of a person."""
        return f"{self.document.number} {self.document.title}.{self.ending}"


@transaction.atomic
def open_document(
    document_id: UUID,
    *,
    by: Actor,
    purpose: str = "",
    permission: Permission = Permission.DOCUMENT_OPEN,
) -> OpenedDocument:
    """The PDF of a document: made and kept at the first opening, the kept one at every reprint.

    `permission` is that of the act which shows it, where that is part of another act such as a transfer.
    """
    document = access_document(document_id, by=by, permission=permission)
    locked = OfficialDocument.objects.select_for_update().get(id=document.id)
    if locked.file_id is None:
        pdf = rendering.pdf_of(locked, printing_of(locked, by))
        concerned = locked.household_id or locked.id  # a share of the household opens the file as well
        stored = store(pdf, kind="document", subject=concerned, region=locked.region, by=by)
        OfficialDocument.objects.filter(id=locked.id).update(file_id=stored.id)
        locked.file_id = stored.id
        audit.record_opening(kind="document", subject=locked.id, region=locked.region, by=by, purpose=purpose)
    else:
        rendering.content_of(locked)
        pdf = b"".join(open_file(locked.file_id, by=by, purpose=purpose).chunks)
    return OpenedDocument(locked, pdf)


@transaction.atomic
def open_editable(document_id: UUID, *, by: Actor) -> OpenedDocument:
    """An editable copy of a document; it is made anew each time, and its digest is nobody's."""
    document = access_document(document_id, by=by)
    audit.record_opening(
        kind="document", subject=document.id, region=document.region, by=by, purpose="可编辑副本"
    )
    return OpenedDocument(document, rendering.docx_of(document, printing_of(document, by)), "docx")


@transaction.atomic
def open_copy(document_id: UUID, *, by: Actor) -> OpenedDocument:
    """The document printed anew and marked as a copy with its count; the kept file stays as it is."""
    document = access_document(document_id, by=by)
    audit.record_opening(kind="document", subject=document.id, region=document.region, by=by, purpose=COPY)
    how = replace(printing_of(document, by), copy=times_opened(document.id, COPY))
    return OpenedDocument(document, rendering.pdf_of(document, how))


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
    _refuse_unfit_proof(document, proof_file_id)
    _refuse_unproven(document, method, proof, proof_file_id)
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
        effective_on=rules.effective_on(method, delivered_on),
        by_post_id=by.post_id,
    )
    _record("deliver", document, by, {"method": method.value, "delivered_on": delivered_on.isoformat()})
    return delivery


@transaction.atomic
def record_attempt(
    document_id: UUID, *, method: DeliveryMethod, tried_on: date, why: str, by: Actor
) -> DeliveryAttempt:
    """Record that a delivery failed, and why; the paper stays on the list of those still to deliver."""
    document = access_document(document_id, by=by)
    require(by, Permission.DOCUMENT_DELIVER, document.region, subject=document.household_id)
    _check_delivery(document, why, tried_on, why)
    attempt = DeliveryAttempt.objects.create(
        region=document.region,
        household_id=document.household_id,
        document=document,
        method=method,
        tried_on=tried_on,
        why=why.strip(),
        by_post_id=by.post_id,
    )
    _record("attempt", document, by, {"method": method.value, "tried_on": tried_on.isoformat()})
    return attempt


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


def printing_of(document: OfficialDocument, by: Actor) -> rendering.Print:
    """What a printing needs besides the frozen content: signatures and the style of the day of issue."""
    return rendering.Print(_signatures(document, by), style_of(rendering.style_ids_of(document)))


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


def _check_delivery(document: OfficialDocument, recipient: str, delivered_on: date, proof: str) -> None:
    if not recipient.strip() or not proof.strip():
        raise DeliveryRefusedError("送达登记须写明受送达人和送达凭证（如签收、邮寄单号、照片）。")
    if not document.issued_on <= delivered_on <= timezone.localdate():
        message = _("送达日期应在制发日期 %(issued_on)s 至今天之间。")
        raise DeliveryRefusedError(
            message % {"issued_on": document.issued_on}, delivered_on=str(delivered_on)
        )


def _refuse_unfit_proof(document: OfficialDocument, file_id: UUID | None) -> None:
    """Only a file kept as proof of delivery of this document, what it is about or what went with it."""
    if file_id is None:
        return
    together = OfficialDocument.objects.filter(subject_id=document.subject_id).values_list("id", flat=True)
    about = {document.id, document.subject_id, *together}
    if not any(file.kind == PROOF_OF_DELIVERY and file.subject in about for file in stored_files([file_id])):
        raise DeliveryRefusedError("送达凭证须是为本文书上传的回执扫描或照片，请在送达登记中重新上传。")


def _refuse_unproven(
    document: OfficialDocument, method: DeliveryMethod, proof: str, file_id: UUID | None
) -> None:
    """Each way of delivery has its own proof."""
    lacking = rules.lacking_proof(
        method, proof, has_file=file_id is not None, has_attempt=document.attempts.exists()
    )
    if lacking:
        raise DeliveryRefusedError(
            "%(method)s须有：%(lacking)s；请补齐后再登记。", method=method.title, lacking=lacking
        )


def _record(verb: str, document: OfficialDocument, by: Actor, changes: Mapping[str, object]) -> None:
    audit.record(
        f"document:{verb}",
        kind="document",
        subject=document.id,
        region=document.region,
        by=by,
        changes=changes,
    )
