"""What goes on after help was granted in the demo county: a payment that came back, a family living away."""

import csv
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce
from yimen.domains.awards.types.accounts import AccountFault, Refused
from yimen.domains.cases.actions import History
from yimen.domains.monitoring.actions import accounts, away
from yimen.domains.monitoring.actions.scanning import run_scan, start_scan
from yimen.domains.monitoring.queries.leads import leads_of_household
from yimen.domains.monitoring.types.leads import ContactWay
from yimen.domains.network.types import Actor
from yimen.domains.verification.queries.sets import set_definition
from yimen.doors.cli.county.department_sets import load
from yimen.foundation.database.scope import scoped
from yimen.kernel import Month, Programme, RegionCode

AGENCY, DIGITS = "平远农村商业银行（示例）", "2718"
VILLAGE = RegionCode("441426100200")
"""墩背村 of 大柘镇, whose assistant is among the accounts shown."""
LIVES_IN = RegionCode("441426102000")
"""东石镇, whose station is asked to visit."""
MOVED_BEFORE, SHARED_FOR, EVERY = timedelta(days=60), timedelta(days=90), 30
_REGISTRATIONS = "registrations"


def go_on(
    histories: Sequence[History], verifier: Actor, handler: Actor, reviewer: Actor, today: date
) -> None:
    """By the county's verifier and the town's handler and reviewer, as anybody would do it."""
    with scoped(handler.scope):
        paid = _paid(histories, Month.of(today))
    for family, award in paid[:1]:
        _send_back(family, award, handler, today)
    for family, _award in paid[1:2]:
        _scan(family, verifier, today)
        _plan(family, reviewer, today)


def _paid(histories: Sequence[History], month: Month) -> list[tuple[History, AwardInForce]]:
    """Families of the place that are paid minimum living allowance, those of the shown village first."""
    held = awards.held_by([each.household_id for each in histories], month)
    found = [
        (each, award)
        for each in histories
        for award in held[each.household_id]
        if award.programme is Programme.DIBAO
    ]
    return sorted(found, key=lambda pair: pair[0].region != VILLAGE)


def _send_back(family: History, award: AwardInForce, by: Actor, today: date) -> None:
    """The bank could not pay last month's money; of a newer award this month's."""
    month = max(Month.of(today).previous(), award.from_month)
    head = family.members[0].person_id
    refused = Refused(family.household_id, head, DIGITS, AccountFault.DORMANT, AGENCY, today, month)
    with scoped(by.scope):
        accounts.tell_refused(refused=refused, by=by)


def _scan(moved: History, by: Actor, today: date) -> None:
    """The police say that a family lives elsewhere; a scan finds it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{_REGISTRATIONS}.csv"
        _write(path, moved, today)
        load(_REGISTRATIONS, path, today, by)
    with scoped(by.scope):
        scan = start_scan(by=by, is_deferred=False)
    run_scan(scan.id)


def _write(path: Path, moved: History, today: date) -> None:
    said, head = set_definition(_REGISTRATIONS), moved.members[0]
    cells = {
        "name": head.name, "registered_region": moved.region, "residence_region": LIVES_IN,
        "moved_on": today - MOVED_BEFORE,
    }  # fmt: skip
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [column.title for column in said.columns], restval="")
        writer.writeheader()
        named = {column.title: cells[column.name] for column in said.columns if column.name in cells}
        writer.writerow(named | {said.holder.title: head.identity})


def _plan(moved: History, by: Actor, today: date) -> None:
    with scoped(by.scope):
        lead = leads_of_household(moved.household_id, by=by).get(rule="lives_away")
        away.plan_contact(
            lead_id=lead.id, way=ContactWay.PLACE, every_days=EVERY, share_until=today + SHARED_FOR, by=by
        )
