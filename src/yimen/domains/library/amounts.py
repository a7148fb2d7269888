"""What a programme pays at a place on a day, from the dated parameters; what has no source is not said."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from yimen.domains.library.wording import CHOICES
from yimen.engine import ParameterValue
from yimen.kernel import Money, Programme, Sentence
from yimen.rulebook.parameters import declared

_DIBAO = ("dibao_standard_urban", "dibao_standard_rural")
SHOWN: Mapping[Programme, tuple[str, ...]] = {
    Programme.DIBAO: _DIBAO,
    Programme.DIBAO_SINGLE: _DIBAO,
    Programme.TEKUN: (
        "tekun_basic_urban",
        "tekun_basic_rural",
        "tekun_care_full",
        "tekun_care_half",
        "tekun_care_self",
        "tekun_care_full_institution",
        "tekun_care_half_institution",
        "tekun_care_self_institution",
    ),
    Programme.DIBAO_MARGIN: ("margin_ratio",),
    Programme.RIGID_EXPENSE: ("disposable_income_per_capita", "rigid_expense_ratio"),
    Programme.ILLNESS_POVERTY: ("illness_poverty_ratio",),
    Programme.TEMPORARY: (
        "temporary_small_fast_months",
        "temporary_emergency_months_max",
        "temporary_expenditure_months_max",
        "temporary_household_year_cap",
    ),
    Programme.DISABILITY_LIVING: ("disability_living_amount",),
    Programme.DISABILITY_CARE: ("disability_care_amount",),
    Programme.ORPHAN: ("orphan_institution", "orphan_scattered"),
    Programme.UNATTENDED_CHILD: ("unattended_child_amount",),
    Programme.MEDICAL: ("medical_rate_tekun", "medical_rate_dibao", "medical_rate_dibao_margin"),
    Programme.PRICE_SUBSIDY: ("price_subsidy_per_person",),
}
"""The parameters a reader is told of each programme: lines, standards, rates, ceilings."""


def amounts(programme: Programme, found: Mapping[str, ParameterValue]) -> Iterator[Sentence]:
    """One sentence for each parameter that is known."""
    for name in SHOWN[programme]:
        parameter = found[name]
        if parameter.value is not None and (value := _said(parameter)):
            yield _sentence(name, parameter, value, found)


def _sentence(
    name: str, parameter: ParameterValue, value: str, found: Mapping[str, ParameterValue]
) -> Sentence:
    minimum = found.get(f"{name}_is_minimum")
    facts = {"title": declared()[name].title, "value": value, "unit": parameter.unit}
    if minimum is not None and minimum.value is True:
        return Sentence("%(title)s：不低于%(value)s%(unit)s", **facts)
    if parameter.is_unconfirmed:
        return Sentence("%(title)s：%(value)s%(unit)s（是否已调整，请向窗口核实）", **facts)
    return Sentence("%(title)s：%(value)s%(unit)s", **facts)


def _said(parameter: ParameterValue) -> str:
    value = parameter.value
    if isinstance(value, Mapping):
        return "、".join(f"{CHOICES.get(str(key), key)} {_plain(part)}" for key, part in value.items())
    if isinstance(value, int) and parameter.unit.startswith("元") and _is_fen(parameter.name):
        return _yuan(Money(value))
    return _plain(value)


def _is_fen(name: str) -> bool:
    """A structure holds yuan as published; an amount is kept in fen."""
    return str(declared()[name].type.kind.value) == "amount"


def _yuan(amount: Money) -> str:
    return str(amount).removesuffix(".00")


def _plain(value: Any) -> str:
    """A share as a percentage; what is more than the whole as times."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}倍" if value > 1 else f"{(value * 100).normalize():f}%"
    return str(value) if isinstance(value, int) else ""
