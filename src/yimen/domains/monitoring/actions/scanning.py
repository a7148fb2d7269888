"""A scan of a county: whom a change, the rules or a push of a department point at becomes a lead.

Each part is a transaction of its own; a second attempt finds what stands by its digest, so nothing is
opened twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.monitoring.actions.layers import follow_layers, follow_list
from yimen.domains.monitoring.actions.leads import open_lead
from yimen.domains.monitoring.actions.starters import starter_of
from yimen.domains.monitoring.actions.strangers import match_leads
from yimen.domains.monitoring.errors import ScanCancelledError, ScanRefusedError
from yimen.domains.monitoring.models import Lead, Scan
from yimen.domains.monitoring.permissions import access_scan
from yimen.domains.monitoring.queries.leads import MONITOR
from yimen.domains.monitoring.queries.scanning import (
    ReadSet,
    families,
    homes_of_pushed,
    keyed,
    population,
    read_told,
    sets_for_scan,
)
from yimen.domains.monitoring.rules.candidates import Pointing, Pushed, Told, facts_of
from yimen.domains.monitoring.rules.files import KnownFamily, scan_file
from yimen.domains.monitoring.rules.leads import ALMOST_RATE, OWN_ALMOST_RATE
from yimen.domains.monitoring.rules.verdicts import verdicts_of
from yimen.domains.monitoring.types.leads import SCANS, Candidate, LeadSource
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.log import log_deed
from yimen.domains.verification.types import Deed, Ground, GroundKind, Purpose, QueryAct
from yimen.foundation import audit
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import Steps, begin_alone, fail_lost, in_steps, start_run, take_up_again
from yimen.kernel import Programme, RegionCode, RegionLevel

_Row = TypeVar("_Row")
TURN = 100
"""Households of one transaction."""


@transaction.atomic
def start_scan(*, by: Actor, is_deferred: bool = True) -> Scan:
    """One at a time for a county; it names the duty it rests on and the versions it reads."""
    require(by, Permission.LEAD_SCAN, by.region)
    if by.region.level is not RegionLevel.COUNTY:
        raise ScanRefusedError("排查由县级岗位发起。")
    _refuse_second(str(by.region))
    sets = sets_for_scan(by.region)
    scan = Scan.objects.create(
        region=str(by.region),
        on=timezone.localdate(),
        duty=MONITOR,
        rulebook_version=library.rulebook_version(),
        sets={each.set_key: {"load": str(each.load_id), "version": each.version} for each in sets},
        run=start_run(SCANS, total=0, by=by),
        started_user_id=by.user_id,
        started_post_id=by.post_id,
        started_by=by.staff_name,
    )
    _record("scan:start", scan, by, {"sets": scan.sets})
    if is_deferred:
        defer(SCANS, scan=scan.id)
    return scan


@transaction.atomic
def cancel_scan(*, scan_id: UUID, by: Actor) -> Scan:
    """It stops before its next part; the leads it opened stay."""
    scan = access_scan(scan_id, by=by)
    if scan.run.state != RunState.RUNNING or scan.cancelled_at is not None:
        raise ScanRefusedError("这次排查没有在进行。")
    scan.cancelled_at, scan.cancelled_by = timezone.now(), by.staff_name
    scan.save(update_fields=["cancelled_at", "cancelled_by"])
    fail_lost(scan.run)
    _record("scan:cancel", scan, by, {})
    return scan


@transaction.atomic
def resume_scan(*, scan_id: UUID, by: Actor, is_deferred: bool = True) -> Scan:
    """Whatever stopped it or broke off, under the name of whoever takes it up, with the versions it names."""
    scan = access_scan(scan_id, by=by)
    if scan.run.state != RunState.FAILED and not fail_lost(scan.run):
        raise ScanRefusedError("这次排查正在进行或已经完成，不需要继续。")
    _refuse_second(scan.region)
    scan.cancelled_at, scan.cancelled_by = None, ""
    scan.save(update_fields=["cancelled_at", "cancelled_by"])
    take_up_again(scan.run_id, by=by)
    _record("scan:resume", scan, by, {})
    if is_deferred:
        defer(SCANS, scan=scan.id)
    return scan


def run_scan(scan_id: UUID) -> None:
    """As whoever started it or took it up, under their post as it is now; once it is done, nothing."""
    with system_scope():
        scan = Scan.objects.select_related("run").get(id=scan_id)
    if scan.run.state == RunState.DONE:
        return
    by = starter_of(scan.run_id, Permission.LEAD_SCAN, scan.region)
    try:
        with in_steps(scan.run_id, by.scope) as steps:
            _Scanning(scan, by, steps).run()
    except ScanCancelledError:
        return


def _refuse_second(region: str) -> None:
    begin_alone(SCANS, region)
    running = Scan.objects.filter(region=region, run__state=RunState.RUNNING).select_related("run")
    if any(not fail_lost(each.run) for each in running):
        raise ScanRefusedError("上一次排查还在进行；请等它结束，或先停止。")


def _record(action: str, scan: Scan, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="scan", subject=scan.id, region=scan.region, by=by, changes=changes)


class _Scanning:
    """One attempt at a scan."""

    def __init__(self, scan: Scan, by: Actor, steps: Steps) -> None:
        self._scan, self._by, self._steps = scan, by, steps
        self._county, self._on = RegionCode(scan.region), scan.on
        self._pointing = Pointing(
            self._county,
            scan.on,
            library.thresholds(self._county, scan.on),
            Told(),
            {key: int(said["version"]) for key, said in scan.sets.items()},
        )
        rate = library.parameters(self._county, scan.on)[ALMOST_RATE].value
        self._almost = OWN_ALMOST_RATE if rate is None else int(rate)

    def run(self) -> None:
        """Who is looked at, what departments tell of them, then family by family."""
        take, told = self._take, self._pointing.told
        take(self._begin)
        households = take(partial(population, self._county, by=self._by))
        whom: dict[int, tuple[UUID, int]] = {}
        for some in _in_turns(households):
            whom |= take(partial(keyed, some))
        for each in take(self._sets):
            for shard in range(each.shards):
                take(partial(self._read, each, shard, whom))
        pushed = take(partial(homes_of_pushed, told, self._on))
        everybody = list(dict.fromkeys([*households, *pushed.values()]))
        self._steps.begin(len(everybody) + len(told.strangers))
        for some in _in_turns(everybody):
            take(partial(self._families, some), len(some))
        for strangers in _in_turns(told.strangers):
            take(partial(self._strangers, strangers), len(strangers))
        take(self._follow)
        take(partial(self._settle, len(everybody)))

    def _take(self, work: Callable[[], _Row], rows: int = 0) -> _Row:
        """One part, unless somebody has stopped the scan."""

        def unless_stopped() -> _Row:
            who = Scan.objects.values_list("cancelled_by", flat=True).get(id=self._scan.id)
            if who:
                raise ScanCancelledError("排查已由%(who)s停止。", who=who)
            return work()

        return self._steps.take(unless_stopped, rows)

    def _begin(self) -> None:
        """What an attempt before this one opened is of this scan."""
        rows = Scan.objects.filter(id=self._scan.id)
        rows.update(opened=Lead.objects.filter(scan=self._scan).count(), known=0)

    def _sets(self) -> list[ReadSet]:
        """Those it named when it was started, of which none was taken back since."""
        named = {said["load"] for said in self._scan.sets.values()}
        return [each for each in sets_for_scan(self._county) if str(each.load_id) in named]

    def _read(self, each: ReadSet, shard: int, whom: Mapping[int, tuple[UUID, int]]) -> None:
        """Whose rows were read stands in the log of queries, with the duty."""
        read = read_told(each, shard, whom, self._pointing.told)
        deed = Deed(QueryAct.COMPARE, self._scan.region, Purpose.COMPARISON, source=each.set_key)
        log_deed(deed, dict.fromkeys(read, Ground(GroundKind.DUTY, duty=MONITOR)), by=self._by)

    def _families(self, households: Sequence[UUID]) -> None:
        found = list(families(households, self._on))
        signs = [self._pointing.signs(family) for family in found]
        files = [scan_file(family, facts_of(of), self._on) for family, of in zip(found, signs, strict=True)]
        candidates: list[Candidate] = []
        for family, of, answer in zip(found, signs, library.determine_all(files), strict=True):
            verdicts = verdicts_of(answer, _has(family), self._almost, family.asked)
            candidates += self._pointing.leads(family, of, verdicts)
        self._open(candidates)

    def _strangers(self, some: Sequence[Pushed]) -> None:
        self._open([self._pointing.stranger(each) for each in some])

    def _open(self, candidates: Iterable[Candidate]) -> None:
        """Nothing that stands already, and nothing beside an open lead of the same kind for the family."""
        found = list({each.digest: each for each in candidates}.values())
        standing = dict(_standing(found))
        match_leads(found, by=self._by)
        fresh = [each for each in found if each.digest not in standing]
        for each in fresh:
            open_lead(self._scan, each, by=self._by)
        before = [scan for scan in standing.values() if scan != self._scan.id]
        Scan.objects.filter(id=self._scan.id).update(
            opened=F("opened") + len(fresh), known=F("known") + len(before)
        )

    def _follow(self) -> None:
        """Who is watched still, and who entered or left a layer; the village hears of whoever left."""
        follow_list(self._scan, self._pointing.told)
        self._open(follow_layers(self._county, self._on))

    def _settle(self, households: int) -> None:
        Scan.objects.filter(id=self._scan.id).update(households=households)
        done = Scan.objects.get(id=self._scan.id)
        changes: dict[str, object] = {"households": households, "opened": done.opened, "known": done.known}
        _record("scan:finish", done, self._by, changes)


def _has(family: KnownFamily) -> set[tuple[Programme, str | None]]:
    """What it holds, or was granted from next month on, each with the ref of the person it is for."""
    held = [(one, whose) for one, whose, _amount in family.held]
    return {(one, None if whose is None else str(whose)) for one, whose in (*held, *family.coming)}


def _standing(found: Sequence[Candidate]) -> Iterator[tuple[bytes, UUID]]:
    """Of what was found, the digests that stand already, each with the scan that opened its lead."""
    rows = Lead.objects.filter(digest__in=[each.digest for each in found])
    yield from ((bytes(digest), scan) for digest, scan in rows.values_list("digest", "scan_id"))
    unclaimed = {
        each.household_id: each.digest
        for each in found
        if each.source is LeadSource.SCAN and each.household_id is not None
    }
    waiting = Lead.objects.filter(source=LeadSource.SCAN, outcome="", household_id__in=list(unclaimed))
    homes = waiting.values_list("household_id", "scan_id")
    yield from ((unclaimed[home], scan) for home, scan in homes if home is not None)


def _in_turns(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    return (rows[start : start + TURN] for start in range(0, len(rows), TURN))
