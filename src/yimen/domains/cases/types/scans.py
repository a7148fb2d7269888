"""The words of a pile of scanned forms: how a sheet was recognised, and whether it can be filed."""

from dataclasses import dataclass
from typing import Any

from yimen.kernel import Titled


class ScanMatch(Titled):
    """How a sheet found its household."""

    CODE = "code", "二维码"
    NUMBER = "number", "文件名中的户编号"
    NAME = "name", "文件名中的户主"
    BY_HAND = "by_hand", "人工指定"


class SheetState(Titled):
    """Whether a sheet can be filed with its household."""

    READY = "ready", "可以归入"
    NOT_VISITED = "not_visited", "还没有登记走访"
    OTHERWISE = "otherwise", "登记的不是“没有变化”"
    TWICE = "twice", "同一户有多张"
    UNKNOWN = "unknown", "没有认出"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet of a pile as its page shows it."""

    sheet: Any
    state: SheetState
    head: str = ""
    number: str = ""
    village: str = ""
    is_replacing: bool = False
    """The household has a signed form already; it stays with the file."""
