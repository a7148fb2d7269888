"""What a page may demand of its visitor."""

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
    """What a page demands: of several permissions one is enough; without any, every post may open it."""

    door: Door = Door.POSTED
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def admits(self, role: Role) -> bool:
        return not self.permissions or any(allows(role, permission) for permission in self.permissions)


def posts(*permissions: Permission) -> Access:
    """Every post with one of these permissions."""
    return Access(permissions=frozenset(permissions))


ANYONE = Access(Door.ANYONE)
SIGNED_IN = Access(Door.SIGNED_IN)
EVERY_POST = Access()

P = Permission
