"""Uploads through the pages: judged by content, refused with a sentence, nothing half kept."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from tests.security.access_rows import entered, url_of
from tests.support.cast import acting
from tests.support.stage import HOME, Stage

from yimen.domains.network.types import Role
from yimen.foundation.files.content import content_type_of
from yimen.foundation.files.models import StoredFile
from yimen.kernel import YimenError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def picture(form: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form)
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_that_claims(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def png_with_a_text_bomb() -> bytes:
    bomb = zlib.compress(b"a" * 200_000_000, 9)
    good = picture()
    return good[:33] + chunk(b"zTXt", b"note\x00\x00" + bomb) + good[33:]


def pdf(change: Callable[[pypdf.PdfWriter], object] = lambda _writer: None) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_endless_pages() -> bytes:
    """A tree of pages that holds itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def with_a_million_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 1000000>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def launching(writer: pypdf.PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): NameObject("/calc")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def script() -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): NameObject("/x")}
    )


def scripted_page(writer: pypdf.PdfWriter) -> None:
    """The script waits on the page, not in the catalogue."""
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): NameObject("/x")}
    )
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})


def scripted_button(writer: pypdf.PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): NameObject("/x")}
    )
    box = ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)])
    button = {
        NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/A"): action,
        NameObject("/Rect"): box,
    }
    writer.pages[0][NameObject("/Annots")] = ArrayObject([DictionaryObject(button)])


REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a program": b"MZ" + bytes(200),
    "an archive": b"PK\x03\x04" + bytes(200),
    "a page before a PDF": b"<script>alert(1)</script>" + pdf(),
    "a page before a picture": b"<script>alert(1)</script>" + picture(),
    "a picture format we do not take": picture("GIF"),
    "a bitmap": picture("BMP"),
    "a picture of four billion points": png_that_claims(65_000, 65_000),
    "a picture that ends early": picture(size=(300, 300))[:-200],
    "a picture with a bomb of text": png_with_a_text_bomb(),
    "a PDF without an end of pages": with_endless_pages(),
    "a PDF of a million pages": with_a_million_pages(),
    "a PDF that starts a program": pdf(launching),
    "a PDF with a script on its page": pdf(scripted_page),
    "a PDF with a script behind a button": pdf(scripted_button),
    "a PDF that is only a head": b"%PDF-1.7\n",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_plain_picture_or_paper_is_refused(content):
    with pytest.raises(YimenError) as refused:
        content_type_of(content)
    assert refused.value.message.endswith("。")


@pytest.mark.parametrize("what", ["a page", "a picture of four billion points", "a PDF of a million pages"])
def test_a_refused_scan_is_told_on_the_page_and_leaves_nothing(stage: Stage, settings, tmp_path, what):
    settings.YIMEN_FILES = tmp_path / "files"
    actor = stage.staff[Role.VILLAGE_ASSISTANT, HOME]
    with acting(actor):
        before = StoredFile.objects.count()
    scan = SimpleUploadedFile("身份证.png", REFUSED[what], content_type="image/png")
    answer = entered(actor).post(
        url_of("application-materials", stage.objects), {"kind": "commitment", "scan": scan}
    )
    assert answer.status_code == 200
    assert any(word in answer.content.decode() for word in ("请重新拍照", "像素过大", "PDF 文件"))
    with acting(actor):
        assert StoredFile.objects.count() == before
    assert [path for path in Path(settings.YIMEN_FILES).rglob("*") if path.is_file()] == []


def files_seen_by(actor) -> set[UUID]:
    with acting(actor):
        return set(StoredFile.objects.values_list("id", flat=True))


def the_only_one_but(known: set[UUID], actor) -> StoredFile:
    with acting(actor):
        return StoredFile.objects.exclude(id__in=known).get()


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x", "..\\..\\x.png", "/etc/passwd", "a\x00b.png", "con.html"]
)
def test_the_name_of_a_file_decides_nothing(stage: Stage, settings, tmp_path, name):
    """It is not kept: content lies under its id, and comes back as what it is."""
    settings.YIMEN_FILES = tmp_path / "files"
    actor = stage.staff[Role.VILLAGE_ASSISTANT, HOME]
    client = entered(actor)
    known = files_seen_by(actor)
    scan = SimpleUploadedFile(name, picture(), content_type="text/html")
    answer = client.post(url_of("application-materials", stage.objects), {"kind": "commitment", "scan": scan})
    assert answer.status_code == 302
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.parent.parent for path in kept] == [settings.YIMEN_FILES]
    file = the_only_one_but(known, actor)
    opened = client.get(reverse("desk:file", args=[file.id]))
    assert (opened.headers["Content-Type"], opened.content) == ("image/png", picture())
    assert "x" not in opened.headers.get("Content-Disposition", "")


def test_a_picture_with_a_page_behind_it_comes_back_as_a_picture_and_nothing_runs(
    stage: Stage, settings, tmp_path
):
    settings.YIMEN_FILES = tmp_path / "files"
    actor = stage.staff[Role.VILLAGE_ASSISTANT, HOME]
    client = entered(actor)
    known = files_seen_by(actor)
    both = picture() + b"<script>alert(1)</script>"
    scan = SimpleUploadedFile("a.html", both, content_type="text/html")
    client.post(url_of("application-materials", stage.objects), {"kind": "commitment", "scan": scan})
    file = the_only_one_but(known, actor)
    opened = client.get(reverse("desk:file", args=[file.id]))
    assert opened.headers["Content-Type"] == "image/png"
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened.headers["Content-Security-Policy"]
