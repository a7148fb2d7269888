"""What of the present round waits for the town, oldest first: counted whole, looked into a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from yimen.domains.cases.models import UrgentHelp
from yimen.domains.cases.queries import rounds
from yimen.domains.cases.types import OutcomeState, RoundDays, RoundLine
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import RegionCode


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of a round waits for the town, and some of it with what it lacks."""

    days: RoundDays
    total: int
    lines: Sequence[RoundLine]


def waiting_in_round(
    *, by: Actor, on: date, region: RegionCode | None = None, start: int = 0, stop: int | None = None
) -> Waiting | None:
    """Of the town's present round, or of one village in it; none for posts that belong to no town.

    The oldest comes first: its legal time is over first. What each lacks is looked into for these lines only.
    """
    town = rounds.town_of(by)
    if town is None:
        return None
    require(by, Permission.ROUND_OPEN, town)
    month = rounds.present_round_month(town, on)
    days, _plan, _is_own = rounds.days_of(town, month)
    row = rounds.row_of_month(town, month)
    entries = {entry.outcome_id: entry for entry in row.entries.all()} if row else {}
    gathered = Q(case__submitted_on__lte=days.closing) | Q(id__in=list(entries))
    urgent = UrgentHelp.objects.filter(case=OuterRef("case_id"))
    rows = rounds.undecided_of_town(town).filter(gathered, ~Exists(urgent))
    rows = rows.exclude(state=OutcomeState.WITH_CONFIRMER)
    if region is not None and region != town:
        rows = rows.filter(region__gte=region.lo, region__lt=region.hi)
    ordered = rows.order_by("case__submitted_on", "case__number", "programme", "id")
    ids = list(ordered.values_list("id", flat=True)[start:stop])
    outcomes = {each.id: each for each in rounds.whole_outcomes(rows.filter(id__in=ids))}
    lines = rounds.lines_of_round([outcomes[key] for key in ids if key in outcomes], days, entries)
    return Waiting(days, rows.count(), lines)
