"""Our records as a profile writes them: which they are is settled first, lines are read some at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.queries import platform as cases
from yimen.domains.exchange.errors import ProfileNotFoundError
from yimen.domains.exchange.rules.writing import Known, headings, written
from yimen.domains.exchange.types.profiles import Profile, RecordKind, Way
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.queries import identified
from yimen.foundation.exports.reading import Found
from yimen.kernel import Money, Month, RegionCode, RegionLevel


@dataclass(frozen=True)
class Asked:
    """Which records: of a region in a month."""

    region: RegionCode
    month: Month

    @property
    def on(self) -> date:
        """The last day of the month, or today while the month lasts."""
        return min(self.month.last, timezone.localdate())


@dataclass(frozen=True)
class Outgoing:
    """A file to write: its name, its headings, and its lines."""

    profile: Profile
    name: str
    titles: Sequence[str]
    found: Found

    def lines(self, records: Sequence[Known]) -> list[tuple[object, ...]]:
        """As the profile writes them."""
        return [written(self.profile, known) for known in records]


Reads = Callable[[Sequence[Any], Asked], Iterator[dict[str, object]]]


def outgoing(profile: Profile, asked: Asked, *, by: Actor) -> Outgoing:
    """The file of a profile for a region and a month; personal data, for whoever asks with a purpose."""
    require(by, Permission.EXCHANGE_EXPORT, asked.region)
    if Way.OUT not in profile.ways:
        raise ProfileNotFoundError("“%(title)s”不用于导出；请选择其他格式。", title=profile.title)
    keys, reads = _OF_KIND[profile.kind]
    place = network.get_region(asked.region).name
    return Outgoing(
        profile,
        f"{profile.title}-{place}-{asked.month}",
        headings(profile),
        Found(keys(asked, by), lambda some: list(reads(some, asked))),
    )


def _keys_of_awards(asked: Asked, by: Actor) -> Sequence[Any]:
    rows = awards.awards_of_month(asked.month, by=by, region=asked.region)
    return list(rows.values_list("id", flat=True))


def _awards(keys: Sequence[UUID], asked: Asked) -> Iterator[dict[str, object]]:
    rows = awards.awards_listed(keys)
    amounts = {row.award_id: row.amount for row in awards.in_force(rows, asked.month)}
    homes = [row.household_id for row in rows]
    heads, sizes = identified.heads_on(homes, asked.on), people.sizes_on(homes, asked.on)
    numbers, places = people.addresses_of(homes), _places(row.region for row in rows)
    whose = {row.id: row.person_id or heads.get(row.household_id) for row in rows}
    persons = identified.numbered(person for person in whose.values() if person)
    for row in rows:
        person, home = persons.get(whose[row.id] or row.id), numbers.get(row.household_id)
        yield {
            "case_number": row.case_number,
            "programme": row.programme,
            "name": person and person.name,
            "number": person and person.number,
            "household_number": home and home.number,
            "size": 1 if row.person_id else sizes.get(row.household_id),
            "amount": amounts.get(row.id),
            "month": asked.month,
            "from_month": Month.of(row.from_month),
            "until_month": row.until_month and Month.of(row.until_month).previous(),
            **places[row.region],
        }


def _keys_of_households(asked: Asked, by: Actor) -> Sequence[Any]:
    return list(identified.households_on(by, asked.region, asked.on).values_list("id", flat=True))


def _households(keys: Sequence[UUID], asked: Asked) -> Iterator[dict[str, object]]:
    rows = identified.households_listed(keys)
    heads, sizes = identified.heads_on(keys, asked.on), people.sizes_on(keys, asked.on)
    persons, places = identified.numbered(heads.values()), _places(row.region for row in rows)
    for row in rows:
        head = persons.get(heads.get(row.id, row.id))
        yield {
            "household_number": row.number,
            "head_name": head and head.name,
            "head_number": head and head.number,
            "phone": head and head.phone,
            "size": sizes.get(row.id),
            "address": row.address,
            "is_urban": row.is_urban,
            "founded_on": row.founded_on,
            **places[row.region],
        }


def _keys_of_members(asked: Asked, by: Actor) -> Sequence[Any]:
    return list(identified.memberships_on(by, asked.region, asked.on).values_list("id", flat=True))


def _members(keys: Sequence[UUID], asked: Asked) -> Iterator[dict[str, object]]:
    rows = identified.memberships_listed(keys)
    heads = identified.heads_on([row.household_id for row in rows], asked.on)
    persons = identified.numbered([*heads.values(), *(row.person_id for row in rows)])
    places = _places(row.region for row in rows)
    for row in rows:
        head = persons.get(heads.get(row.household_id, row.id))
        yield {
            "household_number": row.household.number,
            "head_name": head and head.name,
            "head_number": head and head.number,
            "name": row.person.name,
            "number": persons[row.person_id].number,
            "relation": row.relation,
            "sex": row.person.sex,
            "birth_date": row.person.birth_date,
            "joined_on": row.valid_from,
            **places[row.region],
        }


def _keys_of_cases(asked: Asked, by: Actor) -> Sequence[Any]:
    return list(cases.cases_of_month(asked.month, by=by, region=asked.region).values_list("id", flat=True))


def _cases(keys: Sequence[UUID], _asked: Asked) -> Iterator[dict[str, object]]:
    rows = list(cases.programmes_of_cases(keys))
    persons = identified.numbered(row.case.applicant_id for row in rows)
    homes = people.addresses_of(row.case.household_id for row in rows)
    places = _places(row.case.region for row in rows)
    for row in rows:
        case, outcome = row.case, row.outcome
        person, home = persons.get(case.applicant_id), homes.get(case.household_id)
        decided = None if outcome is None else outcome.decided_amount_fen
        yield {
            "case_number": case.number,
            "kind": case.kind,
            "programme": row.programme,
            "name": case.applicant_name,
            "number": person and person.number,
            "household_number": home and home.number,
            "step": row.step,
            "submitted_on": case.submitted_on,
            "accepted_on": case.accepted_on,
            "decided_on": outcome and outcome.decided_on,
            "closed_on": case.closed_on,
            "amount": None if decided is None else Money(decided),
            "from_month": Month.of(outcome.from_month) if outcome and outcome.from_month else None,
            **places[case.region],
        }


def _places(regions: Iterator[str]) -> Mapping[str, Mapping[str, str]]:
    """Code, town and village of each region."""
    codes = {str(region): RegionCode(str(region)) for region in regions}
    towns = {code: str(region.at(RegionLevel.TOWN)) for code, region in codes.items()}
    names = network.region_names([*codes, *towns.values()])
    return {
        code: {
            "region_code": code,
            "town": names.get(towns[code], ""),
            "village": names.get(code, "") if region.level is RegionLevel.VILLAGE else "",
        }
        for code, region in codes.items()
    }


_OF_KIND: Mapping[RecordKind, tuple[Callable[[Asked, Actor], Sequence[Any]], Reads]] = {
    RecordKind.AWARDS: (_keys_of_awards, _awards),
    RecordKind.HOUSEHOLDS: (_keys_of_households, _households),
    RecordKind.MEMBERS: (_keys_of_members, _members),
    RecordKind.CASES: (_keys_of_cases, _cases),
}
