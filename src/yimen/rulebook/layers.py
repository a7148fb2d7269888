"""The layers of the low-income population (国办发〔2023〕39号 二), from what a family holds; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from yimen.kernel import Programme, Titled

SOURCE: Final = "国办发〔2023〕39号 二；社会救助法 第十三条"


class Layer(Titled):
    """In the order of the document; a family counts once, in the first layer it belongs to."""

    DIBAO = "dibao", "最低生活保障对象"
    TEKUN = "tekun", "特困人员"
    RELAPSE = "relapse", "防止返贫监测对象"
    MARGIN = "margin", "最低生活保障边缘家庭成员"
    RIGID = "rigid", "刚性支出困难家庭成员"
    OTHER = "other", "其他困难人员"


OF_PROGRAMME: Final[Mapping[Programme, Layer]] = {
    Programme.DIBAO: Layer.DIBAO,
    Programme.DIBAO_SINGLE: Layer.DIBAO,
    Programme.TEKUN: Layer.TEKUN,
    Programme.DIBAO_MARGIN: Layer.MARGIN,
    Programme.RIGID_EXPENSE: Layer.RIGID,
    Programme.ILLNESS_POVERTY: Layer.OTHER,
    Programme.TEMPORARY: Layer.OTHER,
    Programme.DISABILITY_LIVING: Layer.OTHER,
    Programme.ORPHAN: Layer.OTHER,
    Programme.UNATTENDED_CHILD: Layer.OTHER,
    Programme.MEDICAL: Layer.OTHER,
}
"""What puts a family into a layer. A subsidy given whatever the means, as for care, says nothing of them.

Illness that made poor is told by the medical insurance; it recognises nobody as a family of rigid expenses.
"""


def layers_of(programmes: Collection[Programme], *, is_watched: bool = False) -> tuple[Layer, ...]:
    """Every layer of a family, the one it counts in first; `is_watched` against a relapse into poverty."""
    found = {OF_PROGRAMME[one] for one in programmes if one in OF_PROGRAMME}
    if is_watched:
        found.add(Layer.RELAPSE)
    return tuple(layer for layer in Layer if layer in found)
