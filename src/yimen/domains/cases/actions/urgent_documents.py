"""Papers of temporary assistance as by-products: the approval sheet and the record of an emergency."""

from yimen.domains.cases.actions.clocks import case_subject, outcome_subject
from yimen.domains.cases.models import Case, CaseOutcome, UrgentHelp
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.cases.rules.urgent import in_stages
from yimen.domains.cases.types import Speed
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people import queries as people
from yimen.kernel import Money

UNREGISTERED = "未登记"


def issue_approval(outcome: CaseOutcome, urgent: UrgentHelp | None, *, by: Actor) -> None:
    """审批表 of temporary assistance; for 小额快救 its own sheet, the whole file until it is completed."""
    assert outcome.decided_on is not None and outcome.decided_amount_fen is not None  # just decided
    case, amount = outcome.case, Money(outcome.decided_amount_fen)
    speed = Speed(urgent.speed) if urgent else Speed.EXPENDITURE
    resolution = outcome.resolutions.order_by("-held_on", "-done_at").first()
    values: dict[str, Json] = {
        **_about(case, by),
        "programme": outcome.programme,
        "household_size": case.members.count(),
        "speed": speed.title,
        "cause": urgent.happened if urgent else case.reason,
        "amount": str(amount),
        "payment": _payment(amount, urgent.stages if urgent else 1),
        "rule": outcome.decision_rule,
        "approver": by.staff_name,
        "decided_on": outcome.decided_on.isoformat(),
        "handler": urgent.by_name if urgent else by.staff_name,
    }
    if resolution is not None:
        values["resolution"] = (
            f"{resolution.held_on.isoformat()} {resolution.text}"
            f"（议定{Money(resolution.amount_fen)}元，审批人：{resolution.approver}；参加：{resolution.participants}）"
        )
    is_small = speed is Speed.SMALL_FAST
    kind = DocumentKind.SMALL_FAST if is_small else DocumentKind.TEMPORARY_APPROVAL
    papers.issue_document(
        kind=kind, subject=outcome_subject(outcome), values=values, by=by, household_id=case.household_id
    )


def issue_emergency_record(outcome: CaseOutcome, urgent: UrgentHelp, *, by: Actor) -> None:
    """急难登记: subject, cause, amount, signatures made up for (民发〔2018〕23号 二（二）)."""
    assert outcome.decided_on is not None and urgent.relieved_on is not None  # completed after the decision
    case = outcome.case
    signers: list[Json] = [
        {"name": case.applicant_name, "part": "救助对象", "signature": str(urgent.recipient_signature)},
        {"name": by.staff_name, "part": "经办人", "signature": str(urgent.handler_signature)},
    ]
    values: dict[str, Json] = {
        **_about(case, by),
        "programme": outcome.programme,
        "speed": Speed(urgent.speed).title,
        "cause": urgent.happened,
        "amount": str(Money(outcome.decided_amount_fen or 0)),
        "decided_on": outcome.decided_on.isoformat(),
        "relieved_on": urgent.relieved_on.isoformat(),
        "supplement": urgent.supplement,
        "signers": signers,
        "handler": by.staff_name,
    }
    papers.issue_document(
        kind=DocumentKind.EMERGENCY_RECORD,
        subject=case_subject(case),
        values=values,
        by=by,
        household_id=case.household_id,
    )


def _about(case: Case, by: Actor) -> dict[str, Json]:
    person = people.get_person(case.applicant_id, by=by, purpose="制作文书")
    return {
        "applicant": case.applicant_name,
        "id_number": person.identity or UNREGISTERED,
        "phone": case.phone or person.phone or UNREGISTERED,
        "address": whole_address(network.region_path(case.region), case.address),
    }


def _payment(amount: Money, stages: int) -> str:
    if stages == 1:
        return "一次性发放"
    return f"一次审批，分{stages}个月发放：" + "、".join(f"{part}元" for part in in_stages(amount, stages))
