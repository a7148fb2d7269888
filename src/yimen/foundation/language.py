"""Says in the reader's language what the rooms say in Chinese: sentences, official words, citations.

A sentence is looked up by its template, and what fills it is said the same way; names and places stay as
they are. Doors mark those for screen readers, see `marked`.
"""

import re
from datetime import date, datetime
from enum import Enum

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

from yimen.foundation.citations import in_english
from yimen.kernel import Money, Sentence
from yimen.kernel.sentences import filled, title_of

SOURCE_LANGUAGE = "zh-hans"
_CHINESE = re.compile(
    r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*[\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef]*"
)


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


def marked(text: object) -> str:
    """For HTML: on a page in another language, Chinese that stays is marked as such (WCAG 3.1.2)."""
    if is_source():
        return str(escape(text))
    return Markup(_CHINESE.sub(r'<span lang="zh">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped above


def _plain(said: object) -> str:
    if isinstance(said, date) and not isinstance(said, datetime):
        return date_format(said, "j F Y")
    if isinstance(said, Money):
        return f"{said.fen / 100:,.2f}"
    text = str(said)
    found = gettext(text) if text else ""
    return found if found != text else in_english(text)
