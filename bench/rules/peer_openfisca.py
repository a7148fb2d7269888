"""The same values as OpenFisca-Core variables, with regional amounts as indexed parameters."""

from collections.abc import Callable, Mapping

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.rules import law

PERIOD = law.ON.strftime("%Y-%m")
PERSON = build_entity(key="person", plural="persons", label="", is_person=True)
HOUSEHOLD = build_entity(
    key="household",
    plural="households",
    label="",
    roles=[{"key": "member", "plural": "members", "label": ""}],
)
PLACES = [f"{region}{'u' if urban else 'r'}" for region in law.STANDARDS for urban in (True, False)]
TYPES = {law.AMOUNT: float, law.COUNT: int, law.TRUTH: bool}


def system(more: Mapping[str, tuple[type, Callable]] | None = None) -> TaxBenefitSystem:
    """A tax and benefit system holding the forty values, and more of households."""
    made = TaxBenefitSystem([PERSON, HOUSEHOLD])
    made.parameters = ParameterNode("", data=_parameters())
    for entity, names in ((HOUSEHOLD, law.HOUSEHOLD_INPUTS), (PERSON, law.PERSON_INPUTS)):
        for name, kind in names.items():
            made.add_variable(_variable(name, TYPES[kind], entity))
    made.add_variable(_variable("place", str, HOUSEHOLD))
    for name, (type_, formula) in PERSON_FORMULAS.items():
        made.add_variable(_variable(name, type_, PERSON, formula))
    for name, (type_, formula) in {**HOUSEHOLD_FORMULAS, **(more or {})}.items():
        made.add_variable(_variable(name, type_, HOUSEHOLD, formula))
    return made


def simulation(made: TaxBenefitSystem, h: Mapping, p: Mapping, sizes: np.ndarray):
    """A simulation over whole households; amounts are fen, as elsewhere."""
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("person", np.arange(int(sizes.sum())))
    ids = np.arange(len(sizes))
    population = builder.declare_entity("household", ids)
    builder.join_with_persons(population, np.repeat(ids, sizes), np.repeat("member", int(sizes.sum())))
    population.members_entity_id = np.repeat(ids, sizes)  # join_with_persons skips households without members
    made_simulation = builder.build(made)
    for name, values in {**h, **p}.items():
        made_simulation.set_input(name, PERIOD, values)
    return made_simulation


def facts(h: Mapping, p: Mapping, sizes: np.ndarray) -> tuple[dict, dict, np.ndarray]:
    """Inputs as OpenFisca takes them."""
    kind = np.where(h["urban"], "u", "r")
    household = {name: h[name] for name in law.HOUSEHOLD_INPUTS}
    household["place"] = np.char.add(h["region"].astype(str), kind)
    return household, {name: p[name] for name in law.PERSON_INPUTS}, sizes


def situation(household: Mapping, persons: list, region: str, urban: bool) -> dict:
    """One household as OpenFisca's own JSON: what its web API and its tests take."""
    people = {str(i): {name: {PERIOD: value} for name, value in one.items()} for i, one in enumerate(persons)}
    home = {name: {PERIOD: value} for name, value in household.items()}
    home |= {"place": {PERIOD: f"{region}{'u' if urban else 'r'}"}, "members": list(people)}
    return {"persons": people, "households": {"one": home}}


def determine_one(made: TaxBenefitSystem, family: dict) -> dict:
    """All forty values of one household."""
    return values_of(SimulationBuilder().build_from_entities(made, family))


def traced(made: TaxBenefitSystem, family: dict) -> list:
    """All forty values of one household, and the tree of how each came about; its lines are not written."""
    run = SimulationBuilder().build_from_entities(made, family)
    run.trace = True
    values_of(run)
    return run.tracer.trees


def values_of(run) -> dict:
    """All forty values by name."""
    return {name: run.calculate(name, PERIOD) for name in [*PERSON_FORMULAS, *HOUSEHOLD_FORMULAS]}


def determine(made: TaxBenefitSystem, h: Mapping, p: Mapping, sizes: np.ndarray) -> dict:
    """All forty values by name."""
    return values_of(simulation(made, h, p, sizes))


def _parameters() -> dict:
    def dated(value: float) -> dict:
        return {"values": {"2020-01-01": {"value": value}}}

    shares = {name: dated(float(value)) for name, value in law.SHARES.items()}
    places = {
        name: {place: dated(law.amounts(place[:-1], place.endswith("u"))[name]) for place in PLACES}
        for name in ("standard", "minimum_per_person", "vehicle_limit")
    }
    return {**shares, **places}


def _variable(name: str, type_: type, entity, formula: Callable | None = None) -> type[Variable]:
    body = {"value_type": type_, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _sum(name: str) -> Callable:
    return lambda household, period: household.sum(household.members(name, period))


def _place(name: str) -> Callable:
    return lambda household, period, parameters: parameters(period)[name][household("place", period)]


def _share(line: str, share: str) -> Callable:
    return lambda who, period, parameters: np.floor(who(line, period) * parameters(period)[share] + 1e-6)


def _supplement(person, period, parameters):
    standard, shares = person.household("standard", period), parameters(period)
    amounts = [
        np.floor(standard * person(group, period) * shares[name] + 1e-6)
        for group, name in (
            ("elderly", "supplement_elderly"),
            ("minor", "supplement_minor"),
            ("severely_disabled", "supplement_disabled"),
            ("severely_ill", "supplement_ill"),
        )
    ]
    return np.maximum.reduce(amounts)


def _work_deduction(person, period, parameters):
    shares = parameters(period)
    deduction = np.floor(person("wage", period) * shares.work_rate + 1e-6)
    cap = np.floor(person.household("standard", period) * shares.work_cap_rate + 1e-6)
    return np.where(person("employed", period), np.minimum(deduction, cap), 0)


def _counted_income(person, period):
    names = ("counted_wage", "counted_business", "property_income", "counted_transfer")
    return np.where(person("counted", period), sum(person(name, period) for name in names), 0)


PERSON_FORMULAS = {
    "counted": (bool, lambda p, t: ~(p("dead", t) | p("in_prison", t))),
    "elderly": (bool, lambda p, t: p("counted", t) & (p("age", t) >= 70)),
    "minor": (bool, lambda p, t: p("counted", t) & (p("age", t) < 18)),
    "severely_disabled": (
        bool,
        lambda p, t: p("counted", t) & (p("disability_level", t) >= 1) & (p("disability_level", t) <= 2),
    ),
    "severely_ill": (bool, lambda p, t: p("counted", t) & p("seriously_ill", t)),
    "without_ability": (
        bool,
        lambda p, t: p("counted", t) & ((p("age", t) >= 60) | (p("age", t) < 16) | p("severely_disabled", t)),
    ),
    "work_deduction": (float, _work_deduction),
    "counted_wage": (
        float,
        lambda p, t: np.where(p("student", t), 0, np.maximum(p("wage", t) - p("work_deduction", t), 0)),
    ),
    "counted_business": (float, lambda p, t: np.maximum(p("business", t), 0)),
    "counted_transfer": (
        float,
        lambda p, t: np.where(p("severely_disabled", t), 0, p("transfer", t)) + p("pension", t),
    ),
    "counted_income": (float, _counted_income),
    "supplement": (float, _supplement),
    "single_dibao": (
        bool,
        lambda p, t: p.household("is_margin", t) & (p("severely_disabled", t) | p("severely_ill", t)),
    ),
    "single_amount": (
        float,
        lambda p, t: np.where(
            p("single_dibao", t),
            np.maximum(
                p.household("standard", t) - p("counted_income", t), p.household("minimum_per_person", t)
            ),
            0,
        ),
    ),
}

HOUSEHOLD_FORMULAS = {
    "standard": (float, _place("standard")),
    "minimum_per_person": (float, _place("minimum_per_person")),
    "vehicle_limit": (float, _place("vehicle_limit")),
    "members": (int, _sum("counted")),
    "able": (int, lambda h, t: h.sum(h.members("counted", t) & ~h.members("without_ability", t))),
    "family_income": (float, _sum("counted_income")),
    "supplement_total": (float, _sum("supplement")),
    "vehicle_ok": (bool, lambda h, t: h("vehicle_value", t) <= h("vehicle_limit", t)),
    "homes_ok": (bool, lambda h, t: h("homes", t) < 2),
    "deposit_limit": (float, lambda h, t, law: h("standard", t) * law(t).deposit_months * h("members", t)),
    "deposits_ok": (bool, lambda h, t: h("deposits", t) <= h("deposit_limit", t)),
    "assets_ok": (bool, lambda h, t: h("vehicle_ok", t) & h("homes_ok", t) & h("deposits_ok", t)),
    "is_tekun": (
        bool,
        lambda h, t: (
            (h("members", t) > 0) & (h("able", t) == 0) & (h("family_income", t) <= 0) & h("assets_ok", t)
        ),
    ),
    "tekun_basic": (float, _share("standard", "tekun_ratio")),
    "tekun_amount": (
        float,
        lambda h, t: np.where(h("is_tekun", t), h("tekun_basic", t) * h("members", t), 0),
    ),
    "is_below": (bool, lambda h, t: h("family_income", t) < h("standard", t) * h("members", t)),
    "is_dibao": (
        bool,
        lambda h, t: (h("members", t) > 0) & h("assets_ok", t) & h("is_below", t) & ~h("is_tekun", t),
    ),
    "dibao_gap": (
        float,
        lambda h, t: np.where(
            h("is_dibao", t),
            np.maximum(
                h("standard", t) * h("members", t) - h("family_income", t),
                h("minimum_per_person", t) * h("members", t),
            ),
            0,
        ),
    ),
    "dibao_amount": (
        float,
        lambda h, t: np.where(h("is_dibao", t), h("dibao_gap", t) + h("supplement_total", t), 0),
    ),
    "margin_line": (float, _share("standard", "margin_ratio")),
    "is_margin": (
        bool,
        lambda h, t: (
            (h("members", t) > 0)
            & h("assets_ok", t)
            & ~h("is_dibao", t)
            & ~h("is_tekun", t)
            & (h("family_income", t) <= h("margin_line", t) * h("members", t))
        ),
    ),
    "medical_month": (float, lambda h, t: np.floor(h("medical_12m", t) / 12)),
    "is_rigid": (
        bool,
        lambda h, t: (
            (h("members", t) > 0)
            & h("assets_ok", t)
            & ~h("is_dibao", t)
            & ~h("is_tekun", t)
            & ~h("is_margin", t)
            & (h("family_income", t) <= 2 * h("standard", t) * h("members", t))
            & (h("family_income", t) - h("medical_month", t) < h("standard", t) * h("members", t))
        ),
    ),
    "single_count": (int, _sum("single_dibao")),
    "single_total": (float, _sum("single_amount")),
    "in_grace": (
        bool,
        lambda h, t, law: (
            h("was_dibao", t)
            & ~h("is_dibao", t)
            & ~h("is_tekun", t)
            & (h("members", t) > 0)
            & (h("months_over", t) < law(t).grace_months)
            & (h("family_income", t) <= h("margin_line", t) * h("members", t))
        ),
    ),
    "grace_amount": (
        float,
        lambda h, t: np.where(h("in_grace", t), h("minimum_per_person", t) * h("members", t), 0),
    ),
    "temporary_amount": (
        float,
        lambda h, t, law: np.where(
            h("is_rigid", t),
            np.minimum(
                np.maximum(h("medical_month", t) - h("family_income", t), 0) * 3,
                h("standard", t) * law(t).temporary_months * h("members", t),
            ),
            0,
        ),
    ),
    "category": (
        int,
        lambda h, t: np.select(
            [h(name, t) for name in ("is_tekun", "is_dibao", "is_margin", "is_rigid", "in_grace")],
            [1, 2, 3, 4, 5],
            0,
        ),
    ),
    "monthly_amount": (
        float,
        lambda h, t: (
            h("tekun_amount", t) + h("dibao_amount", t) + h("single_total", t) + h("grace_amount", t)
        ),
    ),
}
