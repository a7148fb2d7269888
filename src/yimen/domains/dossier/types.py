"""The household file as one value, and the lines of its timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from yimen.domains.allowances.types import LastAttestation
from yimen.domains.library.queries import Layer
from yimen.domains.people.types import MemberRow
from yimen.domains.worklist.types import Light

Record: TypeAlias = Any
"""A row of another room as its queries return it; its model is known only there."""


class EventKind(StrEnum):
    """What a line of the timeline is about."""

    CONTACT = "contact"
    CASE = "case"
    OUTCOME = "outcome"
    DETERMINATION = "determination"
    DOCUMENT = "document"
    DELIVERY = "delivery"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline; `id` leads to the thing itself."""

    on: date
    kind: EventKind
    title: str
    note: str
    who: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that waits about a case or a programme, with its legal limit."""

    title: str
    due_on: date
    is_provisional: bool
    article: str
    owner: str
    light: Light


@dataclass(frozen=True)
class OutcomeLine:
    """One programme of a case with what waits about it."""

    outcome: Record
    clocks: Sequence[Clock]


@dataclass(frozen=True)
class CaseLine:
    """One application with its programmes and clocks."""

    case: Record
    outcomes: Sequence[OutcomeLine]
    clocks: Sequence[Clock]


@dataclass(frozen=True)
class Dossier:
    """Everything known of a household as of a day, newest first."""

    household: Record
    on: date
    members: Sequence[MemberRow]
    cases: Sequence[CaseLine]
    contacts: Sequence[Record]
    awards: Sequence[Record]
    determinations: Sequence[Record]
    documents: Sequence[Record]
    matters: Sequence[Record]
    attested: Sequence[LastAttestation]
    transfers: Sequence[Record]
    reports: Sequence[Record]
    """Empty also for whom they are not meant."""
    findings: Sequence[Record]
    """What comparisons found; empty also for whom they are not meant."""
    leads: Sequence[Record]
    """What pointed at the family, open ones first."""
    plans: Sequence[Record]
    layers: Sequence[Layer]
    """Of the low-income population, as things stand today."""
    stays: Sequence[Record]
    """In which layers scans found it, since when, until when and why no longer."""
    timeline: Sequence[Event]
