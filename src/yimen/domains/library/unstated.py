"""Which facts a household file leaves out, so that nobody reads a default as something that was asked."""

from collections.abc import Mapping
from typing import Any, Final

_OF_HOUSEHOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "financial_assets": ("financial_assets",),
    "homes": ("homes",),
    "homes_not_counted": ("homes_not_counted",),
    "home_area": ("home_area",),
    "non_residential": ("non_residential",),
    "vehicles": (
        "vehicles_car",
        "vehicles_disability_mobility",
        "vehicles_motorcycle",
        "vehicles_e_bike",
        "vehicles_farm",
        "vehicles_of_unknown_kind",
    ),
    "businesses": (
        "businesses_company",
        "businesses_couple_shop",
        "businesses_luxury_shop",
        "businesses_cooperative_member",
    ),
}
_OF_OBLIGORS: Final = ("obligors_within_line", "support_expected", "has_able_obligor")
DECISIVE: Final = frozenset(
    {"financial_assets", "homes", "non_residential", "vehicles_car", "businesses_company", *_OF_OBLIGORS}
)
"""A condition on one of these says nothing about the family where the file says nothing about it."""


def unstated(file: Mapping[str, Any]) -> frozenset[str]:
    """The names that rules use of whatever the file does not say; they count as none."""
    home = file.get("household", {})
    silent = {fact for key, facts in _OF_HOUSEHOLD.items() if key not in home for fact in facts}
    return frozenset(silent if "obligors" in file else silent.union(_OF_OBLIGORS))
