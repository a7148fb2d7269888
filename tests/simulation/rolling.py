"""The opening roll of the first week: taken over wrong and taken back, then right, its rest corrected."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from tests.simulation import happening
from tests.simulation.asking import STANDARD
from tests.simulation.families import Family, Somebody
from tests.simulation.house import acting
from tests.simulation.turns import World
from tests.support.cast import COUNTY
from tests.support.rolls import workbook
from yimen.domains.exchange.actions import discard_roll, prepare_roll, take_over_roll, undo_roll
from yimen.domains.exchange.actions.roll_jobs import run_check, run_load, run_undo
from yimen.domains.exchange.models import OpeningRoll, RollFamily
from yimen.domains.exchange.types.roll import RollState
from yimen.domains.network.types import Role
from yimen.domains.people.types import Relation
from yimen.doors.cli.county.identities import invented_identity, invented_phone
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Month, Programme

FIRST_ROW = 2
"""Below the headings."""
ONE_IN = 25
"""Of so many families one is listed with a village that nobody knows."""
PAYS: dict[Programme, int] = {
    Programme.DIBAO_MARGIN: 0,
    Programme.TEKUN: 1063,
    Programme.DISABILITY_CARE: 290,
}
FOR_ONE = (Programme.TEKUN, Programme.DISABILITY_CARE)


def open_the_year(world: World) -> None:
    """The first list had its amounts doubled: seen the next morning, and taken back as a whole."""
    listed = [family for family in world.families if family.is_listed]
    if listed:
        roll = _taken_over(world, listed, "2025年底在册名册（初稿）", factor=2)
        world.at(world.working_day_after(1), lambda: _anew(world, roll, listed))


def _anew(world: World, wrong: OpeningRoll, listed: Sequence[Family]) -> None:
    confirmer, reviewer = _county(world, Role.COUNTY_CONFIRMER), _county(world, Role.COUNTY_REVIEWER)
    with acting(confirmer):
        undo_roll(roll_id=wrong.id, reason="金额一列加倍了", by=confirmer)
    run_undo(wrong.id)
    assert _read(wrong.id).state == RollState.UNDONE, f"a roll nothing was built upon stands: {_left(wrong)}"
    with acting(reviewer):
        discard_roll(roll_id=wrong.id, by=reviewer)
    faulty = {family.number for family in listed[::ONE_IN]}
    _learn(world, _taken_over(world, listed, "2025年底在册名册", faulty=faulty), listed)
    rest = [family for family in listed if family.number in faulty]
    world.at(world.working_day_after(4), lambda: _corrected(world, rest))


def _left(roll: OpeningRoll) -> list[int]:
    with system_scope():
        return list(roll.listed.filter(household_id__isnull=False).values_list("row", flat=True))


def _corrected(world: World, rest: Sequence[Family]) -> None:
    _learn(world, _taken_over(world, rest, "2025年底在册名册（更正）"), rest)
    unknown = [family.name for family in rest if family.household_id is None]
    assert not unknown, f"corrected rows that stayed behind: {unknown}"


def _county(world: World, role: Role):  # type: ignore[no-untyped-def]  # an actor
    return world.house.at(COUNTY, role)


def _taken_over(
    world: World,
    listed: Sequence[Family],
    title: str,
    *,
    factor: int = 1,
    faulty: set[int] = frozenset(),  # type: ignore[assignment]
) -> OpeningRoll:
    """Handed in by one, taken over by another; the jobs do what they do in the worker."""
    reviewer, confirmer = _county(world, Role.COUNTY_REVIEWER), _county(world, Role.COUNTY_CONFIRMER)
    month = Month.of(world.today)
    with acting(reviewer):
        roll = prepare_roll(content=_file(listed, factor, faulty), title=title, from_month=month, by=reviewer)
    run_check(roll.id)
    with acting(confirmer):
        take_over_roll(roll_id=roll.id, by=confirmer)
    run_load(roll.id)
    world.acts["opening_roll"] += 1
    return _read(roll.id)


def _read(roll_id: UUID) -> OpeningRoll:
    with system_scope():
        return OpeningRoll.objects.get(pk=roll_id)


def _learn(world: World, roll: OpeningRoll, listed: Sequence[Family]) -> None:
    """Who became what; from here on they live like everybody else."""
    with system_scope():
        rows = list(RollFamily.objects.filter(roll=roll, household_id__isnull=False))
    for row in rows:
        family = listed[row.row - FIRST_ROW]
        family.household_id = row.household_id
        for one, person_id in zip(family.members, row.person_ids, strict=True):
            one.id = UUID(person_id)
        world.know(family)
        happening.later(world, family)


def _file(listed: Sequence[Family], factor: int, faulty: set[int]) -> bytes:
    families = [_family(family, family.number in faulty) for family in listed]
    members = [_member(family, one) for family in listed for one in _rows_of(family)]
    return workbook(families, members, [_award(family, factor) for family in listed])


def _rows_of(family: Family) -> list[Somebody]:
    """The head has a row of their own only for the card of a disabled person."""
    return family.members if family.like == "care_card" else family.members[1:]


def _number(one: Somebody) -> str:
    return str(invented_identity(one.born, one.sex, one.order))


def _family(family: Family, is_faulty: bool) -> tuple[object, ...]:
    place = "没有这个村" if is_faulty else str(family.village)
    return (
        family.number, family.name, _number(family.head), place, "", f"新屋{family.number}号", "农村",
        invented_phone(family.number), f"2024-{family.number}", family.wage if family.like != "tekun" else 0,
    )  # fmt: skip


def _member(family: Family, one: Somebody) -> tuple[object, ...]:
    relation = Relation(one.relation).title
    card = ("肢体", "一级") if family.like == "care_card" and one is family.head else ("", "")
    return (family.number, one.name, relation, _number(one), *card)


def _award(family: Family, factor: int) -> tuple[object, ...]:
    """Since 2024, looked into last on some day of 2025: most fall due in the year."""
    (programme,) = family.programmes
    holder = _number(family.head) if programme in FOR_ONE else ""
    reviewed = date(2025, 1, 20) + timedelta(days=family.draw("reviewed").randrange(330))
    pays = PAYS.get(programme, STANDARD * len(family.members) - family.wage)
    account = (family.name, "平远县农村信用社", f"6221 8888 {family.number:08d}")
    return (
        family.number, programme.title, holder, pays * factor, "2024-03", "2024-02-20",
        reviewed.isoformat(), *account,
    )  # fmt: skip
