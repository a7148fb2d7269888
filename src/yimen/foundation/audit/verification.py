"""Checking the audit: each entry by its own digest, the chain, and the heads kept outside the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from yimen.foundation.audit.heads import Head, HeadFile
from yimen.foundation.audit.models import Entry, Seal
from yimen.foundation.audit.recording import entry_mac, says
from yimen.foundation.audit.sealing import GENESIS, next_head
from yimen.foundation.database.scope import EVERYWHERE, scoped


class Flaw(StrEnum):
    """What can be wrong."""

    CHANGED = "changed"
    UNSEALED = "unsealed"
    GAP = "gap"
    BROKEN = "broken"
    CUT = "cut"
    REWRITTEN = "rewritten"
    REMEMBERED_BACKWARDS = "remembered_backwards"


@dataclass(frozen=True)
class Finding:
    """One flaw; `entry` and `position` as far as they are known."""

    flaw: Flaw
    position: int | None = None
    entry: UUID | None = None


@dataclass
class Report:
    """What a verification saw."""

    sealed: int = 0
    awaiting: int = 0
    heads: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.findings


def is_recorded(action: str, subject: UUID, name: str, value: object) -> bool:
    """Whether an unchanged entry in its place in the chain says that this value was written."""
    with scoped(EVERYWHERE):
        entries = Entry.objects.filter(action=action, subject=subject, seal__isnull=False)
        return any(says(entry, name, value) for entry in entries)


def verify(using: str = DEFAULT_DB_ALIAS) -> Report:
    """Read everything once; entries that still await their seal are counted and checked too."""
    report = Report()
    remembered: dict[int, bytes] = {}
    with scoped(EVERYWHERE, using):
        report.findings += _remember(HeadFile(settings.YIMEN_AUDIT_HEADS).read(), remembered, report)
        report.findings += _check_chain(_seals(using), remembered, report)
        report.findings += _check_unsealed(using, report)
    return report


def _seals(using: str) -> Iterator[Seal]:
    return Seal.objects.using(using).select_related("entry").order_by("position").iterator(chunk_size=2000)


def _remember(heads: Iterable[Head], remembered: dict[int, bytes], report: Report) -> Iterator[Finding]:
    latest = 0
    for head in heads:
        report.heads += 1
        if head.position < latest or remembered.get(head.position, head.head) != head.head:
            yield Finding(Flaw.REMEMBERED_BACKWARDS, head.position)
        remembered[head.position] = head.head
        latest = max(latest, head.position)


def _check_chain(seals: Iterator[Seal], remembered: dict[int, bytes], report: Report) -> Iterator[Finding]:
    """Positions without a gap, each head made from the one before, each entry as its digest says."""
    position, head = 0, GENESIS
    for seal in seals:
        report.sealed += 1
        if seal.position != position + 1:
            yield Finding(Flaw.GAP, position + 1)
        mac = entry_mac(seal.entry)
        if mac != bytes(seal.entry.mac):
            yield Finding(Flaw.CHANGED, seal.position, seal.entry.id)
        if next_head(head, seal.position, mac) != bytes(seal.head):
            yield Finding(Flaw.BROKEN, seal.position, seal.entry.id)
        position, head = seal.position, bytes(seal.head)
        if remembered.get(position, head) != head:
            yield Finding(Flaw.REWRITTEN, position)
    if remembered and max(remembered) > position:
        yield Finding(Flaw.CUT, position + 1)


def _check_unsealed(using: str, report: Report) -> Iterator[Finding]:
    """An entry with neither seal nor place in the queue was put back, or its seal was removed."""
    unsealed = Entry.objects.using(using).filter(seal__isnull=True)
    for entry in unsealed.select_related("pending").iterator(chunk_size=2000):
        report.awaiting += 1
        if entry_mac(entry) != bytes(entry.mac):
            yield Finding(Flaw.CHANGED, None, entry.id)
        if not hasattr(entry, "pending"):
            yield Finding(Flaw.UNSEALED, None, entry.id)
