"""What offices put in place of ours: tried on a specimen, kept in versions, hostile ones refused."""

import io
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import settings as configured
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from PIL import Image
from tests.domains.papers.offices import COUNTY, OTHER_TOWN, TOWN, a_subject
from tests.domains.papers.test_documents import pictures_in, text_of
from tests.domains.papers.values import VALUES

from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.network.types import Role
from yimen.domains.papers import actions, errors, queries
from yimen.domains.papers.models import StyleVersion
from yimen.domains.papers.queries import StyleOffer
from yimen.domains.papers.types import DocumentKind, StylePart
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import scoped
from yimen.foundation.documents import template_text
from yimen.kernel import RegionCode

KIND = DocumentKind.REFUSAL
OURS = template_text("papers/refusal.typ").decode()
UNCHANGED = OURS.encode()


@pytest.fixture
def administrator(confirmer):
    return replace(confirmer, role=Role.ADMINISTRATOR)


def a_picture(side: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, 40), (200, 16, 46)).save(out, "PNG")
    return out.getvalue()


def offer(part=StylePart.TEMPLATE, content=UNCHANGED, region=COUNTY, kind=KIND, note="县局统一格式"):
    return StyleOffer(RegionCode(region), part, kind, content, note)


def a_refusal(handler):
    with scoped(handler.scope):
        return actions.issue_document(kind=KIND, subject=a_subject(), values=VALUES[KIND], by=handler)


def print_of(document, handler) -> bytes:
    with scoped(handler.scope):
        return actions.open_document(document.id, by=handler).pdf


def changed(sign: str) -> bytes:
    return (OURS + f"\n\n{sign}\n").encode()


def test_a_template_counts_for_what_is_issued_afterwards_and_can_be_taken_back(administrator, handler):
    before = a_refusal(handler)
    with scoped(administrator.scope):
        first = actions.replace_style(offer(content=changed("第一版样式")), by=administrator)
    with_first = a_refusal(handler)
    with scoped(administrator.scope):
        second = actions.replace_style(offer(content=changed("第二版样式")), by=administrator)
        third = actions.revert_style(first, by=administrator)
    with_third = a_refusal(handler)
    with scoped(administrator.scope):
        actions.revert_style(third, to_ours=True, by=administrator)
    with_ours = a_refusal(handler)
    assert [first.number, second.number, third.number] == [1, 2, 3]
    texts = [text_of(print_of(each, handler)) for each in (before, with_first, with_third, with_ours)]
    assert ["第一版样式" in text for text in texts] == [False, True, True, False]
    assert not any("第二版样式" in text for text in texts)
    with scoped(administrator.scope):
        assert Entry.objects.filter(action="style:replace").count() == 4


def test_a_letterhead_and_a_seal_belong_to_one_office(administrator, handler, confirmer):
    with scoped(administrator.scope):
        for part, side in ((StylePart.LETTERHEAD, 200), (StylePart.SEAL, 40)):
            actions.replace_style(offer(part, a_picture(side), TOWN), by=administrator)
    of_town, of_county = a_refusal(handler), a_refusal(confirmer)
    assert pictures_in(print_of(of_town, handler)) == 2
    assert pictures_in(print_of(of_county, confirmer)) == 0
    with scoped(handler.scope):
        assert actions.open_editable(of_town.id, by=handler).pdf.startswith(b"PK")


def test_a_font_is_set_in(administrator, handler):
    folder = Path(configured.YIMEN_FONT_FOLDERS[0])
    font = next(folder.rglob("*Sans*Medium*.ttf")).read_bytes()
    with scoped(administrator.scope):
        version = actions.replace_style(offer(StylePart.BODY_FONT, font), by=administrator)
    assert "Noto Sans" in version.family
    reader: Any = pypdf.PdfReader(io.BytesIO(print_of(a_refusal(handler), handler)))
    fonts = {str(f.get_object()["/BaseFont"]) for f in reader.pages[0]["/Resources"]["/Font"].values()}
    assert not any("Serif" in name for name in fonts)


HOSTILE = {
    "reads a file": '#read("/etc/passwd")',
    "climbs out": '#read("../../../../../../etc/passwd")',
    "fetches a package": '#import "@preview/cetz:0.3.0"',
    "hides a package": '#import ("@pre" + "view/cetz:0.3.0")',
    "never ends": "#while true { }",
    "takes all memory": '#let s = "aaaaaaaaaaaaaaaa"\n#for i in range(40) { s = s + s }\n#s',
    "is no template": "#let",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_template_gets_nothing_and_is_not_kept(administrator, hostile):
    started = time.monotonic()
    with scoped(administrator.scope):
        with pytest.raises(errors.StyleRefusedError, match="样张无法生成"):
            actions.replace_style(offer(content=changed(hostile)), by=administrator)
        assert not StyleVersion.objects.exists()
    assert time.monotonic() - started < 40


def test_a_template_that_says_less_than_the_law_demands_is_refused(administrator):
    silent = OURS.replace("#reason.text", "").encode()
    with scoped(administrator.scope), pytest.raises(errors.StyleRefusedError, match="必备内容：〔理由及依据"):
        queries.preview_style(offer(content=silent), by=administrator)


@pytest.mark.parametrize("part", StylePart)
@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 not what it says", b"%PDF-1.7 broken", b"\x89PNG\r\n"])
def test_what_is_not_what_it_says_is_refused_and_leaves_nothing(
    administrator, settings, tmp_path, part, content
):
    from yimen.kernel import YimenError

    settings.YIMEN_FILES = tmp_path
    with scoped(administrator.scope), pytest.raises(YimenError):
        actions.replace_style(offer(part, content), by=administrator)
    assert list(tmp_path.rglob("*")) == []


def test_a_picture_that_is_too_large_is_refused(administrator):
    with scoped(administrator.scope), pytest.raises(errors.StyleRefusedError, match="像素"):
        actions.replace_style(offer(StylePart.SEAL, a_picture(4001)), by=administrator)


def test_only_an_administrator_of_the_county_replaces_anything(administrator, handler, confirmer):
    for actor in (handler, confirmer):
        with scoped(actor.scope), pytest.raises(NotPermittedError):
            actions.replace_style(offer(), by=actor)
    with scoped(administrator.scope), pytest.raises(OutOfScopeError):
        actions.replace_style(offer(region="441427000000"), by=administrator)
    elsewhere = replace(administrator, region=RegionCode(OTHER_TOWN))
    with scoped(administrator.scope):
        kept = actions.replace_style(offer(), by=administrator)
        assert [version.id for version in queries.style_versions(by=administrator)] == [kept.id]
        assert queries.get_style_version(kept.id, by=elsewhere).id == kept.id


def test_a_version_is_never_changed(administrator):
    with scoped(administrator.scope):
        kept = actions.replace_style(offer(), by=administrator)
        for change in (lambda rows: rows.update(note="改"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                change(StyleVersion.objects.filter(id=kept.id))


def test_a_version_says_why(administrator):
    with scoped(administrator.scope), pytest.raises(errors.StyleRefusedError, match="原因"):
        actions.replace_style(offer(note=" "), by=administrator)


def test_of_two_who_save_at_once_the_second_is_told(administrator, monkeypatch):
    with scoped(administrator.scope):
        actions.replace_style(offer(content=changed("第一版样式")), by=administrator)
        monkeypatch.setattr(QuerySet, "aggregate", lambda _rows, **_asked: {"last": None})
        with pytest.raises(errors.StyleRefusedError, match="刚刚由别人更换"):
            actions.replace_style(offer(content=changed("第二版样式")), by=administrator)
        assert StyleVersion.objects.count() == 1
