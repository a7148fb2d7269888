"""Long lists become files in a job: with progress, encrypted, for whoever asked, for a day."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.doors.desk.test_lists import contacts  # noqa: F401 - a fixture

from yimen.doors.desk import exports
from yimen.doors.desk.exports import make_list
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.exports.jobs import clear
from yimen.foundation.exports.models import ListExport
from yimen.foundation.files.models import StoredFile
from yimen.foundation.files.vault import path_of
from yimen.foundation.spreadsheets.reading import read_sheet


def sheet(content: bytes) -> list[tuple]:
    return [tuple(row) for row in read_sheet(content)]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 10)


@pytest.mark.usefixtures("contacts")
def test_a_short_list_comes_at_once(cast, desk) -> None:
    answer = desk(cast.town_handler).get("/contacts/export", {"show": "all"})
    assert len(sheet(answer.content)) == 61
    assert not ListExport.objects.exists()


@pytest.fixture
def asked(contacts, few, cast, desk):  # noqa: F811
    """A list narrowed by words that name somebody."""
    client = desk(cast.town_handler)
    client.post("/contacts", {"text": "李三"})
    answer = client.get("/contacts/export", {"show": "all", "sought": "1"})
    export = ListExport.objects.get()
    assert answer.url == f"/exports/{export.id}"
    return client, export


def test_a_long_list_is_made_in_a_job_and_fetched(asked) -> None:
    client, export = asked
    page = client.get(f"/exports/{export.id}").content.decode()
    assert "正在制作：0 / 20 行" in page
    assert client.get(f"/exports/{export.id}/file").status_code == 409
    make_list(export.id)
    export.refresh_from_db()
    assert (export.run.state, export.run.done, export.run.total) == ("done", 20, 20)
    part = client.get(f"/exports/{export.id}", headers={"HX-Request": "true"}).content.decode()
    assert "已完成，共 20 行" in part
    assert "<html" not in part
    assert "接待登记" in client.get("/exports").content.decode()
    answer = client.get(f"/exports/{export.id}/file")
    rows = sheet(answer.content)
    assert len(rows) == 21
    assert {row[1] for row in rows[1:]} == {"李三"}
    with system_scope():
        assert Entry.objects.filter(subject=export.id, action="list:export").count() == 1
        assert b"PK" not in path_of(export.file_id).read_bytes()[:8], "kept encrypted"


def test_what_was_sought_stands_in_no_argument_and_no_plain_column(asked) -> None:
    from django.db import connection

    _client, export = asked
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'exports.make'")
        assert [row[0] for row in cursor.fetchall()] == [f'{{"export": "{export.id}"}}']
        cursor.execute("SELECT asked FROM exports_listexport")
        assert "李三".encode() not in bytes(cursor.fetchone()[0])


def test_the_same_list_asked_for_twice_is_made_once(asked) -> None:
    client, export = asked
    assert client.get("/contacts/export", {"show": "all", "sought": "1"}).url == f"/exports/{export.id}"
    assert ListExport.objects.count() == 1


def test_nobody_else_fetches_it_by_whatever_way(asked, cast, desk) -> None:
    _client, export = asked
    make_list(export.id)
    export.refresh_from_db()
    for other in (cast.town_reviewer, cast.county_reviewer, cast.stranger):
        assert desk(other).get(f"/exports/{export.id}").status_code == 404
        assert desk(other).get(f"/exports/{export.id}/file").status_code == 404
        assert desk(other).get(f"/files/{export.file_id}").status_code == 404


def test_it_is_gone_after_a_day_file_and_all(asked, django_capture_on_commit_callbacks) -> None:
    client, export = asked
    make_list(export.id)
    export.refresh_from_db()
    kept = path_of(export.file_id)
    assert kept.exists()
    ListExport.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(f"/exports/{export.id}/file").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        clear()
    assert not kept.exists()
    assert not ListExport.objects.exists()
    with system_scope():
        assert not StoredFile.objects.filter(kind="list_export").exists()


def test_a_post_that_has_ended_gets_nothing(asked, cast) -> None:
    from yimen.domains.network.errors import PostEndedError
    from yimen.domains.network.models import Post

    _client, export = asked
    Post.objects.filter(id=cast.town_handler.post_id).update(
        valid_from=timezone.localdate() - timedelta(days=9), valid_until=timezone.localdate()
    )
    with pytest.raises(PostEndedError):
        make_list(export.id)
