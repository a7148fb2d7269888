"""Differences become findings: each once for its evidence, with a clock in its village and, rarely, a hold.

What a person closed stays closed. New evidence for something that is still open takes the place of the old;
what only the machine closed stands again when it is found again.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from yimen.domains.awards import actions as awarding
from yimen.domains.awards.types import Holder
from yimen.domains.monitoring.actions.items import close_by_machine, close_items, due_of, open_items
from yimen.domains.monitoring.actions.stopping import stop
from yimen.domains.monitoring.actions.vanishing import found_again, vanish
from yimen.domains.monitoring.models import ComparedSet, Comparison, Finding
from yimen.domains.monitoring.rules.differences import DIFFERENCES, Difference
from yimen.domains.monitoring.rules.evidence import digest_of, written
from yimen.domains.monitoring.rules.standing import giving_way, sort_met
from yimen.domains.monitoring.types.findings import FindingOutcome, Met
from yimen.domains.network.types import Actor
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.kernel import Deadline

if TYPE_CHECKING:
    import polars as pl


class Written(NamedTuple):
    """How many differences were new, how many known, and the digest of all of them."""

    opened: int
    known: int
    digest: bytes


def write_findings(
    comparison: Comparison,
    found: Sequence[tuple[Difference, "pl.DataFrame"]],
    holders: Collection[Holder],
    *,
    by: Actor,
) -> Written:
    """Within the caller's transaction; the same a second time changes nothing but when it was last seen."""
    versions = {each.set_key: each for each in ComparedSet.objects.filter(comparison=comparison)}
    met = [each for rule, frame in found for each in _met(rule, frame, versions[rule.set_key])]
    before = _rows_of({each.household_id for each in met})
    parts = sort_met(met, before)
    _see(comparison, parts.seen, by)
    for row in giving_way(before, parts):
        close_by_machine(row, FindingOutcome.REPLACED, "依据有变，另立一条", by)
    opened = [*_stand_again(comparison, parts.again, by), *_write(comparison, parts.fresh)]
    _announce(comparison, opened, by)
    stop(comparison, [*opened, *((each, row) for each, row in parts.seen if not row.outcome)], before, by)
    vanish(comparison, versions, holders, {row.id for _each, row in [*opened, *parts.seen]}, by)
    digest = sha256(b"".join(sorted(each.digest for each in met))).digest()
    return Written(len(opened), len(parts.seen), digest)


def _met(rule: Difference, frame: "pl.DataFrame", read: ComparedSet) -> list[Met]:
    return [
        Met(
            rule=rule.key,
            household_id=(household := UUID(row["our_household"])),
            person_id=(person := UUID(row["our_person"])),
            region=row["our_region"],
            effect_fen=row["effect_fen"],
            evidence=written(read.version, read.as_of, row["evidence"]),
            digest=digest_of(rule.key, household, person, row["same"]),
            paid=tuple((cell["programme"], cell["paid_by"]) for cell in row["same"] if "paid_by" in cell),
            newest=_day(row["evidence"][0][rule.newest]),
        )
        for row in frame.iter_rows(named=True)
    ]


def _day(cell: object) -> date | None:
    return cell if isinstance(cell, date) else None


def _rows_of(homes: Collection[UUID]) -> list[Finding]:
    return list(Finding.objects.select_for_update().filter(household_id__in=homes))


def _see(comparison: Comparison, seen: Sequence[tuple[Met, Finding]], by: Actor) -> None:
    rows = [row for _each, row in seen]
    Finding.objects.filter(id__in=[row.id for row in rows]).update(
        last_seen=comparison, seen_on=comparison.on
    )
    found_again([row for row in rows if row.gone_on is not None], by)


def _stand_again(
    comparison: Comparison, again: Sequence[tuple[Met, Finding]], by: Actor
) -> list[tuple[Met, Finding]]:
    """Nobody looked into it yet: it is open as on the first day, with a clock of its own."""
    awarding.stand_again(cause_ids=[row.id for _each, row in again], by=by)
    for each, row in again:
        row.outcome, row.because, row.closed_at, row.closed_by = "", "", None, ""
        row.gone_on, row.gone_version = None, None
        row.evidence, row.effect_fen, row.region = each.evidence, each.effect_fen, each.region
        row.last_seen, row.month, row.seen_on = comparison, comparison.month, comparison.on
        row.due_on = due_of(row.rule, row.severity, comparison.region).due_on
        row.save()
        close_items(row.id, by, "found_again", WorkKind.HOLD_RELEASE, WorkKind.FINDING_GONE)
    return list(again)


def _write(comparison: Comparison, fresh: Sequence[Met]) -> list[tuple[Met, Finding]]:
    due = cache(due_of)
    opened = [
        (each, _row(comparison, each, due(each.rule, DIFFERENCES[each.rule].severity, comparison.region)))
        for each in fresh
    ]
    Finding.objects.bulk_create([row for _each, row in opened])
    return opened


def _announce(comparison: Comparison, opened: Sequence[tuple[Met, Finding]], by: Actor) -> None:
    """Items with their clocks, and one entry in the audit for all of them."""
    if not opened:
        return
    open_items(WorkKind.FINDING, [row for _each, row in opened], comparison.region, by)
    audit.record_bulk(
        "finding:open",
        kind="comparison",
        subject=comparison.id,
        region=comparison.region,
        by=by,
        digest=sha256(b"".join(each.digest for each, _row in opened)).digest(),
        rows=len(opened),
    )


def _row(comparison: Comparison, each: Met, due: Deadline) -> Finding:
    rule = DIFFERENCES[each.rule]
    return Finding(
        region=each.region,
        household_id=each.household_id,
        person_id=each.person_id,
        rule=rule.key,
        set_key=rule.set_key,
        severity=rule.severity,
        effect_fen=each.effect_fen,
        evidence=each.evidence,
        digest=each.digest,
        first_seen=comparison,
        last_seen=comparison,
        month=comparison.month,
        seen_on=comparison.on,
        due_on=due.due_on,
    )
