"""What a run over shards is made of: the shards, the job, the engine that carries them, and how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from yimen.kernel import Sentence

if TYPE_CHECKING:
    from yimen.foundation.shards.work import Work


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that need no other shard's; `name` (letters, digits, - and _) names the folder of its results."""

    name: str
    paths: tuple[Path, ...]


class ShardJob(Protocol):
    """A pure function: the same files give the same results, wherever and however often it is called.

    Make it a frozen dataclass of plain values: it travels to other machines.
    """

    @property
    def fingerprint(self) -> str:
        """Says what is computed and with which rules, as the asking process has them installed."""

    def __call__(self, paths: tuple[Path, ...], folder: Path) -> None:
        """Read the shard's files, and write all results as files into the empty folder."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A shard whose job raised a `YimenError`."""

    shard: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class Watch:
    """How an engine tells how many shards have ended, and asks whether it is to stop."""

    tell: Callable[[int], None]
    is_cancelled: Callable[[], bool]


class Engine(Protocol):
    """Carries shards to a place where they are computed."""

    def run(self, work: "Work", shards: Sequence[Shard], watch: Watch) -> list[Refusal]:
        """Call `work` on each shard until all have ended or the watch says stop."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many shards were computed now, and how many lay there already; cancelled means some are missing."""

    written: int
    kept: int
    is_cancelled: bool
