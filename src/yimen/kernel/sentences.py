"""A Chinese sentence that remembers how it was made, so that a door can say it in another language."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Self


class Sentence(str):
    """The text in Chinese; behind it the whole sentence with `%(name)s` placeholders, and what fills them."""

    __slots__ = ("facts", "template")
    template: str
    facts: Mapping[str, object]

    def __new__(cls, template: str, /, **facts: object) -> Self:
        made = super().__new__(cls, filled(template, {name: in_chinese(one) for name, one in facts.items()}))
        made.template, made.facts = template, facts
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.template,), dict(self.facts)


def filled(template: str, words: Mapping[str, str]) -> str:
    """The template with its placeholders filled; one without any may hold a percent sign."""
    return template % words if "%(" in template else template


def title_of(choice: Enum) -> str:
    """The official Chinese word of a choice, or its value where it has none."""
    title = getattr(choice, "title", None)
    return title if isinstance(title, str) else str(choice.value)


def in_chinese(fact: object) -> str:
    """A fact as a Chinese sentence says it: lists, choices and dates too."""
    if isinstance(fact, list | tuple | set | frozenset):
        return "、".join(in_chinese(one) for one in fact)
    if isinstance(fact, Enum):
        return title_of(fact)
    if isinstance(fact, date) and not isinstance(fact, datetime):
        return f"{fact.year}年{fact.month}月{fact.day}日"
    return str(fact)
