"""Sheets of the library as PDF and as editable copies: a guide, a list, the wall chart of a village.

They are no official papers: nothing is numbered or kept, the same day gives the same sheet again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings

from yimen.domains.library.charts import draw, goes_on
from yimen.domains.library.types import Guide, PrintedStation, ProcessChart
from yimen.foundation.documents import render_html, render_pdf
from yimen.foundation.documents.editable import Head, render_docx

MARK = "可编辑副本　以窗口公布的内容为准"


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet before it is set: its template, its title, and what it says."""

    template: str
    title: str
    office: str
    values: Mapping[str, Any]

    def pdf(self) -> bytes:
        """As it is printed."""
        return render_pdf(self.template, self.values)

    def docx(self) -> bytes:
        """The same words and tables, to be changed."""
        head = Head(
            office=self.office,
            title=self.title,
            number="",
            mark=MARK,
            warning="演示数据" if settings.YIMEN_IS_SYNTHETIC else "",
            foot=self.title,
            qr=b"",
            letterhead=b"",
            face=settings.YIMEN_FONT_FACES["body"][0],
        )
        return render_docx(render_html(self.template, self.values), head)


def guide_sheet(guide: Guide, place: str, office: str) -> Printed:
    """One item to take home."""
    values = {**_frame(guide.item.title, place, office, guide.on), **_row(guide), "office": office}
    return Printed("library/guide.typ", guide.item.title, place, values)


def list_sheet(title: str, guides: Sequence[Guide], place: str, on: date) -> Printed:
    """Many items by department."""
    values = {**_frame(title, place, place, on), "rows": [_short(guide) for guide in guides]}
    return Printed("library/catalogue.typ", title, place, values)


def wall_chart(
    guides: Sequence[Guide], stations: Sequence[PrintedStation], place: str, on: date, *, is_large: bool
) -> Printed:
    """What hangs in a village: our programmes in full, the process of the first, the others by name."""
    title = f"{place}社会救助服务事项清单"
    ours = [guide for guide in guides if guide.chart.branches]
    first = next(iter(ours), None)
    values = {
        **_frame(title, place, place, on),
        "size": "a3" if is_large else "a4",
        "rows": [_short(guide) for guide in ours],
        "chart": {
            **_chart(first.chart if first else ProcessChart()),
            "title": first.item.title if first else "",
        },
        "stations": [_station(one) for one in stations],
        "complaints": next((one.hotline for one in reversed(stations) if one.hotline), ""),
        "others": list(_others(guide for guide in guides if guide not in ours)),
    }
    return Printed("library/wall_chart.typ", title, place, values)


def _frame(title: str, place: str, office: str, on: date) -> dict[str, Any]:
    is_synthetic = settings.YIMEN_IS_SYNTHETIC
    return {"title": title, "place": place, "office": office, "on": on.isoformat(), "synthetic": is_synthetic}


def _short(guide: Guide) -> dict[str, Any]:
    """A row of a list or chart: articles stand in a column of their own, a doubt is a mark with one note."""
    doubt = "（是否已调整，请向窗口核实）"
    return {
        **_row(guide),
        "plain_conditions": [one.text for one in guide.conditions],
        "amounts": [str(amount).replace(doubt, "＊") for amount in guide.amounts],
    }


def _row(guide: Guide) -> dict[str, Any]:
    item = guide.item
    return {
        "title": item.title,
        "summary": item.summary,
        "department": item.department.title,
        "groups": [group.title for group in item.groups],
        "basis": list(guide.basis),
        "conditions": [_cited(one.text, one.article) for one in guide.conditions],
        "asked": [one.title for one in guide.asked],
        "spared": [one.title for one in guide.spared],
        "limits": list(map(str, guide.limits)),
        "amounts": list(map(str, guide.amounts)),
        "where": item.where,
        "phone": item.phone,
        "note": item.note,
        "chart": _chart(guide.chart),
    }


def _cited(text: str, article: str) -> str:
    return f"{text}（{article}）" if article else text


def _chart(chart: ProcessChart) -> dict[str, Any]:
    return {
        "picture": draw(chart, settings.YIMEN_FONT_FACES["head"][0]) if chart.steps else "",
        "steps": [
            {
                "title": str(step.title),
                "who": step.who,
                "limit": str(step.limit),
                "article": step.article,
                "parts": list(map(str, step.parts)),
            }
            for step in chart.steps
        ],
        "branches": [
            {
                "beside": branch.beside,
                "titles": [str(step.title) for step in branch.steps],
                "after": str(goes_on(branch)),
            }
            for branch in chart.branches
        ],
    }


def _station(one: PrintedStation) -> dict[str, Any]:
    return {
        "name": one.name,
        "address": one.address,
        "hours": one.hours,
        "hotline": one.hotline,
        "staff": list(one.staff),
    }


def _others(guides: Iterable[Guide]) -> Iterable[dict[str, Any]]:
    def department(guide: Guide) -> str:
        return guide.item.office or guide.item.department.title

    for name, group in groupby(guides, department):
        yield {"department": name, "titles": [guide.item.title for guide in group]}
