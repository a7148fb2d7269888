"""The bulletin of a month as a sheet; it is no official paper: no number, nothing kept."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from yimen.foundation.documents import render_pdf
from yimen.kernel import Month


def bulletin_sheet(month: Month, place: str, lines: Sequence[Sequence[object]], on: date) -> bytes:
    """One line for each place, the figures as on the screen."""
    values = {
        "month": str(month),
        "place": place,
        "on": on.isoformat(),
        "lines": [[str(cell) for cell in line] for line in lines],
        "synthetic": settings.YIMEN_IS_SYNTHETIC,
    }
    return render_pdf("monitoring/bulletin.typ", values)
