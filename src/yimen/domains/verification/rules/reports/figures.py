"""The figures a report works with: the place's own, else the platform's, which says that it has no source."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from yimen.domains.verification.types.reports import Office

OWN: Mapping[str, Any] = MappingProxyType(
    {
        "income_window_months": None,
        "vehicle_value_share": None,
        "vehicle_value_bands": None,
        "house_value_share": None,
        "house_value_bands": None,
        "security_value_share": None,
        "report_valid_months": 6,
        "warning_large_balance": Decimal(50_000),
        "warning_sharp_change": Decimal("0.5"),
        "warning_medical_expense": Decimal(20_000),
        "warning_recent_months": 12,
    }
)
"""What holds where no source is known: no law found names these; without a share a value stands as told."""


class Parameter(Protocol):
    """A dated parameter as the library gives it."""

    @property
    def value(self) -> Any: ...
    @property
    def unit(self) -> str: ...
    @property
    def source(self) -> str | None: ...


def figures_from(parameters: Mapping[str, Parameter], titles: Mapping[str, str]) -> dict[str, Office]:
    """Every figure of a report by name."""
    return {name: _figure(name, titles[name], parameters[name], own) for name, own in OWN.items()}


def _figure(name: str, title: str, parameter: Parameter, own: Any) -> Office:
    if parameter.value is None:
        return Office(name, title, own, parameter.unit, None)
    return Office(name, title, parameter.value, parameter.unit, parameter.source)
