"""An account that a bank refused: what is paid to it waits, the family gives another, a second person agrees.

It is found when it is told; the comparison before each payment meets it again until it is put right.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import Account, Hold, Holder
from yimen.domains.awards.types.accounts import ListedRefusal, Payee, Refused
from yimen.domains.monitoring.actions.items import (
    close,
    close_items,
    due_of,
    open_items,
    open_release,
    record,
)
from yimen.domains.monitoring.actions.starters import starter_of
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
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import begin_alone, run_chunks
from yimen.foundation.models import make_id
from yimen.foundation.spreadsheets.tables import Fault
from yimen.kernel import Month, RegionCode, RegionLevel, Sentence, YimenError

TAKING = "monitoring.take_list"
"""The job."""
CHUNK = 100
_LATER = Sentence("请在家庭档案里查看原因，需要的单独登记。")


@dataclass(frozen=True, slots=True)
class Told:
    """What a message of a bank is looked into as, and whether that was so before."""

    finding_id: UUID
    is_known: bool


@dataclass(slots=True)
class _Matters:
    """What several messages are looked into as: written, given to the villages and told of once for all."""

    by: Actor
    paid: awards.PaidAccounts
    touched: dict[UUID, Finding] = field(default_factory=dict)
    opened: set[UUID] = field(default_factory=set)
    placed: set[UUID] = field(default_factory=set)

    def open_one(self, refused: Refused) -> Finding | None:
        """What the family was asked for another account for is one matter, however many were refused."""
        causes = awards.cause_of_standing(refused.household_id, refused.person_id)
        if known := [self.touched[cause] for cause in causes if cause in self.touched]:
            return known[0]
        return Finding.objects.select_for_update().filter(id__in=causes, outcome="").first()

    def take(self, finding: Finding, *, is_opened: bool, is_placed: bool) -> None:
        self.touched.setdefault(finding.id, finding)
        self.opened |= {finding.id} if is_opened else set()
        self.placed |= {finding.id} if is_placed else set()

    def finish(self) -> None:
        """The findings stand, the villages have their task, the families their letters."""
        found = list(self.touched.values())
        _write(found)
        opened = [finding for finding in found if finding.id in self.opened]
        for county, some in _by_county(opened).items():
            open_items(WorkKind.ACCOUNT, some, county, self.by)
        for finding in opened:
            record("finding:open", finding, self.by)
        if self.placed:
            tell_families([finding for finding in found if finding.id in self.placed], self.by)


def _by_county(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[str(RegionCode(finding.region).at(RegionLevel.COUNTY))].append(finding)
    return found


@transaction.atomic
def tell_refused(*, refused: Refused, by: Actor) -> Told:
    """Everything paid to this account waits from the month on that came back, and the family is told."""
    matters = _Matters(by, awards.paid_accounts([refused]))
    told = _tell(refused, matters)
    matters.finish()
    return told


def _tell(refused: Refused, matters: _Matters, list_id: UUID | None = None, row: int | None = None) -> Told:
    by, paid = matters.by, matters.paid
    payee = awards.payee_of(refused, paid, by=by)
    begin_alone("refused accounts", str(RegionCode(payee.region).at(RegionLevel.COUNTY)))
    known = awarding.told_again(refused=refused, by=by)
    if known is not None:
        _wait_as_well(known, refused.paid_for, matters)
        return Told(known.cause_id, is_known=True)
    before = matters.open_one(refused)
    finding = before or _found(refused, payee)
    kept = awarding.keep_refusal(
        refused=refused, cause_id=finding.id, by=by, region=payee.region, list_id=list_id, row=row
    )
    is_placed = _wait(awards.holds_of_refusals([kept], paid), by)
    if not is_placed and before is None:
        raise FindingInvalidError("发到这个账户的款项已经暂缓，或者没有款项发到这个账户。")
    matters.take(finding, is_opened=before is None, is_placed=is_placed)
    return Told(finding.id, is_known=False)


def _wait(waiting: Collection[Hold], by: Actor) -> bool:
    """Whether something waits that did not before."""
    awarding.begin_earlier(holds=waiting, by=by)
    return bool(awarding.place_holds(holds=waiting, by=by))


def _wait_as_well(known: Any, month: Month, matters: _Matters) -> None:
    """Another month of an account that is looked into; what was paid in that month only waits as well."""
    if not _wait(list(awards.holds_of(known, month, matters.paid)), matters.by):
        return
    finding = matters.touched.get(known.cause_id)
    if finding is None:
        finding = Finding.objects.select_for_update().get(id=known.cause_id)
    if finding.outcome:
        raise FindingInvalidError("这个账户已经登记处理结果，正等第二人恢复发放。请在恢复以后再登记这个月。")
    matters.take(finding, is_opened=False, is_placed=True)


@transaction.atomic
def start_taking(*, list_id: UUID, by: Actor, is_deferred: bool = True) -> None:
    """A job takes the rows of a bank's list over; one that broke off goes on from where it was."""
    awarding.begin_account_list(list_id=list_id, kind=TAKING, by=by)
    if is_deferred:
        defer(TAKING, account_list=list_id)


def run_taking(list_id: UUID) -> None:
    """As whoever asked for it, under their post as it is now."""
    with system_scope():
        run_id, region = awards.run_of_list(list_id)
    take_list(list_id, by=starter_of(run_id, Permission.ACCOUNT_REFUSE, region))


def take_list(list_id: UUID, *, by: Actor) -> None:
    """A hundred rows in a transaction; what is written is not written again by a second attempt."""
    with scoped(by.scope):
        run_id, _region = awards.run_of_list(list_id)
        rows = awards.rows_to_take(list_id)
    chunks = [rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)]

    def write(some: Sequence[ListedRefusal]) -> bytes:
        return _take(list_id, some, is_last=some[-1] == rows[-1], by=by)

    run_chunks(run_id, by.scope, chunks, write)


def _take(list_id: UUID, rows: Sequence[ListedRefusal], *, is_last: bool, by: Actor) -> bytes:
    """Row by row as if each were typed; a row that does not stand any more is named and leaves nothing."""
    matters = _Matters(by, awards.paid_accounts([each.refused for each in rows]))
    faults: list[Fault] = []
    told: list[Told] = []
    for each in rows:
        try:
            with transaction.atomic():
                told.append(_tell(each.refused, matters, list_id, each.row))
        except YimenError as refusal:
            faults.append(Fault(each.row, "", refusal.message, _LATER))
    matters.finish()
    known = sum(each.is_known for each in told)
    awarding.mark_taken(list_id=list_id, faults=faults, known=known, is_last=is_last, by=by)
    return b"".join(each.finding_id.bytes for each in told)


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


def _write(findings: Collection[Finding]) -> None:
    """With everything that was told of their accounts by now, and what a month of what waits comes to."""
    told, effects = defaultdict[UUID, list[Any]](list), defaultdict[UUID, int](int)
    for refusal in awards.refusals_of([finding.id for finding in findings]):
        told[refusal.cause_id].append(refusal)
    holds = awards.holds_of_causes([finding.id for finding in findings])
    amounts = awards.held_amounts(holds)
    for hold in holds:
        effects[hold.cause_id or hold.id] += amounts[hold.id].fen
    for finding in findings:
        rows = told[finding.id]
        finding.evidence = written(0, max(each.told_on for each in rows), [_shown(each) for each in rows])
        finding.effect_fen = effects[finding.id]
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
