"""Lists as spreadsheets: the same rows that the page shows, in one XLSX file."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.spreadsheets.writing import Column, write_xlsx

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_xlsx(name: str, titles: Sequence[str], rows: Iterable[Sequence[object]], *, by: Actor) -> HttpResponse:
    """The file; that these rows left the house is recorded like an opening of each."""
    lines = list(rows)
    with write_xlsx([Column(title, 18) for title in titles], lines) as file:
        response = HttpResponse(file.read(), content_type=_XLSX)
    changes = {"list": name, "rows": len(lines)}
    audit.record(
        "list:export", kind="list", subject=by.post_id, region=str(by.region), by=by, changes=changes
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    return response
