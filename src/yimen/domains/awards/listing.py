"""Awards of a month as other offices list them; read by rows of a few at a time."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.awards.models import Award
from yimen.domains.awards.timing import ONE_OFF, in_force_in, within
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme, RegionCode


def awards_of_month(
    month: Month, *, by: Actor, region: RegionCode, programmes: Collection[Programme] = ()
) -> QuerySet[Award]:
    """What stood in a month in a region, of some programmes or of all, in the order of a register."""
    require(by, Permission.AWARD_OPEN, region)
    rows = Award.objects.filter(region__gte=region.lo, region__lt=region.hi, from_month__lte=month.first)
    rows = rows.filter(Q(until_month__isnull=True) | Q(until_month__gt=month.first))
    if programmes:
        rows = rows.filter(programme__in=[each.value for each in programmes])
    return rows.order_by("region", "case_number", "programme", "id")


def awards_listed(award_ids: Sequence[UUID]) -> list[Award]:
    """These awards with their changes, in the order given; what the scope does not show is left out."""
    found = Award.objects.prefetch_related("changes").in_bulk(list(award_ids))
    return [found[award_id] for award_id in award_ids if award_id in found]


def households_holding(month: Month, region: RegionCode) -> dict[str, tuple[UUID, str, str]]:
    """The households of a region for whom something goes on in a month, by number: id, place, address."""
    rows = Award.objects.filter(in_force_in(month), within(region)).exclude(programme__in=ONE_OFF)
    columns = ("household__number", "household_id", "household__region", "household__address")
    listed = rows.order_by("household_id").distinct("household_id").values_list(*columns)
    return {number: (home, place, address) for number, home, place, address in listed}
