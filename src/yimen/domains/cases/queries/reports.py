"""What a report on a family needs of its case: the file as declared and as found, what was asked before."""

from datetime import date
from uuid import UUID

from yimen.domains.cases.models import Case
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.need_index import need_facts_of
from yimen.domains.cases.types import CaseKind
from yimen.domains.verification.queries import index
from yimen.domains.verification.types.reports import Asked, ReportFacts, ReportMember
from yimen.kernel import Programme


def report_facts(case: Case, request_id: UUID, on: date) -> ReportFacts:
    """As the case stands when its request is answered; a constant number of queries."""
    members = case.members.order_by("ref")
    return ReportFacts(
        request_id=request_id,
        household_id=case.household_id,
        on=on,
        members=tuple(ReportMember(one.person_id, one.ref, one.name) for one in members),
        programmes=tuple(Programme(name) for name in case.requested),
        declared=file_of(case, on, lines=()),
        found=file_of(case, on),
        applications=_applications(case),
        index=index.score(need_facts_of(case, on)).to_json(),
    )


def _applications(case: Case) -> tuple[Asked, ...]:
    """Everything the household ever applied for; reviews are no applications."""
    rows = Case.objects.filter(
        household=case.household_id, kind=CaseKind.APPLICATION, submitted_on__isnull=False
    )
    asked = rows.order_by("submitted_on", "id").values_list("submitted_on", "requested")
    return tuple(
        Asked(day, tuple(Programme(name) for name in requested))
        for day, requested in asked
        if day is not None
    )
