"""Who died according to department data or a source that was asked, where the file does not say it. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from yimen.domains.verification.types.sources import AskedLine, AskedState, SourceReport
from yimen.kernel import Sentence

WORDS = ("死亡", "身故", "去世", "亡故", "病故")
"""How a source says it where its answer has room for it: its own remark."""


def deaths_told(
    notes: Sequence[Mapping[str, Any]], sources: Sequence[SourceReport], known: Collection[UUID]
) -> Iterator[Sentence]:
    """One sentence for each set or source that says it of somebody, with its words: a person decides."""
    for note in notes:
        if note.get("died_on") and UUID(note["person"]) not in known:
            yield Sentence(
                "“%(title)s”中有%(name)s（%(day)s），可能已经死亡，请核实。",
                title=note["title"],
                name=note["name"],
                day=note["died_on"],
            )
    for source in sources:
        for line in source.lines:
            if line.person_id not in known and says_so(line):
                yield Sentence(
                    "%(source)s返回%(name)s的结果时注明“%(remark)s”，请核实是否已经死亡。",
                    source=source.source.title,
                    name=line.name,
                    remark=line.remark,
                )


def says_so(line: AskedLine) -> bool:
    """Whether a source remarked that somebody died; a closed question bears our own reason instead."""
    return line.state is not AskedState.CLOSED and any(word in line.remark for word in WORDS)
