"""Three archives by year, what a file lacks, and a whole household as one package that anybody can check."""

import io
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.utils import timezone
from tests.domains.papers.offices import VILLAGE, a_subject
from tests.domains.papers.test_documents import a_signature, text_of
from tests.domains.papers.test_styles import a_picture
from tests.domains.papers.values import VALUES

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.papers import actions, errors, jobs, queries, rules
from yimen.domains.papers.models import FilePackage
from yimen.domains.papers.queries.archives import is_recorded_package
from yimen.domains.papers.types import Archive, DocumentKind
from yimen.domains.people.models import Household
from yimen.foundation.audit.models import Entry
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.documents import packages
from yimen.foundation.files.actions import store
from yimen.foundation.jobs.models import Run, RunState
from yimen.kernel import Programme

K = DocumentKind
WHOLE = [
    K.APPLICATION, K.AUTHORISATION, K.ACCEPTANCE, K.HOME_INVESTIGATION, K.PUBLIC_NOTICE, K.CONFIRMATION,
    K.PUBLICATION,
]  # fmt: skip


def issue(kind, by, household):
    values = dict(VALUES[kind])
    if "programmes" in values:
        values["programmes"] = ["dibao"]
    return actions.issue_document(
        kind=kind, subject=a_subject(), values=values, by=by, household_id=household
    )


def line_of(archive, by):
    year = timezone.localdate().year
    rows = queries.archive_rows(archive, year, by=by)
    return queries.archive_lines(rows, archive, year, by=by)


def test_every_kind_belongs_to_one_archive():
    kinds = [kind for archive in Archive for kind in rules.kinds_of(archive)]
    assert sorted(kinds) == sorted(DocumentKind)


@pytest.mark.parametrize("programme", Programme)
def test_what_a_file_must_hold_is_known_for_every_programme(programme):
    assert rules.lacking(Archive.APPROVAL, set(DocumentKind) - {K.REFUSAL}, [programme]) == []
    assert any(
        "社会救助申请书" in title for title in rules.lacking(Archive.APPROVAL, {K.CONFIRMATION}, [programme])
    )
    assert rules.lacking(Archive.DAILY, set(), [programme]) == []


def test_an_ended_case_needs_its_ending_and_a_refused_one_no_sheet():
    assert rules.lacking(Archive.APPROVAL, {K.APPLICATION, K.TERMINATION}, [Programme.DIBAO]) == []
    refused = {K.APPLICATION, K.AUTHORISATION, K.ACCEPTANCE, K.HOME_INVESTIGATION, K.REFUSAL}
    assert rules.lacking(Archive.APPROVAL, refused, [Programme.DIBAO]) == []
    assert rules.lacking(Archive.APPROVAL, {K.APPLICATION, K.CONFIRMATION}, [Programme.ORPHAN]) == [
        "社会救助申请受理通知书"
    ]


@pytest.mark.requirement("R-CAS-4")
def test_a_file_says_what_it_lacks_until_it_is_whole(handler):
    household = uuid4()
    with scoped(handler.scope):
        for kind in WHOLE[:-1]:
            issue(kind, handler, household)
        (line,) = line_of(Archive.APPROVAL, handler)
        assert line.lacking == ("社会救助确认结果公布",)
        issue(WHOLE[-1], handler, household)
        issue(K.CARD_AGREEMENT, handler, household)
        (line,), (finance,) = line_of(Archive.APPROVAL, handler), line_of(Archive.FINANCE, handler)
    assert (line.lacking, line.papers, line.filed) == ((), 7, None)
    assert finance.papers == 1


def test_filing_gives_a_number_and_a_box_once(handler, stranger):
    household, year = uuid4(), timezone.localdate().year
    asked: dict[str, Any] = {"archive": Archive.APPROVAL, "year": year, "box": "A-3"}
    with scoped(handler.scope):
        issue(K.APPLICATION, handler, household)
        issue(K.CONFIRMATION, handler, household)
        filed = actions.file_papers(household, by=handler, **asked)
        with pytest.raises(errors.AlreadyFiledError):
            actions.file_papers(household, by=handler, **asked)
        with pytest.raises(errors.NothingToFileError):
            actions.file_papers(household, by=handler, **{**asked, "archive": Archive.DAILY})
        (line,) = line_of(Archive.APPROVAL, handler)
    assert filed.number == f"大柘审批档〔{year}〕1号"
    assert "家庭经济状况核对授权书" in filed.lacking
    assert line.filed == filed
    with scoped(stranger.scope):
        assert line_of(Archive.APPROVAL, stranger) == []
        with pytest.raises(errors.NothingToFileError):
            actions.file_papers(household, by=stranger, **asked)


def test_an_auditor_files_nothing(handler):
    household = uuid4()
    with scoped(handler.scope):
        issue(K.APPLICATION, handler, household)
        with pytest.raises(NotPermittedError):
            actions.file_papers(
                household,
                archive=Archive.APPROVAL,
                year=timezone.localdate().year,
                box="",
                by=replace(handler, role=Role.AUDITOR),
            )


@pytest.fixture
def household(handler):
    with scoped(handler.scope):
        return Household.objects.create(
            region=VILLAGE,
            registered_region=VILLAGE,
            number="PY-1",
            address="三组",
            founded_on="2026-01-01",
            is_urban=False,
        )


def packed(household: Any, handler: Any) -> tuple[FilePackage, bytes]:
    with scoped(handler.scope):
        signer = {**VALUES[K.AUTHORISATION]["signers"][0], "signature": a_signature(handler)}
        issue(K.ACCEPTANCE, handler, household.id)
        document = actions.issue_document(
            kind=K.AUTHORISATION,
            subject=a_subject(),
            values={**VALUES[K.AUTHORISATION], "signers": [signer]},
            by=handler,
            household_id=household.id,
        )
        for kind in ("material", "scan"):
            store(a_picture(), kind=kind, subject=document.subject_id, region=VILLAGE, by=handler)
        asked = actions.ask_for_package(household.id, purpose="移交县档案馆", by=handler)
    jobs.make_package(str(asked.id))
    with scoped(handler.scope):
        package, opened = actions.open_package(asked.id, by=handler)
        return package, b"".join(opened.chunks)


@pytest.mark.requirement("R-CAS-4")
def test_a_whole_household_is_one_sealed_pdf_a(household, handler):
    package, pdf = packed(household, handler)
    reader: Any = pypdf.PdfReader(io.BytesIO(pdf))
    words = text_of(pdf)
    report = packages.check(pdf)
    assert b"pdfaid:part>3<" in reader.xmp_metadata.stream.get_data()
    assert set(reader.attachments) == {
        "manifest.json", "paper-001.pdf", "paper-002.pdf", "file-001.png", "file-002.png",
    }  # fmt: skip
    assert (report.findings, report.seal, report.files) == ((), package.seal, 4)
    for part in ("社会救助家庭档案", "目录", "移交县档案馆", "社会救助申请受理通知书", "附件清单"):
        assert part in words
    with scoped(handler.scope):
        run = Run.objects.get(id=package.run_id)
        opened = set(Entry.objects.filter(purpose="移交县档案馆").values_list("action", flat=True))
    assert (run.state, run.done) == (RunState.DONE, run.total)
    assert {"package:ask", "package:bind", "open"} <= opened


def test_a_paper_in_the_package_is_the_kept_one(household, handler):
    _package, pdf = packed(household, handler)
    inside = pypdf.PdfReader(io.BytesIO(pdf)).attachments["paper-001.pdf"][0]
    with scoped(handler.scope):
        document = queries.documents_of_household(household.id, by=handler)[-1]
        assert actions.open_document(document.id, by=handler).pdf == inside


def test_every_changed_byte_is_found(household, handler):
    _package, pdf = packed(household, handler)
    for place in range(0, len(pdf), max(1, len(pdf) // 60)):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert not packages.check(bytes(changed)).is_sound, place
    for other in (
        pdf[:-1],
        pdf + b"\n",
        pdf[:1000] + pdf[1001:],
        pdf[:500] + b" " + pdf[500:],
        b"",
        b"%PDF-1.7",
    ):
        assert not packages.check(other).is_sound


def rebound(pdf: bytes, change: Any) -> packages.Report:
    """The package written anew after a change, as somebody with a PDF program would."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return packages.check(out.getvalue())


def test_a_missing_an_added_and_a_changed_file_are_named(household, handler):
    _package, pdf = packed(household, handler)

    def add(writer):
        writer.add_attachment("extra.pdf", b"one more")

    def change(writer):
        file = next(each for each in writer.attachment_list if each.name == "file-001.png")
        file.content = b"something else"

    def drop(writer):
        next(each for each in writer.attachment_list if each.name == "file-002.png").delete()

    for act, flaw, name in (
        (add, "file_added", "extra.pdf"),
        (change, "file_changed", "file-001.png"),
        (drop, "file_missing", "file-002.png"),
    ):
        assert packages.Finding(flaw, name) in rebound(pdf, act).findings


def test_a_package_needs_its_purpose_and_the_right_to_take_lists_out(household, handler, stranger):
    with scoped(handler.scope):
        with pytest.raises(errors.PackageRefusedError, match="用途"):
            actions.ask_for_package(household.id, purpose=" ", by=handler)
        with pytest.raises(NotPermittedError):
            actions.ask_for_package(
                household.id, purpose="看看", by=replace(handler, role=Role.SOCIAL_WORKER)
            )
        asked = actions.ask_for_package(household.id, purpose="移交", by=handler)
        with pytest.raises(errors.PackageRefusedError, match="还在制作"):
            actions.open_package(asked.id, by=handler)
        assert queries.packages_of_household(household.id, by=handler) == [asked]
    with scoped(stranger.scope):
        with pytest.raises(errors.PackageNotFoundError, match="没有找到"):
            actions.open_package(asked.id, by=stranger)
        assert queries.packages_of_household(household.id, by=stranger) == []


@pytest.mark.requirement("R-CAS-3")
def test_a_signature_stands_for_the_words_that_were_signed(handler):
    signer = VALUES[K.AUTHORISATION]["signers"][0]
    with scoped(handler.scope):
        picture = a_signature(handler)
        document = actions.issue_document(
            kind=K.AUTHORISATION,
            subject=a_subject(),
            values={**VALUES[K.AUTHORISATION], "signers": [{**signer, "signature": picture}]},
            by=handler,
        )
        (check,) = queries.signatures_of(document.id, by=handler)
        words = text_of(actions.open_document(document.id, by=handler).pdf)
    assert (check.name, check.is_content_same, check.is_picture_same) == ("王秀兰", True, True)
    assert check.digest in words, words


def test_other_words_have_another_signing_digest():
    values = VALUES[K.AUTHORISATION]
    signed = {**values, "signers": [{**values["signers"][0], "signature": "a"}]}
    other = {**values, "address": "别处"}
    assert rules.signing_digest(K.AUTHORISATION, values) == rules.signing_digest(K.AUTHORISATION, signed)
    assert rules.signing_digest(K.AUTHORISATION, values) != rules.signing_digest(K.AUTHORISATION, other)


def test_the_house_knows_its_own_packages_by_the_audit(household, handler):
    package, pdf = packed(household, handler)
    assert not is_recorded_package(package.seal)  # not sealed in the chain yet
    with system_scope():
        seal_pending()
    assert is_recorded_package(packages.check(pdf).seal)
    assert not is_recorded_package("0" * 64) and not is_recorded_package("")
    with system_scope():
        FilePackage.objects.filter(id=package.id).update(seal="1" * 64)
    assert not is_recorded_package("1" * 64)  # the row says so, the audit does not
