"""Reads of snapshots: the one scenarios are worked out on, the one being made, whose files it may hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yimen.domains.awards import queries as awards
from yimen.domains.cases.queries.records import refs_of_cases
from yimen.domains.monitoring.models import Snapshot
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.queries import duties
from yimen.domains.verification.queries.grounds import grounds_of_cases, obligors_signed
from yimen.domains.verification.types import Duty, Ground
from yimen.foundation.jobs.models import RunState
from yimen.kernel import RegionCode

ESTIMATE = "estimate"
"""The duty of `duties.yaml` that snapshots are made under."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Of the case a household was last determined in: who signed, who did not, how many obligors did."""

    grounds: Mapping[UUID, Ground]
    lacking: frozenset[UUID]
    obligors: int

    @property
    def is_whole(self) -> bool:
        """Everybody the file tells of lets what they earn and own be looked at."""
        return bool(self.grounds) and not self.lacking


def signatures_of(household_ids: Collection[UUID], until: datetime, on: date) -> dict[UUID, Signatures]:
    """What stands on a day for the newest file each household had by then; the files stay unread."""
    cases = awards.cases_of_files(household_ids, until)
    people = {case: list(refs) for case, refs in refs_of_cases(cases.values()).items()}
    signed, obligors = grounds_of_cases(people, on), obligors_signed(cases.values(), on)
    found = {}
    for household_id, case in cases.items():
        theirs = {one: signed[case, one] for one in people.get(case, ()) if (case, one) in signed}
        lacking = frozenset(people.get(case, ())) - theirs.keys()
        found[household_id] = Signatures(theirs, lacking, obligors.get(case, 0))
    return found


def duty_of_snapshots() -> Duty:
    """The legal duty that snapshots, and so scenarios, rest on."""
    return duties()[ESTIMATE]


def newest_snapshot(region: RegionCode) -> Snapshot | None:
    """The newest of a county that is complete, holds somebody's files, and still has them."""
    rows = Snapshot.objects.filter(region=str(region), run__state=RunState.DONE, parts__households__gt=0)
    return rows.select_related("run").distinct().order_by("-version").first()


def last_snapshot(*, by: Actor) -> Snapshot | None:
    """The one begun last, complete or not."""
    require(by, Permission.SCENARIO_OPEN, by.region)
    rows = Snapshot.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    return rows.select_related("run").order_by("-version").first()
