"""The side bar: which places a role sees. A place shows when its page admits the role."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.domains.network.types import Role

from .access import ACCESS


@dataclass(frozen=True)
class Entry:
    """One line of the side bar."""

    title: str
    icon: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Lines that belong together."""

    title: str
    entries: tuple[Entry, ...]


def _places() -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        ("", [(_("待办"), "inbox", "worklist")]),
        (_("参考"), [(_("站点与人员"), "building-community", "network")]),
    ]


def menu_for(role: Role, current: str) -> Iterable[Group]:
    """The groups with at least one place open to the role; `current` is the URL name of the page."""
    for title, places in _places():
        entries = tuple(
            Entry(word, icon, reverse(f"desk:{name}"), current.split("-")[0] == name.split("-")[0])
            for word, icon, name in places
            if ACCESS[name].admits(role)
        )
        if entries:
            yield Group(title, entries)
