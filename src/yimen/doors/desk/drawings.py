"""A process as both doors show it: the picture, its language, and the same as a list of sentences."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from yimen.domains.library import queries as library
from yimen.domains.library.types import ChartBranch, ChartStep, ProcessChart
from yimen.foundation.language import in_readers_words
from yimen.kernel import Sentence

_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Drawing:
    """A process for a page; `language` is set where Chinese stays in the picture."""

    picture: SafeString
    language: str
    steps: tuple[ChartStep, ...]
    branches: tuple[tuple[ChartBranch, Sentence], ...]


def drawn(chart: ProcessChart) -> Drawing | None:
    """The process in the reader's language; None where none is known."""
    if not chart.steps:
        return None
    face = settings.YIMEN_FONT_FACES["head"][0]
    picture = library.draw(chart, face, in_readers_words)
    return Drawing(
        mark_safe(picture),  # noqa: S308 - every text in it is escaped where it is drawn
        "zh" if _CHINESE.search(picture) else "",
        chart.steps,
        tuple((branch, library.goes_on(branch)) for branch in chart.branches),
    )
