"""How a paper of a case is issued: of its household, by whoever acts, days written out, no stop doubled."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from yimen.domains.cases.models import Case
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.worklist.types import Subject

STOPS = "。；;，,. \n"
"""What a sentence somebody wrote may end with."""


def issue(kind: DocumentKind, subject: Subject, values: Mapping[str, Json], case: Case, by: Actor) -> None:
    """Numbered by the office of whoever acts, and kept with the household."""
    papers.issue_document(
        kind=kind, subject=subject, values=_unstopped(values), by=by, household_id=case.household_id
    )


def _unstopped(values: Mapping[str, Json]) -> Mapping[str, Json]:
    """The templates end each reason with its own full stop."""
    reasons = values.get("reasons")
    if not isinstance(reasons, list):
        return values
    said: list[Json] = [
        {**reason, "text": str(reason["text"]).rstrip(STOPS)}
        for reason in reasons
        if isinstance(reason, dict)
    ]
    return {**values, "reasons": said}


def day_words(day: Any) -> str:
    """A day as papers keep it; nothing where there is none yet."""
    return "" if day is None else str(day.isoformat())


def today_words() -> str:
    """The day on which the paper is made."""
    return timezone.localdate().isoformat()
