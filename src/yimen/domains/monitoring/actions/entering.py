"""Households that a change of policy would let in: leads for the villages, once for the same facts."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.monitoring.actions.leads import open_lead
from yimen.domains.monitoring.actions.starters import starter_of
from yimen.domains.monitoring.errors import ScenarioInvalidError
from yimen.domains.monitoring.models import Lead, Scenario, ScenarioHousehold
from yimen.domains.monitoring.permissions import access_scenario
from yimen.domains.monitoring.queries.leads import MONITOR
from yimen.domains.monitoring.queries.scenarios import to_be_visited
from yimen.domains.monitoring.queries.snapshots import signatures_of
from yimen.domains.monitoring.rules.leads import digest_of_entering
from yimen.domains.monitoring.rules.verdicts import NOT_TOLD
from yimen.domains.monitoring.types.leads import WOULD_ENTER, Candidate, LeadSource, Likelihood
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import begin_alone, fail_lost, run_chunks, start_run
from yimen.kernel import Month, RegionCode

ENTERING = "monitoring.tell_of_entering"
"""The job."""
CHUNK = 100


@transaction.atomic
def start_leads(*, scenario_id: UUID, by: Actor, is_deferred: bool = True) -> Scenario:
    """Whoever would come in is visited: under the duty to find people, not as a promise of anything."""
    scenario = access_scenario(scenario_id, Permission.SCENARIO_CALL, by=by, is_changed=True)
    require(by, Permission.LEAD_SCAN, scenario.region)
    before = scenario.leads_run
    if before is not None and before.state != RunState.FAILED and not fail_lost(before):
        raise ScenarioInvalidError("这次测算新纳入的家庭已经派发线索。")
    total = to_be_visited(scenario).count()
    if scenario.figures is None or not total:
        raise ScenarioInvalidError("没有需要派发线索的家庭。")
    scenario.leads_run = start_run(ENTERING, total=total, by=by)
    scenario.save(update_fields=["leads_run"])
    _record("scenario:lead", scenario, by, {"households": total, "duty": MONITOR})
    if is_deferred:
        defer(ENTERING, scenario=scenario.id)
    return scenario


def run_leads(scenario_id: UUID) -> None:
    """As whoever asked for them, under their post as it is now."""
    with system_scope():
        scenario = Scenario.objects.get(id=scenario_id)
    assert scenario.leads_run_id is not None  # it was started
    tell_all(scenario_id, by=starter_of(scenario.leads_run_id, Permission.LEAD_SCAN, scenario.region))


def tell_all(scenario_id: UUID, *, by: Actor) -> None:
    """A hundred households in a transaction; the same facts open no second lead."""
    with scoped(by.scope):
        scenario = Scenario.objects.select_related("snapshot").get(id=scenario_id)
        found = list(to_be_visited(scenario).order_by("household_id").values_list("id", flat=True))
    assert scenario.leads_run_id is not None  # it was started
    chunks = [found[at : at + CHUNK] for at in range(0, len(found), CHUNK)]
    run_chunks(scenario.leads_run_id, by.scope, chunks, lambda ids: _tell(scenario, ids, by))


def _tell(scenario: Scenario, ids: Sequence[UUID], by: Actor) -> bytes:
    """Two scenarios, or a scan at the same time, tell of a family only once."""
    begin_alone("leads of scenarios", scenario.region)
    found = {one.digest: one for one in _candidates(scenario, ids)}
    known = set(map(bytes, Lead.objects.filter(digest__in=found).values_list("digest", flat=True)))
    homes = [one.household_id for one in found.values() if one.household_id is not None]
    kinds = (LeadSource.SCAN, LeadSource.SCENARIO)
    waiting = Lead.objects.filter(source__in=kinds, outcome="", household_id__in=homes)
    is_waiting = set(waiting.values_list("household_id", flat=True))
    for digest, one in found.items():
        if digest not in known and one.household_id not in is_waiting:
            open_lead(scenario, one, by=by)
    return b"".join(found)


def _candidates(scenario: Scenario, ids: Sequence[UUID]) -> Iterator[Candidate]:
    """Families whose signatures still stand, each with what it would come into and does not hold yet."""
    rows = {row.household_id: row for row in ScenarioHousehold.objects.filter(id__in=ids)}
    today = timezone.localdate()
    signed = signatures_of(list(rows), scenario.snapshot.until, today)
    members, month = people.members_of(list(rows)), Month.of(today)
    held, coming = awards.held_by(rows, month), awards.held_by(rows, month.next())
    for household_id, row in rows.items():
        going_on = (*held.get(household_id, ()), *coming.get(household_id, ()))
        has = {award.programme for award in going_on} | NOT_TOLD
        into = [each for each in row.after if each not in {one.value for one in has}]
        if household_id in signed and signed[household_id].is_whole and into and members.get(household_id):
            head = members[household_id][0]
            yield Candidate(
                region=RegionCode(row.region),
                source=LeadSource.SCENARIO,
                rule=WOULD_ENTER,
                name=head.name,
                digest=digest_of_entering(household_id, into, _changes(scenario)),
                household_id=household_id,
                person_id=head.person_id,
                verdicts=tuple(_verdict(each) for each in into),
            )


def _changes(scenario: Scenario) -> Sequence[Mapping[str, object]]:
    changes: Sequence[Mapping[str, object]] = scenario.content["changes"]
    return changes


def _verdict(programme: str) -> Mapping[str, object]:
    """As the rules say it of a file: who of the family it is for is found at the visit."""
    return {
        "programme": programme,
        "member": None,
        "likelihood": Likelihood.LIKELY.value,
        "rules": [],
        "missing": [],
    }


def _record(action: str, scenario: Scenario, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="scenario", subject=scenario.id, region=scenario.region, by=by, changes=changes)
