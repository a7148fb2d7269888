"""The two rulebooks: the household's, and the small one that is asked about each obligor outside it."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from yimen.engine import Rulebook, collect
from yimen.rulebook.inputs import HOUSEHOLD_INPUTS, OBLIGOR_INPUTS, PERSON_INPUTS
from yimen.rulebook.parameters import table
from yimen.rulebook.parameters.unpack import UNPACKED
from yimen.rulebook.rules import (
    children,
    dibao,
    dibao_margin,
    dibao_single,
    disability,
    grace,
    illness_poverty,
    income,
    medical,
    members,
    obligors,
    price_subsidy,
    property,
    rigid_expense,
    supplement,
    tekun,
    temporary,
)

MODULES: tuple[ModuleType, ...] = (
    members, income, property, dibao, supplement, grace, dibao_margin, dibao_single, tekun, rigid_expense,
    illness_poverty, temporary, disability, children, medical, price_subsidy,
)  # fmt: skip


@cache
def household_book() -> Rulebook:
    parameters = (*table().declarations, *(one.parameter for one in UNPACKED.values()))
    return Rulebook(
        inputs=(*HOUSEHOLD_INPUTS, *PERSON_INPUTS), parameters=parameters, rules=collect(*MODULES)
    )


@cache
def obligor_book() -> Rulebook:
    parameters = (*table().declarations, *(one.parameter for one in UNPACKED.values()))
    return Rulebook(inputs=OBLIGOR_INPUTS, parameters=parameters, rules=collect(obligors))
