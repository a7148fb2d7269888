"""Papers at the desk: register, deliveries by name, archives, the whole file, styles, other papers."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.security.access_rows import entered
from tests.support.stage import TODAY

from yimen.domains.network.types import Actor
from yimen.domains.papers.models import ArchiveFile, Delivery, FilePackage, OfficialDocument, StyleVersion
from yimen.domains.papers.rules import CONTENTS
from yimen.domains.papers.types import DocumentKind
from yimen.doors.desk.views.other_papers import KINDS
from yimen.foundation.database.scope import system_scope
from yimen.foundation.documents import packages, template_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def desk() -> Callable[[Actor], Client]:
    """A client that is signed in and wears the actor's post."""
    return entered


def url(name: str, *ids, **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"desk:{name}", args=ids) + (f"?{asked}" if asked else "")


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def test_the_register_shows_every_number_and_proves_that_none_is_missing(stage, desk):
    client = desk(stage.cast.town_handler)
    shown = page(client, url("documents"))
    with system_scope():
        document = OfficialDocument.objects.get(id=stage.objects["document_id"])
    assert document.number in shown
    assert "连续，无缺号" in shown
    assert "缺 " not in shown
    assert document.number not in page(client, url("documents", kind="refusal"))
    for name in ("documents-export", "documents-undelivered-export", "archives-export"):
        answer = client.get(url(name))
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "year=99999", "year=%00", "office=%27--", "number=%3Cscript%3E"]
)
def test_hostile_filters_narrow_nothing_and_break_nothing(stage, desk, query):
    client = desk(stage.cast.town_handler)
    for name in ("documents", "documents-undelivered", "archives", "documents-deliver", "case-paper"):
        ids = [stage.objects["case_id"]] if name == "case-paper" else []
        answer = client.get(url(name, *ids) + "?" + query)
        assert answer.status_code == 200
        assert b"<script>" not in answer.content


def test_papers_are_printed_together_and_delivered_by_name(stage, desk):
    client = desk(stage.cast.town_handler)
    chosen = str(stage.objects["document_id"])
    assert chosen in page(client, url("documents-undelivered"))
    shown = page(client, url("documents-print", paper=chosen, look="1") + f"&paper={uuid4()}")
    assert "打印 1 份" in shown and "可以办 1 件，不能办 1 件" in shown
    pdf = client.get(url("documents-print", paper=chosen))
    assert len(pypdf.PdfReader(io.BytesIO(pdf.content)).pages) >= 1
    form = page(client, url("documents-deliver", paper=chosen))
    assert f"recipient-{chosen}" in form
    given = {
        "paper": chosen,
        "method": "handed_over",
        "delivered_on": TODAY.isoformat(),
        f"recipient-{chosen}": "李建明",
    }
    assert "is-wrong" in client.post(url("documents-deliver"), given).content.decode()
    part: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
    look = {"verb": "preview"}
    assert "必填项" in client.post(url("documents-deliver"), given | look, **part).content.decode()
    whole = given | look | {f"proof-{chosen}": "本人签收"}
    assert "须上传送达回证" in client.post(url("documents-deliver"), whole, **part).content.decode()
    seen = client.post(url("documents-deliver"), whole | {f"scan-{chosen}": a_letterhead()}, **part)
    assert "可以办 1 件" in seen.content.decode() and "<html" not in seen.content.decode()
    notice = given | look | {f"proof-{chosen}": "张贴", "method": "public_notice"}
    refused = client.post(url("documents-deliver"), notice).content.decode()
    assert "不能办 1 件" in refused and "重新选择" in refused
    assert chosen in page(client, url("documents-undelivered"))
    answer = client.post(
        url("documents-deliver"), given | {f"proof-{chosen}": "本人签收", f"scan-{chosen}": a_letterhead()}
    )
    assert answer.status_code == 302, answer.content.decode().split("error-summary")[-1][:600]
    with system_scope():
        assert Delivery.objects.get(document_id=UUID(chosen)).recipient == "李建明"
    assert chosen not in page(client, url("documents-undelivered"))


def test_a_failed_delivery_is_kept_and_shown(stage, desk):
    client, document = desk(stage.cast.town_handler), stage.objects["document_id"]
    given = {"method": "handed_over", "tried_on": TODAY.isoformat(), "why": "家中无人，邻居称外出"}
    assert client.post(url("document-attempt", document), given).status_code == 302
    assert "家中无人，邻居称外出" in page(client, url("document", document))


def test_copies_come_as_pdf_and_as_word(stage, desk):
    client, document = desk(stage.cast.town_handler), stage.objects["document_id"]
    copy, editable = (
        client.get(url("document-copy", document)),
        client.get(url("document-editable", document)),
    )
    assert "副" in pypdf.PdfReader(io.BytesIO(copy.content)).pages[0].extract_text()
    assert docx.Document(io.BytesIO(editable.content)).paragraphs
    assert editable["Content-Disposition"].startswith("attachment")


def test_whoever_signed_stands_on_the_page_with_what_was_signed(stage, desk):
    with system_scope():
        signed = OfficialDocument.objects.filter(signatures__isnull=False).first()
    shown = page(desk(stage.cast.county_reviewer), url("document", signed.id))
    assert "所签内容与文书一致" in shown
    assert "签名未改动" in shown


def test_a_household_is_filed_with_number_and_box(stage, desk):
    client, household = desk(stage.cast.town_handler), stage.objects["household_id"]
    assert "缺 " in page(client, url("archives", year=str(TODAY.year)))
    given = {"archive": "approval", "year": str(TODAY.year), "box": "A-3"}
    assert client.post(url("archive-file", household), given).status_code == 302
    with system_scope():
        filed = ArchiveFile.objects.get(household_id=household)
    shown = page(client, url("archives", year=str(TODAY.year)))
    assert filed.number in shown
    assert "A-3" in shown
    again = client.post(url("archive-file", household), given).content.decode()
    assert "已经归档" in again


def test_a_whole_file_is_asked_for_and_handed_out(stage, desk):
    client, household = desk(stage.cast.county_reviewer), stage.objects["household_id"]
    assert client.post(url("household-packages", household), {"purpose": "复议调卷"}).status_code == 302
    with system_scope():
        assert FilePackage.objects.filter(household_id=household).count() == 2
    assert "复议调卷" in page(client, url("household-packages", household))
    answer = client.get(url("package-file", stage.objects["package_id"]))
    assert packages.check(answer.content).is_sound
    assert answer["Content-Disposition"].startswith("attachment")


def a_letterhead() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (800, 90), (200, 16, 46)).save(out, "PNG")
    return SimpleUploadedFile("head.png", out.getvalue(), "image/png")


def test_an_administrator_tries_replaces_and_takes_back(stage, desk):
    client = desk(stage.cast.administrator)
    office = str(stage.cast.town_handler.region)
    given = {"part": "letterhead", "kind": "refusal", "office": office, "note": "新版头", "source": ""}
    preview = client.post(url("style-preview"), given | {"file": a_letterhead()})
    assert preview["Content-Type"] == "application/pdf"
    assert client.post(url("style-replace"), given | {"file": a_letterhead()}).status_code == 302
    version = StyleVersion.objects.get(part="letterhead")
    assert client.get(url("style-specimen", version.id))["Content-Type"] == "application/pdf"
    assert "新版头" in page(client, url("styles"))
    assert client.post(url("style-revert", version.id), {"to": "ours"}).status_code == 302
    assert StyleVersion.objects.filter(part="letterhead").count() == 2
    assert b"#show: sheet" in client.get(url("style-source", kind="refusal")).content


def test_a_template_is_typed_and_a_wrong_one_keeps_what_was_typed(stage, desk):
    client = desk(stage.cast.administrator)
    office = str(stage.cast.administrator.region)
    typed = {"part": "template", "kind": "refusal", "office": office, "note": "试", "source": "#let"}
    refused = client.post(url("style-replace"), typed).content.decode()
    assert "样张无法生成" in refused
    assert "#let" in refused
    source = template_text("papers/refusal.typ").decode() + "\n\n本县格式"
    assert client.post(url("style-replace"), typed | {"source": source}).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
def test_each_other_paper_is_made_on_the_page_of_the_case(stage, desk, kind):
    client, case = desk(stage.cast.town_handler), stage.objects["case_id"]
    assert kind.value in page(client, url("case-paper", case))
    shown = page(client, url("case-paper", case, kind=kind.value))
    assert "其他文书" not in shown.split("<h1>")[1][:40]
    answer = client.post(url("case-paper", case, kind=kind.value), typed_for(kind))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with system_scope():
        made = OfficialDocument.objects.get(kind=kind, subject_id=case)
    assert client.get(url("document-pdf", made.id)).content.startswith(b"%PDF")


def typed_for(kind: DocumentKind) -> dict[str, str]:
    """One row of each table and a word for each content."""
    typed = {}
    for content in CONTENTS[kind]:
        if not content.columns:
            typed[content.name] = word_for(content.name)
        for number in range(content.least if content.columns else 0):
            typed |= {f"{content.name}-{number}-{column}": f"张三{number}" for column in content.columns}
    return typed


def word_for(name: str) -> str:
    if name == "programme":
        return "dibao"
    if name.startswith("votes"):
        return "3"
    return (
        date(2026, 3, 5).isoformat() if name.endswith("_on") or name in ("until", "reply_by") else "如实填写"
    )


def test_an_other_paper_without_its_contents_is_not_made(stage, desk):
    client, case = desk(stage.cast.town_handler), stage.objects["case_id"]
    answer = client.post(url("case-paper", case, kind="waiver"), {"applicant": "李小妹"})
    assert answer.status_code == 200
    assert "is-wrong" in answer.content.decode()
    with system_scope():
        assert not OfficialDocument.objects.filter(kind="waiver").exists()
