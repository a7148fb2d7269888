"""Why a programme is given or refused, in the words of a letter: each reason once, doubts said."""

from django.utils import timezone

from yimen.domains.cases.actions.documents.issuing import STOPS
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.queries.determinations import failing_conditions
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.library import queries as library
from yimen.domains.papers.types import Json

NO_ARTICLE = "—"  # the letter as a whole names the articles it rests on


def decision_reasons(outcome: CaseOutcome, found: Finding, *, is_positive: bool) -> list[Json]:
    """What the decider wrote, then what the rules found, where they came to the same; doubts are said."""
    return with_note(_reasons(outcome, found, is_positive=is_positive))


def with_note(reasons: list[Json]) -> list[Json]:
    """Figures seen only at second hand are marked as such; what the mark means stands once at the end."""
    note = library.second_hand_note(str(reason["text"]) for reason in reasons if isinstance(reason, dict))
    return [*reasons, {"text": note, "article": NO_ARTICLE}] if note else reasons


def _reasons(outcome: CaseOutcome, found: Finding, *, is_positive: bool) -> list[Json]:
    written, on = outcome.decision_reason, outcome.decided_on or timezone.localdate()
    if not is_positive:
        return _against(outcome, found, written)
    reasons: list[Json] = [{"text": written, "article": NO_ARTICLE}] if written else []
    if found.is_eligible is is_positive:
        names = dict(outcome.case.members.values_list("ref", "name"))
        told = library.reasons_for_letter(
            found.reasons,
            is_positive=is_positive,
            on=on,
            names=names,
            unstated=found.unstated,
            marks=library.marks_at(outcome.region, on),
        )
        reasons += [{"text": reason.text, "article": reason.article or NO_ARTICLE} for reason in told]
    return reasons or [{"text": "经审核符合条件", "article": NO_ARTICLE}]


def _against(outcome: CaseOutcome, found: Finding, written: str) -> list[Json]:
    """A refusal says each failing condition once: the decider's own words, then those they did not repeat."""
    told = failing_conditions(outcome, found, outcome.decided_on or timezone.localdate())
    own = written
    for text, _article in told:
        own = own.replace(text, "")
    first: list[Json] = [{"text": written, "article": NO_ARTICLE}] if own.strip(STOPS) else []
    rest = told if not first else [(text, article) for text, article in told if text not in written]
    return first + [{"text": text, "article": article or NO_ARTICLE} for text, article in rest]
