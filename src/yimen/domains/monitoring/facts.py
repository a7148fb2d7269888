"""Award holders of a range of keys with what they declared, as the rows of a comparison."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import Holder
from yimen.domains.cases import queries as cases
from yimen.domains.monitoring.rules.declared import NOTHING, Declared, declared_of
from yimen.domains.people.queries import identified
from yimen.kernel import Month, RegionCode


def holders_of(month: Month, region: RegionCode, bounds: tuple[int, int]) -> list[Holder]:
    """The holders whose key lies within."""
    return awards.holders_in(month, region, *bounds)


def rows_of(holders: list[Holder], on: date) -> Iterator[Mapping[str, object]]:
    """A row each, in a handful of queries for all of them."""
    homes = {holder.household_id for holder in holders}
    married, declared = identified.married_members(homes, on), _declared(homes)
    for holder in holders:
        said = declared.get((holder.household_id, holder.person_id), NOTHING)
        yield _row(holder, said, is_married=holder.person_id in married)


def _declared(homes: set[UUID]) -> dict[tuple[UUID, UUID], Declared]:
    made = awards.latest_files(homes)
    refs = cases.people_by_ref(each.case_id for each in made.values())
    return {
        (home, person): declared_of(each.inputs, ref)
        for home, each in made.items()
        for ref, person in refs.get(each.case_id, {}).items()
    }


def _row(holder: Holder, said: Declared, *, is_married: bool) -> Mapping[str, object]:
    return {
        "key": holder.key,
        "check": holder.check,
        "our_person": str(holder.person_id),
        "our_household": str(holder.household_id),
        "our_region": holder.region,
        "our_programmes": sorted(programme.value for programme in holder.programmes),
        "our_share_fen": holder.share.fen,
        "our_household_fen": holder.household_amount.fen,
        "our_looked_on": holder.looked_on,
        "our_work_fen": said.work_fen,
        "our_pension_fen": said.pension_fen,
        "our_unemployment_fen": said.unemployment_fen,
        "our_cars": said.cars,
        "our_businesses": said.businesses,
        "our_has_spouse": is_married,
        "our_is_student": said.is_student,
    }
