"""The words of the data-protection map: what becomes of a personal column when its keeping time is over.

Each room keeps its own map, `rules.PROTECTION`, from "Model.field" to one of these.
"""

from enum import StrEnum


class Handling(StrEnum):
    """Kept for statistics and accountability, blacked out in place, or emptied."""

    KEEP = "keep"
    REDACT = "redact"
    ERASE = "erase"
