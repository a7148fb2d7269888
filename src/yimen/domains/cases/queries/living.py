"""What is known of a family registered in another county: permit, years, letters, and what goes on there."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yimen.domains.cases.models import Case, CaseOutcome, Cooperation
from yimen.domains.cases.rules.living import (
    PERMITTED,
    YEARS,
    Living,
    asked_where_one_lives,
    is_away,
    is_given_twice,
    never_with,
)
from yimen.domains.cases.types import CaseKind
from yimen.domains.library import queries as library
from yimen.domains.people import queries as people
from yimen.kernel import Month, Programme, RegionCode, RegionLevel

_GIVEN = "SELECT cases_given_elsewhere(%s::uuid[], %s::text[], %s, %s, %s)"


def place_of_registration(case: Case) -> str | None:
    """Where the household is registered, where that is another county than where it applies."""
    registered = case.declared.get("household", {}).get("registered_region")
    return registered if registered and is_away(registered, case.region) else None


def registered_elsewhere(case: Case) -> frozenset[UUID]:
    """Members registered in another county; each where their own file says so, else with the household."""
    home = place_of_registration(case)
    if home is None:
        return frozenset()
    persons = list(case.members.values_list("person_id", flat=True))
    known = people.places_of_registration(persons)
    return frozenset(each for each in persons if is_away(known.get(each, home), case.region))


def living_of(case: Case, on: date) -> Living | None:
    """What the place asks of a family none of which is registered here; nothing of any other family."""
    if case.kind != CaseKind.APPLICATION or not asked_where_one_lives(_asked(case)):
        return None
    away = registered_elsewhere(case)
    if not away or len(away) < case.members.count():
        return None
    permit = people.permits_on(away, on).filter(county=_county(case)).first()
    known = library.parameters(case.region, on)
    programmes = known[PERMITTED].value
    years = known[YEARS].value
    return Living(
        has_permit=permit is not None,
        since=None if permit is None else permit.lives_here_since,
        years=None if years is None else int(years),
        programmes=None if programmes is None else frozenset(Programme(name) for name in programmes),
    )


def living_found(case: Case) -> dict[str, Any]:
    """The same as the household file says it: who is not registered here, and the permit."""
    away = registered_elsewhere(case)
    if not away:
        return {}
    refs = case.members.filter(person_id__in=away).values_list("ref", flat=True)
    permits = people.permits_on(away, timezone.localdate())
    permit = permits.filter(county=_county(case)).first()
    household: dict[str, Any] = {"residence_permit": permit is not None}
    if permit is not None:
        household["lives_here_since"] = permit.lives_here_since.isoformat()
    return {
        "household": household,
        "members": [{"ref": ref, "registered_here": False} for ref in refs],
    }


def needs_cooperation(case: Case) -> bool:
    """Whether the place of registration is asked before anybody gives an opinion."""
    if case.kind != CaseKind.APPLICATION or place_of_registration(case) is None:
        return False
    return bool(asked_where_one_lives(_asked(case)))


def latest_cooperation(case: Case) -> Cooperation | None:
    """The newest letter of a case, whatever became of it."""
    return Cooperation.objects.filter(case=case).order_by("-number").first()


def living_facts(outcome: CaseOutcome) -> dict[str, Any]:
    """What the guards look at: whether the place of registration was asked, and goes on giving the same."""
    programme = Programme(outcome.programme)
    if not asked_where_one_lives([programme]) or not needs_cooperation(outcome.case):
        return {}
    letter = latest_cooperation(outcome.case)
    if letter is None or not letter.is_settled:
        return {"is_cooperation_settled": False}
    return {"is_given_at_registration": is_given_twice(letter.finding, letter.received, programme)}


def stops_elsewhere_on(outcome: CaseOutcome) -> date | None:
    """The day until which the place of registration says it goes on paying."""
    letter = latest_cooperation(outcome.case) if needs_cooperation(outcome.case) else None
    if letter is None or not never_with(Programme(outcome.programme)) & set(letter.received):
        return None
    return letter.stops_on


def is_given_elsewhere(case: Case, programme: Programme, month: Month) -> bool:
    """Whether a place that is not ours goes on giving it next month: yes or no, and nothing more.

    It looks at whoever the family's members are, wherever they are or were on file.
    """
    town = RegionCode(case.region).at(RegionLevel.TOWN)
    persons = list(case.members.values_list("person_id", flat=True))
    programmes = [str(each) for each in never_with(programme)]
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [persons, programmes, month.next().first, town.lo, town.hi])
        return bool(cursor.fetchone()[0])


def _asked(case: Case) -> Iterable[Programme]:
    return [Programme(name) for name in case.requested]


def _county(case: Case) -> str:
    return str(RegionCode(case.region).at(RegionLevel.COUNTY))
