"""The one place that moves state: guard, conditional update, step, audit. Of two who act at once one wins."""

from django.db.models import F
from django.utils import timezone

from yimen.domains.cases.models import Case, CaseOutcome, CaseStep, Hand, OutcomeStep
from yimen.domains.cases.permissions import moved_meanwhile
from yimen.domains.cases.rules.facts import CaseFacts, OutcomeFacts
from yimen.domains.cases.rules.process import case_target, outcome_target
from yimen.domains.cases.types import CaseVerb, HandKind, OutcomeVerb
from yimen.domains.network.types import Actor
from yimen.domains.verification import actions as verification
from yimen.foundation import audit


def move_case(
    case: Case, verb: CaseVerb, *, facts: CaseFacts, by: Actor, why: str = "", **changes: object
) -> Case:
    """Move an application, with the columns that change along; the loser of a race is told who won."""
    target, before = case_target(verb, facts), case.state
    moved = Case.objects.filter(pk=case.pk, state=before, version=case.version).update(
        state=target, version=F("version") + 1, **changes
    )
    if not moved:
        raise moved_meanwhile(case)
    case.refresh_from_db()
    CaseStep.objects.create(
        region=case.region, case=case, verb=verb, before=before, after=target, why=why, **acted(by)
    )
    audit.record(
        f"case:{verb}",
        kind="case",
        subject=case.id,
        region=case.region,
        by=by,
        changes={"state": [before, target], "why": why, **changes},
    )
    if not target.is_open:
        verification.end_purpose(case_id=case.id, by=by)
    return case


def move_outcome(
    outcome: CaseOutcome,
    verb: OutcomeVerb,
    *,
    facts: OutcomeFacts,
    by: Actor,
    why: str = "",
    **changes: object,
) -> CaseOutcome:
    """Move one programme, with the columns that change along; the loser of a race is told who won."""
    target, before = outcome_target(verb, facts), outcome.state
    moved = CaseOutcome.objects.filter(pk=outcome.pk, state=before, version=outcome.version).update(
        state=target, version=F("version") + 1, **changes
    )
    if not moved:
        raise moved_meanwhile(outcome)
    outcome.refresh_from_db()
    OutcomeStep.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        verb=verb,
        before=before,
        after=target,
        why=why,
        **acted(by),
    )
    audit.record(
        f"outcome:{verb}",
        kind="outcome",
        subject=outcome.id,
        region=outcome.region,
        by=by,
        changes={"state": [before, target], "why": why, **changes},
    )
    return outcome


def change_case(case: Case, action: str, *, by: Actor, **changes: object) -> Case:
    """Change columns of an application without moving it; the same race rule holds."""
    changed = Case.objects.filter(pk=case.pk, version=case.version).update(
        version=F("version") + 1, **changes
    )
    if not changed:
        raise moved_meanwhile(case)
    case.refresh_from_db()
    audit.record(action, kind="case", subject=case.id, region=case.region, by=by, changes=changes)
    return case


def acted(by: Actor) -> dict[str, object]:
    """Who, under which post, when: the columns of every row that somebody wrote."""
    return {
        "by_user_id": by.user_id,
        "by_post_id": by.post_id,
        "by_name": by.staff_name,
        "done_at": timezone.now(),
    }


def note_hand(case: Case, kind: HandKind, by: Actor) -> None:
    """Remember who had a part in the case; none of them decides it."""
    Hand.objects.bulk_create(
        [Hand(region=case.region, case=case, user_id=by.user_id, kind=kind)], ignore_conflicts=True
    )
