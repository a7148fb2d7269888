"""The form of a home visit, signed by both sides."""

from yimen.domains.cases.actions.clocks import case_subject
from yimen.domains.cases.actions.documents.family import member_rows, without_person
from yimen.domains.cases.actions.documents.issuing import day_words, issue
from yimen.domains.cases.models import Case, HomeInvestigation
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.cases.types import VisitMode
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DocumentKind, Json


def issue_home_investigation(case: Case, visit: HomeInvestigation, *, by: Actor) -> None:
    """入户调查表: both investigators, who was present, the findings."""
    members = member_rows(case, by)
    signer = str(visit.family_signer_id)
    staff = [(visit.first, visit.first_signature), (visit.second, visit.second_signature)]
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "address": whole_address(network.region_path(case.region), case.address),
        "visited_on": day_words(visit.visited_on),
        "investigators": [
            {"name": person.name, "post": "调查人员", "signature": str(signature)}
            for person, signature in staff
        ],
        "present": [
            without_person({**row, "signature": str(visit.family_signature)})
            for row in members
            if row["person"] == signer
        ],
        "members": [without_person(row) for row in members],
        "findings": list(visit.findings),
        "conclusion": visit.conclusion,
        "mode": _mode_words(visit),
        "photos": f"{len(visit.photos)}张，存电子档案" if visit.photos else "未拍摄",
    }
    issue(DocumentKind.HOME_INVESTIGATION, case_subject(case), values, case, by)


def _mode_words(visit: HomeInvestigation) -> str:
    title = VisitMode(visit.mode).title
    return f"{title}（{visit.mode_reason}）" if visit.mode_reason else title
