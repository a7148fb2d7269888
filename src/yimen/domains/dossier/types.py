"""The household file as one value, and the lines of its timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from yimen.domains.people.types import MemberRow
from yimen.domains.worklist.types import Light

if TYPE_CHECKING:
    from yimen.domains.awards.models import Award, Determination
    from yimen.domains.cases.models import Case, CaseOutcome
    from yimen.domains.intake.models import Contact
    from yimen.domains.papers.models import OfficialDocument
    from yimen.domains.people.models import Household


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

    outcome: "CaseOutcome"
    clocks: Sequence[Clock]


@dataclass(frozen=True)
class CaseLine:
    """One application with its programmes and clocks."""

    case: "Case"
    outcomes: Sequence[OutcomeLine]
    clocks: Sequence[Clock]


@dataclass(frozen=True)
class Dossier:
    """Everything known of a household as of a day, newest first."""

    household: "Household"
    on: date
    members: Sequence[MemberRow]
    cases: Sequence[CaseLine]
    contacts: "Sequence[Contact]"
    awards: "Sequence[Award]"
    determinations: "Sequence[Determination]"
    documents: "Sequence[OfficialDocument]"
    timeline: Sequence[Event]
