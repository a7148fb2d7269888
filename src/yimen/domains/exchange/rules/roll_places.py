"""Which village a roll means, by its name, by town and name, or by its code; pure."""

from collections import defaultdict
from collections.abc import Mapping

from yimen.kernel import RegionCode, RegionLevel, Sentence

_ENDINGS = (("村民委员会", "村"), ("居民委员会", "社区"), ("村委会", "村"), ("居委会", "社区"))
_TOWNS = ("街道办事处", "街道", "镇", "乡")


class Places:
    """The villages of a county by everything they are called."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` are all regions of the county that are in being, by code."""
        self._villages = {code for code in names if RegionCode(code).level is RegionLevel.VILLAGE}
        self._called: dict[str, set[str]] = defaultdict(set)
        for code in self._villages:
            town = names.get(str(RegionCode(code).at(RegionLevel.TOWN)), "")
            for name in _spellings(names[code]):
                self._called[name].add(code)
                for short in {town, *(town.removesuffix(ending) for ending in _TOWNS)}:
                    self._called[short + name].add(code)

    def find(self, written: str) -> RegionCode | Sentence:
        """The village, or what is wrong with the name."""
        plain = "".join(written.split())
        if plain in self._villages:
            return RegionCode(plain)
        shortened = (plain.removesuffix(ending) for ending, _short in _ENDINGS)
        found = next((self._called[name] for name in (plain, *shortened) if name in self._called), set())
        if len(found) > 1:
            return Sentence("县内有%(count)s个村（社区）叫“%(name)s”。", count=len(found), name=written)
        if not found:
            return Sentence("县内没有叫“%(name)s”的村（社区）。", name=written)
        return RegionCode(next(iter(found)))


def _spellings(name: str) -> set[str]:
    spellings = {name}
    for ending, short in _ENDINGS:
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            spellings |= {stem, stem.removesuffix(short) + short, f"{stem}{ending}"}
    for short in ("村", "社区"):
        if name.endswith(short) and len(name) > len(short) + 1:
            spellings.add(name.removesuffix(short))
    return spellings
