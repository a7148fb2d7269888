"""Families that move to another town: it asks for their file, the old town answers, the new one begins."""

from uuid import UUID

from tests.simulation import asking
from tests.simulation.deciding import Why
from tests.simulation.families import Family
from tests.simulation.house import acting, afresh
from tests.simulation.turns import Turn, World
from tests.support.cast import OTHER_COUNTY_TOWN
from yimen.domains.cases import actions as cases
from yimen.domains.cases.errors import OpenCaseExistsError
from yimen.domains.cases.models import Case
from yimen.domains.network.types import Actor, Role
from yimen.domains.people import actions as people
from yimen.doors.cli.county.identities import invented_identity
from yimen.kernel import RegionCode


def moves_town(world: World, family: Family) -> None:
    """The new place knows them by their number alone; with one town in the house they leave the county."""
    by, village = _new_place(world, family)
    ask(world, family, by, village)


def _new_place(world: World, family: Family) -> tuple[Actor, RegionCode]:
    towns = [town for town in world.house.villages if town != family.town]
    if not towns:
        return world.house.far, OTHER_COUNTY_TOWN
    town = family.draw("new town").choice(towns)
    return world.house.at(town, Role.TOWN_HANDLER, 1), world.house.villages[town][0]


def ask(world: World, family: Family, by: Actor, village: RegionCode) -> None:
    """By the number of the head; the request lies with the old town at once."""
    head = family.head
    with acting(afresh(by)):
        request_id = cases.ask_move(
            identity=invented_identity(head.born, head.sex, head.order),
            to_region=village,
            reason="随子女居住",
            by=by,
        )
    world.by_subject[request_id] = family
    world.asked_from[request_id] = (by, village)


def file_transfer(turn: Turn) -> Why:
    """Handed over; one of ten is told to settle first what is open, and asked for again."""
    family, world = turn.family, turn.world
    by, village = world.asked_from[turn.subject_id]
    is_accepted = "declined_move" in family.done or family.draw("move").random() >= 0.1
    answer = "同意转出" if is_accepted else "请先补齐户主签字"
    try:
        cases.answer_move(request_id=turn.subject_id, is_accepted=is_accepted, answer=answer, by=turn.by)
    except OpenCaseExistsError:
        return "等待在办申请办结"
    if not is_accepted:
        family.done.add("declined_move")
        world.at(world.working_day_after(5), lambda: ask(world, family, by, village))
        return None
    know_cases(world, family, turn.by)
    if by.post_id != world.house.far.post_id:
        family.done.add("moved")
        family.town, family.village = by.region, village
        world.at(world.working_day_after(3), lambda: _applies_there(world, family))
    return None


def know_cases(world: World, family: Family, by: Actor) -> None:
    """The cases that an act has opened lead to the family as well."""
    with acting(afresh(by)):
        found = Case.objects.filter(household=family.household_id).values_list("id", flat=True)
        learnt: list[UUID] = list(found)
    for case_id in learnt:
        world.by_case[case_id] = family
        if case_id not in family.case_ids:
            family.case_ids.append(case_id)


def _applies_there(world: World, family: Family) -> None:
    """Where they live now is entered; then a contact like any other, and an application that knows them."""
    family.done.discard("application")
    by = afresh(asking.first_asked(world.house, family, world.today))
    handler = afresh(world.house.at(family.town, Role.TOWN_HANDLER, 1))
    with acting(handler):
        people.move_household(
            household_id=family.household_id,  # type: ignore[arg-type]
            to_region=family.village,
            address=f"安置房{family.number}号",
            on=world.today,
            by=handler,
        )
    asking.ask_at(family, by, world.today)
    world.know(family)
