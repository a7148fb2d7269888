"""All letters to places of registration that a place sent or was sent, with their clocks; as a sheet too."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.cases import queries
from yimen.domains.cases.types import CooperationFinding
from yimen.domains.cases.types.cooperation import CooperationWay, LetterSide, LetterStanding
from yimen.domains.network import queries as network
from yimen.foundation.exports.reading import found_rows
from yimen.kernel import RegionLevel

from ..exports import Sheet, exportable
from ..forms.cooperation import LetterFilterForm
from ..lists import Words, address, columns, paged_rows
from ..official_words import official
from ..requests import DeskRequest, today
from ..saved import keeps_filters

NEAR_DAYS = 3
"""So long before its day a letter that waits turns yellow; the office's own."""


@require_GET
@keeps_filters("cooperations")
def letters(request: DeskRequest) -> HttpResponse:
    """What waits comes first, by its day; what was answered stays in the list."""
    form = LetterFilterForm(request.GET)
    titled = columns(
        (_("发函单位"), Words("sender")), (_("受函单位"), Words("addressee")), (_("方向"), "side"),
        _("申请人"), _("户籍地"), (_("发函日期"), "sent_on"), (_("请复函日期"), "due_on"),
        (_("状态"), "standing"),
    )  # fmt: skip
    paging = paged_rows(request, queries.letters_found(form.asked(), by=request.actor), titled)
    shown = {
        "form": form,
        "paging": paging,
        "rows": _shown(paging.rows),
        "columns": titled,
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:cooperations-export"), 1
        ),
    }
    return render(request, "desk/cooperations.html", shown)


def _shown(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Each letter with its words; the queries do not grow with the rows."""
    applicants = queries.applicants_of_letters(rows)
    places = network.region_paths({row.to_region for row in rows}, above=RegionLevel.PROVINCE)
    return [
        {
            "letter": row,
            "side": official(LetterSide(vars(row)["side"]).title),
            "standing": official(LetterStanding(vars(row)["standing"]).title),
            "applicant": applicants[row.id],
            "place": places.get(row.to_region, row.to_region),
            "light": _light(row),
            "finding": official(CooperationFinding(row.finding).title) if row.finding else "",
        }
        for row in rows
    ]


def _light(row: Any) -> str:
    if row.is_settled:
        return ""
    left = (row.due_on - today()).days
    return "red" if left < 0 else ("yellow" if left <= NEAR_DAYS else "green")


@exportable("cooperations")
def export(request: DeskRequest) -> Sheet:
    """The letters as they are filtered, all of them."""
    titles = [
        _("发函单位"), _("受函单位"), _("方向"), _("申请人"), _("户籍地"), _("发函方式"), _("发函日期"),
        _("请复函日期"), _("状态"), _("核查结果"), _("复函日期"), _("续办日期"),
    ]  # fmt: skip
    rows = queries.letters_found(LetterFilterForm(request.GET).asked(), by=request.actor)
    return Sheet(_("协助核查函"), titles, found_rows(rows), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    return (
        (
            each["letter"].sender, each["letter"].addressee, each["side"], each["applicant"], each["place"],
            official(CooperationWay(each["letter"].way).title), each["letter"].sent_on, each["letter"].due_on,
            each["standing"], each["finding"], each["letter"].answered_on, each["letter"].gone_on_since,
        )
        for each in _shown(rows)
    )  # fmt: skip
