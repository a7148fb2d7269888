"""What one act at one desk knows: the item, who acts, whom it is about, and what is still to come."""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from tests.simulation.clocks import is_working
from tests.simulation.families import Family
from tests.simulation.house import House
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.network.types import Actor
from yimen.domains.worklist.types import ListedItem, WorkKind
from yimen.kernel import RegionCode, RegionLevel

Act = Callable[[], None]


@dataclass
class World:
    """The house, the families by everything that leads to them, what is still to come, what went wrong."""

    house: House
    families: list[Family]
    today: date = date(2026, 1, 1)
    by_case: dict[UUID, Family] = field(default_factory=dict)
    by_subject: dict[UUID, Family] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    crowded: set[UUID] = field(default_factory=set)
    """Items of somebody who was away while they fell due."""
    faulty: set[UUID] = field(default_factory=set)
    acts: Counter[str] = field(default_factory=Counter)
    """How often each step was taken, by the kind of its item."""
    slow: dict[UUID, str] = field(default_factory=dict)
    """Items left lying on purpose, or whose owner was away; what waits for somebody else."""
    waits: dict[UUID, str] = field(default_factory=dict)
    asked_from: dict[UUID, tuple[Actor, RegionCode]] = field(default_factory=dict)
    """Requests for a file: who asked, and for which village."""
    campaigns: dict[RegionCode, UUID] = field(default_factory=dict)
    """The yearly review of each town that has one."""
    _coming: list[tuple[date, int, Act]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def at(self, day: date, act: Act) -> None:
        """Something happens on a day, working or not."""
        heapq.heappush(self._coming, (day, next(self._order), act))

    def due_acts(self) -> list[Act]:
        """Everything that was to happen by today."""
        found = []
        while self._coming and self._coming[0][0] <= self.today:
            found.append(heapq.heappop(self._coming)[2])
        return found

    def know(self, family: Family) -> None:
        """Everything that leads to a family leads to it from now on."""
        for case_id in family.case_ids:
            self.by_case[case_id] = family
        for subject in (family.contact_id, family.household_id):
            if subject is not None:
                self.by_subject[subject] = family

    def working_day_after(self, days: int) -> date:
        """So many working days from today, by the calculator's own calendar."""
        day = self.today
        while days > 0:
            day += timedelta(days=1)
            days -= is_working(day)
        return day


@dataclass
class Turn:
    """One item in somebody's hands."""

    world: World
    item: ListedItem
    by: Actor

    @property
    def subject_id(self) -> UUID:
        return self.item.subject_id

    @property
    def kind(self) -> WorkKind:
        return WorkKind(self.item.kind)

    @property
    def family(self) -> Family:
        """Whom it is about; of a programme the family of its case."""
        if self.item.subject_kind == "outcome":
            return self.world.by_case[self.outcome.case_id]
        return self.world.by_case.get(self.subject_id) or self.world.by_subject[self.subject_id]

    @property
    def outcome(self) -> CaseOutcome:
        return CaseOutcome.objects.select_related("case").get(pk=self.subject_id)

    def colleague(self) -> Actor:
        """Somebody else of the same town who may visit along."""
        house, town = self.world.house, RegionCode(self.item.region).at(RegionLevel.TOWN)
        everybody = [
            actor for actor in house.staff if actor.region == town and actor.post_id != self.by.post_id
        ]
        present = [actor for actor in everybody if not house.is_away(actor, self.world.today)]
        return present[0]
