"""The letters to a family whose money waits, or goes on: whose part, why, what to do, whom to call."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HoldReason, LetGo, Waited
from yimen.domains.awards.types.accounts import AccountFault
from yimen.domains.monitoring.actions.owners import letter_writer
from yimen.domains.monitoring.models import Finding
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import heads_on
from yimen.domains.worklist.types import Subject
from yimen.kernel import Money, Month, Programme, RegionCode

_WHY = {
    HoldReason.DEATH: (
        "有关部门的数据显示，{person}已经去世。去世以后不再发给本人的一份，先暂缓，等工作人员核实。"
    ),
    HoldReason.DOUBLE: (
        "有关部门的数据显示，{person}在户籍地也领取同类救助。"
        "同类救助一个人只能领取一份，先暂缓，等工作人员核实。"
    ),
    HoldReason.INVALID_ACCOUNT: "代发机构告知，发给{person}的账户收不了款：{faults}。",
}
_GOES_ON = {
    HoldReason.DEATH: "{person}的一份因为“去世”的信息暂缓发放。工作人员已经核实，现在恢复发放。",
    HoldReason.DOUBLE: "{person}的一份因为“两地重复领取”的信息暂缓发放。工作人员已经核实，现在恢复发放。",
    HoldReason.INVALID_ACCOUNT: "发给{person}的账户原来收不了款。账户已经核实，现在恢复发放。",
}
_STILL = "同一项救助还有别的原因在暂缓，那一部分等核实以后再发。"
_DECIDED = "{person}的一份暂缓以后，你（户）的救助已经核查并作出决定，决定书另行送达；现在按决定发放。"


def tell_families(findings: Collection[Finding], by: Actor) -> None:
    """A numbered letter for each person of whom something waits from now on; the town delivers it."""
    held = _standing([finding.id for finding in findings])
    told = [finding for finding in findings if finding.id in held]
    heads, names = _named(told)
    for finding in told:
        values = _addressed(finding, heads, names, HoldReason(held[finding.id][0].reason))
        values |= _waits(finding, held[finding.id], names[finding.person_id])
        _issue(DocumentKind.PAYMENT_WAIT, finding, values, by)


def tell_going_on(freed: Sequence[Any], by: Actor) -> None:
    """A second person let it go: from which month it is paid, and what is paid after."""
    _tell_end(freed, by, is_decided=False)


def tell_decided(ended: Sequence[Any]) -> None:
    """A decision ended it by itself: the town writes, in the name of whoever may release there."""
    for region in {hold.region for hold in ended}:
        by = letter_writer(RegionCode(region))
        if by is not None:
            _tell_end([hold for hold in ended if hold.region == region], by, is_decided=True)


def _tell_end(freed: Sequence[Any], by: Actor, *, is_decided: bool) -> None:
    ended: dict[UUID, list[Any]] = defaultdict(list)
    for hold in freed:
        if hold.cause_id is not None:
            ended[hold.cause_id].append(hold)
    findings = list(Finding.objects.filter(id__in=ended))
    heads, names = _named(findings)
    still = awards.awards_held({hold.award_id for hold in freed})
    for finding in findings:
        reason = HoldReason(ended[finding.id][0].reason)
        why = (_DECIDED if is_decided else _GOES_ON[reason]).format(person=names[finding.person_id])
        values = _addressed(finding, heads, names, reason)
        is_held = any(hold.award_id in still for hold in ended[finding.id])
        values |= {"facts": why + _STILL if is_held else why}
        values |= _after_decision(ended[finding.id]) if is_decided else _paid_after(ended[finding.id])
        _issue(DocumentKind.PAYMENT_GOES_ON, finding, values, by)


def _standing(finding_ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for hold in awards.holds_of_causes(finding_ids):
        if hold.released_at is None and hold.cause_id is not None:
            found[hold.cause_id].append(hold)
    return found


def _named(findings: Collection[Finding]) -> tuple[dict[UUID, UUID], dict[UUID, str]]:
    """The head of each household, and what everybody is called."""
    heads = heads_on({finding.household_id for finding in findings}, timezone.localdate())
    return heads, people.names_of([*heads.values(), *(finding.person_id for finding in findings)])


def _addressed(
    finding: Finding, heads: Mapping[UUID, UUID], names: Mapping[UUID, str], reason: HoldReason
) -> dict[str, Json]:
    head, person = heads.get(finding.household_id, finding.person_id), names[finding.person_id]
    values: dict[str, Json] = {
        "kind": reason.value,
        "applicant": names[head],
        "person": person,
        "told_on": timezone.localdate().isoformat(),
    }
    is_of_the_dead = reason is HoldReason.DEATH and head == finding.person_id
    return values | {"addressee": f"{person}的家属"} if is_of_the_dead else values


def _waits(finding: Finding, held: Sequence[Any], person: str) -> dict[str, Json]:
    amounts, waited = awards.held_amounts(held), awards.waited(held)
    shares: list[Json] = []
    for hold in held:
        if not hold.months:
            shares.append(_share(hold, str(amounts[hold.id]), Month.of(hold.since)))
        shares += [_alone(hold, each) for each in waited[hold.id] if hold.months]
    return {"shares": shares, "facts": _why(finding, HoldReason(held[0].reason), person)}


def _why(finding: Finding, reason: HoldReason, person: str) -> str:
    told = awards.refusals_of([finding.id]) if reason is HoldReason.INVALID_ACCOUNT else []
    faults = [AccountFault(each.fault) for each in told]
    said = "；".join(
        f"尾号{each.masked.lstrip('*')}，{fault.title}（{fault.remedy}）"
        for each, fault in zip(told, faults, strict=True)
    )
    return _WHY[reason].format(person=person, faults=said)


def _paid_after(freed: Sequence[Any]) -> dict[str, Json]:
    """What is paid from now on, and what is paid after of the months that waited."""
    going = awards.let_go(freed)
    shares: list[Json] = [_from_now_on(hold, going[hold.id]) for hold in freed]
    back: list[Json] = [
        {
            "programme": Programme(hold.award.programme).title,
            "first": str(months[0].month),
            "last": str(months[-1].month),
            "amount": str(awards.sum_of(months)),
        }
        for hold in freed
        for months in _together(hold, going[hold.id].months)
    ]
    total = sum((awards.sum_of(each.months) for each in going.values()), Money(0))
    return {"shares": shares, "back": back, "total": str(total)}


def _after_decision(ended: Sequence[Any]) -> dict[str, Json]:
    """What the decision left of each award; what waited is settled by the decision itself."""
    this = Month.of(timezone.localdate())
    shares: list[Json] = []
    for hold in ended:
        amount = sum(awards.amounts_of(hold.award_id, this).values(), Money(0))
        shares.append(_share(hold, str(amount), this))
    return {"shares": shares, "back": [], "total": "0.00", "decided": True}


def _share(hold: Any, amount: str, month: Month) -> dict[str, Json]:
    return {
        "programme": Programme(hold.award.programme).title,
        "amount": amount,
        "from_month": str(month),
    }


def _from_now_on(hold: Any, going: LetGo) -> Json:
    """What is paid a month; of an award that is over nothing, and the letter says so."""
    if not hold.months:
        return _share(hold, str(going.monthly), going.first)
    share = _share(hold, str(Money(0)), going.first)
    return share | {"programme": f"{share['programme']}（以后不再发）"}


def _alone(hold: Any, waited: Waited) -> dict[str, Json]:
    """A month of an award that pays nothing after it."""
    share = _share(hold, str(waited.amount), waited.month)
    return share | {"programme": f"{share['programme']}（只这个月）"}


def _together(hold: Any, months: list[Waited]) -> list[list[Waited]]:
    """As one line, from the first to the last; where only some months came back, each by itself."""
    return [[each] for each in months] if hold.months else [months] if months else []


def _issue(kind: DocumentKind, finding: Finding, values: dict[str, Json], by: Actor) -> None:
    papers.issue_document(
        kind=kind,
        subject=Subject(
            "household", finding.household_id, str(values["applicant"]), RegionCode(finding.region)
        ),
        values=values,
        by=by,
        household_id=finding.household_id,
    )
