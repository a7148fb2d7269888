"""The papers of a replayed case, to be issued together; the same values as those of a case done by hand."""

from yimen.domains.cases.actions.clocks import outcome_subject
from yimen.domains.cases.actions.documents import (
    FOR_AS_LONG,
    NO_ARTICLE,
    NOT_VALUED,
    UNREGISTERED,
    promise,
    with_note,
    yuan,
)
from yimen.domains.cases.loading.history import Act
from yimen.domains.cases.loading.state import Replayed
from yimen.domains.cases.models import HomeInvestigation, PublicNotice
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.rules.conditions import condition_words
from yimen.domains.cases.rules.materials import COMMITMENT
from yimen.domains.cases.types import NoticeKind
from yimen.domains.library import queries as library
from yimen.domains.papers.types import DocumentKind, Json, Values
from yimen.domains.verification.types import LineKind, SigningMethod
from yimen.kernel import Deadline, Money, Month, RegionLevel

NO_RELATIVE = "与经办人员、村（居）委会成员无近亲属关系"


def order_application(case: Replayed, act: Act) -> None:
    household = case.history.declared["household"]
    assets: Json = {"kind": "金融资产", "description": "合计", "amount": yuan(household["financial_assets"])}
    homes: Json = {"kind": "住房", "description": f"{household['homes']}套", "amount": NOT_VALUED}
    values: Values = {
        "applicant": case.case.applicant_name,
        "id_number": case.history.members[0].identity or UNREGISTERED,
        "phone": case.history.phone,
        "address": case.setting.address(case.history),
        "programmes": [str(case.history.programme)],
        "reason": case.history.reason,
        "members": _members(case, with_identity=True),
        "income": _income(case),
        "property": [assets, homes],
        "spending": [],
        "agent": "",
        "near_relative": _relative_words(case),
        "submitted_on": _today(act),
    }
    case.order(DocumentKind.APPLICATION, case.subject, values, act)


def order_one_time_notice(case: Replayed, act: Act) -> None:
    values: Values = {
        "applicant": case.case.applicant_name,
        "programmes": [str(case.history.programme)],
        "submitted_on": str(case.case.submitted_on),
        "missing": [{"name": COMMITMENT.title, "reason": COMMITMENT.article}],
        "told_on": _today(act),
    }
    case.order(DocumentKind.ONE_TIME_NOTICE, case.subject, values, act)


def order_acceptance(case: Replayed, act: Act, due: Deadline) -> None:
    """With the clock; the authorisations go with it."""
    values: Values = {
        "applicant": case.case.applicant_name,
        "programmes": [str(case.history.programme)],
        "submitted_on": str(case.case.submitted_on),
        "accepted_on": _today(act),
        **promise(due),
        "materials": [{"name": COMMITMENT.title}],
    }
    case.order(DocumentKind.ACCEPTANCE, case.subject, values, act)
    signers: list[Json] = [
        {
            "name": member.name,
            "relation": member.relation.title,
            "id_number": member.identity or UNREGISTERED,
            "signed_on": str(case.case.submitted_on),
            "manner": SigningMethod.SCREEN.title,
        }
        for member in case.history.members
        if member.is_adult
    ]
    signed: Values = {
        "applicant": case.case.applicant_name,
        "address": case.setting.address(case.history),
        "signers": signers,
        "signed_on": str(case.case.submitted_on),
    }
    case.order(DocumentKind.AUTHORISATION, case.subject, signed, act)


def order_near_relative(case: Replayed, act: Act) -> None:
    relative: Json = {
        "member": case.case.applicant_name,
        "relation": case.case.relative_relation,
        "officer": case.case.relative_of,
        "post": "经办人员或村（居）委会成员",
    }
    values: Values = {
        "applicant": case.case.applicant_name,
        "relatives": [relative],
        "registered_on": _today(act),
    }
    case.order(DocumentKind.NEAR_RELATIVE, case.subject, values, act)


def order_home_investigation(case: Replayed, act: Act, visit: HomeInvestigation) -> None:
    assert act.second is not None
    values: Values = {
        "applicant": case.case.applicant_name,
        "address": case.setting.address(case.history),
        "visited_on": _today(act),
        "investigators": [
            {"name": name, "post": "调查人员"} for name in (act.by.staff_name, act.second.staff_name)
        ],
        "present": _members(case)[:1],
        "members": _members(case),
        "findings": list(visit.findings),
        "conclusion": visit.conclusion,
    }
    case.order(DocumentKind.HOME_INVESTIGATION, case.subject, values, act)


def order_sheet(case: Replayed, act: Act, notice: PublicNotice) -> None:
    is_opinion = notice.kind == NoticeKind.OPINION
    values: Values = {
        "village": case.setting.village(case.history.region),
        "programme": notice.programme,
        "rows": [
            {
                "name": notice.full_name,
                "household_size": notice.household_size,
                "amount": str(Money(notice.amount_fen)),
            }
        ],
        "posted_on": notice.posted_on.isoformat(),
        "until": notice.ends_on.isoformat() if notice.ends_on else FOR_AS_LONG,
    }
    kind = DocumentKind.PUBLIC_NOTICE if is_opinion else DocumentKind.PUBLICATION
    case.order(kind, outcome_subject(case.standing_outcome), values, act)


def order_confirmation(case: Replayed, act: Act, found: Finding) -> None:
    outcome = case.standing_outcome
    values: dict[str, Json] = {
        "applicant": case.case.applicant_name,
        "programme": str(case.history.programme),
        "household_size": len(case.history.members),
        "members": _members(case),
        "reasons": _reasons(case, act, found, is_positive=True),
        "decided_on": _today(act),
    }
    if outcome.decided_amount_fen and outcome.from_month:
        values["amount"] = str(Money(outcome.decided_amount_fen))
        values["from_month"] = str(Month.of(outcome.from_month))
    case.letter = case.order(DocumentKind.CONFIRMATION, outcome_subject(outcome), values, act)


def order_refusal(case: Replayed, act: Act, found: Finding) -> None:
    values: Values = {
        "applicant": case.case.applicant_name,
        "programme": str(case.history.programme),
        "submitted_on": str(case.case.submitted_on),
        "reasons": _reasons(case, act, found, is_positive=False),
        "decided_on": _today(act),
    }
    case.letter = case.order(DocumentKind.REFUSAL, outcome_subject(case.standing_outcome), values, act)


def _relative_words(case: Replayed) -> str:
    if case.case.has_near_relative:
        return f"系{case.case.relative_of}的{case.case.relative_relation}"
    return NO_RELATIVE


def _members(case: Replayed, *, with_identity: bool = False) -> list[Json]:
    rows: list[Json] = []
    declared = {member["ref"]: member for member in case.history.declared["members"]}
    for number, member in enumerate(case.history.members, start=1):
        row: dict[str, Json] = {
            "name": member.name,
            "relation": "本人" if number == 1 else member.relation.title,
            "condition": condition_words(declared.get(f"m{number}", {})),
        }
        if with_identity:
            row["id_number"] = member.identity or UNREGISTERED
        rows.append(row)
    return rows


def _income(case: Replayed) -> list[Json]:
    names = {f"m{number}": member.name for number, member in enumerate(case.history.members, start=1)}
    return [
        {
            "name": names[member["ref"]],
            "kind": LineKind(entry["kind"]).title.removesuffix("（月）"),
            "amount": yuan(entry["amount"]),
        }
        for member in case.history.declared["members"]
        for entry in member.get("income", ())
    ]


def _reasons(case: Replayed, act: Act, found: Finding, *, is_positive: bool) -> list[Json]:
    """What was written, then what the rules found, where they came to the same."""
    written = case.standing_outcome.decision_reason
    reasons: list[Json] = [{"text": written, "article": NO_ARTICLE}] if written else []
    if found.is_eligible is is_positive:
        names = {f"m{number}": member.name for number, member in enumerate(case.history.members, start=1)}
        on, county = act.at.date(), case.history.region.at(RegionLevel.COUNTY)
        marks = library.marks_at(county, on)
        told = library.reasons_for_letter(
            found.reasons, is_positive=is_positive, on=on, names=names, marks=marks
        )
        reasons += [{"text": reason.text, "article": reason.article or NO_ARTICLE} for reason in told]
    return with_note(reasons or [{"text": "经审核符合条件", "article": NO_ARTICLE}])


def _today(act: Act) -> str:
    return act.at.date().isoformat()
