"""Many papers as one PDF for the printer; each opening is recorded by itself."""

import io
from collections.abc import Sequence
from uuid import UUID

import pypdf
from django.db import transaction

from yimen.domains.network.types import Actor
from yimen.domains.papers.actions.documents import open_document
from yimen.domains.papers.errors import TooManyDocumentsError

MOST_AT_ONCE = 100


@transaction.atomic
def print_documents(document_ids: Sequence[UUID], *, by: Actor) -> bytes:
    """The kept PDFs one after the other, in the order asked for."""
    if not 0 < len(document_ids) <= MOST_AT_ONCE:
        raise TooManyDocumentsError("一次可以打印 1 至 %(most)s 份文书；请重新勾选。", most=MOST_AT_ONCE)
    whole = pypdf.PdfWriter()
    for document_id in document_ids:
        whole.append(io.BytesIO(open_document(document_id, by=by, purpose="批量打印").pdf))
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()
