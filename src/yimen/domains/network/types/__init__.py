"""Values of the network that every room above may hold: the actor, roles, permissions, delegated authority.

No Django here; tables live in `models`, decisions in `permissions`.
"""

from yimen.domains.network.types.offices import (
    DepartmentKind,
    OrganisationKind,
    RegionRow,
    Staffing,
    StaffingState,
    StaffState,
    StationLevel,
)
from yimen.domains.network.types.powers import (
    DELEGATION_CHANGED,
    Actor,
    Delegation,
    Hat,
    Permission,
    Role,
    RoleCard,
)
from yimen.domains.network.types.premises import (
    Completion,
    Equipment,
    Have,
    HaveScore,
    Norm,
    StationNorms,
    StationScore,
    TrainingKind,
    Zone,
)
from yimen.domains.network.types.sharing import (
    ShareDirection,
    ShareFilter,
    ShareOffer,
    ShareReason,
)

__all__ = [
    "DELEGATION_CHANGED",
    "Actor",
    "Completion",
    "Delegation",
    "DepartmentKind",
    "Equipment",
    "Hat",
    "Have",
    "HaveScore",
    "Norm",
    "OrganisationKind",
    "Permission",
    "RegionRow",
    "Role",
    "RoleCard",
    "ShareDirection",
    "ShareFilter",
    "ShareOffer",
    "ShareReason",
    "StaffState",
    "Staffing",
    "StaffingState",
    "StationLevel",
    "StationNorms",
    "StationScore",
    "TrainingKind",
    "Zone",
]
