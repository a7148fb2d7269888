"""From a kept file to sealed parts: read, check, spread, seal. It touches no table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.verification.sets.batches import Source, batches
from yimen.domains.verification.sets.catalogue import definition
from yimen.domains.verification.sets.checking import Checker, kept_schema, ragged
from yimen.domains.verification.sets.setting_aside import first_fault
from yimen.domains.verification.sets.shards import Part, Quarantine, Shards, shards_for
from yimen.domains.verification.types.sets import SetFault
from yimen.foundation.beside import ahead


@dataclass(frozen=True)
class Outcome:
    """What was written: rows read, and those that were found again in shards and in the quarantine."""

    parts: tuple[Part, ...]
    rows: int
    stored: int
    quarantined: int
    shards: int
    first: SetFault | None


def stage(
    source: Source, set_key: str, attempt_id: UUID, today: date, tell: Callable[[float], None]
) -> Outcome:
    """Write the parts of one attempt; refuses a file that cannot be read to its end."""
    wanted = definition(set_key)
    checker, count = Checker(wanted, today), shards_for(source.size)
    shards, quarantine, rows = Shards(attempt_id, count, kept_schema(wanted)), Quarantine(attempt_id), 0
    first: SetFault | None = None
    for batch in ahead(batches(source, wanted)):
        checked = checker.check(batch.frame)
        shards.add(checked.sound)
        for set_aside in (checked.set_aside, ragged(batch.ragged)):
            quarantine.add(set_aside)
            first = first or first_fault(set_aside)
        rows += len(batch.frame) + len(batch.ragged)
        tell(batch.share * 0.9)
    parts = []
    for part in shards.seal(quarantine):
        parts.append(part)
        tell(0.9 + 0.1 * len(parts) / count)
    aside = quarantine.seal()
    return Outcome(
        parts=(*parts, *aside),
        rows=rows,
        stored=sum(part.rows for part in parts),
        quarantined=sum(part.rows for part in aside),
        shards=count,
        first=first,
    )
