"""What is handed out beside the letters: the county's report of a verification, the holder's certificate."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from yimen.domains.cases.actions.clocks import case_subject, outcome_subject
from yimen.domains.cases.actions.documents import identity_of, member_rows
from yimen.domains.cases.actions.tekun_papers import care_of
from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers import queries as papers_queries
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.verification import queries as verification_queries
from yimen.domains.verification.types import AskedVerification, ReportedLine
from yimen.domains.verification.types.reports import MadeReport
from yimen.domains.worklist.types import Subject
from yimen.kernel import Money, Month, Programme

FOUND = "有记录"
RESULTS = {True: "符合", False: "不符合"}
CERTIFICATES: Mapping[Programme, DocumentKind] = {
    Programme.DIBAO: DocumentKind.DIBAO_CERTIFICATE,
    Programme.DIBAO_SINGLE: DocumentKind.DIBAO_CERTIFICATE,
    Programme.TEKUN: DocumentKind.TEKUN_CERTIFICATE,
}
"""Programmes whose holder bears a certificate (民发〔2021〕57号 第二十一条; practice for tekun)."""


def issue_report(
    case: Case,
    *,
    people: Sequence[str],
    lines: Sequence[ReportedLine],
    is_passed: bool,
    request: AskedVerification,
    report: MadeReport,
    by: Actor,
) -> None:
    """核对报告: what was asked where and whether anything is there; the rows stay with the county.

    The report on the family bears its number; the paper of the version before is superseded and stays.
    """
    _supersede(case, report.version, by)
    items = dict.fromkeys((line.kind.title.removesuffix("（月）"), line.source) for line in lines)
    rows: list[Json] = [{"item": item, "source": source, "result": FOUND} for item, source in items]
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "people": [{"name": name} for name in people],
        "items": rows,
        "passed": RESULTS[is_passed],
        "conclusion": request.conclusion,
        "requested_on": timezone.localdate(request.requested_at).isoformat(),
        "reported_on": timezone.localdate().isoformat(),
        "version": str(report.version),
        "valid_until": report.valid_until.isoformat(),
        "report_digest": verification_queries.digest_of_report(report),
    }
    _issue(DocumentKind.VERIFICATION_REPORT, case_subject(case), values, case, by)


def _supersede(case: Case, version: int, by: Actor) -> None:
    """Earlier papers of the case say which version counts now."""
    for paper in papers_queries.documents_of_subjects([case.id], by=by):
        if paper.kind == DocumentKind.VERIFICATION_REPORT and paper.withdrawn_at is None:
            reason = f"已由第{version}版代替，以新版为准"
            papers.withdraw_document(paper.id, reason=reason, by=by)


def issue_certificate(outcome: CaseOutcome, *, by: Actor) -> None:
    """低保证 or 特困人员救助供养证, where the programme has one and pays month by month."""
    kind, case = CERTIFICATES.get(Programme(outcome.programme)), outcome.case
    if kind is None or not outcome.decided_amount_fen or outcome.from_month is None:
        return
    holder = outcome.person_id or case.applicant_id
    values: dict[str, Json] = {
        "applicant": outcome.person.name if outcome.person else case.applicant_name,
        "id_number": identity_of(holder, by),
        "address": whole_address(network.region_path(case.region), case.address),
        "programme": outcome.programme,
        "amount": str(Money(outcome.decided_amount_fen)),
        "from_month": str(Month.of(outcome.from_month)),
        "case_number": case.number or "",
        "decided_on": outcome.decided_on.isoformat() if outcome.decided_on else "",
        **_own(kind, outcome, by),
    }
    _issue(kind, outcome_subject(outcome), values, case, by)


def _own(kind: DocumentKind, outcome: CaseOutcome, by: Actor) -> dict[str, Json]:
    """Whom low-income support covers; how much care somebody supported needs, and where they live."""
    if kind is DocumentKind.TEKUN_CERTIFICATE:
        level, form = care_of(outcome)
        return {"care": level.title if level else "", "support": form.title if form else ""}
    covered = [
        row
        for row in member_rows(outcome.case, by)
        if outcome.person_id is None or row["person"] == str(outcome.person_id)
    ]
    return {"members": [{"name": row["name"], "relation": row["relation"]} for row in covered]}


def _issue(kind: DocumentKind, subject: Subject, values: Mapping[str, Json], case: Case, by: Actor) -> None:
    papers.issue_document(kind=kind, subject=subject, values=values, by=by, household_id=case.household_id)
