"""What a determination answers, and its plain form for JSON: amounts as yuan with two decimals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from yimen.engine.kinds import Kind, Type
from yimen.kernel import Programme


def yuan(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def plain(type_: Type, value: Any) -> Any:
    """An engine value as JSON holds it."""
    if value is None or value is True or value is False:
        return value
    if type_.kind is Kind.AMOUNT:
        return yuan(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(type_, one) for key, one in value.items()}
    return [plain(type_, one) for one in value] if isinstance(value, list | tuple | frozenset) else value


@dataclass(frozen=True, slots=True)
class Reason:
    rule: str
    title: str
    article: str
    value: Any
    because: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "title": self.title,
            "article": self.article,
            "value": self.value,
            "because": dict(self.because),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a component that was paid before."""

    kind: str
    component: str
    before: int
    after: int

    def to_json(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "component": self.component,
            "before": yuan(self.before),
            "after": yuan(self.after),
        }


@dataclass(frozen=True, slots=True)
class Determination:
    """One programme for the household or one member. Amounts in fen; None is undetermined."""

    programme: Programme
    member: str | None
    eligible: bool | None
    amount: int | None
    is_once: bool
    components: Mapping[str, int | None]
    starts_on: date | None
    through: date | None
    approver: str
    needs_review: bool
    missing: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    reasons: tuple[Reason, ...] = ()
    unsourced: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        amount = None if self.amount is None else yuan(self.amount)
        return {
            "programme": self.programme.value,
            "member": self.member,
            "eligible": self.eligible,
            "amount_once" if self.is_once else "amount_month": amount,
            "components": {name: None if fen is None else yuan(fen) for name, fen in self.components.items()},
            "from": self.starts_on.isoformat() if self.starts_on else None,
            "through": self.through.isoformat() if self.through else None,
            "approver": self.approver,
            "needs_review": self.needs_review,
            "missing": list(self.missing),
            "changes": [change.to_json() for change in self.changes],
            "reasons": [reason.to_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    on: date
    region: str
    determinations: tuple[Determination, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    unsourced: tuple[str, ...] = ()
    overridden: tuple[str, ...] = ()
    version: str = ""

    def of(self, programme: Programme | str, member: str | None = None) -> Determination:
        """The determination of one programme, for one member where it is a person's."""
        for one in self.determinations:
            if one.programme == programme and one.member == member:
                return one
        raise KeyError(f"{programme} {member or ''}".strip())

    def to_json(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "region": self.region,
            "determinations": [one.to_json() for one in self.determinations],
            "values": dict(self.values),
            "unsourced": list(self.unsourced),
            "overridden": list(self.overridden),
        }
