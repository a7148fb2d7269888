"""The county's check before confirmation: seeds, the draw of a day, what was found (43号 第十六条).

The machine publishes and draws by the calendar; nobody chooses when, which files, or what is drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from secrets import token_hex
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.clocks import close_if_open, open_outcome_clock
from yimen.domains.cases.actions.moves import note_hand
from yimen.domains.cases.errors import DrawInvalidError, DrawnFileNotFoundError, IllegalMoveError
from yimen.domains.cases.models import CaseOutcome, CheckDraw, CheckSeed, DrawnFile
from yimen.domains.cases.permissions import hold_outcome
from yimen.domains.cases.queries.checks import begin_of, lot_number, share_of, tally_of, waiting_for_a_draw
from yimen.domains.cases.rules.drawing import day_of_draw
from yimen.domains.cases.tekun import CheckMethod
from yimen.domains.cases.types import Clock, HandKind, OutcomeState
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.audit.sealing import head_before
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.lots import Lot, draw
from yimen.kernel import Month, Programme, RegionCode


@dataclass(frozen=True, slots=True)
class Checked:
    """What the county found about a file that was drawn."""

    checked_on: date
    method: CheckMethod
    finding: str
    is_true: bool


def draw_due(*, by: Doer) -> int:
    """Publish the seeds of this month and the next, draw each working day that began; safe to run twice.

    A file is drawn on the first working day after it was sent; a day on which the machine stood still is
    drawn later with what belongs to that day. Returns how many files were in a draw.
    """
    counties = [RegionCode(station.region) for station in network.counties_served()]
    return sum(_draw_county(county, by) for county in counties)


@transaction.atomic
def _draw_county(county: RegionCode, by: Doer) -> int:
    today = timezone.localdate()
    this = Month.of(today)
    for month in (this, this.next()):
        _publish_seed(county, month, by)
    rows = CheckSeed.objects.select_for_update().filter(region=str(county)).order_by("month")
    seeds = {Month.of(seed.month): seed for seed in rows}
    return sum(
        _draw_day(day, seeds[Month.of(day)], outcomes, by) for day, outcomes in _days(county, seeds, today)
    )


def _publish_seed(county: RegionCode, month: Month, by: Doer) -> None:
    """A number nobody chose; once published it stays."""
    made, is_made = CheckSeed.objects.get_or_create(
        region=str(county),
        month=month.first,
        defaults={"seed": token_hex(16), "done_at": timezone.now()},
    )
    if is_made:
        changes: dict[str, object] = {"month": str(month), "seed": made.seed}
        audit.record("check:seed", kind="check", subject=made.id, region=made.region, by=by, changes=changes)


def _days(
    county: RegionCode, seeds: dict[Month, CheckSeed], today: date
) -> Iterator[tuple[date, list[CaseOutcome]]]:
    """The days that have come, each with its files, earliest first."""
    drawn = CheckDraw.objects.filter(region=str(county)).order_by("-day").values_list("day", flat=True)
    last = drawn.first() or date.min
    this = seeds[Month.of(today)]
    due = [(_day_for(outcome, seeds, this, last), outcome) for outcome in waiting_for_a_draw(county)]
    ready = sorted(((day, found) for day, found in due if day <= today), key=itemgetter(0))
    for day, files in groupby(ready, key=itemgetter(0)):
        yield day, [outcome for _day, outcome in files]


def _day_for(outcome: CaseOutcome, seeds: dict[Month, CheckSeed], this: CheckSeed, last: date) -> date:
    """After it was sent, after the last day that was drawn already, and never on the day of its own seed.

    A month in which the machine never ran has no seed: what was sent then is drawn with the present one.
    """
    calendar = load_calendar()
    assert outcome.sent_on is not None  # it lies with the confirmer
    day = day_of_draw(max(outcome.sent_on, last), calendar)
    seed = seeds.get(Month.of(day), this)
    return max(day, day_of_draw(timezone.localdate(seed.done_at), calendar))


def _draw_day(day: date, seed: CheckSeed, outcomes: Sequence[CaseOutcome], by: Doer) -> int:
    head = head_before(begin_of(day))
    if head is None:
        return 0  # the audit of the day before is not sealed yet; the next hour draws
    waiting = {lot_number(outcome): outcome for outcome in outcomes}
    share = share_of(Programme(outcomes[0].programme), RegionCode(seed.region), day)
    made = CheckDraw.objects.create(
        region=seed.region,
        seed=seed,
        batch=seed.draws.count() + 1,
        day=day,
        position=head.position,
        head=head.head.hex(),
        share=share,
        done_at=timezone.now(),
    )
    lots = draw(seed.seed, made.head, waiting, share, tally_of(seed))
    for lot in lots:
        _keep(made, waiting[lot.number], lot, by)
    return len(lots)


def _keep(made: CheckDraw, outcome: CaseOutcome, lot: Lot, by: Doer) -> None:
    kept = DrawnFile.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        seed_id=made.seed_id,
        batch=made.batch,
        number=lot.number,
        score=lot.score,
        share=made.share,
        is_drawn=lot.is_drawn,
        done_at=made.done_at,
    )
    changes: dict[str, object] = {"batch": made.batch, "is_drawn": lot.is_drawn}
    audit.record("check:draw", kind="check", subject=kept.id, region=kept.region, by=by, changes=changes)
    if lot.is_drawn:
        open_outcome_clock(Clock.COUNTY_CHECK, outcome, by=by)


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
    if not timezone.localdate(found.done_at) <= checked.checked_on <= timezone.localdate():
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
