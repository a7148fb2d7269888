"""Every value a template writes is said in the reader's language, by where it stands in the HTML.

In text, sentences and official words of the rooms are translated, and Chinese that stays (names, places,
what somebody typed) is marked as Chinese for screen readers; in a title they are translated only, in a tag
sentences are. A template needs no word for it: where a value stands is read when the template is compiled.
"""

import re
from collections.abc import Iterable, Iterator

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from yimen.foundation.language import said_in_tag, said_in_text, said_in_title

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*)|(?P<end>>)|<!--|-->")
_PLAIN_INSIDE = ("title", "option", "textarea", "script", "style")
_PUNCTUATION = str.maketrans(
    {"：": ": ", "；": "; ", "，": ", ", "、": ", ", "。": ".", "（": " (", "）": ")"}
)


class Spoken(Extension):
    """Puts each `{{ … }}` through the filter of its place."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters |= {said.__name__: said for said in (said_in_text, said_in_tag, said_in_title)}

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        place = _Place()
        for token in stream:
            if token.type == "data":
                place.read(token.value)
                token = Token(token.lineno, "data", token.value.translate(_PUNCTUATION))
            elif token.type == "block_begin":
                place.enter_block(stream)
            yield token
            if token.type == "variable_begin":
                yield Token(token.lineno, "lparen", "(")
                yield from _until_end(stream, place.filter)


def _until_end(stream: TokenStream, name: str) -> Iterator[Token]:
    """The expression in brackets, then the filter."""
    for token in stream:
        if token.type == "variable_end":
            yield Token(token.lineno, "rparen", ")")
            yield Token(token.lineno, "pipe", "|")
            yield Token(token.lineno, "name", name)
            yield token
            return
        yield token


class _Place:
    """Where in the HTML the reading stands: in text, in a tag, or in an element that holds text only."""

    def __init__(self) -> None:
        self.tag = ""
        self.plain = ""

    @property
    def filter(self) -> str:
        if self.tag:
            return "said_in_tag"
        return "said_in_title" if self.plain else "said_in_text"

    def read(self, html: str) -> None:
        for found in _TAG.finditer(html):
            if found["name"]:
                self._open(found["name"].lower(), is_closing=bool(found["closing"]))
            elif found["end"]:
                self.plain = self.plain or (self.tag if self.tag in _PLAIN_INSIDE else "")
                self.tag = ""

    def _open(self, name: str, *, is_closing: bool) -> None:
        if is_closing and name == self.plain:
            self.plain = ""
        self.tag = f"/{name}" if is_closing else name

    def enter_block(self, stream: TokenStream) -> None:
        """The block `title` fills a title; every other block begins in text."""
        if stream.current.test("name:block"):
            self.plain = "title" if stream.look().test("name:title") else ""
        elif stream.current.test("name:endblock"):
            self.plain = ""
