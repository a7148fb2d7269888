"""Lists as spreadsheets: the same rows that the page shows, in one XLSX file."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yimen.foundation.spreadsheets.writing import Column, write_xlsx

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_xlsx(name: str, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    with write_xlsx([Column(title, 18) for title in titles], rows) as file:
        response = HttpResponse(file.read(), content_type=_XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    return response
