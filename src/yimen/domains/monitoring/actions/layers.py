"""Who entered a layer, who left it and why; whom the list of a department still names.

A scan writes it, and a job four times a day: an award begins and ends with a month, whoever scans or not.
A family that left a layer and is in no better one becomes a lead, so that its village hears of it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.library.queries import OF_PROGRAMME, Layer
from yimen.domains.monitoring.actions.by_county import each_by_itself
from yimen.domains.monitoring.actions.leads import open_lead
from yimen.domains.monitoring.models import LayerStay, Lead, Scan
from yimen.domains.monitoring.queries.layers import LayeredHousehold, population_of
from yimen.domains.monitoring.rules.candidates import Told, relapse_digests
from yimen.domains.monitoring.rules.layers import NOT_WATCHED, day_of_end, is_told
from yimen.domains.monitoring.rules.leads import digest_of_sign
from yimen.domains.monitoring.types.layers import LayerEnd
from yimen.domains.monitoring.types.leads import RELAPSE, Candidate, LeadSource
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import households_listed
from yimen.foundation.audit import Doer
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.runs import begin_alone
from yimen.kernel import Month, RegionCode

CHUNK = 1000
_COUNTY = 6
Key = tuple[UUID, Layer]


def follow_list(scan: Scan, told: Told) -> None:
    """Who is named no more is watched no more, who is named again is; a list of nobody says nothing."""
    named = relapse_digests(RegionCode(scan.region), told)
    if not named:
        return
    before = _pushed(RegionCode(scan.region)).values_list("id", "digest", "unnamed_on")
    known = [(lead, bytes(digest) in named, day) for lead, digest, day in before]
    dropped = [lead for lead, is_named, day in known if day is None and not is_named]
    again = [lead for lead, is_named, day in known if day is not None and is_named]
    Lead.objects.filter(id__in=dropped).update(unnamed_on=scan.on)
    Lead.objects.filter(id__in=again).update(unnamed_on=None)


def follow_layers(county: RegionCode, on: date) -> list[Candidate]:
    """Stays begin and end as the population stands today; whoever left is returned to be visited."""
    begin_alone("layers", str(county))
    today = {one.household_id: one for one in population_of(county)}
    now = {(home, layer) for home, one in today.items() for layer in one.layers}
    rows = LayerStay.objects.filter(region__gte=county.lo, region__lt=county.hi, until__isnull=True)
    standing: dict[Key, LayerStay] = {(each.household_id, Layer(each.layer)): each for each in rows}
    _begin(now - standing.keys(), today, on)
    gone = [standing[key] for key in sorted(standing.keys() - now)]
    return _end(gone, today, county, on)


def follow_decisions(*, by: Doer) -> int:
    """Wherever a scan began to write stays: what was decided since moves them; how many were told of."""
    with system_scope():
        rows = LayerStay.objects.annotate(county=Substr("region", 1, _COUNTY)).order_by()
        codes = sorted(rows.values_list("county", flat=True).distinct())
    counties = [RegionCode(code.ljust(12, "0")) for code in codes]
    return each_by_itself(counties, lambda county: _follow(county, by))


def _follow(county: RegionCode, by: Doer) -> int:
    found = {one.digest: one for one in follow_layers(county, timezone.localdate())}
    known = set(map(bytes, Lead.objects.filter(digest__in=found).values_list("digest", flat=True)))
    for digest in found.keys() - known:
        open_lead(None, found[digest], by=by)
    return len(found.keys() - known)


def _pushed(county: RegionCode) -> QuerySet[Lead]:
    return Lead.objects.filter(
        region__gte=county.lo, region__lt=county.hi, source=LeadSource.PUSH, rule=RELAPSE
    )


def _begin(keys: Collection[Key], today: Mapping[UUID, LayeredHousehold], on: date) -> None:
    """An award says since when; a watch is noticed on the day of the scan.

    What the county a family came from has not ended yet is not seen here: it begins the next time.
    """
    homes = {home for home, _layer in keys}
    since: dict[Key, date] = {}
    for home, held in awards.held_by(homes, Month.of(on)).items():
        for each in held:
            if layer := OF_PROGRAMME.get(each.programme):
                first = each.since.first
                since[home, layer] = min(first, since.get((home, layer), first))
    stays = [
        LayerStay(
            region=today[home].region,
            household_id=home,
            layer=layer,
            since=min(on, since.get((home, layer), on)),
        )
        for home, layer in sorted(keys)
    ]
    LayerStay.objects.bulk_create(stays, batch_size=CHUNK, ignore_conflicts=True)


def _end(
    gone: Collection[LayerStay], today: Mapping[UUID, LayeredHousehold], county: RegionCode, on: date
) -> list[Candidate]:
    homes = {each.household_id for each in gone}
    ends = _Ends(homes, county, on)
    heads = people.heads_of(homes)
    told: list[Candidate] = []
    for stay in gone:
        stay.ended_because, ended = ends.of(stay)
        stay.until = day_of_end(stay.since, ended, on)
        one = today.get(stay.household_id)
        if is_told(Layer(stay.layer), one.layers if one else (), LayerEnd(stay.ended_because)):
            told.append(_left(stay, ends.regions[stay.household_id], heads.get(stay.household_id, "")))
    LayerStay.objects.bulk_update(gone, ["until", "ended_because"], batch_size=CHUNK)
    return told


def _left(stay: LayerStay, region: str, head: str) -> Candidate:
    """Once for each stay: whoever comes back and leaves again is visited again."""
    rule = f"left_{stay.layer}"
    assert stay.until is not None
    facts = {"since": stay.since, "until": stay.until}
    return Candidate(
        region=RegionCode(region),
        source=LeadSource.LEFT,
        rule=rule,
        name=head,
        digest=digest_of_sign(LeadSource.LEFT, rule, stay.household_id, facts),
        household_id=stay.household_id,
    )


class _Ends:
    """Why and when stays of these households ended."""

    def __init__(self, homes: Collection[UUID], county: RegionCode, on: date) -> None:
        self._on = on
        listed = households_listed(homes)
        self.regions = {
            each.id: each.region
            for each in listed
            if each.ended_on is None and county.lo <= each.region < county.hi
        }
        self._awards: dict[Key, date] = {}
        for home, programme, until in awards.ends_of(homes):
            if layer := OF_PROGRAMME.get(programme):
                self._awards[home, layer] = max(until, self._awards.get((home, layer), until))
        self._leads: dict[UUID, list[Lead]] = defaultdict(list)
        for lead in _pushed(county).filter(household_id__in=homes):
            if lead.household_id is not None:
                self._leads[lead.household_id].append(lead)

    def of(self, stay: LayerStay) -> tuple[LayerEnd, date]:
        if stay.household_id not in self.regions:
            return LayerEnd.GONE, self._on
        if stay.layer != Layer.RELAPSE:
            return LayerEnd.AWARD, self._awards.get((stay.household_id, Layer(stay.layer)), self._on)
        leads = self._leads[stay.household_id]
        seen = [each.closed_at for each in leads if each.outcome in NOT_WATCHED and each.closed_at]
        if seen:
            return LayerEnd.VISIT, timezone.localdate(max(seen))
        return LayerEnd.LIST, max((each.unnamed_on for each in leads if each.unnamed_on), default=self._on)
