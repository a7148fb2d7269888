"""Whom a yearly review would hold, and who of the town is left out and why; nothing is written."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.errors import CampaignInvalidError
from yimen.domains.cases.models import CampaignEntry
from yimen.domains.cases.queries.reviews import rhythm_of
from yimen.domains.cases.rules.campaigns import left_out, plan_faults
from yimen.domains.cases.types.campaigns import CampaignPlan, Candidate, ForeseenHousehold
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Programme, RegionCode


def foresee_campaign(town: RegionCode, plan: CampaignPlan, *, by: Actor) -> list[ForeseenHousehold]:
    """Every household of the plan's villages with one of its programmes, and whether it would be in.

    A plan that could not be opened is refused here already.
    """
    if faults := plan_faults(plan, timezone.localdate()):
        raise CampaignInvalidError(faults[0])
    found = candidates(town, plan, by=by)
    homes = people.addresses_of(each.household_id for each in found)
    heads = people.heads_of(homes)
    return [
        ForeseenHousehold(
            each,
            left_out(each, plan),
            heads.get(each.household_id, ""),
            homes[each.household_id].number if each.household_id in homes else "",
        )
        for each in found
    ]


def candidates(
    town: RegionCode, plan: CampaignPlan, *, by: Actor, besides: Iterable[UUID] = ()
) -> list[Candidate]:
    """Households of the plan's programmes and villages; `besides` are known to the review already."""
    rows: QuerySet[Any, Any] = awards.households_to_review(
        rhythm_of(town), by=by, region=town, programmes=plan.programmes
    ).exclude(household_id__in=list(besides))
    listed = list(rows.order_by("place", "household_id"))
    homes = people.addresses_of(row["household_id"] for row in listed)
    busy = _in_another(row["household_id"] for row in listed)
    found = [_candidate(row, homes.get(row["household_id"]), town, busy) for row in listed]
    return [each for each in found if not plan.villages or each.lives_in in ("", *plan.villages)]


def _in_another(households: Iterable[UUID]) -> set[UUID]:
    rows = CampaignEntry.objects.filter(result="", household__in=list(households))
    return set(rows.values_list("household_id", flat=True))


def _candidate(row: dict[str, Any], home: Any, town: RegionCode, busy: set[UUID]) -> Candidate:
    is_here = home is not None and town.lo <= home.region < town.hi
    return Candidate(
        household_id=row["household_id"],
        lives_in=home.region if is_here else "",
        address=home.address if home else "",
        programmes=tuple(Programme(name) for name in row["held"]),
        months=row["months"],
        due_on=row["due_on"],
        ends_on=_last_day(row),
        is_in_another=row["household_id"] in busy,
    )


def _last_day(row: dict[str, Any]) -> date | None:
    if row["open_ended"]:
        return None
    ends: date = row["ends_before"] - timedelta(days=1)
    return ends
