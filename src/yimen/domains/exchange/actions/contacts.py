"""Contacts from a file of the platform: handed in, looked through, and taken in as a whole or not at all."""

import hashlib
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yimen.domains.exchange.errors import IncomingRefusedError
from yimen.domains.exchange.models import IncomingFile
from yimen.domains.exchange.queries.incoming import (
    contacts_in_the_way,
    get_incoming,
    look_through,
    looked_through,
)
from yimen.domains.exchange.queries.profiles import get_profile
from yimen.domains.exchange.types.incoming import IncomingLine, LineState
from yimen.domains.exchange.types.profiles import RecordKind
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel, Origin
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import actions as people
from yimen.domains.people.types import PersonFacts
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.files.actions import discard, keep_produced
from yimen.foundation.files.types import EXCHANGED
from yimen.kernel import YimenError

MOST_AT_ONCE = 500
"""Rows in a file: each is somebody who waits for an answer of the one who takes it in."""
LEFT_FOR = timedelta(hours=24)
_TAKING_IN = 7_301_226_000
"""The lock of taking in: two files with the same numbers must not pass one another."""


@transaction.atomic
def hand_in_contacts(*, profile_key: str, content: bytes, name: str, by: Actor) -> IncomingFile:
    """Kept encrypted for a day, to be looked through; what is no such file is refused at once."""
    require(by, Permission.EXCHANGE_TAKE_IN, by.region)
    profile = get_profile(profile_key, by=by)
    if profile.kind is not RecordKind.CONTACTS:
        raise IncomingRefusedError("“%(title)s”不是来访申请的格式；请选择其他格式。", title=profile.title)
    rows = len(looked_through(profile, content, by=by).lines)
    if not 0 < rows <= MOST_AT_ONCE:
        raise IncomingRefusedError(
            "文件里有%(rows)s行；一次须有 1 至 %(most)s 行，请分成几份。", rows=rows, most=MOST_AT_ONCE
        )
    made = IncomingFile.objects.create(
        region=str(by.region),
        profile=profile.key,
        name=name[:120],
        digest=hashlib.sha256(content).hexdigest(),
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )
    kept = keep_produced(
        content,
        content_type="application/octet-stream",
        kind=EXCHANGED,
        subject=made.id,
        region=made.region,
        by=by,
    )
    made.file_id = kept.id
    made.save(update_fields=["file_id"])
    _record("exchange:hand_in", made, by, {"digest": made.digest, "rows": rows})
    return made


@transaction.atomic
def take_in_contacts(*, incoming_id: UUID, by: Actor) -> IncomingFile:
    """Every row becomes a contact of whoever takes it in; with one fault nothing is written.

    What the register has already under its number is not written twice.
    """
    found = get_incoming(incoming_id, by=by, is_changed=True)
    if found.file_id is None:
        raise IncomingRefusedError("这份文件已经登记过了；请到接待登记查看。")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TAKING_IN])
    seen = look_through(found, by=by)
    if seen.faults:
        raise IncomingRefusedError(
            "还有%(count)s处错误，一行也没有登记；请改正文件后重新上传。", count=len(seen.faults)
        )
    found.made = [_take(line, by) for line in seen.lines if line.state is LineState.NEW]
    file_id, found.file_id, found.taken_at = found.file_id, None, timezone.now()
    found.taken, found.known = seen.count(LineState.NEW), seen.count(LineState.KNOWN)
    found.save(update_fields=["file_id", "taken_at", "taken", "known", "made"])
    discard(file_id, by=by)
    _record("exchange:take_in", found, by, {"taken": found.taken, "known": found.known})
    return found


def _take(line: IncomingLine, by: Actor) -> dict[str, str]:
    """What was written of a row: the contact, and whoever was registered for it."""
    try:
        fresh = None if line.person_id is not None else _registered(line, by)
        contact = intake.record_contact(
            channel=ContactChannel.PLATFORM,
            asked=line.asked,
            region=line.region,
            person_id=line.person_id or fresh,
            name=line.name,
            phone=line.phone,
            origin=Origin(line.reference, line.received_on, line.asked_by, line.asked_by_relation),
            by=by,
        )
    except YimenError as refusal:
        raise IncomingRefusedError(
            "第%(row)s行没有登记，其他行也没有：%(why)s", row=line.row, why=refusal.message
        ) from refusal
    return {"contact": str(contact.id), "person": str(fresh or "")}


def _registered(line: IncomingLine, by: Actor) -> UUID | None:
    """Somebody new with a number is registered, so that nobody types it again."""
    if line.number is None or line.is_elsewhere:
        return None
    address = line.address or network.region_path(line.region)
    facts = PersonFacts(name=line.name, identity=line.number, phone=line.phone)
    return people.register_person(facts=facts, region=line.region, address=address, by=by).id


@transaction.atomic
def undo_contacts(*, incoming_id: UUID, reason: str, by: Actor) -> IncomingFile:
    """As if the file had never been taken in; refused while anything was built upon one of its rows."""
    found = get_incoming(incoming_id, by=by, is_changed=True)
    if found.taken_at is None or found.undone_at is not None:
        raise IncomingRefusedError("这份文件还没有登记，或者登记已经撤销。")
    if not reason.strip():
        raise IncomingRefusedError("请写明撤销的原因。")
    if standing := contacts_in_the_way(found):
        raise IncomingRefusedError(
            "有%(count)s件已有后续办理，整份文件不能撤销；请先查看名单。", count=len(standing)
        )
    made = found.made or []
    intake.take_back_contacts(contact_ids=[UUID(one["contact"]) for one in made], by=by)
    people.give_back_persons(persons=[UUID(one["person"]) for one in made if one["person"]], by=by)
    found.undone_at, found.undone_because = timezone.now(), reason.strip()
    found.save(update_fields=["undone_at", "undone_because"])
    _record("exchange:undo_contacts", found, by, {"reason": reason.strip(), "taken": found.taken})
    return found


def clear_left_files() -> int:
    """What nobody took in within a day is gone; the audit keeps that it was handed in."""
    rows = IncomingFile.objects.select_for_update(skip_locked=True)  # somebody takes it in just now
    left = list(rows.filter(taken_at=None, handed_in_at__lt=timezone.now() - LEFT_FOR))
    for each in left:
        if each.file_id is not None:
            discard(each.file_id, by=audit.SYSTEM)
        _record("exchange:clear", each, audit.SYSTEM, {"digest": each.digest})
        each.delete()
    return len(left)


def _record(action: str, made: IncomingFile, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="incoming_file", subject=made.id, region=made.region, by=by, changes=changes)
