"""The acceptance notice with its clock, and what goes with it."""

from yimen.domains.cases.actions.clocks import case_subject, promised_deadline
from yimen.domains.cases.actions.documents.application import issue_authorisation
from yimen.domains.cases.actions.documents.issuing import day_words, issue, today_words
from yimen.domains.cases.models import Case
from yimen.domains.cases.queries.facts import checklist_of
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DocumentKind, Json
from yimen.kernel import DayUnit, Deadline, Programme, RegionCode, Step

PROVISIONAL = "所涉年度的节假日安排尚未公布，上述日期为暂定，公布后重新核定"
UNIT_TITLES = {DayUnit.WORKING: "个工作日", DayUnit.CALENDAR: "日"}


def issue_acceptance(case: Case, *, by: Actor) -> None:
    """受理通知书 with the clock; the authorisations and a near-relative record go with it."""
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "programmes": list(case.requested),
        "submitted_on": day_words(case.submitted_on),
        "accepted_on": day_words(case.accepted_on),
        **promise(_promised(case)),
        "materials": [
            {"name": item.title} for item in checklist_of(case) if item.is_given and not item.source
        ],
    }
    issue(DocumentKind.ACCEPTANCE, case_subject(case), values, case, by)
    issue_authorisation(case, by=by)
    if case.has_near_relative:
        _issue_near_relative(case, by)


def promise(due: Deadline) -> dict[str, Json]:
    """What an acceptance notice says of its deadline, and that it may still move if a calendar is missing."""
    said: dict[str, Json] = {
        "due_on": due.due_on.isoformat(),
        "time_limit": f"{due.limit.days}{UNIT_TITLES[due.limit.unit]}",
        "article": due.limit.article,
    }
    return said | {"provisional": PROVISIONAL} if due.is_provisional else said


def _promised(case: Case) -> Deadline:
    """The first of the deadlines that run from the acceptance."""
    assert case.accepted_on is not None  # the notice follows the acceptance
    region, deadlines = RegionCode(case.region), []
    for outcome in case.outcomes.all():
        programme = Programme(outcome.programme)
        delegation = network.confirmers(programme, Step.CONFIRM, region, case.accepted_on)
        deadlines.append(promised_deadline(outcome, case.accepted_on, delegation))
    return min(deadlines, key=lambda promised: promised.due_on)


def _issue_near_relative(case: Case, by: Actor) -> None:
    relative: Json = {
        "member": case.applicant_name,
        "relation": case.relative_relation,
        "officer": case.relative_of,
        "post": "经办人员或村（居）委会成员",
    }
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "relatives": [relative],
        "registered_on": today_words(),
    }
    issue(DocumentKind.NEAR_RELATIVE, case_subject(case), values, case, by)
