"""The list of a village as a sheet to take along; nothing is numbered or kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings

from yimen.foundation.documents import render_pdf

MOST_ON_A_SHEET = 1_000


def roll_sheet(title: str, place: str, rows: Sequence[Mapping[str, str]], on: date) -> bytes:
    """Whoever is on the list, with empty columns for how, when and by whom."""
    is_synthetic = settings.YIMEN_IS_SYNTHETIC
    values = {"title": title, "place": place, "rows": rows, "on": on.isoformat(), "synthetic": is_synthetic}
    return render_pdf("allowances/roll.typ", values)
