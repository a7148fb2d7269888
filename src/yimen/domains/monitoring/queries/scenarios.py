"""Reads of scenarios: the list, one with its figures, its households, two side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from yimen.domains.awards import queries as awards
from yimen.domains.library import queries as library
from yimen.domains.library.errors import HouseholdFileError
from yimen.domains.library.types.scenarios import Change, Effect, Figures
from yimen.domains.library.types.scenarios import Scenario as Content
from yimen.domains.monitoring.models import Lead, Scenario, ScenarioHousehold
from yimen.domains.monitoring.permissions import access_scenario
from yimen.domains.monitoring.types.leads import HELPED, LeadProgress
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Money, Month, Programme, RegionCode, YimenError

CALLED = (Effect.GAINS, Effect.LOSES, Effect.LEAVES, Effect.SHIFTS, Effect.OPEN)
"""Whoever enters receives nothing yet: nothing of theirs can be reviewed."""
MOST_COMPARED = 200
"""From how many somebody chooses another to compare with."""
_TOWN = 9


@dataclass(frozen=True, slots=True)
class MonthCost:
    """What a month costs as it is and with the changes."""

    month: Month
    before: Money
    after: Money

    @property
    def more(self) -> Money:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme in the last month looked at, in the whole county or one town."""

    programme: Programme
    figures: dict[str, int]

    @property
    def before(self) -> Money:
        return Money(self.figures["fen_before"])

    @property
    def after(self) -> Money:
        return Money(self.figures["fen_after"])

    @property
    def more(self) -> Money:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class TownRow:
    """A town by households, and what it costs a month."""

    region: str
    figures: dict[str, int]
    before: Money
    after: Money

    @property
    def more(self) -> Money:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Results:
    """A scenario that is worked out, as its page shows it."""

    content: Content
    effects: dict[Effect, int]
    months: tuple[MonthCost, ...]
    programmes: tuple[ProgrammeRow, ...]
    towns: tuple[TownRow, ...]
    cliffs_before: int
    cliffs_after: int

    @property
    def more(self) -> Money:
        """Over all months looked at."""
        return sum((each.more for each in self.months), Money(0))


@dataclass(frozen=True, slots=True)
class AffectedHousehold:
    """A row of the list: the household's head beside what becomes of it."""

    row: ScenarioHousehold
    head: str

    @property
    def before(self) -> Money:
        return Money(self.row.before_fen)

    @property
    def after(self) -> Money:
        return Money(self.row.after_fen)

    @property
    def programmes(self) -> tuple[list[Programme], list[Programme]]:
        return [Programme(one) for one in self.row.before], [Programme(one) for one in self.row.after]


@dataclass(frozen=True, slots=True)
class TownToCall:
    """Of a town: how many a change touches, and how many of them receive something and can be reviewed."""

    region: str
    affected: int
    holding: int


def scenarios_of(*, show: str = "", by: Actor) -> QuerySet[Scenario]:
    """One's own and those that were shared, newest first; `show` narrows to `own` or `shared`."""
    require(by, Permission.SCENARIO_OPEN, by.region)
    rows = Scenario.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    own, shared = Q(made_user_id=by.user_id), Q(shared_at__isnull=False)
    seen = rows.filter({"own": own, "shared": shared}.get(show, own | shared))
    return seen.select_related("run", "snapshot").order_by("-made_at", "-id")


def to_compare_with(scenario: Scenario, *, by: Actor) -> list[tuple[UUID, str]]:
    """The newest of the others that are worked out, by their titles."""
    rows = scenarios_of(by=by).filter(figures__isnull=False).exclude(id=scenario.id)
    return list(rows.values_list("id", "title")[:MOST_COMPARED])


def get_scenario(scenario_id: UUID, *, by: Actor) -> Scenario:
    """One of them."""
    return access_scenario(scenario_id, Permission.SCENARIO_OPEN, by=by)


def find_scenario(named: str, *, by: Actor) -> Scenario | None:
    """The one an address names; none where it names nothing."""
    require(by, Permission.SCENARIO_OPEN, by.region)
    try:
        return get_scenario(UUID(named), by=by)
    except ValueError:
        return None


def content_of(scenario: Scenario) -> Content:
    """What it changes, as it was read."""
    first = Month.of(scenario.snapshot.month)
    return library.read_scenario(scenario.content, region=RegionCode(scenario.region), month=first)


def floors_of(scenario: Scenario) -> tuple[library.Floor, ...]:
    """The published minimums that it goes below."""
    return tuple(floor for one in content_of(scenario).changes for floor in library.floors_below(one))


def floors_typed(written: Mapping[str, Any], month: Month, *, by: Actor) -> tuple[library.Floor, ...]:
    """Those that a change goes below while somebody types it; none while it cannot be read."""
    try:
        content = library.read_scenario({"changes": [written]}, region=by.region, month=month)
    except HouseholdFileError:
        return ()
    return library.floors_below(content.changes[0])


def present_typed(
    name: str, place: str, since: str, month: Month, *, by: Actor
) -> tuple[library.Present, ...]:
    """What the parameter of a change says without it, there and then, while somebody types the change."""
    require(by, Permission.SCENARIO_RUN, by.region)
    region = RegionCode(place) if place else by.region
    try:
        begins = max(Month.parse(since), month)
    except YimenError:
        begins = month
    return library.present_values(name, region, begins.first)


def present_of(scenario: Scenario) -> list[tuple[Change, tuple[library.Present, ...]]]:
    """Each change beside what holds there without it."""
    return [
        (one, library.present_values(one.name, one.region or RegionCode(scenario.region), one.since.first))
        for one in content_of(scenario).changes
    ]


def results_of(scenario: Scenario) -> Results | None:
    """None until all of it is worked out."""
    if scenario.figures is None:
        return None
    content, figures = content_of(scenario), Figures.from_json(scenario.figures)
    last, towns = content.steps()[-1], figures.of_towns()
    return Results(
        content=content,
        effects={effect: figures.count(effect) for effect in Effect},
        months=tuple(_months(content, figures)),
        programmes=tuple(_programmes(figures, last)),
        towns=tuple(_towns(figures, last)),
        cliffs_before=sum(each["cliffs_before"] for each in towns.values()),
        cliffs_after=sum(each["cliffs_after"] for each in towns.values()),
    )


def _months(content: Content, figures: Figures) -> Iterable[MonthCost]:
    sums = {}
    for step in content.steps():
        cells = [cell for _town, _programme, cell in figures.cells(step)]
        sums[step] = tuple(sum(cell[name] for cell in cells) for name in ("fen_before", "fen_after"))
    for number in range(content.months):
        month = content.month.plus(number)
        before, after = sums[content.step_of(month)]
        yield MonthCost(month, Money(before), Money(after))


def _programmes(figures: Figures, month: Month) -> Iterable[ProgrammeRow]:
    found: dict[Programme, dict[str, int]] = {}
    for _town, programme, cell in figures.cells(month):
        held = found.setdefault(programme, dict.fromkeys(cell, 0))
        for name, value in cell.items():
            held[name] += value
    return [ProgrammeRow(one, found[one]) for one in Programme if one in found]


def _towns(figures: Figures, month: Month) -> Iterable[TownRow]:
    sums: dict[str, list[int]] = {}
    for town, _programme, cell in figures.cells(month):
        held = sums.setdefault(town, [0, 0])
        held[0] += cell["fen_before"]
        held[1] += cell["fen_after"]
    for town, counts in figures.of_towns().items():
        before, after = sums.get(town, (0, 0))
        yield TownRow(town, counts, Money(before), Money(after))


def households_of_scenario(
    scenario: Scenario,
    *,
    effect: Effect | None = None,
    town: RegionCode | None = None,
    is_cliff: bool = False,
    by: Actor,
) -> QuerySet[ScenarioHousehold]:
    """The households it changes something for, those that lose most first."""
    require(by, Permission.HOUSEHOLD_OPEN, by.region)
    rows = scenario.households.select_related("household")
    if effect is not None:
        rows = rows.filter(effect=effect)
    if town is not None:
        rows = rows.filter(region__gte=town.lo, region__lt=town.hi)
    if is_cliff:
        rows = rows.filter(falls_fen__gt=0)
    return rows.order_by("change_fen", "id")


def affected_lines(rows: Sequence[ScenarioHousehold]) -> list[AffectedHousehold]:
    """The rows of a page with their heads; one query more however many there are."""
    heads = people.heads_of([row.household_id for row in rows])
    return [AffectedHousehold(row, heads.get(row.household_id, "")) for row in rows]


def to_be_called(scenario: Scenario, *, is_again: bool = False) -> QuerySet[ScenarioHousehold]:
    """Whom a real change of this kind calls for review; those called already too, if asked for again."""
    rows = ScenarioHousehold.objects.filter(scenario=scenario, effect__in=CALLED)
    return rows if is_again else rows.filter(asked_at__isnull=True)


def to_be_visited(scenario: Scenario) -> QuerySet[ScenarioHousehold]:
    """Whom a real change of this kind would let in."""
    return ScenarioHousehold.objects.filter(scenario=scenario, effect=Effect.ENTERS)


def foreseen_calls(scenario: Scenario, *, by: Actor) -> list[TownToCall]:
    """By town, before anything is done."""
    require(by, Permission.SCENARIO_CALL, by.region)
    rows = to_be_called(scenario).annotate(town=Substr("region", 1, _TOWN)).order_by()
    holding = Count("id", filter=Q(household_id__in=awards.households_going_on()))
    counted: QuerySet[Any, Any] = rows.values("town").annotate(affected=Count("id"), held=holding)
    return [
        TownToCall(row["town"].ljust(12, "0"), row["affected"], row["held"])
        for row in counted.order_by("town")
    ]


def progress_of_leads(scenario: Scenario, *, by: Actor) -> LeadProgress:
    """What the villages have done so far with whom it would let in."""
    require(by, Permission.SCENARIO_OPEN, scenario.region)
    counted = Lead.objects.filter(scenario=scenario).aggregate(
        opened=Count("id"),
        visited=Count("id", filter=Q(visited_on__isnull=False)),
        closed=Count("id", filter=~Q(outcome="")),
        helped=Count("id", filter=Q(outcome__in=HELPED)),
    )
    return LeadProgress(**counted)
