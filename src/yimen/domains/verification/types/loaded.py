"""Authorisations and requests as they are written many at once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yimen.domains.network.types import Actor
from yimen.domains.verification.types.lines import ReportedLine
from yimen.domains.verification.types.requests import RequestState, SigningMethod, Verified


@dataclass(frozen=True, slots=True)
class LoadedAuthorisation:
    """A signed authorisation to write as of its moment, for loading many at once."""

    case_id: UUID
    region: str
    person_id: UUID
    method: SigningMethod
    signature: UUID
    signed_at: datetime
    by: Actor


@dataclass(frozen=True, slots=True)
class LoadedRequest:
    """A request with its answer, if there is one, for loading many at once."""

    id: UUID
    case_id: UUID
    region: str
    title: str
    people: tuple[Verified, ...]
    state: RequestState
    requested_at: datetime
    requested_by: Actor
    started_at: datetime | None = None
    reported_at: datetime | None = None
    reported_by: Actor | None = None
    conclusion: str = ""
    told_at: datetime | None = None
    told_how: str = ""
    objection: str = ""
    purpose_ended_on: date | None = None
    number: int = 1
    lines: tuple[ReportedLine, ...] = ()
