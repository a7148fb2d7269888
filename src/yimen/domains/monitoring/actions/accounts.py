"""An account that a bank refused: what is paid to it waits, the family gives another, a second person agrees.

It is found when it is told; the comparison before each payment meets it again until it is put right.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import Account, Holder
from yimen.domains.awards.types.accounts import Payee, Refused
from yimen.domains.monitoring.actions.items import (
    close,
    close_items,
    due_of,
    open_items,
    open_release,
    record,
)
from yimen.domains.monitoring.actions.telling import tell_families
from yimen.domains.monitoring.errors import FindingInvalidError
from yimen.domains.monitoring.models import Comparison, Finding
from yimen.domains.monitoring.permissions import access_finding
from yimen.domains.monitoring.rules.differences import ACCOUNT_REFUSED, outcome_title
from yimen.domains.monitoring.rules.evidence import digest_of, written
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.jobs.runs import begin_alone
from yimen.foundation.models import make_id
from yimen.foundation.spreadsheets.tables import Fault
from yimen.kernel import Month, RegionCode, RegionLevel, Sentence, YimenError

_LATER = Sentence("请在家庭档案里查看原因，需要的单独登记。")


@dataclass(frozen=True, slots=True)
class Told:
    """What a message of a bank is looked into as, and whether that was so before."""

    finding_id: UUID
    is_known: bool


@transaction.atomic
def tell_refused(*, refused: Refused, by: Actor, list_id: UUID | None = None, row: int | None = None) -> Told:
    """Everything paid to this account waits from the month on that came back, and the family is told."""
    payee = awards.payee_of(refused, by=by)
    begin_alone("refused accounts", str(RegionCode(payee.region).at(RegionLevel.COUNTY)))
    known = awarding.told_again(refused=refused, by=by)
    if known is not None:
        _wait_as_well(known, refused.paid_for, by)
        return Told(known.cause_id, is_known=True)
    before = _open_one(refused)
    finding = before or _found(refused, payee)
    kept = awarding.keep_refusal(
        refused=refused, cause_id=finding.id, by=by, region=payee.region, list_id=list_id, row=row
    )
    waiting = awards.holds_of_refusals([kept])
    awarding.begin_earlier(holds=waiting, by=by)
    placed = awarding.place_holds(holds=waiting, by=by)
    if not placed and before is None:
        raise FindingInvalidError("发到这个账户的款项已经暂缓，或者没有款项发到这个账户。")
    _write(finding)
    if before is None:
        open_items(WorkKind.ACCOUNT, [finding], finding.region, by)
        record("finding:open", finding, by)
    if placed:
        tell_families([finding], by)
    return Told(finding.id, is_known=False)


def _wait_as_well(known: Any, month: Month, by: Actor) -> None:
    """Another month of an account that is looked into; what was paid in that month only waits as well."""
    waiting = awards.holds_of_refusals([known], month)
    awarding.begin_earlier(holds=waiting, by=by)
    if not awarding.place_holds(holds=waiting, by=by):
        return
    finding = Finding.objects.select_for_update().get(id=known.cause_id)
    if finding.outcome:
        raise FindingInvalidError("这个账户已经登记处理结果，正等第二人恢复发放。请在恢复以后再登记这个月。")
    _write(finding)
    tell_families([finding], by)


@transaction.atomic
def take_over_list(*, list_id: UUID, by: Actor) -> None:
    """Row by row as if each were typed; a row that does not stand any more is named and leaves nothing."""
    rows = awards.account_list_rows(awarding.checked_list(list_id, by=by))
    faults: list[Fault] = []
    told: list[Told] = []
    for each in rows:
        try:
            with transaction.atomic():
                told.append(tell_refused(refused=each.refused, by=by, list_id=list_id, row=each.row))
        except YimenError as refusal:
            faults.append(Fault(each.row, "", refusal.message, _LATER))
    known = sum(each.is_known for each in told)
    awarding.close_account_list(list_id=list_id, faults=faults, taken=len(told), known=known, by=by)


@transaction.atomic
def give_account(*, finding_id: UUID, account: Account, note: str, file_id: UUID, by: Actor) -> Finding:
    """What the family shows, or what puts right what was written before; another person lets the money go."""
    finding = access_finding(finding_id, Permission.FINDING_SETTLE, by=by, is_changed=True)
    if finding.rule != ACCOUNT_REFUSED.key:
        raise FindingInvalidError("只有账户被退回的才登记新的账户。")
    if finding.outcome not in ("", FindingOutcome.ACCOUNT_GIVEN):
        raise FindingInvalidError(
            "这条发现已经处理：%(outcome)s（%(who)s）。",
            outcome=outcome_title(FindingOutcome(finding.outcome), finding.rule),
            who=finding.closed_by,
        )
    given = awarding.give_account(cause_id=finding.id, account=account, note=note, file_id=file_id, by=by)
    words = f"{given.bank}，{given.masked}"
    awarding.settle_holds(cause_id=finding.id, because=f"已登记账户：{words}", by=by)
    close(finding, FindingOutcome.ACCOUNT_GIVEN, words, by)
    close_items(finding.id, by, FindingOutcome.ACCOUNT_GIVEN)
    open_release(finding, by.role, by)
    return finding


def see_refused(comparison: Comparison, holders: Collection[Holder], by: Actor) -> int:
    """What nobody has put right is met again; whatever else goes to such an account by now waits as well."""
    looked_at = {(holder.household_id, holder.person_id) for holder in holders}
    rows = [
        row
        for row in awards.standing_refusals([holder.person_id for holder in holders])
        if (row.household_id, row.person_id) in looked_at
    ]
    found = Finding.objects.select_for_update().filter(id__in={row.cause_id for row in rows})
    open_ones = {row.id for row in found if not row.outcome}
    count = found.update(last_seen=comparison, seen_on=comparison.on)
    found.filter(first_seen__isnull=True).update(first_seen=comparison)
    waiting = awards.holds_of_refusals([row for row in rows if row.cause_id in open_ones])
    awarding.place_holds(holds=waiting, by=by)
    return count


def _write(finding: Finding) -> None:
    """With everything that was told of its accounts by now, and what a month of what waits comes to."""
    told = awards.refusals_of([finding.id])
    finding.evidence = written(0, max(each.told_on for each in told), [_shown(each) for each in told])
    holds = awards.holds_of_causes([finding.id])
    finding.effect_fen = sum(amount.fen for amount in awards.held_amounts(holds).values())
    finding.save()


def _shown(each: Any) -> dict[str, object]:
    return {
        "told_by": each.told_by,
        "fault": each.fault,
        "account": each.masked,
        "paid_for": each.paid_for,
        "told_on": each.told_on,
        "note": each.note or None,
    }


def _open_one(refused: Refused) -> Finding | None:
    """What the family was asked for another account for is one matter, however many accounts were refused."""
    causes = awards.cause_of_standing(refused.household_id, refused.person_id)
    return Finding.objects.select_for_update().filter(id__in=causes, outcome="").first()


def _found(refused: Refused, payee: Payee) -> Finding:
    today, key = timezone.localdate(), make_id()
    same = [{"refusal": str(key)}]
    return Finding(
        id=key,
        region=payee.region,
        household_id=refused.household_id,
        person_id=refused.person_id,
        rule=ACCOUNT_REFUSED.key,
        set_key=ACCOUNT_REFUSED.set_key,
        severity=ACCOUNT_REFUSED.severity,
        digest=digest_of(ACCOUNT_REFUSED.key, refused.household_id, refused.person_id, same),
        month=Month.of(today).first,
        seen_on=today,
        due_on=due_of(ACCOUNT_REFUSED.key, ACCOUNT_REFUSED.severity, payee.region).due_on,
    )
