"""Self check at the window: one question a page, the next only where it matters; nothing of it is kept."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.library import queries as library
from yimen.domains.library.queries import QUESTIONS_BY_KEY, Chance, Chances, Question
from yimen.domains.network import queries as network
from yimen.kernel import Programme, RegionLevel

from ..forms.leads import SelfCheckForm, answer_of, answers_before
from ..lead_places import places_of_leads
from ..official_words import official
from ..requests import DeskRequest, today

TONES = {Chance.LIKELY: "good", Chance.OPEN: "wait", Chance.UNLIKELY: ""}


@require_http_methods(["GET", "POST"])
def self_check(request: DeskRequest) -> HttpResponse:
    """Answers travel in the form alone: no address, no session and no table holds them."""
    region, on = request.actor.region, today()
    said = answers_before(request.POST)
    if "back" in request.POST:
        for last in library.asked_so_far(said, region, on)[-1:]:
            del said[last.key]
        return _ask(request, said, library.next_question(said, region, on), None)
    question, form = QUESTIONS_BY_KEY.get(request.POST.get("asked", "")), None
    if question is not None and "skip" in request.POST and question.key not in library.FIRST_QUESTIONS:
        said[question.key] = ""
    elif question is not None:
        form = SelfCheckForm(question, said, request.POST)
        if form.is_valid():
            said[question.key] = answer_of(question, form.cleaned_data["answer"])
    if question is None or question.key in said:
        question, form = library.next_question(said, region, on), None
    return _ask(request, said, question, form)


def _ask(
    request: DeskRequest, said: Mapping[str, str], question: Question | None, form: SelfCheckForm | None
) -> HttpResponse:
    """One question with what was said before it; the result where no other answer would settle anything."""
    if question is None:
        return render(request, "desk/self_check_result.html", _result(request, said))
    shown = {
        "form": form or SelfCheckForm(question, said),
        "asked": question.key,
        "number": len(said) + 1,
        "may_skip": question.key not in library.FIRST_QUESTIONS,
        "answers": _answers(request, said),
        "tabs": places_of_leads(request, "lead-self-check"),
    }
    return render(request, "desk/self_check.html", shown)


def _answers(request: DeskRequest, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """In the order they were asked."""
    asked = library.asked_so_far(said, request.actor.region, today())
    return [(question.title, _word(question.key, said[question.key])) for question in asked]


def _result(request: DeskRequest, said: Mapping[str, str]) -> dict[str, object]:
    region, on = request.actor.region, today()
    found = library.chances(said, region, on)
    keys = library.items_of_programmes()
    stations = network.public_stations(region.at(RegionLevel.COUNTY))
    return {
        "tabs": places_of_leads(request, "lead-self-check"),
        "on": on,
        "place": network.region_path(region),
        "answers": _answers(request, said),
        "said": said,
        "may_be": [_row(one, keys, on) for one in found if one.chance is not Chance.UNLIKELY],
        "may_not_be": [_row(one, keys, on) for one in found if one.chance is Chance.UNLIKELY],
        "stations": [each for each in stations if each.region in _around(request)],
    }


def _row(
    one: Chances, keys: Mapping[Programme, str], on: date
) -> tuple[Chances, str, str, list[str], list[str]]:
    """A programme with its tone, its page in the library, what is still to be seen and what is not met."""
    missing = [official(library.fact_title(name, on)) for name in one.missing]
    return one, TONES[one.chance], keys.get(one.programme, ""), missing, [official(why) for why in one.why]


def _word(key: str, answer: str) -> str:
    """A choice in its words, a number as it was given."""
    return official(dict(QUESTIONS_BY_KEY[key].choices).get(answer, answer)) if answer else _("没有回答")


def _around(request: DeskRequest) -> set[str]:
    region = request.actor.region
    return {str(region), *map(str, region.ancestors())}
