"""The template of an opening roll, and the rows of a roll that stay behind, each with what is wrong; pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from yimen.domains.exchange.rules.roll_columns import FLAT_COLUMNS, HELPS, ON_A_ROLL, SHEETS
from yimen.domains.exchange.types.roll import ListedFamily, RollFault, RollSheet
from yimen.domains.people.types import DisabilityKind, Relation
from yimen.foundation.spreadsheets.books import BookSheet, Heading
from yimen.foundation.spreadsheets.tables import Column, understand

_OFFERED: Mapping[str, Sequence[str]] = {
    "programme": [programme.title for programme in ON_A_ROLL],
    "relation": [relation.title for relation in Relation if relation is not Relation.HEAD],
    "urban": ["城镇", "农村"],
    "disability_kind": [kind.title for kind in DisabilityKind],
    "disability_level": ["一级", "二级", "三级", "四级"],
}
_TOLD = "说明"
_WRONG = "问题"
_STEPS = (
    "每户在“家庭”中一行，户主以外的成员在“成员”中各一行，每项待遇在“待遇”中一行；三张表靠家庭编号对应。",
    "黄底的列必须填写。身份证号、银行账号请保持文本格式。",
    "只列按月发放或按期认定、现在仍在享受的待遇；一次性救助不列。",
    "上传后先检查，不写入任何家庭；由另一位有权限的人接管后才进入系统。",
)
Cells = Sequence[Sequence[object]]


def template() -> list[BookSheet]:
    """The three sheets, empty, and what to know."""
    sheets = [BookSheet(sheet.value, [_heading(column) for column in SHEETS[sheet]]) for sheet in SHEETS]
    told = [(step,) for step in _STEPS]
    told += [
        (f"{sheet.value}·{column.title}：{HELPS[column.title]}",)
        for sheet in SHEETS
        for column in SHEETS[sheet]
    ]
    return [*sheets, BookSheet(_TOLD, [Heading("怎样填写", width=100)], told)]


def _heading(column: Column) -> Heading:
    help_text, offered = HELPS[column.title], _OFFERED.get(column.key, ())
    return Heading(column.title, help_text, offered, column.required, max(14, 2 * len(column.title) + 2))


def left_behind(
    sheets: Mapping[str, Cells], families: Iterable[ListedFamily], faults: Iterable[RollFault]
) -> list[BookSheet]:
    """Every row of the file that no sound family stands in, as it was, with what is wrong beside it."""
    sound = _rows_of(families, is_flat=RollSheet.FAMILIES not in sheets)
    wrong: dict[tuple[RollSheet, int], list[str]] = defaultdict(list)
    for fault in faults:
        wrong[fault.sheet, fault.row].append(
            f"{fault.column}：{fault.wrong}{fault.remedy}".removeprefix("：")
        )
    if RollSheet.FAMILIES not in sheets:
        cells = next(iter(sheets.values()))
        return [_left(RollSheet.FLAT, cells, FLAT_COLUMNS, sound[RollSheet.FLAT], wrong)]
    return [_left(sheet, sheets[sheet], SHEETS[sheet], sound[sheet], wrong) for sheet in SHEETS]


def _rows_of(families: Iterable[ListedFamily], *, is_flat: bool) -> dict[RollSheet, set[int]]:
    found: dict[RollSheet, set[int]] = defaultdict(set)
    for family in families:
        people = {member.row for member in family.members}
        awards = {award.row for award in family.awards}
        if is_flat:
            found[RollSheet.FLAT] |= {family.row, *people, *awards}
        else:
            found[RollSheet.FAMILIES].add(family.row)
            found[RollSheet.MEMBERS] |= {member.row for member in family.members[1:]}
            found[RollSheet.AWARDS] |= awards
    return found


def _left(
    sheet: RollSheet,
    cells: Cells,
    columns: Sequence[Column],
    sound: Collection[int],
    wrong: Mapping[tuple[RollSheet, int], Sequence[str]],
) -> BookSheet:
    table = understand(cells, columns)
    headings = cells[table.heading_row - 1]
    width = len(headings)
    rows = []
    for row in table.rows:
        if row.number not in sound:
            given = [*cells[row.number - 1], *[""] * width][:width]
            rows.append((*given, "；".join(wrong.get((sheet, row.number), ()))))
    return BookSheet(
        sheet.value, [*(Heading(str(title)) for title in headings), Heading(_WRONG, width=60)], rows
    )
