"""How a programme is decided, for whoever shows it: the rule of a trait, and whether an opinion is posted."""

from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.queries.facts import outcome_facts
from yimen.domains.cases.rules.facts import needs_notice
from yimen.domains.cases.rules.procedures import PROCEDURES, procedure_of
from yimen.kernel import Programme


def article_of(outcome: CaseOutcome, trait: str) -> str:
    """The article that a trait of the procedure rests on, or the note that none was found."""
    return procedure_of(Programme(outcome.programme)).article(trait)


def is_published(outcome: CaseOutcome) -> bool:
    """Whether the confirmed result is told to the village; children's programmes never are."""
    return procedure_of(Programme(outcome.programme)).is_published


def is_posted_next(outcome: CaseOutcome) -> bool:
    """Whether the opinion that was given hangs in the village before it is sent on."""
    return needs_notice(outcome_facts(outcome))


def programmes_for_persons() -> frozenset[Programme]:
    """Those that are given to one person, not to a household."""
    return frozenset(programme for programme, procedure in PROCEDURES.items() if procedure.is_for_person)
