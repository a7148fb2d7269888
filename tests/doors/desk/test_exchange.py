"""The exchange at the desk: files out, contacts in, lists compared, differences settled, layouts put in."""

import io
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from tests.support.cast import COUNTY, OTHER_VILLAGE, TOWN, VILLAGE, acting, build_cast
from tests.support.factories import identity_number
from tests.support.process import NOTICE_OVER, family_of_three, on

from yimen.domains.exchange.actions.contacts import clear_left_files
from yimen.domains.exchange.actions.reconciling import compare_file
from yimen.domains.exchange.models import Difference, IncomingFile, ProfileVersion, Reconciliation
from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import Answer
from yimen.domains.people import actions as people
from yimen.domains.people.models import Person
from yimen.domains.worklist.models import WorkItem
from yimen.doors.desk.exports import make_list
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.database.scope import system_scope
from yimen.foundation.exports.models import ListExport
from yimen.foundation.files.models import StoredFile
from yimen.foundation.spreadsheets.reading import read_sheet

pytestmark = pytest.mark.django_db
LATER = date(2026, 4, 20)
CONTACTS = (
    *("业务流水号", "申请日期", "申请人姓名", "身份证号", "联系电话", "住址", "申请事项", "申请理由"),
    "行政区划代码",
)
APRIL = {"profile": "example_awards", "region": str(TOWN), "month": "2026-04"}


def sheet(*rows) -> SimpleUploadedFile:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return SimpleUploadedFile("来件.xlsx", file.getvalue())


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """A family holds dibao since April; made once, every test runs in a savepoint of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        walk = _awarded(build_cast())
        yield walk
        transaction.set_rollback(True)


def _awarded(cast):
    fill_official_calendar()
    walk = family_of_three(cast, "李").to_sent()
    with on(NOTICE_OVER):
        walk.confirm()
    return walk


@pytest.fixture
def cast(county):
    with on(LATER):
        yield county.cast


def exported(client, **asked):
    answer = client.post("/exchange/export", APRIL | {"purpose": "报送省平台"} | asked)
    export = ListExport.objects.get(id=answer.url.split("/")[-1])
    make_list(export.id)
    return export, client.get(f"/exports/{export.id}/file")


def test_a_file_goes_out_by_its_profile_with_its_purpose_in_the_audit(county, cast, desk):
    export, answer = exported(desk(cast.town_reviewer))
    headings, line = read_sheet(answer.content)
    told = dict(zip(headings, line, strict=True))
    assert (told["救助类别"], told["姓名"], told["家庭人口"]) == ("最低生活保障", "李建明", 3)
    assert told["乡镇（街道）"] == "大柘镇" and told["享受起始月"] == "2026-04"
    with system_scope():
        assert told["身份证号"] == Person.objects.get(id=county.adults[0]).identity
        asked = Entry.objects.get(subject=export.id, action="list:ask")
    assert asked.purpose == "报送省平台"


@pytest.mark.parametrize(
    ("profile", "rows", "words"),
    [
        ("example_households", 1, ("李建明", "墩背村12号")),
        ("example_members", 3, ("李小妹", "01", "20", "20140701")),
        ("example_cases", 1, ("申请", "已确认", "2026-03-02")),
    ],
)
def test_every_kind_of_record_goes_out(cast, desk, profile, rows, words):
    month = "2026-03" if profile == "example_cases" else "2026-04"
    _export, answer = exported(desk(cast.county_reviewer), profile=profile, region=str(COUNTY), month=month)
    lines = read_sheet(answer.content)
    assert len(lines) == 1 + rows
    cells = {str(cell) for line in lines for cell in line}
    assert set(words) <= cells
    is_csv = profile == "example_members"
    assert answer["Content-Type"].startswith("text/csv") is is_csv
    if is_csv:
        assert "李小妹".encode("gb18030") in answer.content


def test_nothing_goes_out_without_a_purpose_or_from_another_town(cast, desk):
    client = desk(cast.town_reviewer)
    for changed in ({"purpose": ""}, {"region": str(COUNTY)}, {"region": str(OTHER_VILLAGE)}):
        given = APRIL | {"purpose": "报送"} | changed
        assert client.post("/exchange/export", given).status_code == 200
    assert not ListExport.objects.exists()
    assert desk(cast.town_handler).get("/exchange/export").status_code == 403


def handed_in(client, *rows):
    answer = client.post(
        "/exchange/contacts", {"profile": "example_contacts", "file": sheet(CONTACTS, *rows)}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def contact(number="P-001", day="2026-04-18", name="温新来", identity="", programme="低保", **changed):
    row = {
        "n": number, "d": day, "name": name, "i": str(identity or identity_number(name)), "p": "13812345678",
        "a": "墩背村9号", "x": programme, "w": "无收入", "r": str(VILLAGE),
    } | changed  # fmt: skip
    return tuple(row.values())


def test_contacts_come_in_once_each_with_person_channel_and_days_late(county, cast, desk):
    client = desk(cast.town_handler)
    with system_scope():
        known = Person.objects.get(id=county.adults[0])
    rows = [contact(), contact("P-002", name=known.name, identity=known.identity)]
    url = handed_in(client, *rows)
    page = client.get(url).content.decode()
    assert "温新来" in page and "已建档" in page and "全部登记" in page
    with acting(cast.town_handler):
        assert not Contact.objects.filter(channel="platform").exists(), "looking through writes nothing"
    assert client.post(url).url == "/contacts"
    with acting(cast.town_handler):
        new, old = Contact.objects.filter(channel="platform").order_by("reference")
        assert (new.days_late, new.received_on) == (2, date(2026, 4, 18))
        assert new.asked == "申请最低生活保障：无收入"
        assert old.person_id == known.id and new.person.identity == str(identity_number("温新来"))
        assert new.owner_id == cast.town_handler.post_id
    with system_scope():
        assert not StoredFile.objects.filter(kind="exchanged_file").exists()
    url = handed_in(client, *rows, contact("P-003", name="温三"))
    assert "已登记过" in client.get(url).content.decode()
    client.post(url)
    with acting(cast.town_handler):
        assert Contact.objects.filter(channel="platform").count() == 3
    done = client.get("/exchange/contacts").content.decode()
    assert "登记 1 件，已有 2 件" in done
    assert client.post(url).status_code == 409


def test_a_town_sees_which_columns_are_read_and_gets_a_workbook_that_can_be_handed_in(cast, desk):
    client = desk(cast.town_handler)
    page = client.get("/exchange/contacts").content.decode()
    assert "业务流水号" in page and "来件编号、受理编号、申请编号" in page and "下载模板" in page
    book = client.get("/exchange/contacts/template/example_contacts")
    assert tuple(read_sheet(book.content)[0])[:8] == CONTACTS[:8]
    assert client.get("/exchange/contacts/template/nothing").status_code == 404


def test_one_fault_and_nothing_is_taken_in(county, cast, desk):
    client = desk(cast.town_handler)
    with system_scope():
        number = Person.objects.get(id=county.adults[0]).identity
    wrong = [
        contact("P-2", day="2026-04-31"),
        contact("P-3", day="2026-05-01"),
        contact("P-1"),
        contact("P-4", name="别人", identity=number),
        contact("P-5", r=str(OTHER_VILLAGE)),
        contact("P-6", programme="五保"),
        contact("P-7", programme="", w=""),
    ]
    url = handed_in(client, contact("P-1"), *wrong)
    page = client.get(url).content.decode()
    for said in (
        "没有这一天",
        "今天以后",
        "重复",
        "不在您的辖区",
        "没有“五保”",
        "没有写申请什么",
        "登记的姓名",
    ):
        assert said in page
    assert "有 7 处错误" in page and ">全部登记<" not in page
    assert "将登记" not in page and "没有错误" in page
    assert client.post(url).status_code == 409
    with acting(cast.town_handler):
        assert not Contact.objects.filter(channel="platform").exists()


def test_a_file_belongs_to_whoever_handed_it_in_and_is_cleared_after_a_day(cast, desk):
    url = handed_in(desk(cast.town_handler), contact())
    for other in (cast.town_reviewer, cast.stranger):
        assert desk(other).get(url).status_code == 404
    assert desk(cast.county_reviewer).get("/exchange/contacts").status_code == 403
    with on(date(2026, 4, 22)), system_scope():
        assert clear_left_files() == 1
        assert not IncomingFile.objects.exists()


def test_a_sheet_that_is_no_list_is_refused_on_the_form(cast, desk):
    client = desk(cast.town_handler)
    file = SimpleUploadedFile("x.csv", "甲,乙\n1,2".encode())
    page = client.post("/exchange/contacts", {"profile": "example_contacts", "file": file}).content.decode()
    assert "没有找到表头" in page


def test_a_list_is_compared_and_its_differences_worked_off(county, cast, desk):
    client = desk(cast.county_reviewer)
    _export, answer = exported(client, region=str(COUNTY))
    headings, line = read_sheet(answer.content)
    at = headings.index("月保障金额")
    changed = [*line[:at], 1, *line[at + 1 :]]
    given = APRIL | {"region": str(COUNTY), "file": sheet(headings, changed)}
    answer = client.post("/exchange/reconcile", given)
    assert "正在核对 1 行" in client.get(answer.url).content.decode()
    with system_scope():
        made = Reconciliation.objects.get()
    compare_file(made.id)
    part = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert "大柘镇" in part and "<html" not in part
    assert "在册对象名单（示例）" in client.get("/exchange").content.decode()
    with system_scope():
        one = Difference.objects.get()
    listed = client.get("/exchange/differences?sort=gap_fen&kind=amount").content.decode()
    assert "李建明" in listed and "金额不同" in listed and "1.00" in listed
    assert len(read_sheet(client.get("/exchange/differences/export").content)) == 2
    assert len(read_sheet(client.get("/exchange/lists/export").content)) == 2
    page = client.get(f"/exchange/differences/{one.id}").content.decode()
    assert "交乡镇核对" in page and "处理完毕" in page
    client.post(f"/exchange/differences/{one.id}/assign")
    town = desk(cast.town_handler)
    assert "李建明：金额不同" in town.get("/worklist?list=takeable").content.decode()
    town.post(f"/exchange/differences/{one.id}", {"reason": "省平台录入有误"})
    page = town.get(f"/exchange/differences/{one.id}").content.decode()
    assert "省平台录入有误" in page and "撤销处理" in page
    assert desk(cast.stranger).get(f"/exchange/differences/{one.id}").status_code == 404


def test_the_county_puts_its_own_layout_in_place_and_takes_it_back(cast, desk):
    client = desk(cast.administrator)
    assert "使用中的格式" in client.get("/exchange").content.decode()
    page = client.get("/exchange/profiles").content.decode()
    assert "无来源" in page and "系统自带" in page
    text = client.get("/exchange/profiles/example_awards/source").content.decode()
    changed = text.replace("title: 在册对象名单（示例）", "title: 省厅在册名单\nsource: 测试文件〔2026〕1号")
    answer = client.post("/exchange/profiles/example_awards", {"text": changed, "note": "省厅发来"})
    assert answer.status_code == 302
    page = client.get("/exchange/profiles").content.decode()
    assert "省厅在册名单" in page and "测试文件〔2026〕1号" in page
    assert "省厅在册名单" in desk(cast.town_reviewer).get("/exchange/export").content.decode()
    wrong = client.post(
        "/exchange/profiles/example_awards", {"text": "kind: x", "note": "试"}
    ).content.decode()
    assert "没有“x”" in wrong
    client.post("/exchange/profiles/example_awards/revert", {"note": "发错了"})
    assert "在册对象名单（示例）" in client.get("/exchange/profiles").content.decode()
    own = text.replace("示例", "本县")
    client.post("/exchange/profiles/add", {"key": "county_list", "text": own, "note": "本县用"})
    assert "county_list" in client.get("/exchange/profiles").content.decode()
    assert ProfileVersion.objects.count() == 3
    assert desk(cast.town_reviewer).get("/exchange/profiles").status_code == 403
    assert client.get("/exchange/profiles/nobody").status_code == 404


def taken_in(client, *rows):
    url = handed_in(client, *rows)
    client.post(url)
    return url


def test_a_file_taken_in_is_taken_back_whole_with_whom_it_registered(cast, desk):
    client = desk(cast.town_handler)
    url = taken_in(client, contact(), contact("P-002", name="丘又新"))
    with acting(cast.town_handler):
        assert Contact.objects.filter(reference__startswith="P-").count() == 2
    assert "撤销登记" in client.get("/exchange/contacts").content.decode()
    assert client.post(f"{url}/undo", {"reason": " "}).status_code == 200
    with on(LATER + timedelta(days=1)):
        client = desk(cast.town_handler)
        assert client.post(f"{url}/undo", {"reason": "上传错了文件"}).url == "/exchange/contacts"
    with acting(cast.town_handler):
        assert not Contact.objects.filter(reference__startswith="P-").exists()
        assert not Person.objects.filter(name__in=("温新来", "丘又新")).exists()
        assert not WorkItem.objects.filter(kind="contact", done_at__isnull=True).exists()
        assert Entry.objects.filter(action="contact:take_back").count() == 2
    client = desk(cast.town_handler)
    assert "上传错了文件" in client.get("/exchange/contacts").content.decode()
    taken_in(client, contact())
    with acting(cast.town_handler):
        assert Contact.objects.filter(reference="P-001").count() == 1


def test_a_file_is_not_taken_back_over_what_was_built_upon_it(cast, desk):
    client = desk(cast.town_handler)
    url = taken_in(client, contact(), contact("P-002", name="丘又新"))
    with on(LATER + timedelta(days=1)):
        with acting(cast.town_handler):
            first = Contact.objects.get(reference="P-001")
            person = Contact.objects.get(reference="P-002").person_id
            intake.answer_contact(
                contact_id=first.id, answer=Answer.ON_THE_SPOT, text="已告知材料", by=cast.town_handler
            )
            people.found_household(
                head_id=person,
                region=VILLAGE,
                address="墩背村9号",
                registered_region=VILLAGE,
                is_urban=False,
                by=cast.town_handler,
            )
        client = desk(cast.town_handler)
        page = client.get(f"{url}/undo").content.decode()
        assert "温新来" in page and "来访已经答复" in page and "丘又新" in page
        assert "不能撤销" in client.post(f"{url}/undo", {"reason": "上传错了"}).content.decode()
    with acting(cast.town_handler):
        assert Contact.objects.filter(reference__startswith="P-").count() == 2
    assert desk(cast.town_reviewer).get(f"{url}/undo").status_code == 404


def test_many_differences_are_settled_for_one_reason_after_a_preview(county, cast, desk):
    reviewer = desk(cast.county_reviewer)
    compared(reviewer)
    with system_scope():
        person = Person.objects.get(id=county.adults[0])
        rows = list(Difference.objects.filter(state="open"))
    ticked = {"difference": [str(row.id) for row in rows]}
    shown = reviewer.post("/exchange/differences/settle", ticked).content.decode()
    assert "可以办" in shown and "全部处理完毕" in shown
    assert all(row.state == "open" for row in again(rows))
    silent = reviewer.post("/exchange/differences/settle", ticked | {"verb": "do", "reason": " "})
    assert "全部处理完毕" in silent.content.decode() and all(row.state == "open" for row in again(rows))
    done = ticked | {"verb": "do", "reason": "省平台录入有误，已通知更正"}
    assert "办成" in reviewer.post("/exchange/differences/settle", done).content.decode()
    assert {(row.state, row.reason) for row in again(rows)} == {("settled", "省平台录入有误，已通知更正")}
    assert "不能办" in reviewer.post("/exchange/differences/settle", ticked).content.decode()
    elsewhere = desk(cast.stranger).post("/exchange/differences/settle", ticked)
    assert person.name not in elsewhere.content.decode()


def compared(client):
    _export, answer = exported(client, region=str(COUNTY))
    headings, line = read_sheet(answer.content)
    at = headings.index("月保障金额")
    changed = sheet(headings, [*line[:at], 1, *line[at + 1 :]])
    client.post("/exchange/reconcile", APRIL | {"region": str(COUNTY), "file": changed})
    with system_scope():
        made = Reconciliation.objects.get()
    compare_file(made.id)


def again(rows):
    with system_scope():
        return list(Difference.objects.filter(id__in=[row.id for row in rows]))
