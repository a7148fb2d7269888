"""What random rulebooks speak of: a fixed set of inputs and parameters, and random values for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from yimen.engine import (
    AMOUNT,
    COUNT,
    DATE,
    RATE,
    TRUTH,
    Entity,
    Kind,
    Parameter,
    ParameterValue,
    Rounding,
    Type,
    enum,
    household_input,
    list_of,
    person_input,
)

STUDENT = enum("none", "school", "university")
PLACE = enum("town", "county")
INPUTS = (
    household_input("h_amount", AMOUNT, "家庭金额", default=0),
    household_input("h_debt", AMOUNT, "家庭债务"),
    household_input("h_count", COUNT, "家庭个数", default=1),
    household_input("h_rate", RATE, "家庭比率", default=Decimal("0.5")),
    household_input("h_truth", TRUTH, "家庭是否", default=False),
    household_input("h_date", DATE, "家庭日期", default=date(2020, 2, 29)),
    household_input("h_place", PLACE, "家庭地点", default="town"),
    person_input("p_amount", AMOUNT, "成员金额", default=0),
    person_input("p_count", COUNT, "成员个数", default=1),
    person_input("p_rate", RATE, "成员比率", default=Decimal("0.1")),
    person_input("p_truth", TRUTH, "成员是否"),
    person_input("p_date", DATE, "成员日期", default=date(2000, 2, 29)),
    person_input("p_student", STUDENT, "成员就读", default="none"),
)
PARAMETERS = (
    Parameter("standard", AMOUNT, "标准"),
    Parameter("floor_amount", AMOUNT, "底线"),
    Parameter("share", RATE, "比例"),
    Parameter("months", COUNT, "月数"),
    Parameter("is_strict", TRUTH, "从严"),
    Parameter("since_day", DATE, "起算日"),
    Parameter("kinds", list_of("school", "university"), "就读清单"),
)
AMOUNT_PARAMETERS = ("standard", "floor_amount")


def values_of(type_: Type) -> st.SearchStrategy[Any]:
    strategies: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.AMOUNT: st.integers(-100_000, 1_000_000),
        Kind.COUNT: st.integers(-2, 20),
        Kind.RATE: st.decimals(Decimal(-1), Decimal(3), places=4),
        Kind.TRUTH: st.booleans(),
        Kind.DATE: st.dates(date(1930, 1, 1), date(2030, 12, 31)),
        Kind.ENUM: st.sampled_from(type_.choices or ("none",)),
        Kind.LIST: st.lists(st.sampled_from(type_.choices or ("none",)), unique=True).map(tuple),
    }
    return strategies[type_.kind]


def _facts(entity: Entity) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={i.name: st.none() | values_of(i.type) for i in INPUTS if i.entity is entity},
    )


roundings = st.builds(
    Rounding,
    st.sampled_from(["up", "half_up", "down", "none"]),
    st.sampled_from([1, 10, 100, 1000]),
    st.sampled_from(["person", "household"]),
)


@st.composite
def parameter_values(draw: Callable[..., Any]) -> dict[str, ParameterValue]:
    return {
        p.name: ParameterValue(
            p.name,
            draw(st.none() | values_of(p.type)) if draw(st.integers(0, 3)) == 0 else draw(values_of(p.type)),
            rounding=draw(st.none() | roundings) if p.type.kind is Kind.AMOUNT else None,
        )
        for p in PARAMETERS
    }


@dataclass(frozen=True)
class Family:
    household: dict[str, Any]
    persons: list[dict[str, Any]]
    place: int


families = st.builds(
    Family,
    _facts(Entity.HOUSEHOLD),
    st.lists(_facts(Entity.PERSON), max_size=4),
    st.integers(0, 1),
)
