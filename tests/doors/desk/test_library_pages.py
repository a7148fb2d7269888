"""The policy library on the desk: lists and search, one item with its drawing, a county's version, sheets."""

import io
import zipfile
from datetime import date

import docx
import pypdf
import pytest
from django.urls import reverse

from yimen.domains.library import queries as library
from yimen.domains.library.types import BenefitList, Shelf
from yimen.doors.desk.forms.library import initial_of

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    return client.get(reverse(f"desk:{name}", args=args), query)


def words(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def pdf_words(answer) -> str:
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    return "".join(
        "".join(leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split()
    )


@pytest.mark.parametrize("tab", [*Shelf, *BenefitList])
def test_three_libraries_and_two_lists_each_with_its_sheet_and_print(cast, desk, tab):
    client = desk(cast.county_reviewer)
    shown = words(page(client, "library", tab=tab.value))
    items = [item for item in library.items_at(cast.county_reviewer.region, date(2026, 11, 22))]
    fitting = [i.title for i in items if i.shelf is tab or i.benefit_list is tab]
    assert fitting and fitting[0] in shown
    book = zipfile.ZipFile(io.BytesIO(page(client, "library-export", tab=tab.value).content))
    assert all(title in book.read("xl/worksheets/sheet1.xml").decode() for title in fitting)
    printed = pdf_words(page(client, "library-print", tab=tab.value))
    assert tab.title in printed and fitting[0] in printed


def test_a_list_is_narrowed_by_words_department_and_group(cast, desk):
    client = desk(cast.village_assistant)
    shown = words(page(client, "library", words="危房"))
    assert "农村危房改造" in shown and "公益性岗位" not in shown
    schools = words(page(client, "library", department="education", group="student"))
    assert "教育救助" in schools and "医疗救助" not in schools
    assert "没有找到事项" in words(page(client, "library", words="没有这个词"))
    first, turned = (
        words(page(client, "library", department="education", sort=by)) for by in ("title", "-title")
    )
    assert (first.index("不能入学") < first.index("义务教育")) and (
        turned.index("义务教育") < turned.index("不能入学")
    )


def test_an_item_of_ours_shows_its_process_drawn_and_in_words(cast, desk):
    shown = words(page(desk(cast.village_assistant), "library-item", "dibao"))
    assert "<svg" in shown and "style=" not in shown.split("<svg")[1].split("</svg>")[0]
    for said in (
        "提出初审意见",
        "自张贴公示起7日",
        "民发〔2021〕57号 第十九条",
        "县级人民政府民政部门",
        "不予确认",
    ):
        assert said in shown
    assert "农村低保标准" in shown and "家庭经济状况核对授权书" in shown


def test_what_nobody_knows_is_left_to_the_county(cast, desk):
    assert "待县里补充" in words(page(desk(cast.village_assistant), "library-item", "old-age-allowance"))


def test_a_county_changes_an_item_and_the_day_before_still_says_the_old(cast, desk):
    client = desk(cast.county_reviewer)
    shown = words(page(client, "library-item-change", "old-age-allowance"))
    assert 'name="conditions"' in shown and "高龄津贴" in shown
    item = library.get_item("old-age-allowance", cast.county_reviewer.region, date(2026, 3, 1))
    typed = {name: value for name, value in initial_of(item).items() if value}
    typed |= {
        "since": "2026-03-01",
        "amount": "80周岁以上每月50元",
        "why": "平民发〔2026〕5号",
        "title": "高龄津贴",
    }
    answer = client.post(reverse("desk:library-item-change", args=["old-age-allowance"]), typed)
    assert answer.status_code == 302
    now = words(page(client, "library-item", "old-age-allowance"))
    assert "80周岁以上每月50元" in now and "平民发〔2026〕5号" in now
    before = words(page(client, "library-item", "old-age-allowance", on="2026-02-28"))
    assert "80周岁以上每月50元" not in before
    again = client.post(reverse("desk:library-item-change", args=["old-age-allowance"]), typed)
    assert "没有需要保存的修改" in words(again)


def test_a_programme_of_ours_asks_only_for_what_no_rule_says(cast, desk):
    shown = words(page(desk(cast.county_confirmer), "library-item-change", "tekun"))
    unasked = ("conditions", "materials", "process", "amount", "title")
    assert not any(f'name="{name}"' in shown for name in unasked)
    assert all(f'name="{name}"' in shown for name in ("phone", "where", "note"))


def test_an_item_is_added_and_ended_by_who_may(cast, desk):
    client = desk(cast.county_confirmer)
    typed = {
        "since": "2026-03-01", "title": "平远爱心餐", "shelf": "project", "department": "civil_affairs",
        "kind": "care", "groups": ["elderly"], "why": "县政府常务会议", "process": "向村里说\n村里安排",
    }  # fmt: skip
    made = client.post(reverse("desk:library-add"), typed)
    key = made.headers["Location"].rsplit("/", 1)[1]
    assert "平远爱心餐" in words(page(client, "library", tab="project"))
    ended = client.post(
        reverse("desk:library-item-withdraw", args=[key]), {"since": "2026-03-02", "why": "停办"}
    )
    assert ended.status_code == 302
    shown = words(page(client, "library", tab="project"))
    assert reverse("desk:library-item", args=[key]) + "?" not in shown and "恢复办理" in shown
    again = client.post(
        reverse("desk:library-item-reinstate", args=[key]), {"since": "2026-03-02", "why": "复办"}
    )
    assert again.status_code == 302
    assert "平远爱心餐" in words(client.get(again.headers["Location"]))
    assert page(desk(cast.town_handler), "library-add").status_code == 403


def test_a_guide_to_take_home_as_pdf_and_as_an_editable_copy(cast, desk):
    client = desk(cast.village_assistant)
    printed = pdf_words(page(client, "library-sheet", "tekun"))
    for said in ("特困人员救助供养", "社会救助办事指南", "民发〔2021〕43号第五条", "依据", "需要的材料"):
        assert said in printed
    paper = docx.Document(io.BytesIO(page(client, "library-editable", "tekun").content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any("提出初审意见" in text for text in cells)


@pytest.mark.parametrize("size", ["a3", "a4"])
def test_the_wall_chart_of_a_village_names_items_process_hours_and_people(cast, desk, size):
    client = desk(cast.village_assistant)
    answer = page(client, "station-chart", cast.village_assistant.station_id, size=size)
    sheet = pypdf.PdfReader(io.BytesIO(answer.content))
    width = float(sheet.pages[0].mediabox.width)
    assert round(width) == {"a3": 1191, "a4": 842}[size] and len(sheet.pages) == 1
    printed = pdf_words(answer)
    for said in ("墩背村", "最低生活保障", "临时救助", "办理条件", "林秀英", "0753-8821234", "农村危房改造"):
        assert said in printed
    copy = page(client, "station-chart-editable", cast.village_assistant.station_id)
    paper = docx.Document(io.BytesIO(copy.content))
    assert any("林秀英" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)
