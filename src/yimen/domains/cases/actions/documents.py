"""Every paper of a case as a by-product: gathers its values from the rows and has it issued."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.actions.clocks import case_subject, outcome_subject, promised_deadline
from yimen.domains.cases.actions.tekun_papers import care_reasons
from yimen.domains.cases.models import Case, CaseMember, CaseOutcome, HomeInvestigation, PublicNotice
from yimen.domains.cases.queries.determinations import failing_conditions
from yimen.domains.cases.queries.facts import checklist_of
from yimen.domains.cases.queries.limits import term_of
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.rules.conditions import condition_words
from yimen.domains.cases.types import NoticeKind, TerminationReason, VisitMode
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people import queries as people
from yimen.domains.people.types import Relation
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import LINE_TITLES, LineKind, SigningMethod
from yimen.domains.worklist.types import Subject
from yimen.kernel import DayUnit, Deadline, Money, Month, Programme, RegionCode, Step

UNREGISTERED = "未登记"
NOT_VALUED = "未估值"
PROVISIONAL = "所涉年度的节假日安排尚未公布，上述日期为暂定，公布后重新核定"
FOR_AS_LONG = "不再享受该项救助时"
"""The last day of a sheet that hangs as long as the award it speaks of."""
NO_ARTICLE = "—"  # the letter as a whole names the articles it rests on
STOPS = "。；;，,. \n"
"""What a sentence somebody wrote may end with."""
UNIT_TITLES = {DayUnit.WORKING: "个工作日", DayUnit.CALENDAR: "日"}
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
        "members": [_without_person(row) for row in members],
        "income": list(_income_rows(case)),
        "property": list(_property_rows(household)),
        "spending": [
            {"kind": SPENDING_TITLES.get(kind, kind), "amount": yuan(amount)}
            for kind, amount in household.get("rigid_expenses_12m", {}).items()
        ],
        "agent": agent,
        "near_relative": _relative_words(case),
        "submitted_on": _day(case.submitted_on),
    }
    _issue(DocumentKind.APPLICATION, case_subject(case), values, case, by)


def issue_authorisation(case: Case, *, by: Actor) -> None:
    """授权书 of everybody who signed, if anybody had to."""
    rows = {row["person"]: row for row in member_rows(case, by, with_identity=True)}
    signed = verification.authorisations_of_case(case.id, by=by).filter(revoked_at__isnull=True)
    signers: list[Json] = [
        {
            **_without_person(rows[str(item.person_id)]),
            "signed_on": _day(timezone.localdate(item.signed_at)),
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
        "signed_on": _today(),
    }
    _issue(DocumentKind.AUTHORISATION, case_subject(case), values, case, by)


def issue_one_time_notice(case: Case, *, by: Actor) -> None:
    """一次性告知书: every missing item with its article."""
    missing: list[Json] = [
        {"name": item.title, "reason": item.article} for item in checklist_of(case) if item.is_missing
    ]
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "programmes": list(case.requested),
        "submitted_on": _day(case.submitted_on),
        "missing": missing,
        "told_on": _today(),
    }
    _issue(DocumentKind.ONE_TIME_NOTICE, case_subject(case), values, case, by)


def issue_acceptance(case: Case, *, by: Actor) -> None:
    """受理通知书 with the clock; the authorisations and a near-relative record go with it."""
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "programmes": list(case.requested),
        "submitted_on": _day(case.submitted_on),
        "accepted_on": _day(case.accepted_on),
        **promise(_promised(case)),
        "materials": [
            {"name": item.title} for item in checklist_of(case) if item.is_given and not item.source
        ],
    }
    _issue(DocumentKind.ACCEPTANCE, case_subject(case), values, case, by)
    issue_authorisation(case, by=by)
    if case.has_near_relative:
        _issue_near_relative(case, by)


def issue_home_investigation(case: Case, visit: HomeInvestigation, *, by: Actor) -> None:
    """入户调查表: both investigators, who was present, the findings."""
    members = member_rows(case, by)
    signer = str(visit.family_signer_id)
    staff = [(visit.first, visit.first_signature), (visit.second, visit.second_signature)]
    values: dict[str, Json] = {
        "applicant": case.applicant_name,
        "address": whole_address(network.region_path(case.region), case.address),
        "visited_on": _day(visit.visited_on),
        "investigators": [
            {"name": person.name, "post": "调查人员", "signature": str(signature)}
            for person, signature in staff
        ],
        "present": [
            _without_person({**row, "signature": str(visit.family_signature)})
            for row in members
            if row["person"] == signer
        ],
        "members": [_without_person(row) for row in members],
        "findings": list(visit.findings),
        "conclusion": visit.conclusion,
        "mode": _mode_words(visit),
        "photos": f"{len(visit.photos)}张，存电子档案" if visit.photos else "未拍摄",
    }
    _issue(DocumentKind.HOME_INVESTIGATION, case_subject(case), values, case, by)


def _mode_words(visit: HomeInvestigation) -> str:
    title = VisitMode(visit.mode).title
    return f"{title}（{visit.mode_reason}）" if visit.mode_reason else title


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
        "posted_on": _day(notice.posted_on),
        "until": _day(notice.ends_on) or FOR_AS_LONG,
    }
    outcome = notice.outcome
    _issue(kind, outcome_subject(outcome), values, outcome.case, by)


def issue_confirmation(outcome: CaseOutcome, found: Finding, *, by: Actor) -> None:
    """确认书: amount, first month, who is covered, and why."""
    case = outcome.case
    members: list[Json] = [
        _without_person(row)
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
        "decided_on": _day(outcome.decided_on),
    }
    if outcome.decided_amount_fen:
        values["amount"] = str(Money(outcome.decided_amount_fen))
        if outcome.from_month and not Programme(outcome.programme).is_one_off:
            values["from_month"] = str(Month.of(outcome.from_month))
    _issue(DocumentKind.CONFIRMATION, outcome_subject(outcome), values, case, by)


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
        "submitted_on": _day(case.submitted_on),
        "reasons": decision_reasons(outcome, found, is_positive=False),
        "decided_on": _day(outcome.decided_on),
    }
    _issue(DocumentKind.REFUSAL, outcome_subject(outcome), values, case, by)


def issue_not_accepted(case: Case, reasons: str, *, by: Actor) -> None:
    """不予受理通知书: the reasons and, by its template, the remedies."""
    values = _ending(case, {"text": reasons, "article": NO_ARTICLE})
    _issue(DocumentKind.NOT_ACCEPTED, case_subject(case), values, case, by)


def issue_termination(case: Case, reason: TerminationReason, note: str, *, by: Actor) -> None:
    """终止告知书: what happened, to whom it is told, and by its template the remedies."""
    values = _ending(case, {"text": f"{reason.title}：{note}", "article": reason.article or NO_ARTICLE})
    if reason is TerminationReason.DEATH:
        values["addressee"] = f"{case.applicant_name}的家属"
    _issue(DocumentKind.TERMINATION, case_subject(case), values, case, by)


def _ending(case: Case, reason: Json) -> dict[str, Json]:
    return {
        "applicant": case.applicant_name,
        "programmes": list(case.requested),
        "submitted_on": _day(case.submitted_on),
        "reasons": [reason],
        "decided_on": _today(),
    }


def promise(due: Deadline) -> dict[str, Json]:
    """What an acceptance notice says of its deadline, and that it may still move if a calendar is missing."""
    said: dict[str, Json] = {
        "due_on": due.due_on.isoformat(),
        "time_limit": f"{due.limit.days}{UNIT_TITLES[due.limit.unit]}",
        "article": due.limit.article,
    }
    return said | {"provisional": PROVISIONAL} if due.is_provisional else said


def yuan(amount: object) -> str:
    """An amount of the household file as text with two decimals; unknown stays unknown."""
    return "未知" if amount == "unknown" else str(Money.yuan(str(amount)))


def _issue(kind: DocumentKind, subject: Subject, values: Mapping[str, Json], case: Case, by: Actor) -> None:
    papers.issue_document(
        kind=kind, subject=subject, values=_unstopped(values), by=by, household_id=case.household_id
    )


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
        "registered_on": _today(),
    }
    _issue(DocumentKind.NEAR_RELATIVE, case_subject(case), values, case, by)


def member_rows(case: Case, by: Actor, *, with_identity: bool = False) -> list[dict[str, str]]:
    """Everybody of the case as papers name them, related to whoever applies."""
    declared = {member["ref"]: member for member in case.declared.get("members", [])}
    members = list(case.members.order_by("ref"))
    applicants_relation = next((m.relation for m in members if m.person_id == case.applicant_id), "")
    rows = []
    for member in members:
        row = {
            "person": str(member.person_id),
            "name": member.name,
            "relation": _to_applicant(member, case.applicant_id, applicants_relation),
            "condition": condition_words(declared.get(member.ref, {})),
        }
        if with_identity:
            row["id_number"] = identity_of(member.person_id, by)
        rows.append(row)
    return rows


def _to_applicant(member: CaseMember, applicant: Any, applicants_relation: str) -> str:
    """What a member is to whoever applies; relations are kept to the head, who need not be the applicant."""
    if member.person_id == applicant:
        return "本人"
    title = Relation(member.relation).title
    is_by_head = applicants_relation == Relation.HEAD or member.relation == Relation.HEAD
    return title if is_by_head else f"户主的{title}"


def identity_of(person_id: UUID, by: Actor) -> str:
    """The number a paper shows; opening it is recorded."""
    person = people.get_person(person_id, by=by, purpose="制作文书")
    return person.identity or UNREGISTERED


def _without_person(row: Mapping[str, str]) -> dict[str, Json]:
    return {name: value for name, value in row.items() if name != "person"}


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
    return LINE_TITLES[known[kind]].removesuffix("（月）") if kind in known else kind


def _property_rows(household: Mapping[str, Any]) -> Iterable[Json]:
    if "financial_assets" in household:
        yield {"kind": "金融资产", "description": "合计", "amount": yuan(household["financial_assets"])}
    if "homes" in household:
        yield {"kind": "住房", "description": f"{household['homes']}套", "amount": NOT_VALUED}
    for vehicle in household.get("vehicles", []):
        title = LINE_TITLES.get(LineKind(vehicle["kind"]), "车辆") if vehicle["kind"] != "farm" else "农用车"
        yield {"kind": "车辆", "description": title, "amount": _valued(vehicle)}


def _valued(vehicle: Mapping[str, Any]) -> str:
    """Nobody is asked what a vehicle is worth; until somebody says so there is no figure."""
    amount = yuan(vehicle.get("value", 0))
    return NOT_VALUED if amount == "0.00" else amount


def _relative_words(case: Case) -> str:
    if case.has_near_relative:
        return f"系{case.relative_of}的{case.relative_relation}"
    return "与经办人员、村（居）委会成员无近亲属关系"


def decision_reasons(outcome: CaseOutcome, found: Finding, *, is_positive: bool) -> list[Json]:
    """What the decider wrote, then what the rules found, where they came to the same; doubts are said."""
    return with_note(_reasons(outcome, found, is_positive=is_positive))


def with_note(reasons: list[Json]) -> list[Json]:
    """Figures seen only at second hand are marked as such; what the mark means stands once at the end."""
    note = library.second_hand_note(str(reason["text"]) for reason in reasons if isinstance(reason, dict))
    return [*reasons, {"text": note, "article": NO_ARTICLE}] if note else reasons


def _reasons(outcome: CaseOutcome, found: Finding, *, is_positive: bool) -> list[Json]:
    written, on = outcome.decision_reason, outcome.decided_on or timezone.localdate()
    if not is_positive:
        return _against(outcome, found, written)
    reasons: list[Json] = [{"text": written, "article": NO_ARTICLE}] if written else []
    if found.is_eligible is is_positive:
        names = dict(outcome.case.members.values_list("ref", "name"))
        told = library.reasons_for_letter(
            found.reasons,
            is_positive=is_positive,
            on=on,
            names=names,
            unstated=found.unstated,
            marks=library.marks_at(outcome.region, on),
        )
        reasons += [{"text": reason.text, "article": reason.article or NO_ARTICLE} for reason in told]
    return reasons or [{"text": "经审核符合条件", "article": NO_ARTICLE}]


def _against(outcome: CaseOutcome, found: Finding, written: str) -> list[Json]:
    """A refusal says each failing condition once: the decider's own words, then those they did not repeat."""
    told = failing_conditions(outcome, found, outcome.decided_on or timezone.localdate())
    own = written
    for text, _article in told:
        own = own.replace(text, "")
    first: list[Json] = [{"text": written, "article": NO_ARTICLE}] if own.strip(STOPS) else []
    rest = told if not first else [(text, article) for text, article in told if text not in written]
    return first + [{"text": text, "article": article or NO_ARTICLE} for text, article in rest]


def _unstopped(values: Mapping[str, Json]) -> Mapping[str, Json]:
    """The templates end each reason with its own full stop."""
    reasons = values.get("reasons")
    if not isinstance(reasons, list):
        return values
    said: list[Json] = [
        {**reason, "text": str(reason["text"]).rstrip(STOPS)}
        for reason in reasons
        if isinstance(reason, dict)
    ]
    return {**values, "reasons": said}


def _day(day: Any) -> str:
    return "" if day is None else str(day.isoformat())


def _today() -> str:
    return timezone.localdate().isoformat()
