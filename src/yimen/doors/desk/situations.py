"""What the next-step logic looks at and gives: what a page has read, and one step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import resolve

from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Role

from .addresses import path_to


@dataclass(frozen=True)
class NextStep:
    """One step: what, why, the button. With `is_post` the button itself does it, once `ask` is agreed to."""

    title: str
    why: str
    button: str
    url: str
    permission: Permission
    is_post: bool = False
    ask: str = ""
    role: Role | None = None
    """Of all who hold the permission, the one role whose step it is."""

    def is_for(self, role: Role) -> bool:
        return allows(role, self.permission) and self.role in (None, role)

    @property
    def name(self) -> str:
        """The name of the page it leads to."""
        return str(resolve(self.url).url_name)


@dataclass(frozen=True)
class Situation:
    """What the page already read of a case."""

    case: Any
    outcomes: Sequence[Any]
    missing: int
    request: Any | None
    visits: Sequence[Any]
    today: Any
    letter: Any | None = None
    """The letter of an ending that the family has not got yet."""
    urgent: Any | None = None
    """What happened, where help came first."""
    asks_registration: bool = False
    cooperation: Any | None = None
    """The newest letter to where the family is registered, where that is another county."""


def page(name: str, subject: UUID) -> str:
    return path_to(f"desk:{name}", subject)


def told_apart(steps: Sequence[NextStep]) -> list[NextStep]:
    """Two buttons that would say the same say the programme too."""
    said = Counter(step.button for step in steps)
    return [replace(step, button=step.title) if said[step.button] > 1 else step for step in steps]
