"""Lists as spreadsheets: the rows that the page shows, at once where they are few, in a job where not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.exports.actions import XLSX, ask_for_list, asked_of, keep_list, list_to_make
from yimen.foundation.exports.models import ListExport
from yimen.foundation.exports.reading import Found
from yimen.foundation.jobs.runs import Steps, in_steps
from yimen.foundation.spreadsheets.writing import Column, write_csv, write_xlsx

from .requests import DeskRequest

AT_ONCE = 2_000
"""So many rows take less than a second; more are made in a job."""
SOUGHT = "-sought"
"""What follows the name of a list in the session, where the words wait that are sought on it."""


@dataclass(frozen=True)
class Sheet:
    """A list as a spreadsheet: its name, its columns, its rows, and what a line says of some rows."""

    name: str
    titles: Sequence[str]
    found: Found
    lines: Callable[[Sequence[Any]], Iterable[Sequence[object]]]
    encoding: str = ""
    """Of a CSV; a workbook has none."""

    def all_lines(self) -> Iterator[Sequence[object]]:
        for keys in self.found.chunks():
            yield from self.lines(self.found.read(keys))


MakesSheet = Callable[[DeskRequest], Sheet]
SHEETS: dict[str, MakesSheet] = {}
"""Every list that can be exported, by its name."""


def exportable(page: str) -> Callable[[MakesSheet], Callable[[DeskRequest], HttpResponse]]:
    """The view that hands a list out: the file itself, or the page that shows how far it is."""

    def declare(sheet_of: MakesSheet) -> Callable[[DeskRequest], HttpResponse]:
        SHEETS[page] = sheet_of

        @require_GET
        @wraps(sheet_of)
        def export(request: DeskRequest) -> HttpResponse:
            sheet = sheet_of(request)
            if len(sheet.found.keys) <= AT_ONCE:
                return as_xlsx(sheet.name, sheet.titles, sheet.all_lines(), by=request.actor)
            asked = _ask(request, page, sheet)
            messages.info(request, _("行数较多，正在后台制作；您可以离开本页，做好后再来下载。"))
            return redirect("desk:exported-list", asked.id)

        return export

    return declare


def _ask(request: DeskRequest, page: str, sheet: Sheet) -> ListExport:
    """What was sought in words goes along encrypted, and stands in no address and no argument of a job."""
    words = request.session.get(page + SOUGHT, "") if request.GET.get("sought") else ""
    return ask_for_list(
        page,
        sheet.name,
        {"chosen": request.GET.dict(), "sought": {page + SOUGHT: words}},
        total=len(sheet.found.keys),
        language=translation.get_language() or "",
        region=str(request.actor.region),
        by=request.actor,
    )


def make_list(export_id: UUID) -> None:
    """As the person who asked: with their post, their scope and their language, as these are now."""
    export = list_to_make(export_id)
    by = network.actor_for(export.user_id, export.post_id)
    with in_steps(export.run_id, by.scope) as steps, translation.override(export.language):
        sheet = steps.take(lambda: SHEETS[export.page](_asked_again(asked_of(export), by)))
        steps.begin(len(sheet.found.keys))
        content = _written(sheet, _in_steps(sheet, steps))
        steps.take(lambda: keep_list(export.id, content, region=str(by.region), by=by))


def _written(sheet: Sheet, lines: Iterable[Sequence[object]]) -> bytes:
    if sheet.encoding:
        return write_csv(sheet.titles, lines, sheet.encoding)
    with write_xlsx([Column(title, 18) for title in sheet.titles], lines) as file:
        return file.read()


def _asked_again(asked: Mapping[str, Mapping[str, str]], by: Actor) -> DeskRequest:
    """The request that asked for the list, as far as a list looks at it."""
    request = DeskRequest()
    request.method, request.GET, request.actor = "GET", QueryDict(urlencode(asked["chosen"])), by
    request.session = dict(asked["sought"])  # type: ignore[assignment]  # a list only reads words from it
    return request


def _in_steps(sheet: Sheet, steps: Steps) -> Iterator[Sequence[object]]:
    for keys in sheet.found.chunks():
        yield from steps.take(lambda keys=keys: list(sheet.lines(sheet.found.read(keys))), len(keys))  # type: ignore[misc]


def as_xlsx(name: str, titles: Sequence[str], rows: Iterable[Sequence[object]], *, by: Actor) -> HttpResponse:
    """The file; that these rows left the house is recorded like an opening of each."""
    lines = list(rows)
    with write_xlsx([Column(title, 18) for title in titles], lines) as file:
        response = HttpResponse(file.read(), content_type=XLSX)
    changes = {"list": name, "rows": len(lines)}
    audit.record(
        "list:export", kind="list", subject=by.post_id, region=str(by.region), by=by, changes=changes
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    return response
