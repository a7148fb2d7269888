"""The letters of reviews and changes: the invitation to be heard, and what was decided on an award."""

from yimen.domains.cases.actions.clocks import outcome_subject
from yimen.domains.cases.actions.documents import decision_reasons, promise
from yimen.domains.cases.actions.tekun_papers import exit_reasons
from yimen.domains.cases.models import CaseOutcome, Hearing
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.types import Effect, HearingAnswer
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.kernel import Deadline, Money, Month

NOT_NEEDED = "这项决定不减少你（户）的救助，依法不需事先听取意见"


def issue_invitation(
    outcome: CaseOutcome, hearing: Hearing, due: Deadline, *, is_end: bool, by: Actor
) -> None:
    """听取意见告知书: what is intended and why, and until when one may speak."""
    values: dict[str, Json] = {
        "applicant": outcome.case.applicant_name,
        "programme": outcome.programme,
        "before": str(Money(hearing.before_fen)),
        "proposed": "终止救助" if is_end else f"调减为 {Money(hearing.proposed_fen)} 元",
        "facts": hearing.facts,
        "invited_on": hearing.invited_on.isoformat(),
        **promise(due),
    }
    _issue(DocumentKind.HEARING_INVITATION, outcome, values, by)


def issue_adjustment(
    outcome: CaseOutcome, effect: Effect, found: Finding, before: Money, *, lifted: Month | None, by: Actor
) -> None:
    """动态调整、停发告知书: facts, rule, effect date, views heard; by its template the remedies.

    `lifted` is the month from which nothing was to be given any more, where that no longer holds.
    """
    assert outcome.decided_on is not None and outcome.from_month is not None  # just decided
    values: dict[str, Json] = {
        "applicant": outcome.case.applicant_name,
        "programme": outcome.programme,
        "change": effect.title,
        "occasion": outcome.case.reason,
        "before": str(before),
        "from_month": str(Month.of(outcome.from_month)),
        "reasons": [
            *(exit_reasons(outcome) if effect is Effect.STOP else []),
            *decision_reasons(outcome, found, is_positive=effect is not Effect.STOP),
        ],
        "views": _views(outcome),
        "decided_on": outcome.decided_on.isoformat(),
    }
    if effect is Effect.STOP:
        _issue(DocumentKind.STOPPING, outcome, values, by)
        return
    values["after"] = str(Money(outcome.decided_amount_fen or 0))
    if outcome.until_month:
        values["until_month"] = str(Month.of(outcome.until_month).previous())
    if lifted is not None:
        values["lifted"] = str(lifted.previous())
    _issue(DocumentKind.ADJUSTMENT, outcome, values, by)


def _views(outcome: CaseOutcome) -> str:
    """What was said and what became of it, or why nobody was asked."""
    heard = outcome.hearings.filter(answered_on__isnull=False).order_by("-number").first()
    if heard is None:
        return outcome.unheard_because or NOT_NEEDED
    told = f"{heard.invited_on.isoformat()}告知拟作出的决定"
    if heard.is_silent:
        return f"{told}，至{heard.due_on.isoformat()}期满未收到陈述意见"
    answer = HearingAnswer(heard.answer).title
    return f"{told}；{heard.speaker}陈述：{heard.statement}；处理：{answer}，理由：{heard.answer_reasons}"


def _issue(kind: DocumentKind, outcome: CaseOutcome, values: dict[str, Json], by: Actor) -> None:
    papers.issue_document(
        kind=kind,
        subject=outcome_subject(outcome),
        values=values,
        by=by,
        household_id=outcome.case.household_id,
    )
