"""Reports that something changed in a family, from the village or from the family itself."""

from yimen.kernel import Titled


class ReportKind(Titled):
    """What changed."""

    DEATH = "death", "去世"
    BIRTH = "birth", "出生"
    MOVE = "move", "搬迁"
    AWAY = "away", "离开居住地"
    INCOME = "income", "收入变化"
    JOINED = "joined", "家里添人"
    LEFT = "left", "家人离开"
    SELF_CARE = "self_care", "生活自理能力变化"
    OTHER = "other", "其他变化"


class ReportOutcome(Titled):
    """What the town made of it, or that it was a mistake of whoever reported."""

    NO_CHANGE = "no_change", "核实后不需变更"
    CHANGE_CASE = "change_case", "已转变更办件"
    CORRECTED = "corrected", "已更正档案"
    WITHDRAWN = "withdrawn", "误报，当天撤回"
