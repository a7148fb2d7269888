"""The pages of an opening roll: each by its people; the file that comes back; the household says whence."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.security.access_rows import entered, url_of
from tests.support.cast import VILLAGE
from tests.support.rolls import award_row, family_row, workbook

from yimen.domains.exchange.models import OpeningRoll, RollFamily
from yimen.domains.exchange.rules.roll_columns import HELPS, SHEETS
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.requirement("R-PAY-5")]
PAGES = (
    "rolls",
    "roll",
    "roll-findings",
    "roll-differences",
    "roll-undo",
    "rolls-export",
    "roll-differences-export",
)


def sheets_of(answer):
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_page_opens_for_whoever_takes_over(stage):
    client = entered(stage.cast.county_confirmer)
    for name in PAGES:
        assert client.get(url_of(name, stage.objects)).status_code == 200, name


def test_the_page_says_what_stands_behind_and_who_did_what(stage):
    text = entered(stage.cast.auditor).get(url_of("roll", stage.objects)).content.decode()
    assert "谢春梅" in text and "钟建国" in text and "664.00" in text
    assert "6221888800009876" not in text


def test_a_town_neither_sees_nor_takes_over(stage):
    client = entered(stage.cast.town_reviewer)
    assert client.get(url_of("roll", stage.objects)).status_code == 403
    assert client.post(url_of("roll-take-over", stage.objects)).status_code == 403
    assert (
        entered(stage.cast.county_reviewer).post(url_of("roll-take-over", stage.objects)).status_code == 403
    )


def test_the_household_says_from_which_row_it_came_and_where_it_is_paid(stage):
    with system_scope():
        home = RollFamily.objects.get().household_id
    text = entered(stage.cast.town_handler).get(reverse("desk:household", args=[home])).content.decode()
    assert "最低生活保障：期初接管" in text and "最低生活保障：新增" not in text
    assert "期初名册第 2 行" in text and "****9876" in text and "6221888800009876" not in text
    assert url_of("roll", stage.objects) not in text
    county = entered(stage.cast.county_confirmer).get(reverse("desk:household", args=[home])).content.decode()
    assert url_of("roll", stage.objects) in county


def test_the_template_has_every_column_with_its_help(stage):
    sheets = sheets_of(entered(stage.cast.county_reviewer).get(reverse("desk:roll-template")))
    assert {name: rows[0] for name, rows in sheets.items() if name != "说明"} == {
        sheet.value: [column.title for column in columns] for sheet, columns in SHEETS.items()
    }
    assert {column.title for columns in SHEETS.values() for column in columns} == set(HELPS)


def test_the_faulty_rows_come_back_with_their_reason_and_may_be_handed_in_again(stage):
    client = entered(stage.cast.county_reviewer)
    answer = client.get(url_of("roll-faulty-rows", stage.objects))
    sheets = sheets_of(answer)
    assert [row[1] for row in sheets["家庭"][1:]] == ["翁大伯"]
    assert sheets["家庭"][1][-1].startswith("村（社区）名称或代码：县内没有叫“无此村”")
    assert (len(sheets["成员"]), len(sheets["待遇"])) == (1, 2)
    sent = {"title": "改正", "from_month": "2026-03", "file": SimpleUploadedFile("r.xlsx", answer.content)}
    assert client.post(reverse("desk:roll-prepare"), sent).status_code == 302


def test_an_upload_says_what_is_missing(stage):
    client = entered(stage.cast.county_reviewer)
    empty = {"title": "名册", "from_month": "2026-03", "file": SimpleUploadedFile("r.xlsx", b"")}
    assert client.post(reverse("desk:roll-prepare"), empty).status_code == 200
    good = workbook([family_row(1, "韩三", str(VILLAGE))], [], [award_row(1)])
    late = {"title": "名册", "from_month": "2025-01", "file": SimpleUploadedFile("r.xlsx", good)}
    assert client.post(reverse("desk:roll-prepare"), late).status_code == 200
    with system_scope():
        assert OpeningRoll.objects.count() == 1


def test_an_empty_reason_undoes_nothing(stage):
    client = entered(stage.cast.county_confirmer)
    assert client.post(url_of("roll-undo", stage.objects), {"reason": " "}).status_code == 200
    with system_scope():
        assert OpeningRoll.objects.get().state == "loaded"
