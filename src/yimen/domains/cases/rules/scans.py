"""Which household a scanned form is of: by the code we printed on it, else by the name of the file. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from yimen.domains.cases.types.campaigns import VisitFinding
from yimen.domains.cases.types.scans import ScanMatch, SheetState

MARK = "YIMEN-ZF:"
"""Stands before the id of the row in the QR code of a visit form; the code names nobody."""


def code_of(entry_id: UUID) -> str:
    """What the QR code of a household's form says."""
    return MARK + entry_id.hex


def read_code(texts: Iterable[str]) -> UUID | None:
    """The row that a code of ours names; none where there is none or two that differ."""
    found = {text.removeprefix(MARK) for text in texts if text.startswith(MARK)}
    ids = {UUID(text) for text in found if re.fullmatch("[0-9a-f]{32}", text)}
    return ids.pop() if len(ids) == 1 else None


BESIDES = (
    "走访表", "核查表", "登记表", "走访", "核查", "签字", "签名", "户主", "家庭", "扫描件", "扫描", "照片",
    "图片", "年度", "家", "户", "表",
)  # fmt: skip
"""Words that stand before or after a name in the name of a file, the longer ones first."""


def match_name(
    name: str, numbers: Mapping[str, UUID], heads: Mapping[str, UUID], places: Collection[str] = ()
) -> tuple[UUID, ScanMatch] | None:
    """By the household's number in the name of a file, else by the one head whose whole name stands in it."""
    parts = set(re.findall(r"[0-9A-Za-z-]+", name))
    numbered = {numbers[part] for part in parts if part in numbers}
    if len(numbered) == 1:
        return numbered.pop(), ScanMatch.NUMBER
    words = (*sorted(places, key=len, reverse=True), *BESIDES)
    runs = re.findall(r"[\u3400-\u9fff·]+", re.sub(r"第\d+[页张份]", " ", name))
    named = {heads[bare] for run in runs if (bare := _bare(run, heads, words)) in heads}
    return (named.pop(), ScanMatch.NAME) if len(named) == 1 and not numbered else None


def _bare(run: str, heads: Collection[str], words: Iterable[str]) -> str:
    """A run of characters without villages and words of ours around it, as soon as it is a head's name.

    So nobody is found in the name of somebody else: 李明 is not in 李明华.
    """
    while run and run not in heads:
        begun = next((word for word in words if run.startswith(word)), "")
        ended = "" if begun else next((word for word in words if run.endswith(word)), "")
        if not begun and not ended:
            return run
        run = run.removeprefix(begun) if begun else run.removesuffix(ended)
    return run


def one_of_a_name(heads: Mapping[UUID, str]) -> dict[str, UUID]:
    """Heads whose name nobody else of the review bears."""
    times = Counter(heads.values())
    return {name: key for key, name in heads.items() if times[name] == 1}


def state_of(finding: str | None, *, is_alone: bool) -> SheetState:
    """Whether a sheet can be filed; `finding` of its household, none where it has not found one."""
    if finding is None:
        return SheetState.UNKNOWN
    if not is_alone:
        return SheetState.TWICE
    if finding == VisitFinding.UNCHANGED:
        return SheetState.READY
    return SheetState.OTHERWISE if finding else SheetState.NOT_VISITED
