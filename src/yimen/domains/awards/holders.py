"""Who benefits from what goes on in a month, by the keys that join them with the data of departments."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from yimen.domains.awards.models import Award
from yimen.domains.awards.standing import held_by
from yimen.domains.awards.timing import ONE_OFF, in_force_in, within
from yimen.domains.awards.types import AwardInForce, Holder
from yimen.domains.people import queries as people
from yimen.kernel import Money, Month, RegionCode

_MEMBERSHIP = "household__memberships"
_MEMBER = f"{_MEMBERSHIP}__person"


def holders_in(month: Month, region: RegionCode, lo: int, hi: int) -> list[Holder]:
    """Living members for whom something goes on, of the keys from `lo` up to, not including, `hi`."""
    keyed = {f"{_MEMBER}__joining_key__gte": lo, f"{_MEMBER}__joining_key__lte": hi - 1}
    rows = _beneficiaries(month, region).filter(**keyed).order_by("household_id", f"{_MEMBER}_id")
    columns = (f"{_MEMBER}_id", "household_id", "household__region",
               f"{_MEMBER}__joining_key", f"{_MEMBER}__joining_check")  # fmt: skip
    listed = list(
        rows.values(*columns).annotate(looked_on=Min(_looked_on())).values_list(*columns, "looked_on")
    )
    homes = {row[1] for row in listed}
    held, sizes = held_by(homes, month), people.sizes_on(homes, month.first)
    return [_holder(row, held.get(row[1], []), sizes.get(row[1], 1)) for row in listed]


def count_holders(month: Month, region: RegionCode, *, is_keyed: bool) -> int:
    """How many of them have a key, or have none."""
    keyed = {f"{_MEMBER}__joining_key__isnull": not is_keyed}
    found = _beneficiaries(month, region).filter(**keyed)
    return int(found.values("household_id", f"{_MEMBER}_id").distinct().count())


def shares_of(held: Iterable[AwardInForce], person_id: UUID, size: int) -> dict[UUID, Money]:
    """Of each award the part that is one person's: all of their own, an equal part of the household's."""
    found: dict[UUID, Money] = {}
    for award in held:
        if award.person_id == person_id:
            found[award.award_id] = award.amount
        elif award.person_id is None:
            found[award.award_id] = Money(award.amount.fen // max(1, size))
    return found


def _beneficiaries(month: Month, region: RegionCode) -> QuerySet[Award]:
    """An award for one person counts for that one only; what is given once is not compared."""
    theirs = Q(person__isnull=True) | Q(person=F(_MEMBER))
    living = {f"{_MEMBERSHIP}__valid_until__isnull": True, f"{_MEMBER}__died_on__isnull": True}
    rows = Award.objects.filter(theirs, in_force_in(month), within(region), **living)
    return rows.exclude(programme__in=ONE_OFF)


def _looked_on() -> Greatest:
    """The day on which somebody last looked at what an award rests on."""
    return Greatest("decided_on", Coalesce("reviewed_on", "decided_on"))


def _holder(row: tuple[UUID, UUID, str, int, int, date], held: list[AwardInForce], size: int) -> Holder:
    person, household, region, key, check, looked_on = row
    going = [award for award in held if award.programme.value not in ONE_OFF]
    shares = shares_of(going, person, size)
    return Holder(
        person_id=person,
        household_id=household,
        region=region,
        key=key,
        check=check,
        programmes=frozenset(award.programme for award in going if award.award_id in shares),
        share=sum(shares.values(), Money(0)),
        household_amount=sum((award.amount for award in going), Money(0)),
        looked_on=looked_on,
    )
