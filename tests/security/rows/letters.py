"""One letter for each role, and words of them."""

from yimen.domains.network.types import Role

LETTERS = {
    "v": Role.VILLAGE_ASSISTANT,
    "g": Role.GRID_WORKER,
    "s": Role.SOCIAL_WORKER,
    "h": Role.TOWN_HANDLER,
    "r": Role.TOWN_REVIEWER,
    "c": Role.TOWN_CONFIRMER,
    "V": Role.COUNTY_VERIFIER,
    "R": Role.COUNTY_REVIEWER,
    "C": Role.COUNTY_CONFIRMER,
    "l": Role.DEPARTMENT_LIAISON,
    "a": Role.AUDITOR,
    "A": Role.ADMINISTRATOR,
}
ALL = "".join(LETTERS)
READS = ALL.replace("l", "").replace("A", "")
RECEIVES, HANDLES, EXPORTS, REASSIGNS = "vshr", "hrR", "hrcRC", "rcRC"
DECIDES = "hrcVRCa"
"""Whoever handles, reviews, verifies, decides or supervises."""
