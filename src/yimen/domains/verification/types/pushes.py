"""Pushes by a department's machine: what one asks for, and what is handed out with a credential."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from yimen.kernel import Titled

if TYPE_CHECKING:
    from yimen.domains.verification.models import SetCredential, SetPush, SetUpload, SourceBatch
    from yimen.domains.verification.types.sources import SourceFile


class PushState(Titled):
    """Where a push stands, in the words of the interface."""

    ACCEPTED = "accepted", "装载中"
    VERIFIED = "verified", "已收下"
    REFUSED = "refused", "未装载"
    RETRACTED = "retracted", "已撤回"
    CLEARED = "cleared", "已到期删除"


class DigestKind(StrEnum):
    """Digests a push may be told by."""

    SM3 = "sm3"
    SHA256 = "sha-256"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a body must come to."""

    kind: DigestKind
    value: bytes

    def __str__(self) -> str:
        return f"{self.kind}={self.value.hex()}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A push: its own key, the set (with its day) or source it is of, and its digest."""

    key: str
    digest: Digest
    set_key: str = ""
    as_of: date | None = None
    source: str = ""

    @property
    def day(self) -> date:
        """Of a set, which the door asks for."""
        assert self.as_of is not None
        return self.as_of

    def words(self) -> str:
        """Everything that makes it the same push again."""
        return "\n".join((self.set_key, str(self.as_of or ""), self.source, str(self.digest)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a push: where it begins, how long it is, what it must come to."""

    offset: int
    size: int
    digest: Digest


@dataclass(frozen=True, slots=True)
class Begun:
    """A place for pieces; or the push that came of the same pieces before."""

    upload: "SetUpload | None" = None
    push: "SetPush | None" = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a credential is for: whose it is, under which paper, for which sets or source, until when."""

    title: str
    agreement: str
    set_keys: tuple[str, ...]
    source: str
    receiver: UUID
    expires_on: date


@dataclass(frozen=True, slots=True)
class Issued:
    """A credential with its secret, which nobody sees a second time."""

    credential: "SetCredential"
    secret: str

    def __repr__(self) -> str:
        return f"Issued({self.credential.pk})"


@dataclass(frozen=True, slots=True, repr=False)
class Fetched:
    """A batch as a source's machine gets it: people as records, or the source's own file."""

    batch: "SourceBatch"
    people: tuple[Mapping[str, str], ...] = ()
    file: "SourceFile | None" = None


@dataclass(frozen=True, slots=True)
class PushFigures:
    """What came of a push: rows = taken + quarantined; of answers also what was known or not kept."""

    state: PushState
    rows: int
    taken: int
    quarantined: int
