"""Who may open which page: one line for each URL name of the desk, enforced by the middleware and read by the role × URL test.

What happens behind a page is checked again by the room's own action or query, and by row-level security below that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yimen.domains.network.permissions import allows
from yimen.domains.network.types import Permission, Role


class Door(StrEnum):
    """How much we know about the visitor before the page opens."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    POSTED = "posted"


@dataclass(frozen=True)
class Access:
    """What a page demands: with several permissions, one of them is enough; with none, any post may open it."""

    door: Door = Door.POSTED
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def admits(self, role: Role) -> bool:
        return not self.permissions or any(allows(role, permission) for permission in self.permissions)


def _posts(*permissions: Permission) -> Access:
    return Access(permissions=frozenset(permissions))


P = Permission
ANYONE = Access(Door.ANYONE)
SIGNED_IN = Access(Door.SIGNED_IN)
EVERY_POST = Access()

ACCESS: Mapping[str, Access] = {
    "login": ANYONE,
    "code": ANYONE,
    "language": ANYONE,
    "logout": SIGNED_IN,
    "hat": SIGNED_IN,
    "totp": SIGNED_IN,
    "home": EVERY_POST,
    "gallery": EVERY_POST,
    "search": _posts(P.PERSON_SEARCH),
    "search-hits": _posts(P.PERSON_SEARCH),
    "network": _posts(P.NETWORK_OPEN),
    "network-delegations": _posts(P.NETWORK_OPEN),
    "network-station": _posts(P.NETWORK_OPEN),
    "worklist": _posts(P.WORK_OPEN),
    "worklist-export": _posts(P.LIST_EXPORT),
    "worklist-item": _posts(P.WORK_OPEN),
    "worklist-take": _posts(P.WORK_TAKE),
    "worklist-hand-over": _posts(P.WORK_TAKE),
}


def access_to(name: str) -> Access:
    """The row of a page; a page without one is a mistake that must not open anything."""
    return ACCESS[name]
