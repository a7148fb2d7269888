"""Attestations of the present terms are opened for whoever is concerned, and what is late is asked for again;
safe to run twice.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.domains.allowances import rules
from yimen.domains.allowances.actions.lists import end_of_the_dead, follow_lists, forget_missed
from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.queries.matters import holders
from yimen.domains.allowances.types import OLD_AGE, AttestationKind, Result, Term
from yimen.domains.awards import queries as awards
from yimen.domains.cases import queries as cases
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.models import make_id
from yimen.kernel import Month, Programme, RegionCode

SUBSIDIES = frozenset({Programme.DISABILITY_LIVING, Programme.DISABILITY_CARE})
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody to attest, where they live, and what rests on it."""

    person_id: UUID
    household_id: UUID
    region: str
    rests_on: tuple[str, ...]


def plan_attestations(*, by: Doer) -> int:
    """In every town with a station; how many were opened."""
    today = timezone.localdate()
    return sum(_plan(town, today, by) for town in network.towns_served())


def _plan(town: RegionCode, today: date, by: Doer) -> int:
    known = library.parameters(town, today)
    again = rules.parameter(known, rules.PROOF_AGAIN)
    life = rules.term_of_life(today, rules.parameter(known, rules.PROOF_TIMES), again)
    season = rules.season_of(today, rules.parameter(known, rules.SEASON), again)
    age = rules.parameter(known, rules.PROOF_AGE)
    old, subsidised = _old(town, life, age, today), _subsidised(town, today)
    opened = _open(AttestationKind.PROOF_OF_LIFE, life, old, by)
    if season is not None:
        opened += _open(AttestationKind.QUALIFICATION, season, subsidised, by)
    _lapse(AttestationKind.PROOF_OF_LIFE, town, old, by)
    _lapse(AttestationKind.QUALIFICATION, town, subsidised, by)
    _settle_reviewed(town, by)
    follow_lists(town, today, by=by)
    end_of_the_dead(town, today, by=by)
    return opened


def _old(town: RegionCode, term: Term, age: int | None, today: date) -> dict[UUID, Concerned]:
    """Whoever is given the allowance for old people, and whoever is that old in a family with an award."""
    members = awards.members_receiving(Month.of(today), town, born_until=rules.born_until(term, age))
    found = [(m.person_id, m.household_id, m.region, m.programme.value) for m in members]
    rows = holders(town, today).values_list("person_id", "household_id", "household__region")
    return _once([*found, *((*row, OLD_AGE) for row in rows)])


def _subsidised(town: RegionCode, today: date) -> dict[UUID, Concerned]:
    members = awards.members_receiving(Month.of(today), town, programmes=SUBSIDIES)
    return _once((m.person_id, m.household_id, m.region, m.programme.value) for m in members)


def _once(found: Iterable[tuple[UUID, UUID, str, str]]) -> dict[UUID, Concerned]:
    concerned: dict[UUID, Concerned] = {}
    for person, household, region, code in found:
        before = concerned.get(person)
        rests_on = (*before.rests_on, code) if before else (code,)
        concerned[person] = Concerned(person, household, region, tuple(dict.fromkeys(rests_on)))
    return concerned


def _open(kind: AttestationKind, term: Term, concerned: Mapping[UUID, Concerned], by: Doer) -> int:
    """Rows for whoever has none yet; open ones follow who moved."""
    rows = Attestation.objects.filter(kind=kind, starts_on=term.starts_on)
    known = {row.person_id: row for row in rows.filter(person_id__in=list(concerned))}
    fresh = [one for person, one in concerned.items() if person not in known]
    for chunk in _chunks(fresh):
        _create(kind, term, chunk, by)
    pairs = ((row, concerned[person]) for person, row in known.items())
    _follow((row, now) for row, now in pairs if _differs(row, now))
    return len(fresh)


def _chunks(rows: list[Concerned]) -> Iterator[list[Concerned]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _create(kind: AttestationKind, term: Term, chunk: list[Concerned], by: Doer) -> None:
    """One audit digest a chunk; whoever planned at the same moment was first."""
    rows = [
        Attestation(
            region=one.region,
            kind=kind,
            person_id=one.person_id,
            household_id=one.household_id,
            rests_on=list(one.rests_on),
            starts_on=term.starts_on,
            due_on=term.due_on,
            again_on=term.again_on,
        )
        for one in chunk
    ]
    Attestation.objects.bulk_create(rows, ignore_conflicts=True)
    said = "\n".join(f"{row.person_id} {kind} {term.starts_on}" for row in rows)
    audit.record_bulk(
        "attestation:plan",
        kind="attestation",
        subject=make_id(),
        region=rows[0].region,
        by=by,
        digest=hashlib.sha256(said.encode()).digest(),
        rows=len(rows),
    )


def _differs(row: Attestation, now: Concerned) -> bool:
    """Whether an open row must follow; what was recorded stays as it was, what lapsed comes back."""
    is_open = row.result in ("", Result.LAPSED)
    there = (row.region, row.household_id, list(row.rests_on))
    return is_open and (row.result != "" or there != (now.region, now.household_id, list(now.rests_on)))


def _follow(rows: Iterable[tuple[Attestation, Concerned]]) -> None:
    for row, now in rows:
        row.region, row.household_id, row.rests_on = now.region, now.household_id, list(now.rests_on)
        row.result, row.recorded_at = "", None
        row.save(update_fields=["region", "household", "rests_on", "result", "recorded_at"])


def _settle_reviewed(town: RegionCode, by: Doer) -> None:
    """The case that looked into it is over: with a visit and a decision it has settled this as well, without
    them the person is still to be attested.
    """
    waiting = Attestation.objects.filter(region__gte=town.lo, region__lt=town.hi, result="")
    rows = list(waiting.filter(case_id__isnull=False))
    over = cases.closed_cases(row.case_id for row in rows if row.case_id is not None)
    for row in rows:
        if row.case_id not in over:
            continue
        if over[row.case_id]:
            row.result, row.recorded_at = Result.REVIEWED, timezone.now()
        else:
            row.case_id = None
        row.save(update_fields=["result", "recorded_at", "case_id"])
        audit.record(
            "attestation:settle",
            kind="attestation",
            subject=row.id,
            region=row.region,
            by=by,
            changes={"result": row.result, "case": str(row.case_id or "")},
        )


def _lapse(kind: AttestationKind, town: RegionCode, concerned: Mapping[UUID, Concerned], by: Doer) -> None:
    """Nothing rests on it any more: the award ended, or the person died and that is registered.

    Of terms that are over too: who was missed and is gone is asked for no more.
    """
    waiting = Attestation.objects.filter(kind=kind, region__gte=town.lo, region__lt=town.hi)
    left = waiting.filter(result="", case_id__isnull=True).only("id", "person_id", "household_id")
    gone = [row for row in left if row.person_id not in concerned]
    rows = Attestation.objects.filter(id__in=[row.id for row in gone])
    rows.update(result=Result.LAPSED, recorded_at=timezone.now())
    for row in gone:
        forget_missed(row, "不再需要认证", by=by)
