"""How much a request may carry, and that nothing of an upload is left on the disk."""

import os
import signal
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.security.access_rows import entered

from yimen.doors.desk import uploads
from yimen.foundation.files.uploads import NamelessUploadHandler

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    settings.YIMEN_UPLOADS = tmp_path / "uploads"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    return settings.YIMEN_UPLOADS


def handed_in(client):
    file = SimpleUploadedFile("a.csv", b"not,the,headings\n" * 40)
    address = reverse("desk:set-hand-in", args=["deaths"])
    return client.post(address, {"as_of": "2026-01-01", "file": file})


def test_what_is_too_large_is_refused_with_a_page_before_it_is_read(cast, folder, monkeypatch):
    client = entered(cast.county_verifier)
    monkeypatch.setattr(uploads, "LARGE", {"desk:set-hand-in": 100})
    answer = handed_in(client)
    assert answer.status_code == 413 and "上传的内容太大" in answer.content.decode()
    assert not folder.exists()
    address = reverse("desk:set-hand-in", args=["deaths"])
    fragment = client.post(address, {"x": "y" * 200}, headers={"HX-Request": "true"})
    assert fragment.status_code == 413 and "toast" in fragment.headers["HX-Trigger"]


def test_a_visitor_may_send_much_less(monkeypatch):
    monkeypatch.setattr(uploads, "OF_A_VISITOR", 100)
    assert Client().post(reverse("desk:login"), {"username": "y" * 200}).status_code == 413


def test_an_upload_on_the_disk_has_no_name_and_a_folder_of_its_own(cast, folder, monkeypatch):
    seen = []
    receive = NamelessUploadHandler.receive_data_chunk

    def looking(self, raw, start):
        receive(self, raw, start)
        seen.append(sorted(folder.iterdir()))

    monkeypatch.setattr(NamelessUploadHandler, "receive_data_chunk", looking)
    assert handed_in(entered(cast.county_verifier)).status_code == 302
    assert seen and not any(seen) and not any(folder.iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700


HANDLER = """
import sys, time
from pathlib import Path
import django
from django.conf import settings
settings.configure(YIMEN_UPLOADS=sys.argv[1])
from yimen.foundation.files.uploads import NamelessUploadHandler
handler = NamelessUploadHandler()
handler.new_file("file", "a.csv", "text/csv", 100)
handler.receive_data_chunk(b"440106199001010000", 0)
handler.file.flush()
print("ready", flush=True)
time.sleep(60)
"""


def test_nothing_is_left_of_an_upload_whose_process_was_killed(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HANDLER, str(tmp_path / "uploads")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert list((tmp_path / "uploads").iterdir()) == []
