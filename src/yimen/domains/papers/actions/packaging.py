"""A household's whole file as one package: asked for, made by a job in steps, kept, and handed out."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering
from yimen.domains.papers.actions.documents import open_document, printing_of
from yimen.domains.papers.errors import PackageRefusedError
from yimen.domains.papers.models import FilePackage, OfficialDocument
from yimen.domains.papers.permissions import visible_documents
from yimen.domains.papers.queries.archives import get_package
from yimen.domains.people import queries as people
from yimen.foundation import audit
from yimen.foundation.documents import packages, render_folder, template_text
from yimen.foundation.files.actions import OpenedFile, keep_produced, open_file
from yimen.foundation.files.models import StoredFile
from yimen.foundation.files.queries import files_about
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import start_run

PACKAGE = "package"
OURS = ("document", PACKAGE)
"""Files that we made ourselves: the papers are in the package as papers."""
MOST_BYTES = 200_000_000
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
SHOWN = ("image/jpeg", "image/png", "image/webp")
MEMORY = Path("/dev/shm")  # noqa: S108 - what is laid out there for a moment reaches no disk


@dataclass
class _Laid:
    """What is laid out: files that travel inside, pages that are shown, entries of the contents."""

    files: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    entries: list[dict[str, object]] = field(default_factory=list)


@transaction.atomic
def ask_for_package(household_id: UUID, *, purpose: str, by: Actor) -> FilePackage:
    """Say what it is for; a job makes it. Every paper in it is opened, and recorded as opened."""
    household = people.get_household(household_id, by=by)
    require(by, Permission.LIST_EXPORT, household.region)
    if not purpose.strip():
        raise PackageRefusedError("请写明整户档案打包的用途。")
    total = _documents(household_id, by).count() + 1
    package = FilePackage.objects.create(
        region=household.region,
        household_id=household_id,
        title=f"{household.number} 家庭档案",
        number=household.number,
        purpose=purpose.strip(),
        run=start_run("papers.package", total=total, by=by),
        user_id=by.user_id,
        post_id=by.post_id,
    )
    audit.record(
        "package:ask",
        kind=PACKAGE,
        subject=package.id,
        region=package.region,
        by=by,
        changes={"household": household.number},
        purpose=package.purpose,
    )
    defer("papers.make_package", package=package.id)
    return package


def steps_of(package: FilePackage, by: Actor) -> list[list[str]]:
    """One step for each paper, and one to bind them."""
    asked = _documents(package.household_id, by).filter(issued_at__lte=package.asked_at)
    papers = [[str(document_id)] for document_id in asked.values_list("id", flat=True)]
    return [*papers[: package.run.total - 1], [PACKAGE]]


def take_step(package_id: UUID, step: Sequence[str], *, by: Actor) -> bytes:
    """A paper's PDF is made and kept, or the package is bound; the digest of what came of it."""
    if step[0] == PACKAGE:
        return bytes.fromhex(bind_package(package_id, by=by).seal)
    opened = open_document(UUID(step[0]), by=by, purpose="整户档案")
    return bytes.fromhex(packages.sm3(opened.pdf))


@transaction.atomic
def bind_package(package_id: UUID, *, by: Actor) -> FilePackage:
    """Cover, contents, papers, scans, originals and manifest in one sealed PDF/A."""
    package = get_package(package_id, by=by)
    require(by, Permission.LIST_EXPORT, package.region)
    laid = _Laid()
    documents = list(_documents(package.household_id, by).filter(issued_at__lte=package.asked_at))
    for number, document in enumerate(documents, start=1):
        _lay_paper(laid, number, document, by)
    for number, file in enumerate(_scans(package.household_id, documents), start=1):
        _lay_file(laid, number, file, by)
    if sum(map(len, laid.files.values())) > MOST_BYTES:
        raise PackageRefusedError(
            "本户文件合计超过 %(limit)s MB，不能打成一个档案包。", limit=MOST_BYTES // 10**6
        )
    sealed, package.seal = packages.seal(_bound(package, laid, by))
    kept = keep_produced(
        sealed,
        content_type="application/pdf",
        kind=PACKAGE,
        subject=package.household_id,
        region=package.region,
        by=by,
    )
    package.file_id = kept.id
    package.save(update_fields=["file_id", "seal"])
    audit.record(
        "package:bind",
        kind=PACKAGE,
        subject=package.id,
        region=package.region,
        by=by,
        changes={"seal": package.seal, "files": len(laid.files)},
        purpose=package.purpose,
    )
    return package


@transaction.atomic
def open_package(package_id: UUID, *, by: Actor) -> tuple[FilePackage, OpenedFile]:
    """Hand a finished package out; the opening is recorded with what it was asked for."""
    package = get_package(package_id, by=by)
    require(by, Permission.LIST_EXPORT, package.region)
    if package.file_id is None:
        raise PackageRefusedError("档案包还在制作，请稍候刷新本页。")
    audit.record_opening(
        kind=PACKAGE, subject=package.id, region=package.region, by=by, purpose=package.purpose
    )
    return package, open_file(package.file_id, by=by, purpose=package.purpose)


def _documents(household_id: UUID, by: Actor) -> QuerySet[OfficialDocument]:
    """Those of the household, and of households whose file was carried into it."""
    whole = [household_id, *people.households_carried_into(household_id)]
    return visible_documents(by).filter(household_id__in=whole).order_by("issued_at", "id")


def _scans(household_id: UUID, documents: Sequence[OfficialDocument]) -> list[StoredFile]:
    about = {household_id, *(document.subject_id for document in documents)}
    about |= {document.id for document in documents}
    return [file for file in files_about(about) if file.kind not in OURS]


def _lay_paper(laid: _Laid, number: int, document: OfficialDocument, by: Actor) -> None:
    name = f"paper-{number:03}.pdf"
    laid.files[name] = open_document(document.id, by=by, purpose="整户档案").pdf
    laid.types[name] = "application/pdf"
    pages = {
        f"paper-{number:03}-{place}.svg": page
        for place, page in enumerate(rendering.pages_of(document, printing_of(document, by)), start=1)
    }
    laid.pages |= pages
    facts = [
        ("文号", document.number),
        ("制发日期", document.issued_on.isoformat()),
        ("内容摘要", document.digest),
    ]
    if document.withdrawn_at:
        facts.append(("已撤回", document.withdrawn_reason))
    laid.entries.append(
        {"title": f"{number}　{document.title}", "name": name, "facts": facts, "pages": list(pages)}
    )


def _lay_file(laid: _Laid, number: int, file: StoredFile, by: Actor) -> None:
    name = f"file-{number:03}.{ENDINGS[file.content_type]}"
    laid.files[name] = b"".join(open_file(file.id, by=by, purpose="整户档案").chunks)
    laid.types[name] = file.content_type
    stored = timezone.localtime(file.stored_at)
    laid.entries.append(
        {
            "title": f"附　扫描件 {number}",
            "name": name,
            "facts": [("保存时间", f"{stored:%Y-%m-%d %H:%M}"), ("原件摘要", bytes(file.digest).hex())],
            "pages": [name] if file.content_type in SHOWN else [],
        }
    )


def _bound(package: FilePackage, laid: _Laid, by: Actor) -> bytes:
    """The PDF/A, with placeholders where its seal goes; laid out in memory and gone afterwards."""
    today = timezone.localdate()
    about = {"household": package.number, "made_on": today.isoformat(), "purpose": package.purpose}
    manifest = packages.manifest_of(about, laid.files)
    told = {
        "title": package.title,
        "office": network.get_station(by.station_id).name,
        "household": package.number,
        "fonts": settings.YIMEN_FONT_FACES,
        "seals": packages.PLACEHOLDERS,
        "synthetic": settings.YIMEN_IS_SYNTHETIC,
        "made_on": [today.year, today.month, today.day],
        "facts": [
            ("户编号", package.number),
            ("文书", f"{sum(name.startswith('paper') for name in laid.files)} 份"),
            ("扫描件", f"{sum(name.startswith('file') for name in laid.files)} 份"),
            ("用途", package.purpose),
            ("制作日期", today.isoformat()),
        ],
        "entries": laid.entries,
        "files": [(name, packages.sm3(content)) for name, content in laid.files.items()],
        "types": list(laid.types.items()),
    }
    parts = {
        **laid.files,
        **laid.pages,
        packages.MANIFEST: manifest,
        "package.json": json.dumps(told, ensure_ascii=False).encode(),
        "package.typ": template_text("papers/package.typ"),
    }
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        for name, content in parts.items():
            (Path(folder) / name).write_bytes(content)
        return render_folder(Path(folder), "package.typ")
