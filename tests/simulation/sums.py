"""Sums and lists: every month closes as it opened and went, each list counts what lies in the table."""

from typing import Any

from tests.simulation.house import acting, afresh
from tests.simulation.ledger import Books, reader
from tests.simulation.turns import World
from tests.support.cast import COUNTY
from yimen.domains.awards.models import Award
from yimen.domains.cases.queries.round_report import report_of
from yimen.domains.cases.types import ReportFigure
from yimen.domains.network.types import Role
from yimen.domains.people.models import Household
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Month, Programme


def reports(books: Books, world: World) -> None:
    """Every month: opening and what happened give the closing, towns the county, awards both."""
    by = reader(world.house)
    with acting(by):
        previous: dict[str, int] = {}
        for number in range(1, world.today.month + 1):
            month = Month(world.today.year, number)
            county = report_of(month, by=by, region=COUNTY)
            parts = [report_of(month, by=by, region=town) for town in world.house.villages]
            _equations(books, month, county)
            for figure in ReportFigure:
                whole = county.figure(figure)
                money = sum(part.figure(figure).amount.fen for part in parts)
                count = sum(part.figure(figure).households for part in parts)
                books.demand(
                    (whole.amount.fen, whole.households) == (money, count), f"{month} {figure}: towns differ"
                )
            closing = county.figure(ReportFigure.CLOSING).amount.fen
            opening = county.figure(ReportFigure.OPENING).amount.fen
            books.demand(
                not previous or previous["closing"] == opening, f"{month}: does not open as it closed"
            )
            books.demand(closing == _from_awards(month), f"{month}: closing {closing} not the awards'")
            previous = {"closing": closing}
        books.figures["closing of the last month, yuan"] = closing / 100


def _equations(books: Books, month: Month, county: Any) -> None:
    def of(figure: ReportFigure) -> tuple[int, int]:
        found = county.figure(figure)
        return found.households, found.amount.fen

    taken = [figure for figure in ReportFigure if figure.value == "taken_over"]
    begun = [ReportFigure.GRANTED, *taken]
    homes = of(ReportFigure.OPENING)[0] + sum(of(f)[0] for f in begun) - of(ReportFigure.ENDED)[0]
    books.demand(homes == of(ReportFigure.CLOSING)[0], f"{month}: households do not add up")
    money = of(ReportFigure.OPENING)[1] + sum(of(f)[1] for f in begun) + of(ReportFigure.INCREASED)[1]
    money -= of(ReportFigure.DECREASED)[1] + of(ReportFigure.ENDED)[1]
    books.demand(money == of(ReportFigure.CLOSING)[1], f"{month}: money does not add up")


def _from_awards(month: Month) -> int:
    """What the awards pay in a month, from their changes one by one; what is given once stands apart."""
    total = 0
    for award in Award.objects.prefetch_related("changes"):
        is_over = award.until_month is not None and award.until_month <= month.first
        if Programme(award.programme).is_one_off or is_over or award.from_month > month.first:
            continue
        amounts: dict[str, int] = {}
        for change in sorted(award.changes.all(), key=lambda c: (c.from_month, c.changed_at, c.id)):
            if change.from_month <= month.first:
                amounts[change.component] = change.after_fen
        total += sum(amounts.values())
    return total


def lists(books: Books, world: World) -> None:
    """What each desk's list counts is what lies in the table; red is what is past its day."""
    checked = 0
    for actor in world.house.staff:
        by = afresh(actor)
        with acting(by):
            page = waiting.mine(by)
        with system_scope():
            rows = WorkItem.objects.filter(owner_post_id=actor.post_id, done_at__isnull=True)
            expected = (rows.count(), rows.filter(due_on__lt=world.today).count())
        books.demand(
            (page.lights.total, page.lights.red) == expected, f"list of {actor.staff_name}: {page.lights}"
        )
        checked += 1
    books.figures["desks whose lists were compared"] = checked


def borders(books: Books, world: World) -> None:
    """Each town sees its own households and those shared with it, nobody else's."""
    with system_scope():
        everything = {
            town: set(
                Household.objects.filter(region__gte=town.lo, region__lt=town.hi).values_list("id", flat=True)
            )
            for town in world.house.villages
        }
    for town, own in everything.items():
        by = afresh(world.house.at(town, Role.TOWN_HANDLER))
        with acting(by):
            seen = set(Household.objects.values_list("id", flat=True))
        foreign = seen - own - set(by.scope.shared)
        books.demand(own <= seen, f"{town}: does not see all its own")
        books.demand(not foreign, f"{town}: sees {len(foreign)} of others")
