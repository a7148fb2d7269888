"""The words of a pile of scanned forms: how a sheet was recognised, and whether it can be filed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ScanMatch(StrEnum):
    """How a sheet found its household."""

    CODE = "code"
    NUMBER = "number"
    NAME = "name"
    BY_HAND = "by_hand"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "code": "二维码",
            "number": "文件名中的户编号",
            "name": "文件名中的户主",
            "by_hand": "人工指定",
        }[self]


class SheetState(StrEnum):
    """Whether a sheet can be filed with its household."""

    READY = "ready"
    NOT_VISITED = "not_visited"
    OTHERWISE = "otherwise"
    TWICE = "twice"
    UNKNOWN = "unknown"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "ready": "可以归入",
            "not_visited": "还没有登记走访",
            "otherwise": "登记的不是“没有变化”",
            "twice": "同一户有多张",
            "unknown": "没有认出",
        }[self]


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
