"""The letter that reminds a source, and what a resident gets to know of who looked: PDFs, nothing is kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils import timezone

from yimen.domains.verification.models import SourceBatch
from yimen.domains.verification.types import Source
from yimen.foundation.documents import render_pdf


def reminder(source: Source, batch: SourceBatch, rows: Sequence[Mapping[str, str]], *, office: str) -> bytes:
    """Which questions of a batch are not answered; no identity number stands in it."""
    values = {
        "source": source.title,
        "basis": source.basis,
        "number": batch.number,
        "sent_on": timezone.localdate(batch.sent_at).isoformat(),
        "due_on": batch.due_on.isoformat(),
        "times": batch.reminders,
        "rows": rows,
        **_frame(office, timezone.localdate()),
    }
    return render_pdf("verification/reminder.typ", values)


def log_sheet(name: str, rows: Sequence[Mapping[str, str]], *, office: str) -> bytes:
    """Who looked at somebody's data, when, for what and on what ground."""
    values = {"name": name, "rows": rows, **_frame(office, timezone.localdate())}
    return render_pdf("verification/query_log.typ", values)


def report_sheet(values: Mapping[str, object], *, office: str) -> bytes:
    """One version of a report, for whoever handles the case or for the family."""
    return render_pdf("verification/report.typ", {**values, **_frame(office, timezone.localdate())})


def _frame(office: str, on: date) -> dict[str, object]:
    return {"office": office, "on": on.isoformat(), "synthetic": settings.YIMEN_IS_SYNTHETIC}
