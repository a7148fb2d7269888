"""A scenario: parameters that would be others from a month on, in a place; checked like any override."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from yimen.kernel import Month, RegionCode, Sentence, YimenError
from yimen.rulebook.household_file import HouseholdFileError, Problem
from yimen.rulebook.household_file.leaves import shown
from yimen.rulebook.parameters import settle

MOST_CHANGES: Final = 20
MOST_MONTHS: Final = 36
MOST_STEP: Final = 1_000_000
YEAR: Final = 12
ANYWHERE: Final = RegionCode("110000000000")
"""A place to check a change in that holds everywhere: values are checked alike in all of them."""
STEP_FEN: Final = 10_000
"""By how much more income a household is tried for a cliff, unless the scenario says otherwise."""
_KEYS: Final = ("month", "months", "step", "changes")
_CHANGE_KEYS: Final = ("name", "value", "from", "region")


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter, as it is written in a household file's `parameters`, from a month on, in a place."""

    name: str
    value: Any
    since: Month
    region: RegionCode | None = None
    """None is everywhere."""

    def holds_in(self, region: RegionCode) -> bool:
        return self.region is None or self.region.contains(region)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What would be different, which months are looked at, and the extra income that tries for a cliff."""

    changes: tuple[Change, ...]
    month: Month
    months: int = YEAR
    step_fen: int = STEP_FEN

    def steps(self) -> tuple[Month, ...]:
        """The months in which something changes; every other month is like the one before it."""
        last = self.month.plus(self.months)
        begins = {one.since for one in self.changes if self.month < one.since < last}
        return tuple(sorted({self.month, *begins}))

    def step_of(self, month: Month) -> Month:
        """The month whose figures hold in this one."""
        return max(step for step in self.steps() if step <= month)

    def overrides(self, region: RegionCode, month: Month) -> dict[str, Any]:
        """What is changed in a place by then; the narrower place decides, then the later change."""
        found = [one for one in self.changes if one.since <= month and one.holds_in(region)]
        found.sort(key=lambda one: (one.region.level if one.region else 0, one.since))
        return {one.name: one.value for one in found}

    @property
    def regions(self) -> frozenset[str]:
        return frozenset(one.region.code for one in self.changes if one.region)

    def to_json(self) -> dict[str, Any]:
        """As `read_scenario` reads it."""
        return {
            "month": str(self.month),
            "months": self.months,
            "step": f"{self.step_fen // 100}.{self.step_fen % 100:02d}",
            "changes": [
                {
                    "name": one.name,
                    "value": one.value,
                    "from": str(one.since),
                    "region": one.region.code if one.region else None,
                }
                for one in self.changes
            ],
        }


def read_scenario(written: object, *, region: RegionCode | None, month: Month) -> Scenario:
    """From a mapping as YAML gives it; refuses with every problem at once, each with its path.

    `region` is where a change holds that names none, and no change may reach beyond it (None: everywhere).
    `month` is the first that can be looked at.
    """
    problems: list[Problem] = []
    block = _block(written, _KEYS, "", problems)
    first = _month(block.get("month"), "month", month, month, problems)
    changes = block.get("changes")
    rows = changes if isinstance(changes, Sequence) and not isinstance(changes, str) else ()
    if not 1 <= len(rows) <= MOST_CHANGES:
        allowed = Sentence("%(least)s 至 %(most)s 项的清单", least=1, most=MOST_CHANGES)
        problems.append(Problem("changes", Sentence("%(value)s 不是清单", value=shown(changes)), allowed))
    read = [_change(row, f"changes[{n}]", region, first, problems) for n, row in enumerate(rows)]
    months = _whole(block.get("months", YEAR), "months", 1, MOST_MONTHS, problems)
    step = _whole(block.get("step", STEP_FEN // 100), "step", 1, MOST_STEP // 100, problems)
    if problems:
        raise HouseholdFileError(tuple(problems))
    return Scenario(tuple(one for one in read if one), first, months, step * 100)


def _block(written: object, keys: Iterable[str], path: str, problems: list[Problem]) -> Mapping[str, Any]:
    allowed = Sentence("含有这些键的一组：%(keys)s", keys=list(keys))
    if not isinstance(written, Mapping):
        problems.append(
            Problem(path or Sentence("文件"), Sentence("%(value)s 不是一组键", value=shown(written)), allowed)
        )
        return {}
    for key in written:
        if key not in keys:
            problems.append(Problem(f"{path}.{key}".lstrip("."), Sentence("没有这个键"), allowed))
    return written


def _change(
    written: object, path: str, region: RegionCode | None, month: Month, problems: list[Problem]
) -> Change | None:
    block = _block(written, _CHANGE_KEYS, path, problems)
    name, value = str(block.get("name", "")), block.get("value")
    since = _month(block.get("from"), f"{path}.from", None, month, problems)
    place = _region(block.get("region"), f"{path}.region", region, problems)
    try:
        settle(place or ANYWHERE, since.first, False, {name: value})
    except HouseholdFileError as refusal:
        problems += [Problem(f"{path}.value", one.wrong, one.allowed) for one in refusal.problems]
        return None
    return Change(name, value, since, place)


def _month(written: object, path: str, least: Month | None, default: Month, problems: list[Problem]) -> Month:
    if written is None:
        return default
    try:
        year, _, number = str(written).partition("-")
        read = Month(int(year), int(number[:2]))
    except (ValueError, YimenError):
        read = None
    if read is None or (least is not None and read < least):
        allowed = Sentence("年-月，不早于 %(least)s", least=str(least or default))
        problems.append(Problem(path, Sentence("%(value)s 不可用", value=shown(written)), allowed))
        return default
    return read


def _region(
    written: object, path: str, within: RegionCode | None, problems: list[Problem]
) -> RegionCode | None:
    if written in (None, ""):
        return within
    try:
        read = RegionCode(str(written))
    except (ValueError, YimenError):
        read = None
    if read is not None and (within is None or within.contains(read)):
        return read
    allowed = Sentence("12 位区划代码")
    if within is not None:
        allowed = Sentence("%(region)s 或其下的区划代码", region=within.code)
    problems.append(Problem(path, Sentence("%(value)s 不可用", value=shown(written)), allowed))
    return within


def _whole(written: object, path: str, least: int, most: int, problems: list[Problem]) -> int:
    text = str(written)
    text = text.removesuffix(".00")
    if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
        return int(text)
    allowed = Sentence("%(least)s 至 %(most)s 的整数", least=least, most=most)
    problems.append(Problem(path, Sentence("%(value)s 不可用", value=shown(written)), allowed))
    return least
