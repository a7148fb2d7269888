"""Every Chinese word and text of the library, for whoever translates them. Pure."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from yimen.domains.library import catalogue, explanations, wording

LOCAL_RULES = "地方规定"
"""What an article says where places decide."""
TABLES = (wording.CHOICES, explanations.APPROVERS, explanations.COMPONENTS, explanations.CHANGES)


def vocabulary() -> Iterator[str]:
    """Words of values and amounts, and the texts of all programme cards."""
    for table in TABLES:
        yield from table.values()
    yield from (wording.UNKNOWN, "是", "否", LOCAL_RULES)
    yield from texts_in(tuple(catalogue.CARDS.values()))


def texts_in(thing: object) -> Iterator[str]:
    """All texts of cards, but no citations: those are said by their own grammar."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts_in(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name != "article":
                yield from texts_in(getattr(thing, field.name))
