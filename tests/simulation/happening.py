"""What life brings to families that are assisted, weeks after they are: told, seen, or asked for anew."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tests.simulation import asking, moving
from tests.simulation.families import Family
from tests.simulation.house import acting, afresh
from tests.simulation.turns import World
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import (
    ComplaintAbout,
    ComplaintChannel,
    ComplaintTarget,
    RemedyKind,
    ReportKind,
)
from yimen.domains.network.types import Actor, Role
from yimen.domains.people.models import Household
from yimen.domains.people.types import Relation

RENEWS_AFTER = 45
"""A recognition that has not begun is not renewed."""
TOLD: dict[str, ReportKind] = {
    "death": ReportKind.DEATH,
    "birth": ReportKind.BIRTH,
    "moves": ReportKind.MOVE,
    "away": ReportKind.AWAY,
    "earns_more": ReportKind.INCOME,
    "earns_far_more": ReportKind.INCOME,
    "found_work": ReportKind.INCOME,
    "earns_less": ReportKind.INCOME,
    "nothing_changed": ReportKind.OTHER,
}


def later(world: World, family: Family) -> None:
    """Once in the year, some weeks from today, where something was drawn for the family at all."""
    if family.later and "later" not in family.done:
        family.done.add("later")
        days = max(family.later_after, RENEWS_AFTER) if family.later == "renews" else family.later_after
        day = world.today + timedelta(days=days)
        world.at(day, lambda: happens(world, family))


def happens(world: World, family: Family) -> None:
    """The later turn of a family, if it is assisted by then; told by the village or seen by the town."""
    village = world.house.at(family.village, Role.VILLAGE_ASSISTANT)
    if family.later == "joined":
        return
    family.done.add("happened")
    if family.later == "complained_of":
        with acting(village):
            complain(family, family.case_ids[0] if family.case_ids else None, village)
    elif family.later == "splits":
        _split(world, family)
    elif family.later == "merges":
        _merge(world, family)
    elif family.later == "moves_town":
        moving.moves_town(world, family)
    elif family.later == "renews":
        _apply_again(world, family)
    elif family.later:
        with acting(village):
            report = intake.report_change(
                kind=TOLD[family.later],
                region=family.village,
                household_id=family.household_id,
                person_id=family.head.id if family.later == "death" else None,
                text=family.later,
                since=timezone.localdate() - timedelta(days=20) if family.later == "away" else None,
                by=village,
            )
        world.by_subject[report.id] = family


def complain(family: Family, case_id: UUID | None, by: Actor) -> None:
    """Somebody says so, of the case where there is one."""
    is_named = family.draw("complaint").random() < 0.5
    said = intake.Said(
        "有人说该户有小汽车", name="凌邻居" if is_named else "", phone="10000000001" if is_named else ""
    )
    target = ComplaintTarget(ComplaintAbout.HOUSEHOLD, f"{family.name}的救助", family.household_id)
    if case_id is not None:
        target = ComplaintTarget(ComplaintAbout.CASE, target.title, case_id)
    cases.receive_complaint(channel=ComplaintChannel.PHONE, target=target, said=said, by=by)


def _split(world: World, family: Family) -> None:
    if len(family.members) < 3 or family.members[1].id is None or family.household_id is None:
        return
    by = world.house.at(family.town, Role.TOWN_HANDLER, 1)
    with acting(by):
        founded = cases.split_household(
            household_id=family.household_id,
            relations={family.members[1].id: Relation.HEAD},
            region=family.village,
            address=f"新屋{family.number}号东屋",
            on=world.today,
            by=by,
        )
    world.by_subject[founded] = family
    moving.know_cases(world, family, by)


def _merge(world: World, family: Family) -> None:
    """With another assisted family of the same village, if there is one whose ways are quiet."""
    others = [
        other
        for other in world.families
        if other.village == family.village
        and other.kind == "dibao"
        and not other.later
        and other.number != family.number
    ]
    by, leaving = world.house.at(family.town, Role.TOWN_HANDLER, 1), family.household_id
    if leaving is None:
        return
    for other in others:
        with acting(by):
            if other.household_id is None or queries.running_review(other.household_id) is not None:
                continue
            if not Household.objects.filter(
                pk=other.household_id, memberships__valid_until__isnull=True
            ).exists():
                continue
            cases.merge_households(
                household_id=other.household_id,
                other_id=leaving,
                relations={one.id: Relation.OTHER for one in family.members if one.id is not None},
                on=world.today,
                by=by,
            )
        other.later = "joined"
        moving.know_cases(world, family, by)
        moving.know_cases(world, other, by)
        return


def _apply_again(world: World, family: Family) -> None:
    """New bills, and the recognition ends after a year: they ask and apply anew."""
    family.done.discard("application")
    asking.ask_at(family, asking.first_asked(world.house, family, world.today), world.today)
    world.know(family)


def contest(world: World, family: Family, outcome_id: UUID) -> None:
    """A refusal goes before the authority."""
    by = afresh(world.house.at(family.town, Role.TOWN_HANDLER, 1))
    filing = intake.Filing("县人民政府", "认为认定收入有误", world.today, world.today)
    kind = RemedyKind.RECONSIDERATION if family.number % 2 else RemedyKind.LAWSUIT
    with acting(by):
        outcome = CaseOutcome.objects.get(pk=outcome_id)
        if outcome.told_on is None:
            return
        remedy = cases.receive_remedy(
            kind=kind, case_id=outcome.case_id, outcome_id=outcome.id, filing=filing, by=by
        )
    world.by_subject[remedy] = family
