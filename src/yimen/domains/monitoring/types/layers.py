"""Layers of the low-income population as a family passes through them: since when, until when, why."""

from enum import StrEnum


class LayerEnd(StrEnum):
    """Why a family is no longer in a layer."""

    AWARD = "award"
    LIST = "list"
    VISIT = "visit"
    GONE = "gone"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "award": "救助已停发",
            "list": "部门名单不再列入",
            "visit": "走访核实后不再监测",
            "gone": "已销户或迁出本县",
        }[self]


TOLD = frozenset({LayerEnd.AWARD, LayerEnd.LIST})
"""Ends of which the village has not heard: nobody visited, and the family still lives here."""
