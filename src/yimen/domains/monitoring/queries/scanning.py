"""What a scan reads: the low-income population, what departments tell of it, files to ask the rules about.

Department data come through `read_shard_for_scan`: what people earn and own stays where it is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.awards import queries as awards
from yimen.domains.cases import queries as cases
from yimen.domains.cases.queries.records import refs_of_cases
from yimen.domains.library import queries as library
from yimen.domains.monitoring.queries.layers import layered
from yimen.domains.monitoring.rules.candidates import PUSHES, Pushed, Told
from yimen.domains.monitoring.rules.files import KnownFamily
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import homes_of, households_listed, joined_by, joining_keys_of
from yimen.domains.verification.queries.grounds import grounds_of_cases, obligors_signed
from yimen.domains.verification.queries.sets import current_loads, read_shard_for_scan
from yimen.kernel import Month, RegionCode


@dataclass(frozen=True, slots=True)
class ReadSet:
    """The version of a set that a scan read."""

    set_key: str
    load_id: UUID
    version: int
    shards: int


def sets_for_scan(county: RegionCode) -> list[ReadSet]:
    """The newest version of each set that a warning, or a push, rests on."""
    loads = current_loads(county)
    return [
        ReadSet(key, loads[key].id, loads[key].version, loads[key].shards)
        for key in _wanted()
        if key in loads
    ]


def sets_of_scans(county: RegionCode) -> list[tuple[str, date | None]]:
    """Every set that scans read, with the day that the county's version of it describes."""
    loads = current_loads(county)
    return [(key, loads[key].as_of if key in loads else None) for key in _wanted()]


def _wanted() -> list[str]:
    return list(dict.fromkeys([*(rule.set_key for rule in library.WARNINGS), PUSHES]))


def population(county: RegionCode, *, by: Actor) -> list[UUID]:
    """The households of the low-income population of a county, in the order of their places."""
    found = sorted(layered(county, by=by), key=lambda one: (one.region, str(one.household_id)))
    return [one.household_id for one in found]


def keyed(households: Collection[UUID]) -> dict[int, tuple[UUID, int]]:
    """Their members by joining key, each with the check."""
    rows = people.members_of(households)
    keys = joining_keys_of([row.person_id for members in rows.values() for row in members])
    return {key.key: (person, key.check) for person, key in keys.items()}


def read_told(each: ReadSet, shard: int, whom: Mapping[int, tuple[UUID, int]], told: Told) -> set[UUID]:
    """One shard: the rows of whoever is looked at, and every push; returns whose rows were read."""
    import polars as pl  # here: data frames only where they are read

    frame = read_shard_for_scan(each.load_id, shard)
    if each.set_key == PUSHES:
        whom = {**joined_by(frame["key"].to_list()), **whom}
    else:
        frame = frame.filter(pl.col("key").is_in(list(whom)))
    read: set[UUID] = set()
    for row in frame.iter_rows(named=True):
        person, check = whom.get(row["key"], (None, 0))
        if person is not None and check == row["check"]:
            told.add(person, each.set_key, row)
            read.add(person)
        elif each.set_key == PUSHES:
            told.strangers.append(Pushed(row["key"], row))
    return read


def homes_of_pushed(told: Told, on: date) -> dict[UUID, UUID]:
    """The households of those on file of whom a department tells something."""
    return homes_of(told.rows, on)


def families(households: Sequence[UUID], on: date) -> Iterator[KnownFamily]:
    """As the scan finds them: members of today, the newest file, and whether its signatures stand."""
    members = people.members_of(households)
    homes = {each.id: each for each in households_listed(households)}
    kept = awards.latest_files(households)
    refs = refs_of_cases(each.case_id for each in kept.values())
    asked = {each.case_id: list(refs.get(each.case_id, {})) for each in kept.values()}
    signed, obligors = grounds_of_cases(asked, on), obligors_signed(asked, on)
    held = awards.held_by(households, Month.of(on))
    coming, waiting = awards.held_by(households, Month.of(on).next()), cases.asked_for(households)
    for home in households:
        if home not in homes or not members.get(home):
            continue
        file = kept.get(home)
        mine = {} if file is None else refs.get(file.case_id, {})
        today = [row.person_id for row in members[home]]
        yield KnownFamily(
            household_id=home,
            region=RegionCode(homes[home].region),
            is_urban=homes[home].is_urban,
            members=members[home],
            kept=None if file is None else file.inputs,
            refs=mine,
            is_authorised=file is not None and all((file.case_id, person) in signed for person in today),
            obligors_signed=0 if file is None else obligors.get(file.case_id, 0),
            held=[
                (one.programme, one.person_id, one.amount)
                for one in held.get(home, ())
                if not one.programme.is_one_off
            ],
            coming=[(one.programme, one.person_id) for one in coming.get(home, ())],
            asked=waiting.get(home, ()),
        )
