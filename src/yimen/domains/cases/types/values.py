"""Small frozen values that a case hands to others."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Programme

from .grounds import NoticeKind


@dataclass(frozen=True, slots=True)
class Material:
    """One paper or statement an application needs; `source` names the data source that answers it instead."""

    kind: str
    title: str
    article: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """The near-relative declaration (57号 第十一条): whose relative, and how."""

    has_relative: bool
    relative_of: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme the rules find and the family did not ask for: for the household, or for one member."""

    programme: Programme
    person_id: UUID | None
    ref: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that changed between the determination of the opinion and that of the confirmation."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PublicLine:
    """What anonymous readers of the web see of a notice: the name masked, nothing more than the law names."""

    notice_id: UUID
    kind: NoticeKind
    village: str
    masked_name: str
    household_size: int
    amount_fen: int
    programme: Programme
    posted_on: date
    ends_on: date | None
