"""The tables of statistics as a page shows them: titles, figures that lead to their lists, bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from yimen.domains.cases.types import CaseKind
from yimen.domains.command.types import FIGURES, About, FigureRow, FigureTable, Inquiry
from yimen.domains.network import queries as network
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.figures import Split, place_of
from yimen.kernel import Programme

from .addresses import path_to
from .formats import money
from .official_words import official


@dataclass(frozen=True)
class Cell:
    """One figure: as it reads, and the address of the list it counts, if it counts one."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class ShownRow:
    """One row: its title, the width of its bar in hundredths of the widest, its figures."""

    title: str
    bar: int | None
    """None below the line, where there is nothing to compare with."""
    cells: Sequence[Cell]


def about_words(about: About) -> str:
    return {
        About.CASES: _("办件"),
        About.DECISIONS: _("决定"),
        About.AWARDS: _("在册"),
        About.STEPS: _("环节时长"),
    }[about]


def about_sentence(about: About) -> str:
    """What exactly is counted."""
    return {
        About.CASES: _("这段时间收到的办件，和它们今天的状态；在办、办结、撤回、终止相加等于收到。"),
        About.DECISIONS: _("这段时间作出的决定，按救助项目逐项计算。"),
        About.AWARDS: _("“至”所选月份的在册情况；本月退出的是从该月起不再享受的。"),
        About.STEPS: _("这段时间办结的事项；天数从起算日起按日历日计算，最慢一成是十分之一超过的天数。"),
    }[about]


def split_word(split: Split) -> str:
    return {
        Split.PLACE: _("地区"),
        Split.MONTH: _("月份"),
        Split.PROGRAMME: _("救助项目"),
        Split.KIND: _("种类"),
        Split.STEP: _("环节"),
        Split.PERSON: _("人员"),
    }[split]


def titles(table: FigureTable) -> list[str]:
    """The heads of the columns, without the bar."""
    about = table.inquiry.about
    heads = [split_word(table.split), *(official(figure.title) for figure in FIGURES[about])]
    if about is About.AWARDS:
        heads.append(_("月救助金额（元）"))
    if about is About.STEPS:
        heads += [_("按期率"), _("中位天数"), _("最慢一成（天）")]
    return heads


def shown_rows(table: FigureTable) -> list[ShownRow]:
    """Every row, and below them all of them together."""
    names = _names(table)
    widest = max((row.counts[0] for row in table.rows if row.counts), default=0)
    rows = [
        ShownRow(names[row.key], _hundredths(row.counts[0], widest), _cells(row, table.inquiry.about))
        for row in table.rows
    ]
    return [*rows, ShownRow(_("合计"), None, _cells(table.whole, table.inquiry.about))]


def _hundredths(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _cells(row: FigureRow, about: About) -> list[Cell]:
    figures = zip(FIGURES[about], row.counts, strict=False)
    cells = [
        Cell(str(n), list_url(row.inquiry, figure) if row.inquiry and n else "") for figure, n in figures
    ]
    if row.amount_fen is not None:
        cells.append(Cell("—" if _is_standing(row) else money(row.amount_fen)))
    if row.median is not None:
        cells.append(Cell(_share(row)))
        cells += [Cell(str(row.median)), Cell(str(row.slowest_tenth))]
    return cells


def _is_standing(row: FigureRow) -> bool:
    """A line of a programme that gives a standing has no sum."""
    return not row.amount_fen and row.key in set(Programme) and Programme(row.key).is_standing


def _share(row: FigureRow) -> str:
    done, in_time, _late = row.counts
    return f"{100 * in_time / done:.1f}%" if done else ""


def list_url(inquiry: Inquiry, figure: StrEnum) -> str:
    """The address of the list behind a figure; nothing in it names anybody."""
    asked = {
        "about": inquiry.about.value,
        "figure": figure.value,
        "since": str(inquiry.first),
        "until": str(inquiry.last),
        "region": str(inquiry.region),
        "programme": inquiry.programme and inquiry.programme.value,
        "kind": inquiry.kind and inquiry.kind.value,
        "step": inquiry.step and inquiry.step.value,
        "person": inquiry.person and str(inquiry.person),
        "untaken": "1" if inquiry.is_untaken else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path_to('desk:statistics-list')}?{query}"


def _names(table: FigureTable) -> Mapping[str, str]:
    keys = [row.key for row in table.rows]
    if table.split is Split.PLACE:
        places = network.region_names(place_of(key) for key in keys)
        return {key: places.get(str(place_of(key)), key) for key in keys}
    if table.split is Split.PERSON:
        return _people(table.inquiry.about, keys)
    words = {Split.PROGRAMME: Programme, Split.KIND: CaseKind, Split.STEP: WorkKind}
    if table.split is Split.MONTH:
        return {key: key[:7] for key in keys}
    return {key: official(words[table.split](key).title) for key in keys}


def _people(about: About, keys: Sequence[str]) -> Mapping[str, str]:
    ids = [UUID(key) for key in keys if key]
    names = network.post_titles(ids) if about is About.STEPS else network.names_of_users(ids)
    known = {str(key): name for key, name in names.items()}
    return {key: known.get(key, key or _("没有人领取")) for key in keys}
