"""Who may open which page: one line for each URL name of the desk, enforced by the middleware and read by the role × URL test.

What happens behind a page is checked again by the room's own action or query, and by row-level security below that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yimen.domains.network.permissions import allows
from yimen.domains.network.types import Permission as P
from yimen.domains.network.types import Role


class Door(StrEnum):
    """How much we know about the visitor before the page opens."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    POSTED = "posted"


@dataclass(frozen=True)
class Access:
    """What a page demands: with several permissions, one of them is enough; with none, any post may open it."""

    door: Door = Door.POSTED
    permissions: frozenset[P] = field(default_factory=frozenset)

    def admits(self, role: Role) -> bool:
        return not self.permissions or any(allows(role, permission) for permission in self.permissions)


def _posts(*permissions: P) -> Access:
    return Access(permissions=frozenset(permissions))


ANYONE = Access(Door.ANYONE)
SIGNED_IN = Access(Door.SIGNED_IN)
EVERY_POST = Access()

ACCESS: Mapping[str, Access] = {
    "login": ANYONE,
    "language": ANYONE,
    "logout": SIGNED_IN,
    "hat": SIGNED_IN,
    "totp": SIGNED_IN,
    "home": EVERY_POST,
    "gallery": EVERY_POST,
    "worklist": _posts(P.WORK_OPEN),
}


def access_to(name: str) -> Access:
    """The row of a page; a page without one is a mistake that must not open anything."""
    return ACCESS[name]
