"""A source's machine fetches whom it is asked about and answers: the way of its file, logged about each."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from tests.security.access_rows import entered
from tests.support.banks import MONDAY, Bank, sheet
from tests.support.cast import acting
from tests.support.process import on
from tests.support.pushing import Machine, issued

from yimen.domains.verification import queries
from yimen.domains.verification.models import AnswerFile, SetPush, SourceAnswer, SourceBatch
from yimen.domains.verification.types import AskedState, QueryAct, QueryOutcome
from yimen.foundation.database.scope import system_scope
from yimen.foundation.spreadsheets.reading import read_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-1", "R-CHK-2")]
LIST = "/api/v1/sources/banks/batches"
ANSWERS = "/api/v1/sources/banks/answers"


@pytest.fixture
def bank(walk):
    with on(MONDAY):
        made = Bank(walk)
        made.send()
        yield made


@pytest.fixture
def machine(bank):
    return Machine(issued(bank.walk.cast, MONDAY, set_keys=(), source="banks").secret)


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def fetched(machine):
    answer = machine.get(f"{LIST}/1")
    assert answer.status_code == 200, answer.content
    return answer.json()["people"]


def records(*some):
    return json.dumps(some, ensure_ascii=False).encode()


def found(person, **more):
    told = {name: person[name] for name in ("reference", "name", "number")}
    says = {"result": "found", "kind": "deposit", "item": "尾号1", "amount": 10, "as_of": "2026-02-28"}
    return {**told, **says, **more}


def test_what_waits_is_listed_without_a_name(bank, machine):
    (batch,) = machine.get(LIST).json()["batches"]
    assert (batch["batch"], batch["people"], batch["owed"], batch["due_on"]) == (1, 3, 3, "2026-03-16")
    assert batch["url"] == f"{LIST}/1" and bank.entries(act=QueryAct.FETCH) == []


def test_a_fetch_says_what_the_file_says_and_is_logged_about_each_person(bank, machine):
    people = fetched(machine)
    assert [person["name"] for person in people] == [
        bank.people[each].name for each in (*bank.walk.adults, bank.walk.child)
    ]
    assert sorted(people[0]) == [
        "authorised_on", "due_on", "ground", "name", "number", "purpose", "reference",
    ]  # fmt: skip
    fetched(machine)
    entries = bank.entries(act=QueryAct.FETCH, source="banks")
    assert len(entries) == 6 and all(
        each.authorisation_id and each.purpose == "application" for each in entries
    )
    with acting(bank.by):
        batch = SourceBatch.objects.get()
        assert (batch.fetched, batch.fetched_at is not None) == (2, True)
    head = bank.walk.adults[0]
    by = bank.walk.cast.town_handler
    with acting(by):
        told = queries.entries_about(head, bank.request.region, by=by)
    assert [each.act for each in told].count("fetch") == 2
    page = entered(bank.by).get(f"/verification/batches/{batch.id}").content.decode()
    assert "经接口取走" in page and "2 次，最近" in page


def test_whoever_took_the_permission_back_is_not_fetched_and_that_is_recorded(bank, machine):
    head, wife = bank.walk.adults
    bank.revoke(wife)
    names = [person["name"] for person in fetched(machine)]
    assert bank.people[wife].name not in names and len(names) == 2
    assert bank.asked(wife).state == AskedState.WITHHELD
    (refused,) = bank.entries(outcome=QueryOutcome.REFUSED)
    assert refused.person_id == wife
    bank.revoke(head)
    assert code(machine.get(f"{LIST}/1")) == (403, "authorisation_missing")
    refused = {each.person_id for each in bank.entries(outcome=QueryOutcome.REFUSED)}
    assert refused == {head, wife, bank.walk.child}


def test_a_credential_fetches_nothing_of_another_source_nor_when_it_lapsed(bank, machine):
    bank.send("tax")
    other = "/api/v1/sources/tax/batches"
    assert code(machine.get(other)) == (403, "push_not_permitted")
    assert code(machine.get(f"{other}/1")) == (403, "push_not_permitted")
    assert code(machine.get("/api/v1/sources/nobody/batches")) == (403, "push_not_permitted")
    assert code(machine.get(f"{LIST}/7")) == (404, "verification_batch_not_found")
    assert len(bank.entries(act=QueryAct.FETCH, outcome=QueryOutcome.REFUSED)) == 4
    log = entered(bank.walk.cast.county_reviewer).get("/verification/log").content.decode()
    assert "数据单位经接口取走" in log
    with on(MONDAY + timedelta(days=91)):
        assert code(machine.get(f"{LIST}/1")) == (401, "credential_invalid")
    sets_only = Machine(issued(bank.walk.cast, MONDAY, set_keys=(), source="tax").secret)
    assert code(sets_only.get(f"{LIST}/1")) == (403, "push_not_permitted")
    assert not bank.entries(act=QueryAct.FETCH, outcome=QueryOutcome.DONE)


def test_answers_as_records_come_partly_again_and_against_each_other(bank, machine):
    head, wife, child = fetched(machine)
    first = records(
        found(head),
        found(wife, result="部分返回"),
        found(child, result="无记录", amount=None, item=""),
        found(head, amount="一百", item="尾号9"),
        {},
    )
    said = machine.push(first, ANSWERS).json()
    assert [said[name] for name in ("state", "rows", "taken", "quarantined")] == ["verified", 5, 3, 2]
    assert machine.push(first, ANSWERS).json()["push"] == said["push"]
    lines = b"".join(machine.get(said["quarantine_url"]).streaming_content).splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["row"], row["faults"][0]["column"]) for row in rows] == [(4, "金额"), (5, "姓名")]
    assert rows[0]["cells"]["金额"] == "一百"
    assert bank.asked(bank.walk.adults[1]).state == AskedState.PARTLY
    assert {person["name"] for person in fetched(machine)} == {head["name"], wife["name"]}
    second = records(found(head), found(wife, amount=2500))
    said = machine.push(second, ANSWERS, Idempotency_Key="second").json()
    assert [said["rows"], said["taken"]] == [2, 2]
    assert bank.asked(bank.walk.adults[1]).state == AskedState.DOUBTED
    with acting(bank.by):
        assert SourceAnswer.objects.count() == 4


def test_answers_after_the_due_day_are_kept_and_marked_late(bank, machine):
    head, *_others = fetched(machine)
    with on(MONDAY + timedelta(days=21)):
        machine.push(records(found(head)), ANSWERS)
    assert bank.asked(bank.walk.adults[0]).is_late
    with acting(bank.by):
        assert queries.batches(by=bank.by).get().finished_at is None


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"[", "JSON"),
        (b"[1]", "对象"),
        (b'["a"]', "对象"),
        (b"[]", "表"),
        (b"[" * 100_000, "JSON"),
        (b'[{"number": [1]}]', "文字或数字"),
        (b'[{"number": "1", "number": "2"}]', "重复"),
        (b'[{"number": NaN}]', "NaN"),
        (b'[{"number": "' + b"9" * 2_000 + b'"}]', "一千字"),
        (b'[{"a": 1}]', "表头"),
        (json.dumps([{str(place): 1 for place in range(100)}]).encode(), "太多"),
        (b'[{"name": "\xff"}]', "UTF-8"),
    ],
)  # fmt: skip
def test_records_that_are_none_change_nothing(machine, content, word):
    answer = machine.push(content, ANSWERS)
    assert answer.status_code == 409 and word in answer.json()["error"]["message"], answer.content


def test_a_byte_order_mark_before_records_is_passed_over(machine):
    content = b"\xef\xbb\xbf" + records(found(fetched(machine)[0]))
    assert machine.push(content, ANSWERS).json()["taken"] == 1


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_signs_that_are_none_are_refused(machine, sign):
    person = fetched(machine)[0]
    for told in (found(person, remark="SIGN"), found(person, SIGN=1), found(person, amount="x", item="SIGN")):
        sent = json.dumps([told, found(person)], ensure_ascii=False).replace("SIGN", sign)
        answer = machine.push(sent.encode(), ANSWERS)
        assert code(answer) == (409, "verification_answers_refused"), answer.content
        assert "UTF-8" in answer.json()["error"]["message"]


def a_bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code_", "word"),
    [
        (a_bomb(), "sheet_not_accepted", "表格太大"),
        (b"PK\x03\x04 not a workbook", "sheet_not_accepted", "无法读取"),
        ("查询编号,姓名\n".encode("utf-16")[:-1], "sheet_not_accepted", "编码"),
        (b"\xff\xff\xff\xff", "sheet_not_accepted", "编码"),
        (b"a,b\x00\n", "sheet_not_accepted", "无法读取"),
    ],
    ids=["bomb", "no workbook", "cut utf-16", "no encoding", "zero"],
)
def test_hostile_answers_change_nothing(machine, content, code_, word):
    answer = machine.push(content, ANSWERS)
    assert word in answer.json()["error"]["message"], answer.content
    assert answer.status_code == 409 and answer.json()["error"]["code"] == code_
    with system_scope():
        assert not AnswerFile.objects.exists() and not SetPush.objects.exists()


def test_a_formula_in_answers_is_a_text_wherever_it_comes_out(bank, machine):
    head, wife, _child = fetched(machine)
    said = machine.push(records(found(head), found(wife, item="=1+1", amount="x")), ANSWERS).json()
    lines = b"".join(machine.get(said["quarantine_url"]).streaming_content).splitlines()
    assert json.loads(lines[0])["row"] == 2
    with acting(bank.by):
        file = AnswerFile.objects.get()
    sheet_ = entered(bank.by).get(f"/verification/answers/{file.id}/quarantine")
    assert any("'=1+1" in row for row in read_sheet(sheet_.content))


def test_a_source_whose_profile_says_so_fetches_its_own_file(bank):
    batch = bank.send("housing_fund")
    machine = Machine(issued(bank.walk.cast, MONDAY, set_keys=(), source="housing_fund").secret)
    answer = machine.get(f"/api/v1/sources/housing_fund/batches/{batch.number}")
    assert answer["Content-Type"].startswith("text/csv") and ".csv" in answer["Content-Disposition"]
    assert answer.content.decode("gb18030").startswith("查询编号,姓名")
    rows = read_sheet(answer.content)
    assert len(rows) == 4 and io.BytesIO(answer.content).read(1)


def test_a_file_is_taken_from_a_source_that_speaks_records_too(bank, machine):
    said = machine.push(sheet(bank.row(bank.walk.adults[0], amount=10)), ANSWERS).json()
    assert said["taken"] == 1
