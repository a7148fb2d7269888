"""The letters of an application that is not accepted and of a process that ends."""

from yimen.domains.cases.actions.clocks import case_subject
from yimen.domains.cases.actions.documents.issuing import day_words, issue, today_words
from yimen.domains.cases.actions.documents.reasons import NO_ARTICLE
from yimen.domains.cases.models import Case
from yimen.domains.cases.types import TerminationReason
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DocumentKind, Json


def issue_not_accepted(case: Case, reasons: str, *, by: Actor) -> None:
    """不予受理通知书: the reasons and, by its template, the remedies."""
    values = _ending(case, {"text": reasons, "article": NO_ARTICLE})
    issue(DocumentKind.NOT_ACCEPTED, case_subject(case), values, case, by)


def issue_termination(case: Case, reason: TerminationReason, note: str, *, by: Actor) -> None:
    """终止告知书: what happened, to whom it is told, and by its template the remedies."""
    values = _ending(case, {"text": f"{reason.title}：{note}", "article": reason.article or NO_ARTICLE})
    if reason is TerminationReason.DEATH:
        values["addressee"] = f"{case.applicant_name}的家属"
    issue(DocumentKind.TERMINATION, case_subject(case), values, case, by)


def _ending(case: Case, reason: Json) -> dict[str, Json]:
    return {
        "applicant": case.applicant_name,
        "programmes": list(case.requested),
        "submitted_on": day_words(case.submitted_on),
        "reasons": [reason],
        "decided_on": today_words(),
    }
