"""How every kind of lead did in use: how much it told was of use, how much that was granted it had told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.library.queries import WARNINGS
from yimen.domains.monitoring.models import Lead
from yimen.domains.monitoring.types.leads import HELPED, LeadOutcome, LeadSource, RuleScore
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Programme, RegionCode

FIGURES = ("opened", "visited", "closed", "helped", "wrong")
Kind = tuple[str, str]
Granted = Iterable[tuple[UUID, Programme, date]]


def scores(*, by: Actor) -> list[tuple[LeadSource, RuleScore]]:
    """Every warning, also one that told nothing yet, and every other kind that did."""
    require(by, Permission.LEAD_OPEN, by.region)
    counts = _counted(by.region)
    for rule in WARNINGS:
        counts.setdefault((LeadSource.WARNING.value, rule.key), {})
    reach = _reach(by.region)
    return [
        (LeadSource(source), RuleScore(rule, **counts[source, rule], **reach.get((source, rule), {})))
        for source, rule in sorted(counts)
    ]


def _counted(region: RegionCode) -> dict[Kind, dict[str, int]]:
    counted = (
        _leads(region)
        .values("source", "rule")
        .annotate(
            opened=Count("id"),
            visited=Count("id", filter=Q(visited_on__isnull=False)),
            closed=Count("id", filter=~Q(outcome="")),
            helped=Count("id", filter=Q(outcome__in=HELPED)),
            wrong=Count("id", filter=Q(outcome=LeadOutcome.DATA_WRONG)),
        )
    )
    rows = counted.order_by("source", "rule").values_list("source", "rule", *FIGURES)
    return {(source, rule): dict(zip(FIGURES, figures, strict=True)) for source, rule, *figures in rows}


def _reach(region: RegionCode) -> dict[Kind, dict[str, int]]:
    """By kind: what was granted of the programmes it names since its first lead, and what it had told of."""
    told: dict[Kind, dict[tuple[UUID, str], date]] = defaultdict(dict)
    rows = _leads(region).filter(household__isnull=False).exclude(programmes=[]).order_by("opened_at")
    columns = ("source", "rule", "household_id", "programmes", "opened_at")
    for source, rule, home, programmes, at in rows.values_list(*columns):
        for one in programmes:
            told[source, rule].setdefault((home, one), timezone.localdate(at))
    if not told:
        return {}
    first = min(min(days.values()) for days in told.values())
    granted = awards.granted_since(first, region)
    return {kind: _found(days, granted) for kind, days in told.items()}


def _found(days: dict[tuple[UUID, str], date], granted: Granted) -> dict[str, int]:
    """Of families, each once for a programme."""
    first, named = min(days.values()), {programme for _home, programme in days}
    meant = {
        (home, programme.value): on
        for home, programme, on in granted
        if programme.value in named and on >= first
    }
    found = [key for key, on in meant.items() if key in days and days[key] <= on]
    return {"granted": len(meant), "found": len(found)}


def _leads(region: RegionCode) -> QuerySet[Lead]:
    return Lead.objects.filter(region__gte=region.lo, region__lt=region.hi)
