"""Audits of families that receive something: drawn by lot each month, looked into by the county, closed once.

The machine draws by the calendar with the seed published before; nobody chooses when or whom.
"""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions as cases
from yimen.domains.cases.queries import checks
from yimen.domains.monitoring.actions.by_county import each_by_itself
from yimen.domains.monitoring.errors import AuditInvalidError
from yimen.domains.monitoring.models import Audit, AuditDraw
from yimen.domains.monitoring.permissions import access_audit
from yimen.domains.monitoring.types.audits import AuditOutcome
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import LoadedItem, Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.audit.sealing import head_before
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import system_scope
from yimen.foundation.lots import Lot, draw
from yimen.kernel import DayUnit, Month, RegionCode, TimeLimit, deadline

SHARE = Decimal("0.01")
"""Of the families that receive something; the office's own, no act at hand names one."""
LOOKING = TimeLimit(20, DayUnit.WORKING, "抽中", "本平台随机抽查规则（办公时限，非法定期限）")

REVIEWING = TimeLimit(20, DayUnit.WORKING, "抽查不一致", "本平台随机抽查规则（办公时限，非法定期限）")


def draw_audits(*, by: Doer) -> int:
    """Every county whose day has come and that has not drawn in this month; how many families were drawn."""
    with system_scope():
        seeds = {
            RegionCode(seed.region): seed for seed in checks.seeds_of_month(Month.of(timezone.localdate()))
        }
    return each_by_itself(seeds, lambda county: _draw_due(county, seeds[county], by))


def _draw_due(county: RegionCode, seed: Any, by: Doer) -> int:
    today, published = timezone.localdate(), timezone.localdate(seed.done_at)
    day = checks.day_of_draw(max(published, date(today.year, today.month, 1)), load_calendar())
    return _draw(county, seed.seed, day, by) if day <= today else 0


def _draw(county: RegionCode, seed: str, day: date, by: Doer) -> int:
    month = Month.of(day)
    head = head_before(checks.begin_of(day))
    if head is None or AuditDraw.objects.filter(region=str(county), month=month.first).exists():
        return 0
    homes = awards.households_holding(month, county)
    lots = draw(seed, head.head.hex(), homes, SHARE)
    made = AuditDraw.objects.create(
        region=str(county),
        month=month.first,
        day=day,
        seed=seed,
        position=head.position,
        head=head.head.hex(),
        share=SHARE,
        numbers="\n".join(sorted(homes)),
    )
    drawn = [lot for lot in lots if lot.is_drawn]
    _open(made, drawn, homes, by)
    changes: dict[str, object] = {"month": str(month), "households": len(homes), "drawn": len(drawn)}
    audit.record("audit:draw", kind="audit", subject=made.id, region=made.region, by=by, changes=changes)
    return len(drawn)


def _open(made: AuditDraw, drawn: list[Lot], homes: dict[str, tuple[UUID, str, str]], by: Doer) -> None:
    """By the county, which did not decide alone: neither village nor town looks into its own work."""
    due = deadline(LOOKING, timezone.localdate(), load_calendar())
    station = network.station_of(RegionCode(made.region), StationLevel.COUNTY)
    items = []
    for lot in drawn:
        household_id, region, name = homes[lot.number]
        row = Audit.objects.create(
            region=region,
            draw=made,
            household_id=household_id,
            number=lot.number,
            score=lot.score,
            due_on=due.due_on,
        )
        subject = Subject("audit", row.id, f"{name} {lot.number}", RegionCode(region))
        items.append(
            LoadedItem(
                kind=WorkKind.AUDIT,
                subject=subject,
                due=due,
                event_on=timezone.localdate(),
                owner_station=station.id,
                owner_role=Role.COUNTY_REVIEWER,
            )
        )
    worklist.load_items(items=items, region=made.region, by=by)


@transaction.atomic
def record_audit(*, audit_id: UUID, outcome: AuditOutcome, because: str, by: Actor) -> Audit:
    """What the look found; where it is not as decided the town reviews it; money goes on until a decision."""
    row = access_audit(audit_id, Permission.COUNTY_CHECK, by=by, is_changed=True)
    if row.outcome:
        raise AuditInvalidError("这户已经抽查过（%(who)s）。", who=row.closed_by)
    if not because.strip():
        raise AuditInvalidError("请写明怎样核实、看到了什么。")
    if outcome is AuditOutcome.CALLED:
        _call(row, because.strip(), by)
    row.outcome, row.because = outcome, because.strip()
    row.closed_at, row.closed_by = timezone.now(), by.staff_name
    row.save()
    worklist.close_items_of(subject_id=row.id, by=by, outcome=outcome)
    changes: dict[str, object] = {"outcome": outcome, "because": row.because}
    audit.record("audit:close", kind="audit", subject=row.id, region=row.region, by=by, changes=changes)
    return row


def _call(row: Audit, because: str, by: Actor) -> None:
    """The town looks into the family anew."""
    due = deadline(REVIEWING, timezone.localdate(), load_calendar())
    cases.call_for_review(
        household_id=row.household_id, ground=because[:200], due_on=due.due_on, by=by, occasion="随机抽查"
    )
