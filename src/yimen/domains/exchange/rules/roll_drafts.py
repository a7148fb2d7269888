"""The rows of an opening roll gathered into families, whichever way the file lists them; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yimen.domains.exchange.rules.roll_columns import FLAT_COLUMNS, SHEETS
from yimen.domains.exchange.types.roll import RollFault, RollSheet
from yimen.domains.people.types import Relation
from yimen.foundation.spreadsheets.errors import HeadingsNotFoundError
from yimen.foundation.spreadsheets.tables import Row, Table, understand
from yimen.kernel import Sentence

Cells = Sequence[Sequence[object]]


@dataclass(slots=True)
class Draft:
    """A family as its rows have it, with everything that is wrong with it so far."""

    key: str
    sheets: Mapping[str, RollSheet]
    family: Row | None = None
    members: list[Row] = field(default_factory=list)
    awards: list[Row] = field(default_factory=list)
    faults: list[RollFault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Nothing holds it up."""
        return all(fault.is_note for fault in self.faults)

    def find(self, part: str, row: Row, column: str, wrong: Sentence, remedy: Sentence) -> None:
        """A fault in one of its rows."""
        self.faults.append(RollFault(self.sheets[part], row.number, column, wrong, remedy))

    def note(self, part: str, row: Row, wrong: Sentence, remedy: Sentence) -> None:
        """Something worth knowing that holds nothing up."""
        self.faults.append(RollFault(self.sheets[part], row.number, "", wrong, remedy, is_note=True))


_THREE = {"family": RollSheet.FAMILIES, "member": RollSheet.MEMBERS, "award": RollSheet.AWARDS}
_FLAT = dict.fromkeys(_THREE, RollSheet.FLAT)


@dataclass(slots=True)
class Gathered:
    """The families of a file, and faults of rows that belong to none."""

    drafts: dict[str, Draft]
    stray: list[RollFault]
    rows: int


def gather(sheets: Mapping[str, Cells]) -> Gathered:
    """From the three sheets of the template, or from one list with a row for each person."""
    if RollSheet.FAMILIES in sheets:
        return _of_three(sheets)
    return _of_list(next(iter(sheets.values())))


def _of_three(sheets: Mapping[str, Cells]) -> Gathered:
    missing = [sheet.value for sheet in SHEETS if sheet not in sheets]
    if missing:
        raise HeadingsNotFoundError("文件缺少工作表：%(missing)s。请使用下载的模板。", missing=missing)
    tables = {sheet: understand(sheets[sheet], columns) for sheet, columns in SHEETS.items()}
    found = Gathered({}, [], sum(len(table.rows) for table in tables.values()))
    for row in _keyed(tables[RollSheet.FAMILIES], RollSheet.FAMILIES, found):
        draft = found.drafts.setdefault(row.text("key"), Draft(row.text("key"), _THREE))
        _put_family(draft, row)
    for row in _keyed(tables[RollSheet.MEMBERS], RollSheet.MEMBERS, found):
        _draft(found, row).members.append(row)
    for row in _keyed(tables[RollSheet.AWARDS], RollSheet.AWARDS, found):
        _draft(found, row).awards.append(row)
    return found


def _of_list(cells: Cells) -> Gathered:
    table = understand(cells, FLAT_COLUMNS)
    found = Gathered({}, [], len(table.rows))
    for row in _keyed(table, RollSheet.FLAT, found):
        draft = found.drafts.setdefault(row.text("key"), Draft(row.text("key"), _FLAT))
        if row.values.get("relation") == Relation.HEAD and draft.family is None:
            draft.family = row
        _put_person(draft, row)
        if row.values.get("programme") is not None:
            draft.awards.append(row)
    return found


def _keyed(table: Table, sheet: RollSheet, found: Gathered) -> Iterator[Row]:
    """Rows that say which family they belong to; the faults of the others belong to nobody."""
    for row in table.rows:
        if row.text("key"):
            yield row
        else:
            found.stray += [
                RollFault(sheet, each.row, each.column, each.wrong, each.remedy) for each in row.faults
            ]


def _draft(found: Gathered, row: Row) -> Draft:
    key = row.text("key")
    return found.drafts.setdefault(key, Draft(key, _THREE))


def _put_family(draft: Draft, row: Row) -> None:
    """A second row of a number is told with all that its cells have wrong: both are put right at once."""
    if draft.family is None:
        draft.family = row
        return
    wrong = Sentence("家庭编号“%(key)s”已用于第%(row)s行。", key=draft.key, row=draft.family.number)
    draft.find("family", row, "家庭编号", wrong, Sentence("每户用一个编号；同一户只留一行。"))
    for fault in row.faults:
        draft.find("family", row, fault.column, fault.wrong, fault.remedy)


def _put_person(draft: Draft, row: Row) -> None:
    """Somebody with two awards stands in two rows of a list, and is one member."""
    identity = row.values.get("identity")
    if identity is None or all(identity != each.values.get("identity") for each in draft.members):
        draft.members.append(row)
