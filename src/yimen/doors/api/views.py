"""Pushes of departments: taken in, asked about, their quarantine fetched. Sources fetch and answer."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yimen.domains.verification.actions.arriving import arrived
from yimen.domains.verification.actions.fetching import fetch_batch, open_batches
from yimen.domains.verification.actions.pushes import expect_answers, expect_set, push_answers, push_set
from yimen.domains.verification.actions.uploads import (
    begin_upload,
    drop_upload,
    expect_piece,
    finish_upload,
    take_piece,
)
from yimen.domains.verification.queries.pushes import (
    figures_of,
    push_of,
    quarantine_of,
    refusal_of,
    upload_of,
)
from yimen.domains.verification.types.pushes import Digest
from yimen.domains.verification.types.sets import Quarantined
from yimen.domains.verification.types.sources import FileForm, RowSetAside
from yimen.foundation.database.scope import scoped_rows
from yimen.foundation.exports.actions import CSV, XLSX
from yimen.foundation.language import in_readers_words

from .entering import Caller, for_machines
from .reading import asked_answers, asked_set, asked_upload, sent_piece
from .refusals import RequestWrongError, refused

_KINDS = {FileForm.XLSX: XLSX, FileForm.CSV: CSV}


@for_machines("POST", has_own_scopes=True)
def set_version(request: HttpRequest, caller: Caller, set_key: str) -> HttpResponseBase:
    """The next version of a set; it is loaded by a job."""
    asked = asked_set(request, set_key)
    tell = partial(_told, status=202)
    return _taken(request, caller, asked.digest, expect_set, push_set, tell, asked=asked)


def _taken(
    request: HttpRequest,
    caller: Caller,
    digest: Digest,
    expect: Callable[..., Any],
    take: Callable[..., Any],
    tell: Callable[[Any], JsonResponse],
    **what: object,
) -> JsonResponse:
    """What a body makes: refused or known before it is read, and read before a transaction takes it in."""
    with caller.scope():
        known = expect(credential=caller.credential, by=caller.by, **what)
        if known is not None:
            return tell(known)
    with arrived(cast(BinaryIO, request), digest) as stream:
        caller = caller.after_a_while()
        with caller.scope():
            return tell(take(stream=stream, credential=caller.credential, by=caller.by, **what))


@for_machines("POST")
def set_upload(request: HttpRequest, caller: Caller, set_key: str) -> HttpResponseBase:
    """A place for the pieces of the next version of a set; or the push, where it is there already."""
    asked, size = asked_upload(request, set_key)
    made = begin_upload(asked=asked, size=size, credential=caller.credential, by=caller.by)
    return _arrived(made.upload, status=201) if made.upload else _told(made.push, status=202)


@for_machines("GET", "DELETE")
def upload(request: HttpRequest, caller: Caller, upload_id: UUID) -> HttpResponseBase:
    """How much of it has arrived; or it is given up."""
    if request.method == "DELETE":
        drop_upload(upload_id=upload_id, credential=caller.credential, by=caller.by)
        return HttpResponse(status=204)
    return _arrived(upload_of(upload_id, credential=caller.credential))


@for_machines("PUT", has_own_scopes=True)
def upload_piece(request: HttpRequest, caller: Caller, upload_id: UUID, offset: int) -> HttpResponseBase:
    """The piece that begins at a place."""
    piece = sent_piece(request, offset)
    what = {"upload_id": upload_id, "piece": piece}
    return _taken(request, caller, piece.digest, expect_piece, take_piece, _arrived, **what)


@for_machines("POST", has_own_scopes=True)
def upload_finish(_request: HttpRequest, caller: Caller, upload_id: UUID) -> HttpResponseBase:
    """All pieces are there: it becomes the next version, which a job loads."""
    made = finish_upload(upload_id=upload_id, credential=caller.credential, by=caller.by)
    with caller.scope():
        return _told(made, status=202)


def _arrived(made: Any, *, status: int = 200) -> JsonResponse:
    where = reverse("api:upload", args=[made.id])
    said: dict[str, object] = {
        "upload": str(made.id),
        "key": made.key,
        "size": made.size,
        "received": made.received,
        "upload_url": where,
        "next_url": reverse("api:upload-piece", args=[made.id, made.received]),
        "finish_url": reverse("api:upload-finish", args=[made.id]),
        "push_url": reverse("api:push", args=[made.push_id]) if made.push_id else None,
    }
    return JsonResponse(said, status=status, headers={"Location": where})


@for_machines("POST", has_own_scopes=True)
def source_answers(request: HttpRequest, caller: Caller, source: str) -> HttpResponseBase:
    """What a source found about the people it was asked about; taken in at once."""
    asked = asked_answers(request, source)
    return _taken(request, caller, asked.digest, expect_answers, push_answers, _told, asked=asked)


@for_machines("GET")
def source_batches(_request: HttpRequest, caller: Caller, source: str) -> HttpResponseBase:
    """What a source still owes, batch by batch; it names nobody."""
    found = open_batches(source_key=source, credential=caller.credential, by=caller.by)
    said = {"synthetic": settings.YIMEN_IS_SYNTHETIC, "batches": [_batch(each) for each in found]}
    return JsonResponse(said)


@for_machines("GET")
def source_batch(_request: HttpRequest, caller: Caller, source: str, number: int) -> HttpResponseBase:
    """Whom a batch asks about, as far as they permit it now: records, or the source's own file."""
    got = fetch_batch(source_key=source, number=number, credential=caller.credential, by=caller.by)
    if got.file is None:
        return JsonResponse({"batch": got.batch.number, "due_on": got.batch.due_on, "people": got.people})
    response = HttpResponse(got.file.content, content_type=_KINDS[got.file.form])
    response["Content-Disposition"] = content_disposition_header(True, got.file.name) or ""
    return response


def _batch(each: Any) -> dict[str, object]:
    return {
        "batch": each.number,
        "sent_at": each.sent_at,
        "due_on": each.due_on,
        "people": each.size,
        "owed": each.owed,
        "reminders": each.reminders,
        "url": reverse("api:source-batch", args=[each.source, each.number]),
    }


@for_machines("GET")
def push(_request: HttpRequest, caller: Caller, push_id: UUID) -> HttpResponseBase:
    """Where a push stands."""
    return _told(push_of(push_id, credential=caller.credential))


@for_machines("GET")
def quarantine(_request: HttpRequest, caller: Caller, push_id: UUID) -> HttpResponseBase:
    """Every row that was set aside, one JSON object a line: its number, what is wrong, what it said."""
    rows = quarantine_of(push_of(push_id, credential=caller.credential), by=caller.by)
    lines = scoped_rows(caller.by.scope, lambda: _lines(rows))
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


def nothing_here(_request: HttpRequest, **_kwargs: object) -> HttpResponseBase:
    """An address this door has not."""
    return refused(RequestWrongError(_("没有这个地址；请对照接口说明。"), status=404, code="not_found"))


def _told(made: Any, *, status: int = 200) -> JsonResponse:
    figures, why = figures_of(made), refusal_of(made)
    where = reverse("api:push", args=[made.id])
    said: dict[str, object] = {
        "push": str(made.id),
        "key": made.key,
        "state": figures.state,
        "rows": figures.rows,
        "taken": figures.taken,
        "quarantined": figures.quarantined,
        "status_url": where,
        "quarantine_url": reverse("api:quarantine", args=[made.id]) if figures.quarantined else None,
        "refusal": None if why is None else in_readers_words(why),
    }
    return JsonResponse(said, status=status, headers={"Location": where})


def _lines(rows: Iterator[Quarantined] | list[RowSetAside]) -> Iterator[bytes]:
    for row in rows:
        faults = _faults_of_version(row) if isinstance(row, Quarantined) else _faults_of_answers(row)
        said = {"row": row.row, "faults": faults, "cells": dict(row.cells)}
        yield json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _faults_of_version(row: Quarantined) -> list[dict[str, str]]:
    return [
        {
            "column": fault.column,
            "code": fault.reason.value,
            "message": in_readers_words(fault.reason.title),
        }
        for fault in row.faults
    ]


def _faults_of_answers(row: RowSetAside) -> list[dict[str, str]]:
    return [
        {
            "column": fault.column,
            "code": "unreadable",
            "message": in_readers_words(fault.wrong) + in_readers_words(fault.remedy),
        }
        for fault in row.faults
    ]
