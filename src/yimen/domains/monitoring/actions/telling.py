"""The letter to a family whose money waits: whose part, why in plain words, what to do, whom to call."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import HoldReason
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
}


def tell_families(findings: Collection[Finding], by: Actor) -> None:
    """A numbered letter for each person of whom something waits from now on; the town delivers it."""
    held = _held_by(findings)
    if not held:
        return
    told = [finding for finding in findings if finding.id in held]
    homes = heads_on({finding.household_id for finding in told}, timezone.localdate())
    names = people.names_of([*homes.values(), *(finding.person_id for finding in told)])
    for finding in told:
        head = homes.get(finding.household_id, finding.person_id)
        values = _values(finding, head, names, held[finding.id])
        name = names[head]
        papers.issue_document(
            kind=DocumentKind.PAYMENT_WAIT,
            subject=Subject("household", finding.household_id, name, RegionCode(finding.region)),
            values=values,
            by=by,
            household_id=finding.household_id,
        )


def _held_by(findings: Collection[Finding]) -> dict[UUID, list[tuple[HoldReason, Json]]]:
    holds = awards.holds_of_causes([finding.id for finding in findings])
    standing = [hold for hold in holds if hold.released_at is None]
    amounts: Mapping[UUID, Money] = awards.held_amounts(standing)
    found: dict[UUID, list[tuple[HoldReason, Json]]] = defaultdict(list)
    for hold in standing:
        if hold.cause_id is not None:
            row: dict[str, Json] = {
                "programme": Programme(hold.award.programme).title,
                "amount": str(amounts[hold.id]),
                "from_month": str(Month.of(hold.since)),
            }
            found[hold.cause_id].append((HoldReason(hold.reason), row))
    return found


def _values(
    finding: Finding, head: UUID, names: Mapping[UUID, str], held: list[tuple[HoldReason, Json]]
) -> dict[str, Json]:
    reason, person = held[0][0], names[finding.person_id]
    values: dict[str, Json] = {
        "applicant": names[head],
        "person": person,
        "shares": [row for _reason, row in held],
        "facts": _WHY[reason].format(person=person),
        "told_on": timezone.localdate().isoformat(),
    }
    is_of_the_dead = reason is HoldReason.DEATH and head == finding.person_id
    return values | {"addressee": f"{person}的家属"} if is_of_the_dead else values
