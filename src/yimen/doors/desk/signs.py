"""Clocks and tabs as their components read them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """A time limit as a chip: what runs, how long still, until when, how the law counts it."""

    title: str
    colour: str
    left: str
    due: str
    limit: str
    article: str
    is_provisional: bool
    waits: str = ""


@dataclass(frozen=True)
class Tab:
    """One tab: a link with the number of what lies behind it."""

    title: str
    url: str
    is_current: bool
    count: int | None = None
