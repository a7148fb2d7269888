"""Statistics by programme, place, month, step and person; every figure leads to the list it counts."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.command import queries
from yimen.domains.command.types import FIGURES, About, FigureTable, Inquiry
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.foundation.exports.reading import found_rows

from ..exports import Sheet, as_xlsx, exportable
from ..forms.command import StatisticsForm
from ..lists import Column, address, columns, paged_rows
from ..official_words import official
from ..places import villages
from ..requests import DeskRequest
from ..signs import Tab
from ..statistics_lists import heads_of, lines_of
from ..statistics_words import about_sentence, about_words, shown_rows, split_word, titles


def _form(request: DeskRequest) -> StatisticsForm:
    asked = request.GET.get("about", "")
    about = About(asked) if asked in tuple(About) else About.CASES
    return StatisticsForm(
        about,
        villages(request.actor),
        request.GET,
        with_staff=allows(request.actor.role, Permission.STATISTICS_OF_STAFF),
    )


def _table(request: DeskRequest, form: StatisticsForm) -> FigureTable:
    return queries.figure_table(form.inquiry(request.actor.region), form.split_chosen(), by=request.actor)


@require_GET
def statistics(request: DeskRequest) -> HttpResponse:
    """One table with its bars."""
    form = _form(request)
    table = _table(request, form)
    heads = titles(table)
    export_url = address(request).replace(request.path, reverse("desk:statistics-export"), 1)
    shown = {
        "form": _as_asked(form, table),
        "about": about_words(form.counted),
        "sentence": about_sentence(form.counted),
        "tabs": [
            Tab(
                about_words(each),
                address(request, about=each.value, split=None, person=None, untaken=None),
                each is form.counted,
            )
            for each in About
        ],
        "by": split_word(table.split),
        "columns": [*columns(heads[0], _("图")), *(Column(head, css="number") for head in heads[1:])],
        "heads": heads,
        "rows": shown_rows(table),
        "export_url": export_url,
    }
    return render(request, "desk/statistics.html", shown)


def _as_asked(form: StatisticsForm, table: FigureTable) -> StatisticsForm:
    """What the form says of itself where the address says nothing."""
    form.data = {**form.data, "about": form.counted.value, "split": table.split.value}
    return form


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    """The same table as a spreadsheet."""
    form = _form(request)
    table = _table(request, form)
    rows = ((row.title, *(_figure(cell.text) for cell in row.cells)) for row in shown_rows(table))
    name = _("统计 %(about)s %(by)s") % {"about": about_words(form.counted), "by": split_word(table.split)}
    return as_xlsx(name, titles(table), rows, by=request.actor)


def _figure(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() else text


def _asked_list(request: DeskRequest) -> tuple[Inquiry, StrEnum, Any]:
    form = _form(request)
    inquiry = form.inquiry(request.actor.region)
    asked = request.GET.get("figure", "")
    figure = next((each for each in FIGURES[form.counted] if each == asked), FIGURES[form.counted][0])
    return inquiry, figure, queries.rows_counted(inquiry, figure, by=request.actor)


@require_GET
def rows(request: DeskRequest) -> HttpResponse:
    """The rows behind one figure."""
    inquiry, figure, found = _asked_list(request)
    paging = paged_rows(request, found)
    shown = {
        "about": about_words(inquiry.about),
        "figure": figure,
        "inquiry": inquiry,
        "place": network.region_path(inquiry.region),
        "back_url": address(request, figure=None, page=None, person=None, untaken=None).replace(
            request.path, reverse("desk:statistics"), 1
        ),
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:statistics-list-export"), 1
        ),
        "paging": paging,
        "columns": columns(*heads_of(inquiry.about)),
        "heads": heads_of(inquiry.about),
        "rows": lines_of(inquiry, paging.rows),
    }
    return render(request, "desk/statistics_list.html", shown)


@exportable("statistics")
def export_rows(request: DeskRequest) -> Sheet:
    """The rows behind one figure, all of them."""
    inquiry, figure, found = _asked_list(request)
    name = _("%(about)s %(figure)s") % {"about": about_words(inquiry.about), "figure": official(figure.title)}

    def lines(some: Sequence[Any]) -> Iterator[Sequence[object]]:
        return (line.cells for line in lines_of(inquiry, some))

    return Sheet(name, heads_of(inquiry.about), found_rows(found), lines)
