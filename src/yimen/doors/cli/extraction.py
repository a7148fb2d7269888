"""Finds in Python what is said to a reader: texts marked for translation, sentences, messages of refusals."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

Found = tuple[int, Any, Any, Any]
CHINESE = re.compile(r"[\u3400-\u9fff]")


def sentences(file: BinaryIO, keywords: Mapping[str, Any], tags: list[str], options: Any) -> Iterator[Found]:
    """What Babel finds by its keywords, and the template of every `Sentence` and `…Error`."""
    yield from extract_python(file, keywords, tags, options)
    file.seek(0)
    for call in ast.walk(ast.parse(file.read())):
        if isinstance(call, ast.Call) and _is_spoken(_name_of(call.func)):
            yield from ((text.lineno, None, text.value, []) for text in _texts(call))


def _is_spoken(name: str) -> bool:
    return name == "Sentence" or name.endswith("Error")


def _name_of(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _texts(call: ast.Call) -> Iterator[ast.Constant]:
    """The first argument or `message`, whole; a sentence may consist of placeholders alone."""
    spoken = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "message")]
    for one in spoken:
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and _is_said(one.value):
            yield one


def _is_said(text: str) -> bool:
    return "%(" in text or CHINESE.search(text) is not None
