"""The exchange with the province: its list says another amount of a family, and somebody applied there."""

import io

import xlsxwriter
from django.utils import timezone

from tests.support.cast import TOWN, VILLAGE, acting
from tests.support.factories import identity_number
from yimen.domains.exchange.actions.contacts import hand_in_contacts
from yimen.domains.exchange.actions.reconciling import begin_reconciliation, compare_file
from yimen.domains.exchange.models import Difference
from yimen.domains.people.models import Person
from yimen.kernel import Month

from .setting import CONTACT_PHONE, Stage

AWARDS = ("救助类别", "姓名", "身份证号", "月保障金额", "行政区划代码")
CONTACTS = ("业务流水号", "申请日期", "申请人姓名", "身份证号", "联系电话", "申请事项")


def sheet(*rows: tuple[object, ...]) -> bytes:
    """A workbook of these rows, headings first."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file.getvalue()


def lists_are_exchanged(stage: Stage) -> None:
    """The reviewer had the list compared; the investigator handed in a file that waits to be taken in."""
    by = stage.cast.town_reviewer
    with acting(by):
        person = Person.objects.get(id=stage.awarded.adults[0])
        row = ("低保", person.name, person.identity, "1.00", str(VILLAGE))
        made = begin_reconciliation(
            profile_key="example_awards",
            region=TOWN,
            month=Month.of(timezone.localdate()),
            content=sheet(AWARDS, row),
            by=by,
        )
    compare_file(made.id)
    with acting(by):
        difference = Difference.objects.filter(name=person.name).first()
    handed = stage.cast.town_investigator
    number = str(identity_number("温新来"))
    with acting(handed):
        waiting = hand_in_contacts(
            profile_key="example_contacts",
            content=sheet(CONTACTS, ("P-1", "2026-03-09", "温新来", number, CONTACT_PHONE, "低保")),
            name="来件.xlsx",
            by=handed,
        )
    stage.objects |= {
        "reconciliation_id": made.id,
        "difference_id": difference.id,
        "incoming_id": waiting.id,
        "layout": "example_awards",
    }
