"""What illness costs somebody by department data, where the file does not say they are ill. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from yimen.domains.verification.types.reports import Cost
from yimen.kernel import Money, Sentence


def costs_told(notes: Sequence[Mapping[str, Any]], known: Collection[UUID]) -> Iterator[Cost]:
    """One for each row that says it; from which figure on it is a warning, the rule knows."""
    for note in notes:
        if note.get("spent") is not None and UUID(note["person"]) not in known:
            spent = Money(note["spent"])
            said = Sentence(
                "“%(title)s”中有%(name)s：%(year)s年个人自付%(amount)s元，请核实是否患重病。",
                title=note["title"],
                name=note["name"],
                year=note["year"],
                amount=spent,
            )
            yield Cost(spent, said)
