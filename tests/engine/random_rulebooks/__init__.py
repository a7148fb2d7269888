"""Hypothesis strategies: random rulebooks over a fixed set of facts, and random households with unknowns."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from tests.engine.random_rulebooks.facts import (
    INPUTS,
    PARAMETERS,
    Family,
    families,
    parameter_values,
    values_of,
)
from tests.engine.random_rulebooks.trees import Grower, Names
from tests.engine.random_rulebooks.writing import rule_of

from yimen.engine import Entity, Kind, Rulebook

__all__ = ["INPUTS", "PARAMETERS", "Family", "families", "parameter_values", "rulebooks", "values_of"]


@st.composite
def rulebooks(draw: Callable[..., Any], most_rules: int = 6) -> Rulebook:
    names = Names()
    for declared in INPUTS:
        names.add(declared.type.kind, declared.entity, declared.name)
    for parameter in PARAMETERS:
        if parameter.type.kind is not Kind.LIST:
            names.add(parameter.type.kind, Entity.HOUSEHOLD, parameter.name)
    rules = []
    kinds = st.sampled_from([Kind.AMOUNT, Kind.COUNT, Kind.RATE, Kind.TRUTH, Kind.DATE, Kind.ENUM])
    for number in range(draw(st.integers(1, most_rules))):
        kind, entity = draw(kinds), draw(st.sampled_from(list(Entity)))
        tree = Grower(draw, names, entity).grow(kind, draw(st.integers(1, 3)))
        rules.append(rule_of(f"rule{number}", entity, tree))
        if kind is not Kind.ENUM:
            names.add(kind, entity, f"rule{number}")
    return Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=rules)
