"""The county's check before confirmation: the seed of a month, the draw, what was found (43号 第十六条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from secrets import token_hex
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.clocks import close_if_open, open_outcome_clock
from yimen.domains.cases.actions.moves import acted, note_hand
from yimen.domains.cases.errors import DrawInvalidError, DrawnFileNotFoundError, IllegalMoveError
from yimen.domains.cases.models import CaseOutcome, CheckSeed, DrawnFile
from yimen.domains.cases.permissions import hold_outcome
from yimen.domains.cases.queries.checks import share_of, undrawn
from yimen.domains.cases.rules.drawing import Lot, draw
from yimen.domains.cases.tekun import CheckMethod
from yimen.domains.cases.types import Clock, HandKind, OutcomeState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import Month, Programme


@dataclass(frozen=True, slots=True)
class Checked:
    """What the county found about a file that was drawn."""

    checked_on: date
    method: CheckMethod
    finding: str
    is_true: bool


@transaction.atomic
def publish_seed(*, month: Month, by: Actor) -> CheckSeed:
    """A number nobody chose draws the files of a month; once published it stays."""
    region = str(by.region)
    require(by, Permission.COUNTY_CHECK, region)
    this = Month.of(timezone.localdate())
    if month not in (this, this.next()):
        raise DrawInvalidError("只能公布本月或下月的抽查种子。")
    if CheckSeed.objects.filter(region=region, month=month.first).exists():
        raise DrawInvalidError("%(month)s的抽查种子已经公布，不能更换。", month=str(month))
    made = CheckSeed.objects.create(region=region, month=month.first, seed=token_hex(16), **acted(by))
    changes: dict[str, object] = {"month": str(month), "seed": made.seed}
    audit.record("check:seed", kind="check", subject=made.id, region=region, by=by, changes=changes)
    return made


@transaction.atomic
def draw_files(*, by: Actor) -> Sequence[DrawnFile]:
    """Every file that waits and was in no draw yet; not less than the share of them is drawn."""
    require(by, Permission.COUNTY_CHECK, str(by.region))
    today = timezone.localdate()
    month = Month.of(today)
    seed = CheckSeed.objects.select_for_update().filter(region=str(by.region), month=month.first).first()
    if seed is None:
        raise DrawInvalidError("本月的抽查种子尚未公布，请先公布种子，再抽取。")
    waiting = {outcome.case.number: outcome for outcome in undrawn(by=by)}
    if not waiting:
        raise DrawInvalidError("没有待抽取的件：已报送的都参加过抽取。")
    programme = Programme(next(iter(waiting.values())).programme)
    share = share_of(programme, by.region, today)
    batch = (seed.files.order_by("-batch").values_list("batch", flat=True).first() or 0) + 1
    lots = draw(seed.seed, [number for number in waiting if number], share)
    return [_keep(seed, batch, waiting[lot.number], lot, share, by) for lot in lots]


@transaction.atomic
def record_check(*, outcome_id: UUID, checked: Checked, by: Actor) -> DrawnFile:
    """What the county found; whoever checked does not decide."""
    outcome = hold_outcome(outcome_id, Permission.COUNTY_CHECK, by=by)
    found = DrawnFile.objects.filter(outcome=outcome).first()
    if found is None or not found.is_drawn:
        raise DrawnFileNotFoundError("本件没有被抽中，不需要登记核实。", outcome=str(outcome_id))
    if OutcomeState(outcome.state).is_decided:
        raise IllegalMoveError("该项目已作出决定，不能再登记核实。")
    if not checked.finding.strip():
        raise DrawInvalidError("请写明核实到的情况。")
    if not found.done_at.date() <= checked.checked_on <= timezone.localdate():
        raise DrawInvalidError("核实日期应在抽取之后、今天之前（含当日）。")
    found.checked_on, found.method = checked.checked_on, checked.method
    found.finding, found.is_true = checked.finding.strip(), checked.is_true
    found.checked_by_id, found.checker_name = by.user_id, by.staff_name
    found.save()
    changes: dict[str, object] = {"method": checked.method, "is_true": checked.is_true}
    audit.record("check:record", kind="check", subject=found.id, region=found.region, by=by, changes=changes)
    note_hand(outcome.case, HandKind.INVESTIGATED, by)
    close_if_open(Clock.COUNTY_CHECK, outcome.id, by=by)
    return found


def _keep(
    seed: CheckSeed, batch: int, outcome: CaseOutcome, lot: Lot, share: Decimal, by: Actor
) -> DrawnFile:
    kept = DrawnFile.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        seed=seed,
        batch=batch,
        number=lot.number,
        score=lot.score,
        share=share,
        is_drawn=lot.is_drawn,
        **acted(by),
    )
    changes: dict[str, object] = {"batch": batch, "is_drawn": lot.is_drawn}
    audit.record("check:draw", kind="check", subject=kept.id, region=kept.region, by=by, changes=changes)
    if lot.is_drawn:
        open_outcome_clock(Clock.COUNTY_CHECK, outcome, by=by)
    return kept
