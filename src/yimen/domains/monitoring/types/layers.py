"""Layers of the low-income population as a family passes through them: since when, until when, why."""

from yimen.kernel import Titled


class LayerEnd(Titled):
    """Why a family is no longer in a layer."""

    AWARD = "award", "救助已停发"
    LIST = "list", "部门名单不再列入"
    VISIT = "visit", "走访核实后不再监测"
    GONE = "gone", "已销户或迁出本县"


TOLD = frozenset({LayerEnd.AWARD, LayerEnd.LIST})
"""Ends of which the village has not heard: nobody visited, and the family still lives here."""
