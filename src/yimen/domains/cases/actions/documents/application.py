"""The papers of an application: the form with its commitment, the authorisations, what is missing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from yimen.domains.cases.actions.clocks import case_subject
from yimen.domains.cases.actions.documents.family import member_rows, without_person
from yimen.domains.cases.actions.documents.issuing import day_words, issue, today_words
from yimen.domains.cases.models import Case
from yimen.domains.cases.queries.facts import checklist_of
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import LineKind, SigningMethod
from yimen.kernel import Money

NOT_VALUED = "未估值"
SPENDING_TITLES = {
    "living": "生活",
    "medical": "医疗",
    "education": "教育",
    "rehabilitation": "康复",
    "disaster": "灾害",
    "accident": "事故",
    "other": "其他",
}


def issue_application(case: Case, *, by: Actor) -> None:
    """申请书 with the commitment: what was declared, and nothing asked twice."""
    members = member_rows(case, by, with_identity=True)
    household = case.declared.get("household", {})
    agent = "，".join(part for part in (case.agent_name, case.agent_relation) if part)
    applicant = str(case.applicant_id)
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "id_number": next(row["id_number"] for row in members if row["person"] == applicant),
        "phone": case.phone,
        "address": whole_address(network.region_path(case.region), case.address),
        "programmes": list(case.requested),
        "reason": case.reason,
        "members": [without_person(row) for row in members],
        "income": list(_income_rows(case)),
        "property": list(_property_rows(household)),
        "spending": [
            {"kind": SPENDING_TITLES.get(kind, kind), "amount": yuan(amount)}
            for kind, amount in household.get("rigid_expenses_12m", {}).items()
        ],
        "agent": agent,
        "near_relative": _relative_words(case),
        "submitted_on": day_words(case.submitted_on),
    }
    issue(DocumentKind.APPLICATION, case_subject(case), values, case, by)


def issue_authorisation(case: Case, *, by: Actor) -> None:
    """授权书 of everybody who signed, if anybody had to."""
    rows = {row["person"]: row for row in member_rows(case, by, with_identity=True)}
    signed = verification.authorisations_of_case(case.id, by=by).filter(revoked_at__isnull=True)
    signers: list[Json] = [
        {
            **without_person(rows[str(item.person_id)]),
            "signed_on": day_words(timezone.localdate(item.signed_at)),
            "manner": SigningMethod(item.method).title,
            "signature": str(item.signature),
        }
        for item in signed
        if str(item.person_id) in rows
    ]
    if not signers:
        return  # nothing is verified, so nobody had to permit it
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "address": whole_address(network.region_path(case.region), case.address),
        "signers": signers,
        "signed_on": today_words(),
    }
    issue(DocumentKind.AUTHORISATION, case_subject(case), values, case, by)


def issue_one_time_notice(case: Case, *, by: Actor) -> None:
    """一次性告知书: every missing item with its article."""
    missing: list[Json] = [
        {"name": item.title, "reason": item.article} for item in checklist_of(case) if item.is_missing
    ]
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "programmes": list(case.requested),
        "submitted_on": day_words(case.submitted_on),
        "missing": missing,
        "told_on": today_words(),
    }
    issue(DocumentKind.ONE_TIME_NOTICE, case_subject(case), values, case, by)


def _income_rows(case: Case) -> Iterable[Json]:
    names = dict(case.members.values_list("ref", "name"))
    for member in case.declared.get("members", []):
        for entry in member.get("income", []):
            yield {
                "name": names[member["ref"]],
                "kind": _income_title(entry["kind"]),
                "amount": yuan(entry["amount"]),
            }


def _income_title(kind: str) -> str:
    known = {str(line): line for line in LineKind}
    return known[kind].title.removesuffix("（月）") if kind in known else kind


def _property_rows(household: Mapping[str, Any]) -> Iterable[Json]:
    if "financial_assets" in household:
        yield {"kind": "金融资产", "description": "合计", "amount": yuan(household["financial_assets"])}
    if "homes" in household:
        yield {"kind": "住房", "description": f"{household['homes']}套", "amount": NOT_VALUED}
    vehicles = household.get("vehicles", [])
    if vehicles == "unknown":
        yield {"kind": "车辆", "description": "不清楚", "amount": NOT_VALUED}
        return
    for vehicle in vehicles:
        title = LineKind(vehicle["kind"]).title if vehicle["kind"] != "farm" else "农用车"
        yield {"kind": "车辆", "description": title, "amount": _valued(vehicle)}


def _valued(vehicle: Mapping[str, Any]) -> str:
    """Nobody is asked what a vehicle is worth; until somebody says so there is no figure."""
    amount = yuan(vehicle.get("value", 0))
    return NOT_VALUED if amount == "0.00" else amount


def _relative_words(case: Case) -> str:
    if case.has_near_relative:
        return f"系{case.relative_of}的{case.relative_relation}"
    return "与经办人员、村（居）委会成员无近亲属关系"


def yuan(amount: object) -> str:
    """An amount of the household file as text with two decimals; unknown stays unknown."""
    return "未知" if amount == "unknown" else str(Money.yuan(str(amount)))
