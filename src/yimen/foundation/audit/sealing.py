"""The sealer: gives each entry its place in one keyed chain, and remembers the head outside the database.

Writers never wait for each other: they leave entries unsealed, and this runs once a second in the worker.
"""

from datetime import datetime

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from yimen.foundation.audit.heads import Head, HeadFile
from yimen.foundation.audit.models import Entry, Pending, Seal
from yimen.foundation.database.scope import EVERYWHERE, scoped
from yimen.foundation.encryption import audit_key, keyed_digest

GENESIS = b"yimen"
BATCH = 2000
_LOCK = 0x59494D454E  # "YIMEN": one sealer at a time on this database


def next_head(head: bytes, position: int, mac: bytes) -> bytes:
    """The head of the chain after the entry with this `mac` took this position."""
    return keyed_digest(audit_key("chain"), head, position.to_bytes(8, "big"), mac)


def seal_pending(using: str = DEFAULT_DB_ALIAS) -> int:
    """Seal every entry that was committed before this call; returns how many."""
    sealed = 0
    while batch := _seal_batch(using):
        sealed += batch
    return sealed


def head_before(moment: datetime) -> Head | None:
    """The head once everything recorded before a moment was sealed; None while some of it still waits.

    Nobody knows it earlier: every entry of the house goes into it, under a key outside the database.
    """
    if Pending.objects.filter(entry__happened_at__lt=moment).exists():
        return None
    last = Seal.objects.filter(entry__happened_at__lt=moment).order_by("-position").first()
    return Head(last.position, bytes(last.head)) if last else Head(0, GENESIS)


def is_head_of(moment: datetime, head: Head) -> bool:
    """Whether the chain bears this head at its position, by an entry recorded before the moment."""
    if head.position == 0:
        return head.head == GENESIS
    sealed = Seal.objects.filter(position=head.position, entry__happened_at__lt=moment).first()
    return sealed is not None and bytes(sealed.head) == head.head


def _seal_batch(using: str) -> int:
    with scoped(EVERYWHERE, using):
        if not _is_alone(using):
            return 0
        entries = list(
            Entry.objects.using(using).filter(pending__isnull=False).order_by("happened_at", "id")[:BATCH]
        )
        if not entries:
            return 0
        last = Seal.objects.using(using).order_by("-position").first()
        position, head = (last.position, bytes(last.head)) if last else (0, GENESIS)
        seals = []
        for entry in entries:
            position += 1
            head = next_head(head, position, bytes(entry.mac))
            seals.append(Seal(position=position, entry=entry, head=head))
        Seal.objects.using(using).bulk_create(seals)
        Pending.objects.using(using).filter(entry__in=[entry.pk for entry in entries]).delete()
        remembered = Head(position, head)
        transaction.on_commit(lambda: HeadFile(settings.YIMEN_AUDIT_HEADS).append(remembered), using=using)
    return len(entries)


def _is_alone(using: str) -> bool:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
