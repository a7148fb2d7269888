"""A process drawn as SVG: the straight way on the left, what leaves it on the right; pure.

Only presentation attributes are used, so that a page under a strict content policy and a printed sheet show
the same picture. The words of the picture stand beside it as a list wherever it is shown.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from yimen.domains.library.types import ChartBranch, ChartStep, ProcessChart
from yimen.kernel import Sentence

Say = Callable[[object], str]

MAIN_X, MAIN_WIDTH = 8, 330
SIDE_X, SIDE_WIDTH = 420, 272
WIDTH = SIDE_X + SIDE_WIDTH + 8
PAD, GAP = 9, 26
TITLE, SMALL = 15, 12
INK, QUIET, LINE, FILL = "#1f2933", "#475467", "#0b5d4b", "#eef6f3"
SIDE_FILL, SIDE_EDGE, END = "#fff8eb", "#b98900", "#b42318"


@dataclass(frozen=True)
class _Line:
    text: str
    size: int
    colour: str


@dataclass(frozen=True)
class _Box:
    """A box of the picture: where it stands, what is written in it."""

    x: int
    y: int
    width: int
    lines: tuple[_Line, ...]
    fill: str
    edge: str

    @property
    def height(self) -> int:
        return _height(self.lines)

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def draw(chart: ProcessChart, face: str = "Noto Sans SC", say: Say = str) -> str:
    """The picture as SVG text; `say` puts each text into the reader's language."""
    rows = _placed(chart, say)
    parts: list[str] = []
    mains = [main for main, _branches in rows]
    parts += [_down(first, second) for first, second in pairwise(mains)]
    turn = 0
    for main, branches in rows:
        for branch, boxes in branches:
            parts += list(_branch(main, branch, boxes, mains, turn))
            turn += 1
        parts.append(_drawn(main))
    height = max((_row_bottom(main, branches) for main, branches in rows), default=0) + 8
    width = WIDTH if chart.branches else MAIN_X + MAIN_WIDTH + 8
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{escape(face)}, sans-serif">'
    )
    return f"{head}{''.join(parts)}</svg>"


Row = tuple[_Box, list[tuple[ChartBranch, list[_Box]]]]


def _placed(chart: ProcessChart, say: Say) -> list[Row]:
    """Every box with its place, from top to bottom."""
    rows: list[Row] = []
    y = 8
    for number, step in enumerate(chart.steps):
        lines = _lines(step, MAIN_WIDTH, say, f"{number + 1} ")
        main = _Box(MAIN_X, y, MAIN_WIDTH, lines, FILL, LINE)
        side_y, branches = y, []
        for branch in chart.branches:
            if branch.beside == number:
                boxes = list(_side(branch, side_y, say))
                side_y = boxes[-1].bottom + GAP // 2
                branches.append((branch, boxes))
        rows.append((main, branches))
        y = _row_bottom(main, branches) + GAP
    return rows


def _side(branch: ChartBranch, y: int, say: Say) -> Iterator[_Box]:
    for place, step in enumerate(branch.steps):
        lines = _lines(step, SIDE_WIDTH, say)
        if place == len(branch.steps) - 1:
            colour = END if branch.back_to is None else LINE
            lines = (*lines, *_wrapped(say(goes_on(branch)), SIDE_WIDTH, SMALL, colour))
        box = _Box(SIDE_X, y, SIDE_WIDTH, lines, SIDE_FILL, END if branch.back_to is None else SIDE_EDGE)
        yield box
        y = box.bottom + GAP // 2


def goes_on(branch: ChartBranch) -> Sentence:
    """What follows a branch, as its last box and the list beside the picture say it."""
    if branch.back_to is None:
        return Sentence("到此结束，书面告知理由")
    return Sentence("之后进入第 %(n)s 步", n=branch.back_to + 1)


def _row_bottom(main: _Box, branches: list[tuple[ChartBranch, list[_Box]]]) -> int:
    return max([main.bottom, *(box.bottom for _branch, boxes in branches for box in boxes)])


def _lines(step: ChartStep, width: int, say: Say, mark: str = "") -> tuple[_Line, ...]:
    quiet = [step.who, step.limit, *step.parts, step.article]
    return (
        *_wrapped(mark + say(step.title), width, TITLE, INK),
        *(line for text in quiet if text for line in _wrapped(say(text), width, SMALL, QUIET)),
    )


def _wrapped(text: str, width: int, size: int, colour: str) -> tuple[_Line, ...]:
    """The text in lines that fit: Chinese breaks anywhere, other words between them."""
    room, lines, line = (width - 2 * PAD) / size, [], ""
    for piece in _pieces(text):
        if line and _length(line + piece) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return tuple(_Line(one, size, colour) for one in (*lines, line) if one)


def _pieces(text: str) -> Iterator[str]:
    word = ""
    for sign in text:
        if _is_wide(sign) or sign == " ":
            yield from (part for part in (word, sign) if part)
            word = ""
        else:
            word += sign
    if word:
        yield word


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _length(text: str) -> float:
    """In ems: a Chinese sign is one, others little more than half."""
    return sum(1.0 if _is_wide(sign) else 0.56 for sign in text)


def _height(lines: tuple[_Line, ...]) -> int:
    return sum(line.size + 6 for line in lines) + 2 * PAD - 4


def _drawn(box: _Box) -> str:
    frame = (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="7" fill="{box.fill}" '
        f'stroke="{box.edge}" stroke-width="1.2"/>'
    )
    y, words = box.y + PAD - 2, ""
    for line in box.lines:
        y += line.size + 3
        weight = ' font-weight="bold"' if line.size == TITLE else ""
        words += (
            f'<text x="{box.x + PAD}" y="{y}" font-size="{line.size}" fill="{line.colour}"{weight}>'
            f"{escape(line.text)}</text>"
        )
        y += 3
    return frame + words


def _down(first: _Box, second: _Box) -> str:
    x = first.x + 40
    return _path(f"M{x} {first.bottom}V{second.y - 5}") + _head(x, second.y, "down")


def _branch(
    main: _Box, branch: ChartBranch, boxes: list[_Box], mains: list[_Box], turn: int
) -> Iterator[str]:
    """Out of the step into its boxes, and from the last one back to where it goes on."""
    first, last = boxes[0], boxes[-1]
    out, right = min(first.middle, main.bottom - 8), main.x + main.width
    yield _path(f"M{right} {out}H{SIDE_X - 14}V{first.middle}H{SIDE_X - 5}")
    yield _head(SIDE_X, first.middle, "right")
    for one, other in pairwise(boxes):
        yield _path(f"M{SIDE_X + 30} {one.bottom}V{other.y - 5}") + _head(SIDE_X + 30, other.y, "down")
    if branch.back_to is not None:
        target = mains[branch.back_to]
        x, y = MAIN_X + MAIN_WIDTH + 18 + (turn % 5) * 10, last.bottom - 9
        end = target.y + 12 + (turn % 3) * 5
        yield _path(f"M{SIDE_X} {y}H{x}V{end}H{MAIN_X + MAIN_WIDTH + 5}", is_dashed=True)
        yield _head(MAIN_X + MAIN_WIDTH, end, "left")
    yield from map(_drawn, boxes)


def _path(way: str, *, is_dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="4 3"' if is_dashed else ""
    return f'<path d="{way}" fill="none" stroke="{QUIET}" stroke-width="1.2"{dashes}/>'


def _head(x: int, y: int, towards: str) -> str:
    corners = {
        "down": f"{x},{y} {x - 4},{y - 7} {x + 4},{y - 7}",
        "right": f"{x},{y} {x - 7},{y - 4} {x - 7},{y + 4}",
        "left": f"{x},{y} {x + 7},{y - 4} {x + 7},{y + 4}",
    }[towards]
    return f'<polygon points="{corners}" fill="{QUIET}"/>'
