"""Asking for a list, keeping the file that was made, handing it out, and clearing it away after a day."""

import json
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.exports.errors import ExportNotFoundError, ExportRefusedError
from yimen.foundation.exports.models import ListExport
from yimen.foundation.files.actions import OpenedFile, discard, keep_produced, open_file
from yimen.foundation.files.types import LIST_EXPORT
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import start_run

MAKES = "exports.make"
"""The job that makes a list; the door that shows lists declares it."""
MOST_ROWS = 500_000
_NOBODY = UUID(int=0)
KEPT_FOR = timedelta(hours=24)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_CONTENT = {"xlsx": "application/zip", "csv": CSV}
"""What the bytes of such a file are; the name of a sheet is longer than the table of files has room for."""
_HANDED_OUT = {"xlsx": XLSX, "csv": CSV}

Asked = Mapping[str, Mapping[str, str]]


@transaction.atomic
def ask_for_list(
    page: str,
    title: str,
    asked: Asked,
    *,
    total: int,
    language: str,
    region: str,
    by: Doer,
    suffix: str = "xlsx",
    purpose: str = "",
) -> ListExport:
    """A job makes it; the same list asked for again while it is being made is the one under way."""
    if by.user_id is None or by.post_id is None or total > MOST_ROWS:
        raise ExportRefusedError("清单超过 %(most)s 行，请先筛选再导出。", most=MOST_ROWS)
    under_way = (each for each in lists_of(by) if each.run.state == RunState.RUNNING and each.page == page)
    if (same := next((each for each in under_way if asked_of(each) == asked), None)) is not None:
        return same
    export = ListExport.objects.create(
        page=page,
        title=title,
        asked=json.dumps(asked, ensure_ascii=False),
        language=language,
        suffix=suffix,
        run=start_run(MAKES, total=total, by=by),
        user_id=by.user_id,
        post_id=by.post_id,
        expires_at=timezone.now() + KEPT_FOR,
    )
    changes = {"list": page, "rows": total}
    audit.record(
        "list:ask",
        kind=LIST_EXPORT,
        subject=export.id,
        region=region,
        by=by,
        changes=changes,
        purpose=purpose,
    )
    defer(MAKES, export=export.id)
    return export


def asked_of(export: ListExport) -> dict[str, dict[str, str]]:
    """What the list was narrowed by."""
    found: dict[str, dict[str, str]] = json.loads(str(export.asked))
    return found


def list_to_make(export_id: UUID) -> ListExport:
    """What a job is to make, whoever asked for it."""
    return ListExport.objects.get(id=export_id)


@transaction.atomic
def keep_list(export_id: UUID, content: bytes, *, region: str, by: Doer) -> ListExport:
    """The file is there; the day it is kept for begins."""
    export = ListExport.objects.select_for_update().get(id=export_id)
    if export.file_id is not None:
        discard(export.file_id, by=by)
    kept = keep_produced(
        content,
        content_type=_CONTENT[export.suffix],
        kind=LIST_EXPORT,
        subject=export.id,
        region=region,
        by=by,
    )
    export.file_id, export.expires_at = kept.id, timezone.now() + KEPT_FOR
    export.save(update_fields=["file_id", "expires_at"])
    return export


def lists_of(by: Doer) -> list[ListExport]:
    """What somebody asked for under this post and still may fetch or wait for, newest first."""
    return list(_own(by).order_by("-asked_at")[:50])


def get_list(export_id: UUID, *, by: Doer) -> ListExport:
    """One's own, as long as it lasts."""
    export = _own(by).filter(id=export_id).first()
    if export is None:
        raise ExportNotFoundError("没有找到这份清单：只有申请人可以下载，且保留 24 小时；请重新导出。")
    return export


@transaction.atomic
def open_list(export_id: UUID, *, region: str, by: Doer) -> tuple[ListExport, OpenedFile]:
    """Its rows leave the house now, which is recorded."""
    export = get_list(export_id, by=by)
    if export.file_id is None:
        raise ExportRefusedError("清单还在制作，请稍候。")
    changes = {"list": export.page, "rows": export.run.total}
    audit.record("list:export", kind=LIST_EXPORT, subject=export.id, region=region, by=by, changes=changes)
    return export, open_file(export.file_id, by=by)


def content_type_of(export: ListExport) -> str:
    """As a browser is told."""
    return _HANDED_OUT[export.suffix]


@transaction.atomic
def clear_expired() -> int:
    """What is over its time is gone, file and row; the audit keeps that it was."""
    expired = list(ListExport.objects.filter(expires_at__lt=timezone.now()))
    for export in expired:
        if export.file_id is not None:
            discard(export.file_id, by=audit.SYSTEM)
        export.delete()
    return len(expired)


def _own(by: Doer) -> QuerySet[ListExport]:
    user_id, post_id = by.user_id or _NOBODY, by.post_id or _NOBODY
    rows = ListExport.objects.filter(user_id=user_id, post_id=post_id, expires_at__gte=timezone.now())
    return rows.select_related("run")
