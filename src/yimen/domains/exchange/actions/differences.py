"""What differs, kept from one comparison to the next; settled with a reason, or given to the town."""

import json
from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.exchange.errors import DifferenceRefusedError
from yimen.domains.exchange.models import Difference, Reconciliation
from yimen.domains.exchange.queries.reconciling import difference_for
from yimen.domains.exchange.rules.comparing import evidence_of, state_after
from yimen.domains.exchange.types.reconciling import (
    Compared,
    DifferenceKind,
    DifferenceState,
    Differing,
    Happening,
    Ours,
    Theirs,
)
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.people.queries import identified
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.models import blind
from yimen.kernel import DayUnit, RegionCode, RegionLevel, TimeLimit, deadline

OFFICE_RULE = "本平台数据核对规则（办公时限，非法定期限）"
LOOKING_LIMIT = TimeLimit(days=10, unit=DayUnit.WORKING, event="交乡镇核对", article=OFFICE_RULE)
"""No law says how soon a difference between two systems is looked into; the office does, and says so."""
_KEPT = [
    "region", "name", "household_id", "row", "ours", "theirs", "evidence", "gap_fen", "state", "reason",
    "settled_at", "settled_by", "story",
]  # fmt: skip
Place = tuple[bytes, str, str]
Placed = Callable[[Differing], tuple[str, UUID | None]]


def keep_differences(
    made: Reconciliation, compared: Compared, numbers: Mapping[int, str], *, by: Actor
) -> None:
    """Write what was found; what was settled stays so unless it rests on something else now."""
    before = {_place_of_row(row): row for row in made.differences.select_for_update()}
    places = _places(made, compared)
    new, changed = list[Difference](), list[Difference]()
    for differing in compared.differing:
        row = before.pop(_place(differing), None)
        if row is None:
            new.append(_made(made, differing, places, numbers, by))
        else:
            _found_again(row, differing, places, numbers, by)
            changed.append(row)
    for row in before.values():
        if row.state != DifferenceState.GONE:
            _gone(row, by)
            changed.append(row)
    Difference.objects.bulk_create(new, batch_size=500)
    Difference.objects.bulk_update(changed, _KEPT, batch_size=500)


def _place(differing: Differing) -> Place:
    return differing.key, str(differing.programme or ""), differing.kind.value


def _place_of_row(row: Difference) -> Place:
    return bytes(row.key), row.programme, row.kind


def _places(made: Reconciliation, compared: Compared) -> Placed:
    """Where each belongs: where our record lies; else where the person lives, or as their list says."""
    unknown = [each.key for each in compared.differing if each.ours is None]
    known = identified.regions_of_keys(unknown)

    def place(differing: Differing) -> tuple[str, UUID | None]:
        if differing.ours is not None:
            return differing.ours.region, differing.ours.household_id
        region, household = known.get(differing.key, ("", None))
        said = differing.theirs.region if differing.theirs is not None else None
        return region or said or made.region, household

    return place


def _made(
    made: Reconciliation, differing: Differing, places: Placed, numbers: Mapping[int, str], by: Actor
) -> Difference:
    row = Difference(
        reconciliation=made,
        title=made.title,
        month=made.month,
        kind=differing.kind.value,
        key=differing.key,
        programme=str(differing.programme or ""),
        state=DifferenceState.OPEN.value,
    )
    _say(row, differing, places, numbers)
    _tell(row, Happening.FOUND, by)
    return row


def _found_again(
    row: Difference, differing: Differing, places: Placed, numbers: Mapping[int, str], by: Actor
) -> None:
    before, was = DifferenceState(row.state), bytes(row.evidence)
    _say(row, differing, places, numbers)
    is_same = was == bytes(row.evidence)
    after = state_after(before, is_same=is_same)
    if before is DifferenceState.SETTLED and after is DifferenceState.OPEN:
        _unsettle(row)
    if before is DifferenceState.GONE:
        _tell(row, Happening.FOUND_AGAIN, by)
    elif not is_same:
        _tell(row, Happening.CHANGED, by)
    row.state = after.value


def _gone(row: Difference, by: Actor) -> None:
    if row.state == DifferenceState.ASSIGNED:
        _close_item(row, by, Happening.GONE.title)
    _unsettle(row)
    row.state = state_after(DifferenceState(row.state), is_found=False).value
    _tell(row, Happening.GONE, by)


def _unsettle(row: Difference) -> None:
    row.reason, row.settled_at, row.settled_by = "", None, None


def _say(row: Difference, differing: Differing, places: Placed, numbers: Mapping[int, str]) -> None:
    ours, theirs = differing.ours, differing.theirs
    row.region, row.household_id = places(differing)
    row.name = (ours.name if ours is not None else "") or (theirs.name if theirs is not None else "") or "—"
    row.row = None if theirs is None else theirs.row
    number = "" if theirs is None else numbers.get(theirs.row, "")
    row.ours, row.theirs = _said(ours, ""), _said(theirs, number)
    row.evidence, row.gap_fen = blind(evidence_of(differing), "difference"), _gap(differing)


def _said(record: Ours | Theirs | None, number: str) -> str | None:
    """What a side says, as it is shown and kept encrypted."""
    if record is None:
        return None
    said = {
        "programme": record.programme and record.programme.value,
        "name": record.name,
        "number": number,
        "size": record.size,
        "amount": record.amount and str(record.amount),
        "month": record.month and str(record.month),
    }
    return json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)


def _gap(differing: Differing) -> int | None:
    """How much more the province says, where the difference is one of money."""
    if differing.kind not in (DifferenceKind.AMOUNT, DifferenceKind.ONLY_HERE, DifferenceKind.ONLY_THERE):
        return None
    here, there = (
        0 if record is None or record.amount is None else record.amount.fen
        for record in (differing.ours, differing.theirs)
    )
    return there - here


def _tell(row: Difference, what: Happening, by: Actor, why: str = "") -> None:
    said = {"on": timezone.localdate().isoformat(), "what": what.value, "by": by.staff_name, "why": why}
    row.story = [*row.story, said]


@transaction.atomic
def settle_difference(*, difference_id: UUID, reason: str, by: Actor) -> Difference:
    """Looked into, with what was found or done; it stays settled until it rests on something else."""
    row = difference_for(difference_id, Permission.EXCHANGE_SETTLE, by=by, is_changed=True)
    _refuse(row, DifferenceState.OPEN, DifferenceState.ASSIGNED)
    _refuse_without(reason)
    if row.state == DifferenceState.ASSIGNED:
        _close_item(row, by, Happening.SETTLED.title)
    row.state, row.reason = DifferenceState.SETTLED.value, reason.strip()
    row.settled_at, row.settled_by_id = timezone.now(), by.post_id
    return _kept(row, Happening.SETTLED, by, reason.strip())


@transaction.atomic
def reopen_difference(*, difference_id: UUID, reason: str, by: Actor) -> Difference:
    """It was settled wrongly."""
    row = difference_for(difference_id, Permission.EXCHANGE_SETTLE, by=by, is_changed=True)
    _refuse(row, DifferenceState.SETTLED)
    _refuse_without(reason)
    _unsettle(row)
    row.state = DifferenceState.OPEN.value
    return _kept(row, Happening.REOPENED, by, reason.strip())


@transaction.atomic
def assign_difference(*, difference_id: UUID, by: Actor) -> Difference:
    """The town looks into it: an item on its list; what belongs to no town, on the county's own."""
    row = difference_for(difference_id, Permission.EXCHANGE_SETTLE, by=by, is_changed=True)
    _refuse(row, DifferenceState.OPEN)
    region = RegionCode(row.region)
    is_town_s = region.level >= RegionLevel.TOWN
    level = StationLevel.TOWN if is_town_s else StationLevel.COUNTY
    worklist.open_item(
        kind=WorkKind.EXCHANGE_DIFFERENCE,
        subject=Subject("difference", row.id, f"{row.name}：{DifferenceKind(row.kind).title}", region),
        due=deadline(LOOKING_LIMIT, timezone.localdate(), load_calendar()),
        owner_station=network.station_of(region, level).id,
        owner_role=Role.TOWN_HANDLER if is_town_s else Role.COUNTY_REVIEWER,
        by=by,
    )
    row.state = DifferenceState.ASSIGNED.value
    return _kept(row, Happening.ASSIGNED, by)


def _refuse(row: Difference, *allowed: DifferenceState) -> None:
    if row.state not in allowed:
        state = DifferenceState(row.state)
        raise DifferenceRefusedError("这条差异现在是“%(state)s”，不能这样办；请刷新后查看。", state=state)


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise DifferenceRefusedError("请写明核对的情况和处理的理由。")


def _close_item(row: Difference, by: Actor, outcome: str) -> None:
    if waiting.find_open(WorkKind.EXCHANGE_DIFFERENCE, row.id) is not None:
        worklist.close_item(kind=WorkKind.EXCHANGE_DIFFERENCE, subject_id=row.id, by=by, outcome=outcome)


def _kept(row: Difference, what: Happening, by: Actor, why: str = "") -> Difference:
    _tell(row, what, by, why)
    row.save(update_fields=["state", "reason", "settled_at", "settled_by", "story"])
    changes = {"state": row.state, "reason": why}
    action = f"difference:{what.value}"
    audit.record(action, kind="difference", subject=row.id, region=row.region, by=by, changes=changes)
    return row
