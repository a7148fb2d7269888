"""The order in which slots are computed, and where an unknown can occur in it."""

from collections.abc import Collection
from dataclasses import dataclass

from yimen.engine.expressions import Expression
from yimen.engine.kinds import Entity
from yimen.engine.lowering import Plan, Slot


@dataclass(frozen=True, slots=True)
class Batch:
    """Slots of one entity that can be computed in one go, in order."""

    entity: Entity
    slots: tuple[Slot, ...]


def batches(plan: Plan) -> tuple[Batch, ...]:
    """As few turns between household and members as the dependencies allow."""
    waiting = list(plan.slots)
    pending = {slot.name for slot in waiting}
    made: list[Batch] = []
    entity = Entity.HOUSEHOLD
    while waiting:
        ready, rest = [], []
        for slot in waiting:
            if slot.entity is entity and not pending.intersection(slot.needs):
                pending.discard(slot.name)
                ready.append(slot)
            else:
                rest.append(slot)
        if ready:
            made.append(Batch(entity, tuple(ready)))
        waiting = rest
        entity = Entity.PERSON if entity is Entity.HOUSEHOLD else Entity.HOUSEHOLD
    return tuple(made)


class Unknowns:
    """Which slots may be unknown when only certain inputs and parameters can be."""

    def __init__(self, plan: Plan, unknown_leaves: Collection[str]) -> None:
        self.names = set(unknown_leaves)
        for slot in plan.slots:
            if self.possible(slot.expression):
                self.names.add(slot.name)

    def possible(self, e: Expression) -> bool:
        if e.op == "known":
            return False
        if e.op == "value":
            return e.payload in self.names
        return e.op == "unknown" or any(self.possible(arg) for arg in e.args)
