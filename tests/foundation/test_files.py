"""Uploads are judged by what they are; content on disk is encrypted; openings are recorded and scoped."""

import io
import os
import time
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import Scope, scoped, system_scope
from yimen.foundation.encryption import TamperedError
from yimen.foundation.files import content
from yimen.foundation.files.actions import open_file, store
from yimen.foundation.files.errors import FileMissingError, FileNotAcceptedError, FileTooLargeError
from yimen.foundation.files.jobs import remove_orphans
from yimen.foundation.files.models import StoredFile
from yimen.foundation.files.sealed import SealedReader, digest_of, read_sealed, write_sealed
from yimen.foundation.files.vault import CHUNK, path_of, read_content, write_content
from yimen.foundation.models import make_id

TOWN = "441426100000"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.YIMEN_FILES = tmp_path / "files"
    return Path(settings.YIMEN_FILES)


def picture(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, form)
    return out.getvalue()


def pdf(**options: Any) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    if "script" in options:
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if "named_script" in options:
        writer.root_object[NameObject("/Names")] = DictionaryObject(
            {NameObject("/JavaScript"): DictionaryObject()}
        )
    if "attachment" in options:
        writer.add_attachment("a.exe", options["attachment"])
    if "password" in options:
        writer.encrypt(options["password"], algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _store(upload: bytes) -> StoredFile:
    return store(io.BytesIO(upload), kind="photo", subject=make_id(), region=TOWN, by=SYSTEM)


@pytest.mark.parametrize(
    ("upload", "kind"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (pdf(), "application/pdf"),
    ],
)
def test_the_content_decides_the_type(upload: bytes, kind: str) -> None:
    assert content.content_type_of(upload) == kind


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.7 nothing behind it",
        picture()[:40],
        picture("GIF"),
        pdf(script=True),
        pdf(named_script=True),
        pdf(attachment=b"MZ"),
        pdf(password="secret"),
    ],
)
def test_everything_else_is_refused_with_the_way_out(upload: bytes) -> None:
    with pytest.raises(FileNotAcceptedError, match=r"。$"):
        content.content_type_of(upload)


def test_size_pixels_and_pages_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, upload in (("MAX_BYTES", picture()), ("MAX_PIXELS", picture()), ("MAX_PAGES", pdf())):
        with monkeypatch.context() as patch, pytest.raises(FileTooLargeError):
            patch.setattr(content, name, 0)
            content.content_type_of(upload)


@pytest.mark.django_db
def test_a_stored_file_is_encrypted_on_disk_and_reads_back(folder: Path) -> None:
    upload = picture()
    with system_scope():
        file = _store(upload)
        opened = open_file(file.id, by=SYSTEM, purpose="review")
    assert b"".join(opened.chunks) == upload
    assert (opened.content_type, opened.size) == ("image/png", len(upload))
    on_disk = path_of(file.id).read_bytes()
    assert upload[:8] not in on_disk and path_of(file.id).is_relative_to(folder)


@pytest.mark.django_db
def test_storing_and_opening_are_recorded() -> None:
    with system_scope():
        file = _store(picture())
        open_file(file.id, by=SYSTEM, purpose="复核")
        actions = list(Entry.objects.filter(subject=file.subject).order_by("happened_at"))
    assert [entry.action for entry in actions] == ["file:store", "open"]
    assert actions[1].purpose == "复核"


@pytest.mark.django_db
def test_a_file_of_another_town_is_not_there() -> None:
    with system_scope():
        file = _store(picture())
    with scoped(Scope("441426101000", "441426102000")), pytest.raises(FileMissingError, match="辖区"):
        open_file(file.id, by=SYSTEM)


@pytest.mark.django_db
def test_a_refused_upload_leaves_neither_row_nor_content(folder: Path) -> None:
    with system_scope():
        with pytest.raises(FileNotAcceptedError):
            _store(b"MZ")
        assert not StoredFile.objects.exists()
    assert not folder.exists()


def test_a_content_of_many_chunks_cannot_be_cut_or_reordered() -> None:
    file_id, plain = make_id(), os.urandom(2 * CHUNK + 5)
    write_content(file_id, plain)
    assert b"".join(read_content(file_id, len(plain))) == plain
    whole = path_of(file_id).read_bytes()
    first = int.from_bytes(whole[:4], "big") + 4
    second = int.from_bytes(whole[first : first + 4], "big") + 4
    swapped = whole[first : first + second] + whole[:first] + whole[first + second :]
    for damaged, size in ((swapped, len(plain)), (whole[: first + second], 2 * CHUNK)):
        path_of(file_id).write_bytes(damaged)
        with pytest.raises(TamperedError):
            list(read_content(file_id, size))


@pytest.mark.django_db
def test_content_without_a_row_is_cleared_after_a_day() -> None:
    with system_scope():
        kept = _store(picture()).id
    fresh, orphan = make_id(), make_id()
    write_content(fresh, b"x")
    write_content(orphan, b"x")
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    for file_id in (kept, orphan):
        os.utime(path_of(file_id), (two_days_ago, two_days_ago))
    remove_orphans()
    assert path_of(kept).exists() and path_of(fresh).exists() and not path_of(orphan).exists()


@pytest.mark.parametrize("chunk", [CHUNK, 512])
def test_a_sealed_file_is_read_whole_and_at_any_place_by_the_chunks_it_was_written_in(
    chunk: int, tmp_path: Path
) -> None:
    path, plain = tmp_path / "sealed", os.urandom(2 * chunk + 5)
    assert write_sealed(path, "one", [plain[:7], plain[7:]], chunk).size == len(plain)
    assert b"".join(read_sealed(path, "one", len(plain))) == plain
    with SealedReader(path, "one", len(plain)) as reader:
        for place in (0, chunk - 1, 2 * chunk + 1, chunk):
            reader.seek(place)
            assert reader.read(3) == plain[place : min(place + 3, (place // chunk + 1) * chunk)]
    assert not write_sealed(path, "none", [], chunk).size and not list(read_sealed(path, "none", 0))


@pytest.mark.parametrize("sizes", [[4], [4, 0], [4, 4], [4, 4, 1], [3, 9, 0, 4], [0, 8], [1] * 9])
def test_however_it_comes_in_a_content_is_sealed_the_same(tmp_path: Path, sizes: list[int]) -> None:
    pieces = [os.urandom(size) for size in sizes]
    path, plain = tmp_path / "one", b"".join(pieces)
    sealed = write_sealed(path, "one", pieces, 4)
    assert (sealed.size, sealed.digest) == (len(plain), digest_of(plain))
    assert list(read_sealed(path, "one", sealed.size)) == [plain[n : n + 4] for n in range(0, len(plain), 4)]


def test_a_sealed_file_cannot_be_cut_reordered_or_told_to_have_other_chunks(
    tmp_path: Path,
) -> None:
    path, plain = tmp_path / "sealed", os.urandom(2 * 512 + 5)
    write_sealed(path, "one", [plain], 512)
    whole = path.read_bytes()
    each = 4 + int.from_bytes(whole[:4], "big")
    damaged = {
        "another order": whole[each : 2 * each] + whole[:each] + whole[2 * each :],
        "cut": whole[: 2 * each],
        "cut after a length": whole[: 2 * each + 4],
        "shorter chunks": (each - 5).to_bytes(4, "big") + whole[4:],
        "chunks of nothing": (1).to_bytes(4, "big") + whole[4:],
        "one told to be the last": whole[:each],
    }
    for what, content_ in damaged.items():
        path.write_bytes(content_)
        size = 512 if what == "one told to be the last" else len(plain)
        with pytest.raises(TamperedError):
            list(read_sealed(path, "one", size))
        with pytest.raises(TamperedError), SealedReader(path, "one", size) as reader:
            reader.seek(size - 1)
            reader.read(1)
            reader.seek(0)
            reader.read(1)


@pytest.mark.parametrize("way", ["vault", "sealed"])
def test_the_name_of_a_file_is_on_the_disk_too_and_those_of_its_folders(
    way: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rename that only memory knows goes with the power, and a row would name a file that is not there."""
    happened: list[Path] = []
    name, fsync, replace = make_id(), os.fsync, Path.replace

    def written_through(fd: int) -> None:
        happened.append(Path(f"/proc/self/fd/{fd}").readlink())
        fsync(fd)

    def renamed(old: Path, new: Path) -> Path:
        happened.append(new)
        return replace(old, new)

    monkeypatch.setattr(os, "fsync", written_through)
    monkeypatch.setattr(Path, "replace", renamed)
    path = path_of(name) if way == "vault" else folder / "attempts" / "one" / "shard"
    write_content(name, b"x") if way == "vault" else write_sealed(path, "one", [b"x"])
    assert happened[-3:] == [path.with_suffix(".partial"), path, path.parent]
    assert set(happened[:-3]) == {folder.parent, *list(path.parents)[1 : len(path.relative_to(folder).parts)]}


def test_a_content_that_cannot_be_written_leaves_no_half(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_fd: int) -> None:
        raise OSError("no space left")

    file_id = make_id()
    path_of(file_id).parent.mkdir(parents=True)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_content(file_id, b"x")
    assert not [path for path in folder.rglob("*") if path.is_file()]
