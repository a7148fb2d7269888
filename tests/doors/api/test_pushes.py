"""A department's machine pushes: the way of every file, told by state and counts; faults change nothing."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet
import pytest
from django.db import connection
from tests.security.access_rows import entered
from tests.support.banks import MONDAY, Bank, sheet
from tests.support.cast import acting
from tests.support.process import on
from tests.support.pushing import Machine, agreed, issued, sha256

from yimen.domains.network.models import Post
from yimen.domains.verification.actions import credentials, set_agreements
from yimen.domains.verification.actions.set_loading import run_set_load
from yimen.domains.verification.models import SetAgreement, SetCredential, SetLoad, SetPush, SourceAnswer
from yimen.domains.verification.sets import batches
from yimen.domains.verification.sets.places import home
from yimen.domains.verification.types.sets import SetState
from yimen.doors.api import entering, reading
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.spreadsheets.reading import read_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
NUMBER = "999999193001010000"
DEATHS = f"公民身份号码,姓名,死亡日期\n{NUMBER},温大伯,2026-03-01\n123,翁某,2026-03-01\n".encode()
BANKS = "/api/v1/sources/banks/answers"


@pytest.fixture
def today(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield


@pytest.fixture
def machine(cast, today):
    agreed(cast, DAY)
    return Machine(issued(cast, DAY).secret)


def loads():
    with system_scope():
        return list(SetLoad.objects.order_by("version"))


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def entries(**narrow):
    with system_scope():
        return list(Entry.objects.filter(**narrow))


def test_a_push_is_accepted_loaded_and_told_with_its_quarantine(cast, machine):
    answer = machine.push(DEATHS)
    said = answer.json()
    assert (answer.status_code, said["state"], answer["Location"]) == (202, "accepted", said["status_url"])
    (load,) = loads()
    assert (load.loaded_post_id, load.as_of) == (cast.county_verifier.post_id, date(2026, 11, 1))
    run_set_load(load.id)
    said = machine.get(said["status_url"]).json()
    assert [said[name] for name in ("state", "rows", "taken", "quarantined")] == ["verified", 2, 1, 1]
    lines = machine.get(said["quarantine_url"])
    (row,) = [json.loads(line) for line in b"".join(lines.streaming_content).splitlines()]
    assert (row["row"], row["cells"]["姓名"]) == (3, "翁某")
    assert [(fault["column"], fault["code"]) for fault in row["faults"]] == [("公民身份号码", "no_identity")]
    assert "县公安局" in entered(cast.auditor).get(f"/sets/versions/{load.id}").content.decode()
    (pushed,) = entries(action="set:push")
    assert pushed.post_id == cast.county_verifier.post_id
    assert entries(action="set:quarantine_export", subject=load.id)


def test_the_same_push_again_is_the_same_and_another_under_its_key_is_refused(machine):
    first = machine.push(DEATHS).json()
    again = machine.push(DEATHS)
    assert again.json()["push"] == first["push"] and len(loads()) == 1
    other = DEATHS + b"\n"
    assert code(machine.push(other)) == (409, "push_key_reused")
    assert code(machine.push(DEATHS, Idempotency_Key="2026-11-02")) == (409, "set_refused")
    assert machine.push(other, Idempotency_Key="2026-11-02").status_code == 202
    assert [load.version for load in loads()] == [1, 2]


def test_a_load_that_was_refused_says_why(machine):
    said = machine.push("公民身份号码,姓名,死亡日期\n123,翁某,2026-03-01\n".encode()).json()
    run_set_load(loads()[0].id)
    said = machine.get(said["status_url"]).json()
    assert said["state"] == "refused" and "没有一行可用" in said["refusal"]


@pytest.mark.parametrize(
    ("content", "changed", "status", "word"),
    [
        (DEATHS, {"X_Content_Digest": sha256(b"another")}, 400, "push_broken"),
        (b"\xff\xfe\x00\x01", {}, 409, "set_refused"),
        (DEATHS, {"X_Content_Digest": ""}, 400, "digest_missing"),
        (DEATHS, {"X_Content_Digest": "md5=00"}, 400, "digest_missing"),
        (DEATHS, {"Idempotency_Key": ""}, 400, "key_missing"),
        (DEATHS, {"Idempotency_Key": NUMBER}, 400, "key_missing"),
        (DEATHS, {"Authorization": "Bearer yimen_guess"}, 401, "credential_invalid"),
        (DEATHS, {"Authorization": ""}, 401, "credential_invalid"),
        (DEATHS, {"url": "/api/v1/sets/deaths/versions"}, 400, "as_of_missing"),
        (DEATHS, {"url": "/api/v1/sets/deaths/versions?as_of=2027-01-01"}, 409, "set_refused"),
        (DEATHS, {"url": "/api/v1/sets/vehicles/versions?as_of=2026-11-01"}, 403, "push_not_permitted"),
        (DEATHS, {"url": "/api/v1/sets/nothing/versions?as_of=2026-11-01"}, 403, "push_not_permitted"),
        (DEATHS, {"url": BANKS}, 403, "push_not_permitted"),
        (DEATHS, {"url": "/api/v1/else"}, 404, "not_found"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(machine, content, changed, status, word):
    assert code(machine.push(content, **changed)) == (status, word)
    with system_scope():
        assert not SetLoad.objects.exists() and not SetPush.objects.exists()
    assert [path for path in home().rglob("*") if path.is_file()] == []


def zipped(*parts):
    """A workbook of some parts, each as long as told."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts:
            book.writestr(name, content)
    return file.getvalue()


def parquet():
    file = io.BytesIO()
    rows = {"公民身份号码": [NUMBER] * 9000, "姓名": ["甲"] * 9000, "死亡日期": ["2026-03-01"] * 9000}
    pa.parquet.write_table(pa.table(rows), file)
    return file.getvalue()


BOMB = zipped(("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", b" " * 30_000_000))
HEAD = "公民身份号码,姓名,死亡日期\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "表格太大"),
        (parquet()[:600], "损坏"),
        (b"PAR1" + b"\x00" * 100 + b"PAR1", "损坏"),
        (b"PK\x03\x04 not a workbook at all", "无法读取"),
        ((HEAD + "9,甲,2026-03-01").encode("utf-16"), "编码"),
        (b"\x81\xff\xff\xff,\n", "编码"),
        (HEAD.encode() + b"a\x00b", "编码"),
        ((HEAD.strip() + ",x" * 300 + "\n").encode(), "列"),
        (HEAD.encode() + b"9" * 300_000, "无法继续"),
        (HEAD.encode(), "没有一行数据"),
    ],
    ids=[
        "bomb", "truncated parquet", "empty parquet", "no workbook", "utf-16", "no encoding", "zero",
        "columns", "one line", "no row",
    ],
)  # fmt: skip
def test_a_hostile_push_loads_nothing_and_says_why(machine, monkeypatch, content, said):
    monkeypatch.setattr(batches, "WORKBOOK", replace(batches.WORKBOOK, unpacked=20_000_000))
    monkeypatch.setattr(batches, "BLOCK", 1 << 16)
    answer = machine.push(content)
    if answer.status_code == 409:
        assert said in answer.json()["error"]["message"] and loads() == []
        return
    (load,) = loads()
    run_set_load(load.id)
    told = machine.get(answer.json()["status_url"]).json()
    assert (told["state"], told["rows"]) == ("refused", 0) and said in told["refusal"]
    assert not list(home().glob("attempts/*"))


def test_a_formula_comes_back_from_the_quarantine_as_text(cast, machine):
    said = machine.push(f"{DEATHS.decode()}124,=cmd|' /C calc'!A0,2026-03-01\n".encode()).json()
    (load,) = loads()
    run_set_load(load.id)
    lines = b"".join(machine.get(said["status_url"] + "/quarantine").streaming_content).splitlines()
    assert json.loads(lines[1])["cells"]["姓名"].startswith("=cmd"), "JSON runs nothing"
    url = f"/sets/versions/{load.id}/quarantine/file"
    verifier = entered(cast.county_verifier)
    rows = read_sheet(verifier.get(url).content)
    assert any("'=cmd|' /C calc'!A0" in row for row in rows)
    assert "'=cmd" in verifier.get(f"{url}?as=csv").getvalue().decode("utf-8-sig")


def test_either_digest_is_taken(machine):
    assert machine.push(DEATHS, X_Content_Digest=sha256(DEATHS)).status_code == 202


def test_what_is_too_large_or_of_no_length_is_not_read(machine, monkeypatch):
    monkeypatch.setattr(reading, "MOST_OF_A_SET", 20)
    assert code(machine.push(DEATHS)) == (413, "too_large")
    assert code(machine.push(b"")) == (411, "length_missing")


def test_a_credential_that_lapsed_or_lost_its_ground_opens_nothing(cast, machine):
    with system_scope():
        credential = SetCredential.objects.get()
    with on(DAY + timedelta(days=91)):
        assert code(machine.push(DEATHS)) == (401, "credential_invalid")
    by = cast.county_confirmer
    with acting(by):
        (agreement,) = SetAgreement.objects.all()
        set_agreements.end_agreement(agreement_id=agreement.id, reason="协议解除", by=by)
    assert code(machine.push(DEATHS)) == (403, "push_not_permitted")
    Post.objects.filter(id=cast.county_verifier.post_id).update(valid_until=DAY)
    assert code(machine.push(DEATHS)) == (403, "network.post_ended")
    with acting(cast.administrator):
        credentials.revoke_credential(credential_id=credential.id, reason="换发", by=cast.administrator)
    assert code(machine.push(DEATHS)) == (401, "credential_invalid")
    assert loads() == []
    refused = entries(action="set:push_refuse", subject=credential.id)
    assert len(refused) == 4
    with system_scope():
        assert SetCredential.objects.get().last_used_at is not None


def test_a_push_is_seen_under_its_own_credential_only(cast, machine):
    said = machine.push(DEATHS).json()
    other = Machine(issued(cast, DAY).secret)
    assert code(other.get(said["status_url"])) == (404, "push_not_found")
    assert code(other.get(said["status_url"] + "/quarantine")) == (404, "push_not_found")


def test_who_asks_too_often_waits(machine, monkeypatch):
    monkeypatch.setattr(entering, "OF_ONE_CREDENTIAL", 1)
    monkeypatch.setattr(entering, "OF_ONE_ADDRESS", 1)
    machine.push(DEATHS)
    again = machine.push(DEATHS)
    assert code(again) == (429, "too_often") and again["Retry-After"] == "600"
    guess = Machine("yimen_guess")
    assert [code(guess.push(DEATHS))[0] for _ in range(2)] == [401, 429]


def test_a_lapsed_credential_that_hammers_waits_too_and_fills_no_audit(machine, monkeypatch):
    monkeypatch.setattr(entering, "OF_ONE_CREDENTIAL", 2)
    with on(DAY + timedelta(days=400)):
        assert [code(machine.push(DEATHS))[0] for _ in range(6)] == [401, 401, 429, 429, 429, 429]
    assert len(entries(action="set:push_refuse")) == 3, "two that had lapsed, one too often"


def test_no_number_and_no_secret_stands_in_a_log_or_the_audit(machine, caplog):
    machine.push(DEATHS)
    machine.push(DEATHS, X_Content_Digest=sha256(b"another"), Idempotency_Key="b")
    Machine("yimen_guess").push(DEATHS)
    told = caplog.text + "".join(str(entry.changes) for entry in entries(action__startswith="set:"))
    assert NUMBER not in told and machine.secret not in told and "yimen_guess" not in told


def test_a_source_delivers_answers_that_are_taken_at_once(walk):
    with on(MONDAY):
        bank = Bank(walk)
        bank.send()
        head, wife = walk.adults
        machine = Machine(issued(walk.cast, MONDAY, set_keys=(), source="banks").secret)
        content = sheet(bank.row(head, amount=10), bank.row(wife, amount="一百"))
        said = machine.push(content, BANKS).json()
        assert [said[name] for name in ("state", "rows", "taken", "quarantined")] == ["verified", 2, 1, 1]
        assert machine.push(content, BANKS).json()["push"] == said["push"]
        (line,) = b"".join(machine.get(said["quarantine_url"]).streaming_content).splitlines()
        row = json.loads(line)
        assert (row["row"], row["faults"][0]["column"], row["cells"]["金额"]) == (3, "金额", "一百")
        with acting(bank.by):
            assert SourceAnswer.objects.count() == 1
        assert code(machine.push(DEATHS, BANKS, Idempotency_Key="x"))[0] == 409


def test_the_load_of_a_push_stays_what_a_person_decides(cast, machine):
    machine.push(DEATHS)
    (load,) = loads()
    for method in ("delete", "put", "patch"):
        answer = getattr(machine.client, method)("/api/v1/sets/deaths/versions", headers=machine.headers())
        assert code(answer) == (405, "method_not_allowed")
    assert load.state == SetState.WAITING


class Slow(io.BytesIO):
    """A body on its way: notes how many transactions stand open while it is waited for."""

    def __init__(self, content: bytes, open_ones: list[int]) -> None:
        super().__init__(content)
        self.open_ones = open_ones

    def read(self, *size: int) -> bytes:
        self.open_ones.append(len(connection.savepoint_ids))
        return super().read(*size)


def test_no_transaction_waits_for_a_body(walk, settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    open_ones: list[int] = []
    before = len(connection.savepoint_ids)
    with on(MONDAY):
        bank = Bank(walk)
        bank.send()
        agreed(walk.cast, MONDAY)
        answers = sheet(bank.row(walk.adults[0], amount=10))
        source = Machine(issued(walk.cast, MONDAY, set_keys=(), source="banks").secret)
        machine = Machine(issued(walk.cast, MONDAY).secret)
        as_of = f"as_of={MONDAY}"
        begun = machine.send(
            "POST", f"/api/v1/sets/deaths/uploads?{as_of}", b"", X_Content_Digest=sha256(DEATHS),
            X_Content_Size=str(len(DEATHS)), Idempotency_Key="pieces",
        ).json()  # fmt: skip
        for sender, method, url, content in (
            (source, "POST", BANKS, answers),
            (machine, "POST", f"/api/v1/sets/deaths/versions?{as_of}", DEATHS),
            (machine, "PUT", begun["next_url"], DEATHS),
        ):
            waited = len(open_ones)
            body = Slow(content, open_ones)
            answer = sender.send(method, url, content, environ={"wsgi.input": body})
            assert answer.status_code in (200, 202), answer.content
            assert len(open_ones) > waited, "the body was read"
    assert set(open_ones) == {before}


def test_of_what_is_refused_beforehand_no_body_is_read(cast, machine):
    read: list[int] = []
    sent: dict = {"environ": {"wsgi.input": Slow(DEATHS, read)}}
    other = Machine(issued(cast, DAY, set_keys=(), source="banks").secret)
    begun = machine.send(
        "POST", "/api/v1/sets/deaths/uploads?as_of=2026-11-01", b"", X_Content_Size="9000000",
        X_Content_Digest=sha256(DEATHS),
    ).json()  # fmt: skip
    assert code(other.push(DEATHS, **sent)) == (403, "push_not_permitted")
    assert code(machine.push(DEATHS, BANKS, **sent)) == (403, "push_not_permitted")
    assert code(machine.send("PUT", begun["next_url"], DEATHS, **sent)) == (409, "upload_piece")
    late = "/api/v1/sets/deaths/versions?as_of=2027-01-01"
    assert code(machine.push(DEATHS, late, Idempotency_Key="late", **sent)) == (409, "set_refused")
    assert read == []


class Revoked(io.BytesIO):
    """A body during which the administrator takes the credential back."""

    def __init__(self, cast) -> None:
        super().__init__(DEATHS)
        self.by = cast.administrator

    def read(self, *size: int) -> bytes:
        with system_scope():
            credential = SetCredential.objects.get()
        if credential.revoked_at is None:
            with acting(self.by):
                credentials.revoke_credential(credential_id=credential.id, reason="换发", by=self.by)
        return super().read(*size)


def test_what_is_revoked_while_a_body_arrives_takes_it_in_no_more(cast, machine):
    answer = machine.push(DEATHS, environ={"wsgi.input": Revoked(cast)})
    assert code(answer) == (401, "credential_invalid")
    assert loads() == [] and not [path for path in home().rglob("*") if path.is_file()]
