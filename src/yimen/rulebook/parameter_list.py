"""The parameters in force as a plain mapping for JSON: value, unit, rounding, source, region and
dates of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from yimen.engine.parameters import ParameterValue, Rounding
from yimen.kernel import RegionCode
from yimen.rulebook.answer import plain, yuan
from yimen.rulebook.parameters import declared, in_force
from yimen.rulebook.parameters.structures import fen

AMOUNTS_BY_GROUP = frozenset(
    {
        "supplement_amount", "supplement_amount_urban", "supplement_amount_rural", "supplement_addon",
        "supplement_per_person",
        "disability_living_amount", "disability_care_amount",
    }
)  # fmt: skip


def list_parameters(
    region: RegionCode, on: date, urban: bool, overrides: Mapping[str, object] | None = None
) -> dict[str, dict[str, Any]]:
    found = in_force(region, on, urban, overrides)
    return {name: describe(value) for name, value in sorted(found.items())}


def describe(value: ParameterValue) -> dict[str, Any]:
    return {
        "title": declared()[value.name].title,
        "value": _value(value),
        "unit": value.unit or None,
        "rounding": _rounding(value.rounding),
        "source": value.source,
        "region": value.region,
        "from": value.since.isoformat() if value.since else None,
        "until": value.until.isoformat() if value.until else None,
        "unsourced": value.is_unsourced,
        "unconfirmed": value.is_unconfirmed,
        "overridden": value.is_overridden,
        "note": value.note or None,
    }


def _value(value: ParameterValue) -> Any:
    if value.value is not None and value.name in AMOUNTS_BY_GROUP:
        return _in_yuan(value.value)
    return plain(declared()[value.name].type, value.value)


def _in_yuan(written: Any) -> Any:
    """One amount, or one for each level or kind."""
    if isinstance(written, Mapping):
        return {str(group): _in_yuan(one) for group, one in written.items()}
    return yuan(fen(written))


def _rounding(rounding: Rounding | None) -> dict[str, Any] | None:
    if rounding is None:
        return None
    to = Decimal(rounding.to_fen) / 100
    return {
        "mode": rounding.mode,
        "to": int(to) if to == to.to_integral_value() else float(to),
        "at": rounding.at,
    }
