"""What rests on a doubtful parameter is reviewed: looked for where it can be, found wherever it is."""

from typing import Any

from yimen.engine import Entity
from yimen.engine.expressions import Expression
from yimen.rulebook.case import RunCase
from yimen.rulebook.cases import worked_cases
from yimen.rulebook.household_file import read


class Walk:
    """Every parameter a value rests on, found by walking all that decided it, nothing left out."""

    def __init__(self, case: RunCase) -> None:
        self.result = case.result
        self.value = case.result.interpreter().value

    def of_name(self, name: str, person: int | None) -> set[str]:
        rules = self.result.rules
        if name in rules.rules:
            is_person = rules.entity(name) is Entity.PERSON
            return self.of(rules.rules[name].expression, person if is_person else None)
        return {name}

    def of(self, e: Expression, person: int | None) -> set[str]:
        if e.op in ("ref", "parameter"):
            return self.of_name(str(e.payload), person)
        if e.op in ("known", "rounding_at"):
            return set()
        if e.op in ("total", "count", "any", "all"):
            people: list[Any] = list(range(len(self.result.facts.persons)))
            return set().union(*(self.of(e.args[0], one) for one in people))
        return set().union(*(self.of(arg, person) for arg in self._deciding(e, person)))

    def _deciding(self, e: Expression, person: int | None) -> list[Expression]:
        if e.op in ("and", "or"):
            settling = [arg for arg in e.args if self.value(arg, person) is (e.op == "or")]
            return settling[:1] or list(e.args)
        if e.op == "where":
            condition = self.value(e.args[0], person)
            branches = {True: e.args[:2], False: e.args[::2], None: e.args}
            return list(branches[condition])
        return list(e.args[: 1 if e.op == "round" else None])


def test_doubt_is_found_wherever_a_full_walk_finds_it() -> None:
    files = [case.file for case in worked_cases() if case.file is not None]
    found = []
    for file in files[::4]:
        given = {**file, "parameters": {**file.get("parameters", {}), "dibao_standard_is_minimum": True}}
        case = RunCase(read(given), False)
        walk = Walk(case)
        for name in (
            "is_dibao",
            "dibao_amount",
            "is_margin",
            "is_rigid_expense",
            "tekun_amount",
            "single_amount",
        ):
            person = 0 if case.result.rules.entity(name) is Entity.PERSON and case.file.members else None
            is_doubtful = not case.place.doubtful.isdisjoint(walk.of_name(name, person))
            assert case.trace.rests_on_watched(name, person) is is_doubtful
            found.append(is_doubtful)
    assert {True, False} == set(found)
