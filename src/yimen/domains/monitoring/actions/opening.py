"""Differences become findings: each once for its evidence, with a clock in its village and, rarely, a hold.

What is known stays as it is, whatever a person made of it. New evidence for something that is still open
takes the place of the old.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce, Hold, HoldReason
from yimen.domains.monitoring.actions.owners import nearest_owner
from yimen.domains.monitoring.models import ComparedSet, Comparison, Finding
from yimen.domains.monitoring.queries.findings import finding_limit
from yimen.domains.monitoring.rules.differences import Difference, is_same_kind
from yimen.domains.monitoring.rules.evidence import digest_of, written
from yimen.domains.monitoring.types.findings import FindingOutcome, Severity
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import LoadedItem, Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Deadline, Month, RegionCode, deadline

if TYPE_CHECKING:
    import polars as pl

_About = tuple[UUID, UUID, str]


@dataclass(frozen=True, slots=True)
class Written:
    """How many differences were new, how many known, and the digest of all of them."""

    opened: int
    known: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class _Met:
    """A rule met on one person of a household."""

    rule: Difference
    household_id: UUID
    person_id: UUID
    region: str
    effect_fen: int
    evidence: str
    digest: bytes
    programmes: frozenset[str]
    newest: date | None

    @property
    def about(self) -> _About:
        return self.household_id, self.person_id, self.rule.key


def write_findings(
    comparison: Comparison, found: Sequence[tuple[Difference, "pl.DataFrame"]], *, by: Actor
) -> Written:
    """Within the caller's transaction; the same a second time changes nothing but when it was last seen."""
    versions = {each.set_key: each for each in ComparedSet.objects.filter(comparison=comparison)}
    met = [each for rule, frame in found for each in _met(rule, frame, versions[rule.set_key])]
    rows = Finding.objects.select_for_update().filter(household_id__in={each.household_id for each in met})
    before = list(rows)
    known = {(row.household_id, row.person_id, row.rule, bytes(row.digest)): row for row in before}
    seen = [known[(*each.about, each.digest)].id for each in met if (*each.about, each.digest) in known]
    Finding.objects.filter(id__in=seen).update(last_seen=comparison, seen_on=comparison.on)
    fresh = [each for each in met if (*each.about, each.digest) not in known]
    replaced = _replace(before, fresh, by)
    opened = _open(comparison, fresh, by)
    for each, finding in opened:
        if (old := replaced.get(each.about)) is not None:
            awarding.carry_holds(from_cause=old, to_cause=finding.id, by=by)
    _hold(comparison, opened, by)
    return Written(len(fresh), len(seen), sha256(b"".join(sorted(each.digest for each in met))).digest())


def _met(rule: Difference, frame: "pl.DataFrame", read: ComparedSet) -> list[_Met]:
    return [
        _Met(
            rule,
            household := UUID(row["our_household"]),
            person := UUID(row["our_person"]),
            row["our_region"],
            row["effect_fen"],
            written(read.version, read.as_of, row["evidence"]),
            digest_of(rule.key, household, person, row["same"]),
            frozenset(cell["programme"] for cell in row["same"] if "programme" in cell),
            row["evidence"][0][rule.newest],
        )
        for row in frame.iter_rows(named=True)
    ]


def _replace(before: Sequence[Finding], fresh: Collection[_Met], by: Actor) -> dict[_About, UUID]:
    """What is still open and has other evidence now gives way to the new finding."""
    newer = {each.about for each in fresh}
    old = [row for row in before if not row.outcome and (row.household_id, row.person_id, row.rule) in newer]
    for row in old:
        row.outcome, row.because = FindingOutcome.REPLACED, "依据有变，另立一条"
        row.closed_at, row.closed_by = timezone.now(), by.staff_name
        row.save(update_fields=["outcome", "because", "closed_at", "closed_by"])
        worklist.close_items_of(subject_id=row.id, by=by, outcome=FindingOutcome.REPLACED)
    return {(row.household_id, row.person_id, row.rule): row.id for row in old}


def _open(comparison: Comparison, fresh: Sequence[_Met], by: Actor) -> list[tuple[_Met, Finding]]:
    """Rows, clocks and one entry in the audit for all of them."""
    if not fresh:
        return []
    due = {severity: _due(comparison, severity) for severity in {each.rule.severity for each in fresh}}
    opened = [(each, _row(comparison, each, due[each.rule.severity])) for each in fresh]
    Finding.objects.bulk_create([row for _each, row in opened])
    names = people.names_of(each.person_id for each in fresh)
    owners = {region: nearest_owner(RegionCode(region)) for region in {each.region for each in fresh}}
    items = [
        LoadedItem(
            kind=WorkKind.FINDING,
            subject=_subject(row, names.get(each.person_id, ""), each.rule),
            due=due[each.rule.severity],
            event_on=timezone.localdate(),
            owner_station=owners[each.region][0],
            owner_role=owners[each.region][1],
        )
        for each, row in opened
    ]
    worklist.load_items(items=items, region=comparison.region, by=by)
    audit.record_bulk(
        "finding:open",
        kind="comparison",
        subject=comparison.id,
        region=comparison.region,
        by=by,
        digest=sha256(b"".join(each.digest for each in fresh)).digest(),
        rows=len(fresh),
    )
    return opened


def _subject(finding: Finding, name: str, rule: Difference) -> Subject:
    return Subject("finding", finding.id, f"{name} {rule.title}", RegionCode(finding.region))


def _row(comparison: Comparison, each: _Met, due: Deadline) -> Finding:
    return Finding(
        region=each.region,
        household_id=each.household_id,
        person_id=each.person_id,
        rule=each.rule.key,
        set_key=each.rule.set_key,
        severity=each.rule.severity,
        effect_fen=each.effect_fen,
        evidence=each.evidence,
        digest=each.digest,
        first_seen=comparison,
        last_seen=comparison,
        month=comparison.month,
        seen_on=comparison.on,
        due_on=due.due_on,
    )


def _due(comparison: Comparison, severity: Severity) -> Deadline:
    today = timezone.localdate()
    return deadline(finding_limit(severity, comparison.region, today), today, load_calendar())


def _hold(comparison: Comparison, opened: Sequence[tuple[_Met, Finding]], by: Actor) -> None:
    """Only what the law stops before a hearing: the share of whoever died, what is paid twice."""
    stopping = [(each, row) for each, row in opened if each.rule.hold is not None]
    if not stopping:
        return
    month, homes = Month.of(comparison.month), {each.household_id for each, _row in stopping}
    held, sizes = awards.held_by(homes, month), people.sizes_on(homes, month.first)
    holds = []
    for each, row in stopping:
        shares = awards.shares_of(held[each.household_id], each.person_id, sizes.get(each.household_id, 1))
        holds += [
            Hold(award.award_id, each.person_id, reason, _since(each, reason, month), each.rule.title, row.id)
            for award in held[each.household_id]
            if (reason := each.rule.hold) is not None
            and award.award_id in shares
            and _is_stopped(award, reason, each.programmes)
        ]
    awarding.place_holds(holds=holds, by=by)


def _since(each: _Met, reason: HoldReason, month: Month) -> Month:
    """What is due for a month somebody lived in stays due."""
    if reason is not HoldReason.DEATH or each.newest is None:
        return month
    return max(month, Month.of(each.newest).next())


def _is_stopped(award: AwardInForce, reason: HoldReason, found: frozenset[str]) -> bool:
    """A death stops every share; of what is paid twice only the like of it waits."""
    if reason is HoldReason.DEATH:
        return True
    return any(is_same_kind(award.programme.value, programme) for programme in found)
