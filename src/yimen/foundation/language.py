"""Says in the reader's language what the rooms say in Chinese: sentences, official words, citations.

A sentence is looked up by its template, and what fills it is said the same way; names and places stay as
they are, and are marked as Chinese for screen readers.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import lru_cache, wraps
from html import unescape
from typing import ParamSpec, TypeVar

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override
from markupsafe import Markup, escape

from yimen.foundation.citations import in_english
from yimen.kernel import Money, Sentence
from yimen.kernel.sentences import filled, title_of

SOURCE_LANGUAGE = "zh-hans"
_CHINESE = re.compile(r"[\u3400-\u9fff](?:[\u3000-\u9fff\uff00-\uffef\d -]*[\u3000-\u9fff\uff00-\uffef])?")
_OPTION = re.compile(r"<option(?P<rest>[^>]*)>(?P<words>[^<]*)<")
_SPLIT = re.compile(r"([ 、])")
_BETWEEN = {"、": ", "}
P = ParamSpec("P")
T = TypeVar("T")


def in_official_language(write: Callable[P, T]) -> Callable[P, T]:
    """For what is drafted for the file or a paper: in Chinese, whatever language the reader chose."""

    @wraps(write)
    def written(*arguments: P.args, **named: P.kwargs) -> T:
        with override(SOURCE_LANGUAGE):  # one of its own for every call: it remembers the reader's language
            return write(*arguments, **named)

    return written


def is_source() -> bool:
    """The reader reads what was written."""
    return get_language() == SOURCE_LANGUAGE


def in_readers_words(said: object) -> str:
    """A sentence, word, list, date or amount as the reader reads it; what nobody listed stays as it is."""
    if is_source():
        return str(said) if not isinstance(said, Enum) else title_of(said)
    if isinstance(said, Sentence):
        words = {name: in_readers_words(fact) for name, fact in said.facts.items()}
        return filled(gettext(said.template), words) if words else gettext(said.template)
    if isinstance(said, list | tuple):
        return ", ".join(in_readers_words(one) for one in said)
    if isinstance(said, Enum):
        return gettext(title_of(said))
    return _plain(said)


class Told(Markup):
    """A text of our own with values filled in, all escaped: in it too, what stays Chinese is marked."""


def said_in_text(value: object) -> object:
    """For HTML text: said to the reader; Chinese that stays is marked (WCAG 3.1.2)."""
    if isinstance(value, Told):
        return _marked(value)
    if hasattr(value, "__html__"):
        return _options_said(str(value)) if "<option" in str(value) else value
    return _marked(escape(in_readers_words(value)))


def said_in_title(value: object) -> object:
    """For a title or a text field, where no element can stand: said to the reader."""
    return value if hasattr(value, "__html__") else in_readers_words(value)


def said_in_tag(value: object) -> object:
    """For an attribute, which may be read by a machine: a sentence is said, all else stays."""
    return in_readers_words(value) if isinstance(value, Sentence) else value


def _options_said(html: str) -> Markup:
    """Choices a form offers: an option takes no element, but a language."""
    return Markup(_OPTION.sub(_option_said, html))  # noqa: S704 - escaped by the form


def _option_said(option: re.Match[str]) -> str:
    words = str(escape(in_readers_words(unescape(option["words"]))))
    language = ' lang="zh"' if _CHINESE.search(words) else ""
    return f"<option{language}{option['rest']}>{words}<"


def _marked(html: str) -> Markup:
    return Markup(_CHINESE.sub(r'<span lang="zh">\g<0></span>', str(html)))  # noqa: S704 - escaped before


def _plain(said: object) -> str:
    if isinstance(said, date) and not isinstance(said, datetime):
        return date_format(said, "j F Y")
    if isinstance(said, Money):
        return f"{said.fen / 100:,.2f}"
    return _text(get_language(), str(said))


@lru_cache(maxsize=10_000)
def _text(_language: str | None, text: str) -> str:
    """A word, or words one after another, as "name, a space, programme"; a list says them in every row."""
    whole = _word(text)
    if whole != text or not _CHINESE.search(text):
        return whole
    return "".join(
        _BETWEEN.get(part, part) if n % 2 else _word(part) for n, part in enumerate(_SPLIT.split(text))
    )


def _word(text: str) -> str:
    """An official word, a citation, or both one after the other, said to the reader; a name as it is."""
    found = gettext(text) if text else ""
    cited = found if found != text else in_english(text)
    if cited != text or "；" not in text:
        return cited
    parts = text.split("；")
    said = [_word(part) for part in parts]
    return text if any(one == part for one, part in zip(said, parts, strict=True)) else "; ".join(said)
