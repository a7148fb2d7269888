"""Opening rolls as counties hand them in, made for tests: three sheets of plain rows."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from tests.support.cast import Cast, acting
from tests.support.factories import identity_number
from yimen.domains.exchange.actions import prepare_roll, take_over_roll
from yimen.domains.exchange.actions.roll_jobs import run_check, run_load
from yimen.domains.exchange.rules.roll_columns import SHEETS
from yimen.domains.exchange.types.roll import RollSheet
from yimen.kernel import Month

Rows = Sequence[Sequence[object]]
WITHOUT_ACCOUNT = ("", "", "")


def number_of(name: str) -> str:
    """The identity number that belongs to a name."""
    return str(identity_number(name))


def family_row(key, name, place, address="墩背村12号", *, income="", number=""):
    """A row of 家庭."""
    return (
        key,
        name,
        number_of(name),
        place,
        "",
        address,
        "农村",
        "13800000000",
        number or f"D-{key}",
        income,
    )


def member_row(key, name, relation="子女"):
    """A row of 成员."""
    return (key, name, relation, number_of(name), "", "")


def award_row(key, programme="低保", holder="", amount=664, since="2024-03", account=WITHOUT_ACCOUNT):
    """A row of 待遇."""
    return (key, programme, number_of(holder) if holder else "", amount, since, "", "2026-02-01", *account)


def workbook(families: Rows, members: Rows = (), awards: Rows = ()) -> bytes:
    """The three sheets with their headings."""
    given: Mapping[RollSheet, Rows] = {
        RollSheet.FAMILIES: families,
        RollSheet.MEMBERS: members,
        RollSheet.AWARDS: awards,
    }
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in given.items():
            sheet = book.add_worksheet(name.value)
            sheet.write_row(0, 0, [column.title for column in SHEETS[name]])
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def by_roll(cast: Cast, month: Month, families: Rows, awards: Rows) -> None:
    """These families receive since before the house stood: handed in, checked, taken over by another."""
    content = workbook(families, [], awards)
    reviewer, confirmer = cast.county_reviewer, cast.county_confirmer
    with acting(reviewer):
        roll = prepare_roll(content=content, title="低保名册", from_month=month, by=reviewer)
    run_check(roll.id)
    with acting(confirmer):
        take_over_roll(roll_id=roll.id, by=confirmer)
    run_load(roll.id)
