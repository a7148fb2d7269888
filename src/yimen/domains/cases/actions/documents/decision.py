"""The sheet in the village, and the letters of a decision."""

from django.utils import timezone

from yimen.domains.cases.actions.clocks import outcome_subject
from yimen.domains.cases.actions.documents.family import member_rows, without_person
from yimen.domains.cases.actions.documents.issuing import day_words, issue
from yimen.domains.cases.actions.documents.reasons import decision_reasons
from yimen.domains.cases.actions.tekun_papers import care_reasons
from yimen.domains.cases.models import CaseOutcome, PublicNotice
from yimen.domains.cases.queries.limits import term_of
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.types import NoticeKind
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DocumentKind, Json
from yimen.kernel import Money, Month, Programme

FOR_AS_LONG = "不再享受该项救助时"
"""The last day of a sheet that hangs as long as the award it speaks of."""


def issue_sheet(notice: PublicNotice, *, by: Actor) -> None:
    """The village sheet of an opinion or of a decision: name, household size, amount, and nothing more."""
    kind = DocumentKind.PUBLIC_NOTICE if notice.kind == NoticeKind.OPINION else DocumentKind.PUBLICATION
    row: Json = {
        "name": notice.full_name,
        "household_size": notice.household_size,
        "amount": str(Money(notice.amount_fen)),
    }
    values: dict[str, Json] = {
        "village": network.get_region(notice.region).name,
        "programme": notice.programme,
        "rows": [row],
        "posted_on": day_words(notice.posted_on),
        "until": day_words(notice.ends_on) or FOR_AS_LONG,
    }
    outcome = notice.outcome
    issue(kind, outcome_subject(outcome), values, outcome.case, by)


def issue_confirmation(outcome: CaseOutcome, found: Finding, *, by: Actor) -> None:
    """确认书: amount, first month, who is covered, and why."""
    case = outcome.case
    members: list[Json] = [
        without_person(row)
        for row in member_rows(case, by)
        if outcome.person_id is None or row["person"] == str(outcome.person_id)
    ]
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "programme": outcome.programme,
        "household_size": len(members),
        "members": members,
        "reasons": [
            *decision_reasons(outcome, found, is_positive=True),
            *care_reasons(outcome),
            *_term_reasons(outcome),
        ],
        "decided_on": day_words(outcome.decided_on),
    }
    if outcome.decided_amount_fen:
        values["amount"] = str(Money(outcome.decided_amount_fen))
        if outcome.from_month and not Programme(outcome.programme).is_one_off:
            values["from_month"] = str(Month.of(outcome.from_month))
    issue(DocumentKind.CONFIRMATION, outcome_subject(outcome), values, case, by)


def _term_reasons(outcome: CaseOutcome) -> list[Json]:
    """A recognition for a time says for how long, and by what rule or by whose."""
    term = term_of(outcome, outcome.decided_on or timezone.localdate())
    if term is None:
        return []
    return [{"text": f"认定有效期{term.months}个月，期满需要继续认定的重新申请", "article": term.article}]


def issue_refusal(outcome: CaseOutcome, found: Finding, *, by: Actor) -> None:
    """不予确认告知书: the reasons and, by its template, the remedies."""
    case = outcome.case
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "programme": outcome.programme,
        "submitted_on": day_words(case.submitted_on),
        "reasons": decision_reasons(outcome, found, is_positive=False),
        "decided_on": day_words(outcome.decided_on),
    }
    issue(DocumentKind.REFUSAL, outcome_subject(outcome), values, case, by)
