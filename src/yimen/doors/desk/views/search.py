"""The global search, while typing or as a page.

Words travel in the body of the request, so that no name stands in an address or a log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.domains.cases import queries as cases
from yimen.domains.network import queries as network
from yimen.domains.people import queries as people
from yimen.domains.people.types import Hit

from ..lists import columns
from ..requests import DeskRequest, today

FEWEST = 2


@dataclass(frozen=True)
class Found:
    """One line of the results."""

    person_id: UUID
    url: str
    name: str
    sex: str
    age: int
    place: str
    number: str
    last_four: str


@require_POST
def hits(request: DeskRequest) -> HttpResponse:
    """The fragment below the search box."""
    words, by = _words(request), request.actor
    met = people.search(words, by=by)[:8] if len(words) >= FEWEST else []
    homes = {hit.household_id for hit in met if hit.household_id}
    shown = {
        "words": words,
        "is_short": len(words) < FEWEST,
        "case": cases.case_numbered(words, by=by),
        "found": found_lines(met),
        "running": cases.open_cases_of_households(homes, by=by, limit=3),
    }
    return render(request, "desk/search_hits.html", shown)


@require_http_methods(["GET", "POST"])
def search(request: DeskRequest) -> HttpResponse:
    """The same as a page of its own, for a machine without script or for many results."""
    words = _words(request)
    numbered = cases.case_numbered(words, by=request.actor)
    if numbered is not None:
        return redirect("desk:case", numbered.id)
    titles = columns(_("姓名"), _("性别"), _("年龄"), _("证件号后四位"), _("户编号"), _("住址"))
    return render(
        request, "desk/search.html", {"words": words, "found": _found(request, words), "columns": titles}
    )


@require_POST
def places(request: DeskRequest) -> HttpResponse:
    """Names of places below the box in which one is typed; the box may bear any name."""
    typed = next((words_of(str(value)) for value in request.POST.values()), "")
    found = network.find_places(typed) if len(typed) >= FEWEST else []
    return render(request, "desk/place_hits.html", {"places": found})


def _words(request: DeskRequest) -> str:
    """What can be searched for: letters, not what a keyboard cannot type."""
    return words_of(request.POST.get("words", ""))


def words_of(typed: str) -> str:
    """What is looked for, as far as it can be."""
    return "".join(letter for letter in typed[:100] if letter.isprintable()).strip()


def _found(request: DeskRequest, words: str) -> list[Found]:
    if len(words) < FEWEST:
        return []
    return found_lines(people.search(words, by=request.actor))


def found_lines(hits: Sequence[Hit]) -> list[Found]:
    """Hits as a page shows them."""
    names = network.region_names(hit.region for hit in hits)
    return [_line(hit, names.get(str(hit.region), "")) for hit in hits]


def _line(hit: Hit, village: str) -> Found:
    url = (
        reverse("desk:household", args=[hit.household_id])
        if hit.household_id
        else reverse("desk:person", args=[hit.person_id])
    )
    place = f"{village} {hit.address}".strip()
    return Found(
        hit.person_id,
        url,
        hit.name,
        hit.sex.title,
        age_on(hit.birth_date),
        place,
        hit.household_number,
        hit.last_four,
    )


def age_on(born: date, on: date | None = None) -> int:
    """Completed years on a day."""
    day = on or today()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
