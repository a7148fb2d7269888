"""The household files of a history: one for each day on which somebody reads a determination."""

from datetime import date
from typing import Any

from yimen.domains.cases.loading.history import ActKind, History
from yimen.domains.cases.rules.file import determination_file
from yimen.domains.verification.types import FoundLine

DETERMINED = (ActKind.GIVE_OPINION, ActKind.DECIDE)


def file_on(history: History, on: date) -> dict[str, Any]:
    """Declared, then corrected by what the county verified."""
    refs = {member.person_id: f"m{number}" for number, member in enumerate(history.members, start=1)}
    found = [FoundLine(refs[line.person_id], line.kind, line.amount) for line in history.lines]
    return determination_file(declared=history.declared, visit={}, lines=found, on=on, region=history.region)


def days_determined(history: History) -> tuple[date, ...]:
    """The days of opinions and decisions."""
    return tuple(dict.fromkeys(act.at.date() for act in history.acts if act.kind in DETERMINED))
