"""`yimen archive verify`: anybody, one file, one command, no house."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yimen.doors.cli.archive import app
from yimen.foundation.documents import packages, render_folder

HELD = {"paper-001.pdf": b"%PDF-1.7 a paper", "file-001.jpg": b"a picture"}


SOURCE = """
#set document(title: "package", keywords: SEALS, date: datetime(year: 2026, month: 1, day: 2))
A page.
#for name in ("paper-001.pdf", "file-001.jpg", "manifest.json") {
  pdf.attach(name, relationship: "source", mime-type: "application/octet-stream", description: name)
}
"""


@pytest.fixture
def package(tmp_path: Path) -> bytes:
    """A small one, with the same seal and manifest."""
    folder = tmp_path / "laid-out"
    folder.mkdir()
    parts = {
        **HELD,
        packages.MANIFEST: packages.manifest_of({"household": "PY-1"}, HELD),
        "main.typ": SOURCE.replace("SEALS", f"({json.dumps(packages.PLACEHOLDERS)[1:-1]})").encode(),
    }
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    return packages.seal(render_folder(folder, "main.typ"))[0]


def spoilt(package: bytes) -> bytes:
    """One byte of a page changed; the files within are whole."""
    place = package.index(b"stream") + 20
    return package[:place] + bytes([package[place] ^ 1]) + package[place + 1 :]


def verify(content: bytes, folder: Path, *more: str):
    file = folder / "package.pdf"
    file.write_bytes(content)
    return CliRunner().invoke(app, ["verify", str(file), *more])


def test_a_whole_package_is_found_whole(package: bytes, tmp_path: Path):
    answer = verify(package, tmp_path)
    assert answer.exit_code == 0, answer.output
    assert "内含文件 2 个" in answer.output
    assert "档案完整" in answer.output


def test_a_changed_byte_is_told_and_fails(package: bytes, tmp_path: Path):
    answer = verify(spoilt(package), tmp_path)
    assert answer.exit_code == 1
    assert "封签不符" in answer.output


def test_a_resealed_forgery_is_told_from_the_noted_seal(package: bytes, tmp_path: Path):
    noted = packages.check(package).seal
    assert verify(package, tmp_path, "--seal", noted).exit_code == 0
    answer = verify(package, tmp_path, "--seal", hashlib.sha256(b"other").hexdigest())
    assert answer.exit_code == 1
    assert "不是同一份档案" in answer.output


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_package_fails_in_words(content: bytes, tmp_path: Path):
    answer = verify(content, tmp_path)
    assert answer.exit_code == 1
    assert "✗" in answer.output


def test_a_document_without_its_places_is_not_sealed():
    with pytest.raises(packages.NotSealableError):
        packages.seal(b"%PDF-1.7")
