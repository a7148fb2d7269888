"""Batches: who is asked about at a source, the file for it, and asking it once more."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification.actions.asked import MANY, finish_batches
from yimen.domains.verification.errors import AuthorisationMissingError, BatchRefusedError
from yimen.domains.verification.models import SourceBatch, SourceQuery
from yimen.domains.verification.permissions import access_batch
from yimen.domains.verification.printing import reminder
from yimen.domains.verification.queries.grounds import Grounds, grounds_of_cases
from yimen.domains.verification.queries.sources import source_limit, started_requests, waiting_people
from yimen.domains.verification.recording import log_all_left_out, log_deeds, refusals_kept
from yimen.domains.verification.rules.outgoing import Outgoing, written
from yimen.domains.verification.rules.sources import source_named
from yimen.domains.verification.types import (
    OUTSTANDING,
    AskedState,
    Deed,
    Ground,
    QueryAct,
    Source,
    SourceFile,
    Waiting,
)
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Deadline, deadline


@transaction.atomic
def send_batch(*, source_key: str, by: Actor) -> SourceBatch:
    """Everybody of a started request whom the source has yet to be asked about, if they permit it today.

    Whoever does not is left out and recorded. Sent twice, nobody is in the second batch.
    """
    source = source_named(source_key)
    with refusals_kept(Deed(QueryAct.SEND, str(by.region), source=source.key), (), by=by):
        require(by, Permission.VERIFICATION_ANSWER, by.region)
    requests = list(started_requests(by).select_for_update())
    waiting = waiting_people(requests, [source.key])
    permitted = [each for each in waiting if each.ground is not None]
    _refuse_nobody(source, waiting, permitted, by)
    today = timezone.localdate()
    due = deadline(source_limit(by.region, today), today, load_calendar())
    batch = _open_batch(source, len(permitted), due, by)
    again = SourceQuery.objects.filter(request__in=requests, source=source.key, state=AskedState.UNABLE)
    earlier = list(again.values_list("batch_id", flat=True))
    _ask(batch, permitted, today)
    _withhold([each for each in waiting if each.ground is None])
    finish_batches(earlier, by=by)
    _log(QueryAct.SEND, waiting, by)
    return batch


def _refuse_nobody(
    source: Source, waiting: Sequence[Waiting], permitted: Sequence[Waiting], by: Actor
) -> None:
    """Where all lack a signature the refusal names it, and is recorded about each of them."""
    if permitted:
        return
    if not waiting:
        raise BatchRefusedError("没有需要向“%(source)s”查询的人员。", source=source.title)
    deed = Deed(QueryAct.SEND, str(by.region), source=source.key)
    with refusals_kept(deed, [each.person_id for each in waiting], by=by):
        raise AuthorisationMissingError(
            "待查询的%(count)s人都没有有效授权，不能向“%(source)s”查询；请先由乡镇补签授权书。",
            count=len(waiting),
            source=source.title,
        )


def _open_batch(source: Source, size: int, due: Deadline, by: Actor) -> SourceBatch:
    numbers = SourceBatch.objects.filter(region=str(by.region), source=source.key)
    batch = SourceBatch.objects.create(
        region=str(by.region),
        source=source.key,
        number=(numbers.aggregate(last=Max("number"))["last"] or 0) + 1,
        sent_at=timezone.now(),
        due_on=due.due_on,
        size=size,
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )
    worklist.open_item(
        kind=WorkKind.SOURCE_ANSWER,
        subject=Subject("source_batch", batch.id, f"{source.title} 第{batch.number}批", by.region),
        owner_station=network.station_of(by.region, StationLevel.COUNTY).id,
        owner_role=Role.COUNTY_VERIFIER,
        due=due,
        by=by,
    )
    _record("verification:send", batch, by, {"source": source.key, "people": size})
    return batch


def _ask(batch: SourceBatch, permitted: Sequence[Waiting], today: date) -> None:
    rows = [
        SourceQuery(
            region=each.region,
            case_id=each.case_id,
            request_id=each.request_id,
            person_id=each.person_id,
            source=each.source,
            state=AskedState.SENT,
            batch=batch,
            reference=f"{today:%Y}-{batch.number:04d}-{place:04d}",
            authorisation_id=each.ground.authorisation_id if each.ground else None,
            asked_on=today,
            due_on=batch.due_on,
        )
        for place, each in enumerate(permitted, start=1)
    ]
    _put(rows, ["state", "batch", "reference", "authorisation", "asked_on", "due_on"])


def _withhold(waiting: Sequence[Waiting]) -> None:
    rows = [
        SourceQuery(
            region=each.region,
            case_id=each.case_id,
            request_id=each.request_id,
            person_id=each.person_id,
            source=each.source,
            state=AskedState.WITHHELD,
        )
        for each in waiting
    ]
    _put(rows, ["state"])


def _put(rows: Sequence[SourceQuery], columns: Sequence[str]) -> None:
    """New questions, and those that are asked once more."""
    SourceQuery.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["request", "person", "source"],
        update_fields=columns,
    )


def _log(act: QueryAct, people: Collection[Waiting], by: Actor) -> None:
    """Each entry names the case it belongs to."""

    def deed(each: Waiting) -> Deed:
        return Deed(act, each.region, case_id=each.case_id, request_id=each.request_id, source=each.source)

    log_deeds(((deed(each), each.person_id, each.ground) for each in people if each.ground), by=by)
    lacking = ((deed(each), each.person_id) for each in people if not each.ground)
    log_all_left_out(lacking, AuthorisationMissingError.code, by=by)


@transaction.atomic
def file_of_batch(*, batch_id: UUID, by: Actor) -> SourceFile:
    """The file for the source: whoever took the permission back meanwhile is not in it any more."""
    batch = _held(batch_id, QueryAct.EXPORT, by)
    rows = let_out(batch, QueryAct.EXPORT, by)
    _record("verification:file", batch, by, {"people": len(rows)})
    return written(source_named(batch.source), batch.number, rows)


def let_out(batch: SourceBatch, act: QueryAct, by: Actor) -> list[Outgoing]:
    """Whom a source is told about today: everybody it still owes an answer about and who permits it."""
    waiting = _still_permitted(batch, by)
    people = numbered(each.person_id for each, _ in waiting)
    signed = dict(SourceQuery.objects.filter(batch=batch).values_list("id", "authorisation__signed_at"))
    _log(act, [each for each, _ in waiting], by)
    return [
        Outgoing(
            reference=asked.reference,
            name=people[asked.person_id].name,
            number=people[asked.person_id].number,
            authorised_on=timezone.localdate(signed[asked.id]),
            due_on=batch.due_on,
        )
        for _, asked in waiting
    ]


@transaction.atomic
def remind_source(*, batch_id: UUID, by: Actor) -> bytes:
    """The letter that asks once more for what is missing; that it was made is counted."""
    batch = _held(batch_id, QueryAct.EXPORT, by)
    waiting = _still_permitted(batch, by)
    names = numbered(each.person_id for each, _ in waiting)
    batch = SourceBatch.objects.select_for_update().get(pk=batch.pk)
    batch.reminders += 1
    batch.reminded_at = timezone.now()
    batch.save(update_fields=["reminders", "reminded_at"])
    _log(QueryAct.EXPORT, [each for each, _ in waiting], by)
    _record("verification:remind", batch, by, {"times": batch.reminders, "people": len(waiting)})
    rows = [{"reference": asked.reference, "name": names[asked.person_id].name} for _, asked in waiting]
    return reminder(source_named(batch.source), batch, rows, office=network.region_path(by.region))


def _held(batch_id: UUID, act: QueryAct, by: Actor) -> SourceBatch:
    with refusals_kept(Deed(act, str(by.region)), (), by=by):
        return access_batch(batch_id, Permission.VERIFICATION_ANSWER, by=by)


def _still_permitted(batch: SourceBatch, by: Actor) -> list[tuple[Waiting, SourceQuery]]:
    """What the source still owes about those who permit it today; the others are withheld from now on.

    So is whoever left the county meanwhile: they are nobody's here, and have no ground.
    """
    asked = list(batch.queries.filter(state__in=OUTSTANDING).select_for_update().order_by("id"))
    asked.sort(key=lambda each: each.reference)
    grounds = _grounds(asked)
    lacking = [each for each in asked if (each.case_id, each.person_id) not in grounds]
    withheld = SourceQuery.objects.filter(id__in=[each.id for each in lacking])
    withheld.update(state=AskedState.WITHHELD)
    _log(QueryAct.SEND, [_waiting(each, None) for each in lacking], by)
    finish_batches([batch.id] if lacking else [], by=by)
    found = [each for each in asked if (each.case_id, each.person_id) in grounds]
    if not found:
        _refuse_unpermitted(batch, lacking, by)
        raise BatchRefusedError("这一批没有仍需返回的人员。")
    _rest_anew(found, grounds)
    return [(_waiting(each, grounds[each.case_id, each.person_id]), each) for each in found]


def _rest_anew(asked: Sequence[SourceQuery], grounds: Grounds) -> None:
    """A question rests on the signature that stands today: who signed anew took the earlier one back."""
    moved = []
    for each in asked:
        signed = grounds[each.case_id, each.person_id].authorisation_id
        if each.authorisation_id != signed:
            each.authorisation_id = signed
            moved.append(each)
    SourceQuery.objects.bulk_update(moved, ["authorisation"], batch_size=MANY)


def _refuse_unpermitted(batch: SourceBatch, lacking: Sequence[SourceQuery], by: Actor) -> None:
    """The refusal undoes what was written; that it was tried about each of them stays."""
    if lacking:
        source = source_named(batch.source)
        _refuse_nobody(source, [_waiting(each, None) for each in lacking], [], by)


def _grounds(asked: Sequence[SourceQuery]) -> Grounds:
    people: dict[UUID, list[UUID]] = {}
    for each in asked:
        people.setdefault(each.case_id, []).append(each.person_id)
    return grounds_of_cases(people, timezone.localdate())


def _waiting(asked: SourceQuery, ground: Ground | None) -> Waiting:
    return Waiting(asked.request_id, asked.case_id, asked.region, asked.person_id, asked.source, ground)


def _record(action: str, batch: SourceBatch, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="source_batch", subject=batch.id, region=batch.region, by=by, changes=changes)
