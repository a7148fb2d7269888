"""Sources at the desk: a batch goes out, answers come in by file, doubts are decided, the log is read."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.security.access_rows import entered
from tests.support.banks import MONDAY, Bank, sheet
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.verification import queries
from yimen.domains.verification.models import AnswerFile, SourceBatch, VerificationRequest
from yimen.foundation.audit.models import Entry
from yimen.foundation.spreadsheets.reading import read_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(walk):
    with on(MONDAY):
        yield Bank(walk)


def test_from_the_batch_to_the_decision_and_the_result(bank):
    desk = entered(bank.by)
    page = desk.get("/verification/sources").content.decode()
    assert "银行存款" in page and "发出一批" in page
    answer = desk.post("/verification/sources/banks/send")
    with acting(bank.by):
        batch = SourceBatch.objects.get()
    assert answer["Location"] == f"/verification/batches/{batch.id}"
    page = desk.get(answer["Location"]).content.decode()
    assert "等待 3 人的结果" in page and "2026-0001-0001" in page
    assert len(read_sheet(desk.get(f"/verification/batches/{batch.id}/file").content)) == 4
    letter = desk.post(f"/verification/batches/{batch.id}/remind")
    assert letter["Content-Type"] == "application/pdf" and letter.content.startswith(b"%PDF")

    def hand_in(*rows):
        upload = SimpleUploadedFile("银行返回.xlsx", sheet(*rows))
        desk.post("/verification/sources/banks/answers", {"file": upload})
        with acting(bank.by):
            return f"/verification/answers/{AnswerFile.objects.latest('id').id}"

    head = bank.walk.adults[0]
    wrong = hand_in(bank.row(head, amount="一百"))
    page = desk.get(wrong).content.decode()
    assert "没有一行可用" in page and "登记" not in page.split("action-bar")[-1]
    desk.post(f"{wrong}/leave")
    first = hand_in(bank.row(head, amount=100), bank.row(bank.walk.adults[1], "无记录"))
    assert "银行存款" in desk.get(first).content.decode()
    desk.post(first)
    second = hand_in(bank.row(head, amount=250), bank.row(bank.walk.child, amount="一百"))
    assert "登记其余各行" in desk.get(second).content.decode()
    assert "另有 1 行有误" in desk.post(second, follow=True).content.decode()
    (_headings, row) = read_sheet(desk.get(f"{second}/quarantine").content)
    assert row[1] == "金额" and "一百" in row
    assert "有 1 行返回有误，待更正" in desk.get(f"/verifications/{bank.request.id}").content.decode()
    page = desk.get(f"/verifications/{bank.request.id}").content.decode()
    assert "返回矛盾，待判断" in page and "各数据单位返回情况" in page
    asked = bank.asked(head)
    form = f"/verification/asked/{asked.id}/decide"
    assert "100.00" in desk.get(form).content.decode()
    with acting(bank.by):
        chosen = str(asked.answers.get(amount_fen=25_000).id)
    desk.post(form, {"counting": [chosen], "reason": "银行来函更正"})
    child = bank.asked(bank.walk.child)
    desk.post(f"/verification/asked/{child.id}/close", {"reason": "多次催办未返回"})
    page = desk.get(f"/verifications/{bank.request.id}/report").content.decode()
    assert "数据单位已返回和部门数据已有，自动写入结果" in page and "250.00" in page
    page = desk.get("/verification/batches?state=done").content.decode()
    assert "已全部返回" in page
    assert len(read_sheet(desk.get("/verification/batches/export").content)) == 2


def test_who_looked_is_listed_for_who_supervises_and_printed_for_the_resident(bank):
    bank.send()
    auditor, town = entered(bank.walk.cast.auditor), entered(bank.walk.cast.town_handler)
    page = auditor.get(f"/verification/log?person={bank.walk.child}&act=send").content.decode()
    assert "本人授权" in page and bank.by.staff_name in page
    assert (
        len(read_sheet(auditor.get(f"/verification/log/export?person={bank.walk.child}&act=send").content))
        == 2
    )
    paper = town.get(f"/people/{bank.walk.child}/query-log")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert entered(bank.by).get("/verification/log").status_code == 403


def test_what_goes_is_shown_beforehand(bank):
    desk = entered(bank.by)
    assert "90 天以内没有到期的" in desk.get("/verification/retention").content.decode()
    assert "保留 365 日" in desk.get("/verification/retention").content.decode()


def test_every_list_of_verification_is_exported(bank):
    desk = entered(bank.by)
    (waiting,) = read_sheet(desk.get("/verifications/export").content)[1:]
    assert (waiting[0], waiting[3]) == (bank.request.title, 3)
    sources = read_sheet(desk.get("/verification/sources/export").content)
    assert len(sources) == 9 and [sources[1][0], *sources[1][2:4]] == ["银行存款", 3, 0]
    bank.walk.withdraw()
    with acting(bank.by):
        VerificationRequest.objects.update(purpose_ended_on=MONDAY - timedelta(days=300))
    (going,) = read_sheet(desk.get("/verification/retention/export").content)[1:]
    assert going[0] == bank.request.title


def test_the_people_of_a_batch_are_exported_and_each_of_them_is_logged(bank):
    batch, head = bank.send(), bank.walk.adults[0]
    bank.take((*bank.row(head, "无记录")[:-1], "账户已注销"))
    desk = entered(bank.by)
    page = desk.get(f"/verification/batches/{batch.id}").content.decode()
    url = f"/verification/batches/people/export?batch={batch.id}"
    assert f'href="{url}"' in page
    answer = desk.get(url)
    titles, *rows = read_sheet(answer.content)
    assert titles == ["姓名", "办件", "查询编号", "状态", "返回时间", "是否逾期", "说明"]
    by_name = {row[0]: row for row in rows}
    assert len(rows) == 3 and by_name[bank.people[head].name][1:3] == [bank.request.title, "2026-0001-0001"]
    assert by_name[bank.people[head].name][6] == "账户已注销"
    exported = {each.person_id for each in bank.entries(act="export", source="banks")}
    assert exported == {*bank.walk.adults, bank.walk.child}
    with acting(bank.by):
        assert Entry.objects.filter(action="list:export", post_id=bank.by.post_id).count() == 1
    assert len(read_sheet(desk.get("/verification/batches/people/export?batch=x").content)) == 1
    stranger = entered(bank.walk.cast.stranger)
    assert stranger.get(url).status_code == 403


def test_a_page_of_a_batch_asks_the_same_number_of_queries_however_many_are_in_it(
    bank, django_assert_num_queries
):
    batch = bank.send()
    with acting(bank.by):
        rows = list(queries.questions_of_batch(batch))
        with CaptureQueriesContext(connection) as one:
            queries.remarks_of(rows[:1], by=bank.by)
        with django_assert_num_queries(len(one)):
            queries.remarks_of(rows, by=bank.by)
