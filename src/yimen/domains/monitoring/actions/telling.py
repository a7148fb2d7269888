"""The letters to a family whose money waits, or goes on: whose part, why, what to do, whom to call."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HoldReason, LetGo, Waited
from yimen.domains.awards.types.accounts import AccountFault
from yimen.domains.monitoring.actions.owners import letter_writer
from yimen.domains.monitoring.models import Finding
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import dead_on, heads_on
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
_PAID = "查发放记录，{months}已经发过，不再补给。"
_DECIDED = "{person}的一份暂缓以后，你（户）的救助已经核查并作出决定，决定书另行送达；现在按决定发放。"


def tell_families(findings: Collection[Finding], by: Actor) -> None:
    """A numbered letter for each person of whom something waits from now on; the town delivers it."""
    held = _standing([finding.id for finding in findings])
    told = [finding for finding in findings if finding.id in held]
    names, said = _named(told), _Waiting.read(held)
    for finding in told:
        values = _addressed(finding, names, HoldReason(held[finding.id][0].reason))
        values |= said.of(held[finding.id], names.of[finding.person_id])
        _issue(DocumentKind.PAYMENT_WAIT, finding, values, by)


def tell_going_on(freed: Sequence[Any], by: Actor) -> None:
    """A second person let it go: from which month it is paid, and what is paid after."""
    _tell_end(freed, by, is_decided=False)


def tell_decided(ended: Sequence[Any]) -> None:
    """A decision ended it by itself: the town writes, in the name of whoever may release there.

    Where nobody in post may, what is not told yet stays marked, and is written once somebody is.
    """
    for region in {hold.region for hold in ended}:
        if (by := letter_writer(RegionCode(region))) is not None:
            own = [hold for hold in ended if hold.region == region]
            _tell_end(own, by, is_decided=True)
            awarding.mark_told(holds=own)


def _tell_end(freed: Sequence[Any], by: Actor, *, is_decided: bool) -> None:
    ended: dict[UUID, list[Any]] = defaultdict(list)
    for hold in freed:
        if hold.cause_id is not None:
            ended[hold.cause_id].append(hold)
    findings = list(Finding.objects.filter(id__in=ended))
    names = _named(findings)
    still = awards.awards_held({hold.award_id for hold in freed})
    for finding in findings:
        holds = ended[finding.id]
        going = {} if is_decided else awards.let_go(holds)
        is_held = any(hold.award_id in still for hold in holds)
        if is_held and going and not any(each.months or each.monthly for each in going.values()):
            continue  # another matter keeps all of it: the letter about its end says what is paid
        reason = HoldReason(holds[0].reason)
        why = (_DECIDED if is_decided else _GOES_ON[reason]).format(person=names.of[finding.person_id])
        why += _paid_already(holds) + (_STILL if is_held else "")
        figures = _after_decision(holds) if is_decided else _paid_after(holds, going)
        values = _addressed(finding, names, reason) | figures | {"facts": why}
        _issue(DocumentKind.PAYMENT_GOES_ON, finding, values, by)


def _paid_already(holds: Sequence[Any]) -> str:
    months = sorted({Month.of(month) for hold in holds for month in hold.paid_months})
    return _PAID.format(months="、".join(f"{each.year}年{each.month}月" for each in months)) if months else ""


def _standing(finding_ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for hold in awards.holds_of_causes(finding_ids):
        if hold.released_at is None and hold.cause_id is not None:
            found[hold.cause_id].append(hold)
    return found


@dataclass(frozen=True)
class _Names:
    """The head of each household, what everybody is called, and who is said to have died."""

    heads: Mapping[UUID, UUID]
    of: Mapping[UUID, str]
    dead: Collection[UUID]


def _named(findings: Collection[Finding]) -> _Names:
    today = timezone.localdate()
    heads = heads_on({finding.household_id for finding in findings}, today)
    asked = {*heads.values(), *(finding.person_id for finding in findings)}
    return _Names(heads, people.names_of(asked), awards.reported_dead(asked) | dead_on(asked, today))


def _addressed(finding: Finding, names: _Names, reason: HoldReason) -> dict[str, Json]:
    """To the head of the household; of one who died, or of whose death somebody was told, to the family."""
    head = names.heads.get(finding.household_id, finding.person_id)
    values: dict[str, Json] = {
        "kind": reason.value,
        "applicant": names.of[head],
        "person": names.of[finding.person_id],
        "told_on": timezone.localdate().isoformat(),
    }
    return values | {"addressee": f"{names.of[head]}的家属"} if head in names.dead else values


@dataclass(frozen=True)
class _Waiting:
    """What waits of some matters, and what banks said of the accounts: read once for all letters."""

    amounts: Mapping[UUID, Money]
    waited: Mapping[UUID, Sequence[Waited]]
    told: Mapping[UUID, Sequence[Any]]

    @classmethod
    def read(cls, held: Mapping[UUID, Sequence[Any]]) -> "_Waiting":
        every, told = [hold for some in held.values() for hold in some], defaultdict[UUID, list[Any]](list)
        accounts = {hold.cause_id for hold in every if hold.reason == HoldReason.INVALID_ACCOUNT}
        for refusal in awards.refusals_of(accounts):
            told[refusal.cause_id].append(refusal)
        return cls(awards.held_amounts(every), awards.waited(every), told)

    def of(self, held: Sequence[Any], person: str) -> dict[str, Json]:
        """What a letter says of one matter."""
        shares: list[Json] = []
        for hold in held:
            if not hold.months:
                shares.append(_share(hold, str(self.amounts[hold.id]), Month.of(hold.since)))
            shares += [_alone(hold, each) for each in self.waited[hold.id] if hold.months]
        why = _WHY[HoldReason(held[0].reason)]
        return {"shares": shares, "facts": why.format(person=person, faults=self._faults(held[0]))}

    def _faults(self, hold: Any) -> str:
        told = [(each, AccountFault(each.fault)) for each in self.told.get(hold.cause_id, ())]
        return "；".join(
            f"尾号{each.masked.lstrip('*')}，{fault.title}（{fault.remedy}）" for each, fault in told
        )


def _paid_after(freed: Sequence[Any], going: Mapping[UUID, LetGo]) -> dict[str, Json]:
    """What is paid from now on, and what is paid after of the months that waited."""
    shares: list[Json] = [_from_now_on(hold, going[hold.id]) for hold in freed]
    back: list[Json] = [
        {
            "programme": Programme(hold.award.programme).title,
            "first": str(months[0].month),
            "last": str(months[-1].month),
            "amount": str(awards.sum_of(months)),
        }
        for hold in freed
        for months in _together(going[hold.id].months)
    ]
    total = sum((awards.sum_of(each.months) for each in going.values()), Money(0))
    return {"shares": shares, "back": back, "total": str(total)}


def _after_decision(ended: Sequence[Any]) -> dict[str, Json]:
    """What the decision left of each award; what waited is settled by the decision itself."""
    shares: list[Json] = []
    for hold in ended:
        this = Month.of(timezone.localdate(hold.released_at))
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
    share = _share(hold, str(going.monthly), going.first)
    is_over = hold.months and hold.award.until_month is not None
    return share | {"programme": f"{share['programme']}（以后不再发）"} if is_over else share


def _alone(hold: Any, waited: Waited) -> dict[str, Json]:
    """A month of an award that pays nothing after it."""
    share = _share(hold, str(waited.amount), waited.month)
    return share | {"programme": f"{share['programme']}（只这个月）"}


def _together(months: Sequence[Waited]) -> list[list[Waited]]:
    """What follows month after month as one line, from the first to the last."""
    lines: list[list[Waited]] = []
    for each in months:
        if lines and lines[-1][-1].month.next() == each.month:
            lines[-1].append(each)
        else:
            lines.append([each])
    return lines


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
