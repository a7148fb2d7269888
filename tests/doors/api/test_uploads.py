"""A push in pieces: resumed where it broke off, whole or nothing, cleared when nobody goes on with it."""

import hashlib
import os
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.process import on
from tests.support.pushing import Machine, agreed, issued, sha256, sm3

from yimen.domains.verification.actions import pushes, uploads
from yimen.domains.verification.actions.arriving import Checked
from yimen.domains.verification.actions.set_loading import run_set_load
from yimen.domains.verification.errors import PushBrokenError, SetBusyError
from yimen.domains.verification.jobs import clear_sets
from yimen.domains.verification.models import SetLoad, SetPush, SetUpload
from yimen.domains.verification.sets.places import home
from yimen.doors.api import reading
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
URL = "/api/v1/sets/deaths/uploads?as_of=2026-11-01"
DEATHS = ("公民身份号码,姓名,死亡日期\n" + "999999193001010000,温大伯,2026-03-01\n" * 3).encode()
SIZE = len(DEATHS)


@pytest.fixture
def machine(cast, settings, tmp_path, monkeypatch):
    settings.YIMEN_FILES = tmp_path / "files"
    monkeypatch.setattr(uploads, "LEAST_OF_A_PIECE", 10)
    with on(DAY):
        agreed(cast, DAY)
        yield Machine(issued(cast, DAY).secret)


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def begun(machine, content=DEATHS, **changed):
    sent = {"X_Content_Size": str(len(content)), **changed}
    return machine.send("POST", URL, b"", **{"X_Content_Digest": sm3(content), **sent})


def sent(machine, told, start, end, content=DEATHS, **changed):
    return machine.send("PUT", f"{told['upload_url']}/pieces/{start}", content[start:end], **changed)


def files():
    return sorted(path.name for path in (home() / "uploads").rglob("*") if path.is_file())


def whole(machine, content=DEATHS, **changed):
    told = begun(machine, content, **changed).json()
    for start in range(0, len(content), 40):
        told = sent(machine, told, start, start + 40, content).json()
    return told


def test_pieces_become_a_version_like_a_push_that_came_whole(machine, django_capture_on_commit_callbacks):
    told = whole(machine)
    assert (told["received"], told["push_url"]) == (SIZE, None)
    with django_capture_on_commit_callbacks(execute=True):
        answer = machine.send("POST", told["finish_url"], b"")
    said = answer.json()
    assert (answer.status_code, said["state"], files()) == (202, "accepted", [])
    with system_scope():
        load = SetLoad.objects.get()
    run_set_load(load.id)
    assert machine.get(said["status_url"]).json()["taken"] == 3
    assert machine.send("POST", told["finish_url"], b"").json()["push"] == said["push"]
    assert machine.get(told["upload_url"]).json()["push_url"] == said["status_url"]
    assert begun(machine).json()["push"] == said["push"]
    assert machine.push(DEATHS).json()["push"] == said["push"], "the same push, in one piece"
    assert code(machine.send("DELETE", told["upload_url"], b"")) == (409, "upload_piece")


def test_a_cut_connection_leaves_what_arrived_and_the_next_piece_goes_on(machine, monkeypatch):
    told = begun(machine).json()
    sent(machine, told, 0, 40)
    with monkeypatch.context() as cut:
        cut.setattr(Checked, "read", broken)
        assert code(sent(machine, told, 40, 80)) == (400, "push_broken")
    assert code(sent(machine, told, 40, 80, X_Content_Digest=sha256(b"other"))) == (400, "push_broken")
    again = begun(machine).json()
    assert (again["upload"], again["received"]) == (told["upload"], 40)
    assert again["next_url"] == f"{told['upload_url']}/pieces/40"
    assert sent(machine, told, 40, SIZE).json()["received"] == SIZE
    assert sent(machine, told, 40, SIZE).json()["received"] == SIZE, "its answer was lost: sent again"
    assert machine.get(told["upload_url"]).json()["received"] == SIZE
    assert files() == ["000000000000", "000000000040"]


def test_a_piece_that_died_before_it_counted_is_sent_again_and_none_is_doubled(machine, monkeypatch):
    told = begun(machine).json()
    with monkeypatch.context() as killed:
        killed.setattr(SetUpload, "save", lambda *_given, **_named: 1 / 0)
        assert sent(machine, told, 0, 40).status_code == 500
    assert machine.get(told["upload_url"]).json()["received"] == 0
    assert sent(machine, told, 0, 60).json()["received"] == 60
    assert files() == ["000000000000"]
    assert sent(machine, told, 60, SIZE).json()["received"] == SIZE
    assert machine.send("POST", told["finish_url"], b"").status_code == 202


def broken(_self, _size):
    raise PushBrokenError("内容没有传完，什么也没有保存；请用同一编号重新推送。")


def test_what_does_not_follow_is_refused_and_says_where_to_go_on(machine):
    told = begun(machine).json()
    sent(machine, told, 0, 40)
    answer = sent(machine, told, 50, 90)
    assert code(answer) == (409, "upload_piece") and "40" in answer.json()["error"]["message"]
    assert code(sent(machine, told, 0, 30)) == (409, "upload_piece")
    assert code(sent(machine, told, 40, 45)) == (409, "upload_piece")
    assert code(sent(machine, told, 40, 40))[0] in (409, 411)
    longer = DEATHS + b"x"
    assert code(sent(machine, told, 40, SIZE + 1, longer)) == (409, "upload_piece")
    assert code(machine.send("POST", told["finish_url"], b"")) == (409, "upload_piece")
    assert code(begun(machine, X_Content_Size=str(SIZE + 1))) == (409, "push_key_reused")
    assert files() == ["000000000000"]


@pytest.mark.parametrize(
    ("content", "changed", "refused"),
    [
        (DEATHS, {"X_Content_Digest": sha256(b"another")}, (400, "push_broken")),
        (b"\xff\xfe no table of any kind, whatever it may say", {}, (409, "set_refused")),
    ],
)
def test_a_whole_that_is_refused_makes_no_version_and_gives_its_place_up(
    machine, django_capture_on_commit_callbacks, content, changed, refused
):
    told = whole(machine, content, **changed)
    with django_capture_on_commit_callbacks(execute=True):
        assert code(machine.send("POST", told["finish_url"], b"")) == refused
    with system_scope():
        assert not SetLoad.objects.exists() and not SetPush.objects.exists()
        assert not SetUpload.objects.exists()
        assert Entry.objects.filter(kind="set_upload", action="set:upload_drop").count() == 1
        assert Entry.objects.filter(action="set:push_refuse").count() == 1
    assert not [path for path in home().rglob("*") if path.is_file()]
    assert begun(machine).json()["received"] == 0, "the same key, from the beginning"


@pytest.mark.parametrize(
    ("error", "refused"),
    [(SetBusyError("同一数据集的另一份文件正在交入，请稍后再试。"), "set_busy"), (ZeroDivisionError(), None)],
)
def test_an_end_that_may_go_better_later_keeps_what_arrived(machine, monkeypatch, error, refused):
    told = whole(machine)
    with monkeypatch.context() as other:

        def busy(**_given):
            raise error

        other.setattr(pushes, "hand_in_set", busy)
        answer = machine.send("POST", told["finish_url"], b"")
    assert (code(answer) == (409, refused)) if refused else (answer.status_code == 500)
    assert machine.send("POST", told["finish_url"], b"").status_code == 202


@pytest.mark.parametrize(
    ("changed", "status", "word"),
    [
        ({"X_Content_Size": ""}, 400, "size_missing"),
        ({"X_Content_Size": "0"}, 400, "size_missing"),
        ({"X_Content_Size": "²"}, 400, "size_missing"),
        ({"X_Content_Size": "9" * 30}, 400, "size_missing"),
        ({"X_Content_Size": str(reading.MOST_IN_PIECES + 1)}, 413, "too_large"),
        ({"X_Content_Digest": ""}, 400, "digest_missing"),
        ({"Idempotency_Key": ""}, 400, "key_missing"),
        ({"Authorization": "Bearer yimen_guess"}, 401, "credential_invalid"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_read(machine, changed, status, word):
    assert code(begun(machine, **changed)) == (status, word)
    with system_scope():
        assert not SetUpload.objects.exists()


def test_other_sets_other_credentials_and_too_many_open_ones(cast, machine, monkeypatch):
    told = begun(machine).json()
    other = Machine(issued(cast, DAY).secret)
    for method, url in (
        ("GET", told["upload_url"]),
        ("POST", told["finish_url"]),
        ("DELETE", told["upload_url"]),
    ):
        assert code(other.send(method, url, b"")) == (404, "push_not_found")
    assert code(sent(other, told, 0, 40)) == (404, "push_not_found")
    vehicles = "/api/v1/sets/vehicles/uploads?as_of=2026-11-01"
    assert code(machine.send("POST", vehicles, b"", X_Content_Size="9")) == (403, "push_not_permitted")
    late = "/api/v1/sets/deaths/uploads?as_of=2027-01-01"
    assert code(machine.send("POST", late, b"", X_Content_Size="9", Idempotency_Key="x")) == (
        409,
        "set_refused",
    )
    monkeypatch.setattr(uploads, "MOST_OPEN", 1)
    assert code(begun(machine, Idempotency_Key="second")) == (409, "push_busy")
    monkeypatch.setattr(reading, "MOST_OF_A_PIECE", 20)
    assert code(sent(machine, told, 0, 40)) == (413, "too_large")
    assert machine.send("DELETE", told["upload_url"], b"").status_code == 204
    assert begun(machine, Idempotency_Key="second").status_code == 201


def test_what_nobody_goes_on_with_is_cleared_after_a_day(machine, django_capture_on_commit_callbacks):
    told = begun(machine).json()
    sent(machine, told, 0, 40)
    stray = home() / "uploads" / hashlib.md5(b"x", usedforsecurity=False).hexdigest()
    stray.mkdir()
    foreign = home() / "uploads" / "lost+found.txt"
    foreign.touch()
    for each in (stray, foreign):
        os.utime(each, (0, 0))
    with django_capture_on_commit_callbacks(execute=True):
        clear_sets()
    assert (files(), stray.exists(), foreign.exists()) == (["000000000000"], False, False)
    with system_scope():
        SetUpload.objects.update(touched_at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        clear_sets()
    assert files() == [] and code(machine.get(told["upload_url"])) == (404, "push_not_found")
    with system_scope():
        acts = Entry.objects.filter(kind="set_upload").values_list("action", flat=True)
        assert sorted(acts) == ["set:upload_begin", "set:upload_drop"]
