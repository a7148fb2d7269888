"""How much text the cells of a workbook come to: a string that many cells share is read once for each.

One string of a megabyte and a few hundred cells that point to it fit into a file of some kilobytes.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.parsers.expat import XMLParserType

_UNSURE = -1
"""A reference that readers might take for another one: it counts as the longest string."""


class SharedText:
    """The strings of a workbook that cells share, and which cells point to them."""

    def __init__(self) -> None:
        self._lengths: list[int] = []
        self._used: Counter[int] = Counter()

    def grow(self, place: int, length: int) -> None:
        """So many characters more at a place; of several lists the texts add up."""
        self._lengths += [0] * (place + 1 - len(self._lengths))
        self._lengths[place] += length

    def use(self, said: Sequence[str]) -> None:
        """A cell that points to a place, as it was written."""
        is_plain = len(said) == 1 and said[0].isascii() and said[0].isdecimal() and len(said[0]) <= 9
        self._used[int(said[0]) if is_plain else _UNSURE] += 1

    @property
    def characters(self) -> int:
        """All cells together, never too few."""
        longest = max(self._lengths, default=0)
        known = range(len(self._lengths))
        return sum(n * (self._lengths[at] if at in known else longest) for at, n in self._used.items())


class Listener:
    """What a parser hears of one part of the workbook that has to do with shared strings."""

    def __init__(self, parser: XMLParserType, text: SharedText) -> None:
        self._parser, self._text, self._place = parser, text, -1
        self._is_reference = self._is_open = False
        self._said: list[str] = []

    def element(self, kind: str, attributes: Mapping[str, str]) -> None:
        """An element begins; one within a reference makes that unsure."""
        if self._is_open:
            self._said.append("")
        if kind == "si":
            self._place += 1
            self._parser.CharacterDataHandler = self._grow
        elif kind == "c":
            self._is_reference = attributes.get("t") == "s"
        elif kind == "v" and self._is_reference:
            self._said, self._is_open = [], True
            self._parser.CharacterDataHandler = self._said.append
            self._parser.EndElementHandler = self._end

    def _grow(self, said: str) -> None:
        self._text.grow(self._place, len(said))

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "v":
            self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
            self._is_open = False
            self._text.use(self._said)
