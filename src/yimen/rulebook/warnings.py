"""Signs in department data that a family may need help: each a named rule with its source and its threshold.

A rule looks at one row about one person beside what is known of them. It says nothing of rights: it says
whom to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from yimen.kernel import Programme, RegionCode, RegionLevel
from yimen.rulebook.parameters import in_force

Row = Mapping[str, Any]
"""One row of a set: amounts in fen, days as dates, codes as text."""
Known = Mapping[str, Any]
"""What the house knows of the person: `region`, `disability_level`, `student`."""
Facts = Mapping[str, Mapping[str, Any]]
"""What a sign puts into a household file: under `household` and under `member`."""

MONITORING: Final = "国办发〔2023〕39号 三（三）；民发〔2022〕83号 三（三）"
SEVERE, SEVERE_OF_MIND, MIND_KINDS = 2, 3, ("5", "6")
"""Levels one and two; level three of the intellectual and mental kinds (民发〔2021〕57号 第八条)."""
DISABILITY_KINDS: Final = {
    "1": "visual", "2": "hearing", "3": "speech", "4": "physical", "5": "intellectual", "6": "mental",
    "7": "multiple",
}  # fmt: skip
STAGES: Final = {
    "senior": "upper_secondary", "vocational": "vocational", "college": "undergraduate",
    "university": "undergraduate",
}  # fmt: skip
"""Beyond compulsory schooling a family pays."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A parameter of the place, and what the office goes by where no source tells one."""

    parameter: str
    office: int


@dataclass(frozen=True, slots=True)
class WarningRule:
    """`meets(row, known, threshold, on)` says whether a row is a sign; `same` are the columns of one fact."""

    key: str
    title: str
    article: str
    set_key: str
    meets: Callable[[Row, Known, int, date], bool]
    facts: Callable[[Row], Facts]
    same: tuple[str, ...]
    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class SetThreshold:
    """The value a rule goes by at a place on a day; `source` is None where it is the office's own."""

    rule: WarningRule
    value: int
    source: str | None


def _is_recent(day: date | None, days: int, on: date) -> bool:
    return day is not None and on - timedelta(days=days) <= day <= on


def _is_ill(row: Row, _known: Known, least_fen: int, on: date) -> bool:
    return bool(row["year"] in (on.year, on.year - 1) and row["own_paid"] >= least_fen)


def _ill(row: Row) -> Facts:
    return {"household": {"rigid_expenses_12m": {"medical": _yuan(row["own_paid"])}}}


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _is_disabled(row: Row, known: Known, days: int, on: date) -> bool:
    """Severe, on a card of late, and not what we know already."""
    most = SEVERE_OF_MIND if row["kind"] in MIND_KINDS else SEVERE
    is_known = known.get("disability_level") == row["level"]
    return row["level"] <= most and not is_known and _is_recent(row["issued_on"], days, on)


def _disabled(row: Row) -> Facts:
    return {"member": {"disability": {"kind": DISABILITY_KINDS[row["kind"]], "level": row["level"]}}}


def _is_out_of_work(row: Row, _known: Known, days: int, on: date) -> bool:
    return _is_recent(row["registered_on"], days, on)


def _out_of_work(_row: Row) -> Facts:
    """What they earned until now is no longer known."""
    return {"member": {"employed": False, "income": "unknown"}}


def _is_at_school(row: Row, known: Known, _none: int, on: date) -> bool:
    stage = STAGES.get(row["stage"])
    is_over = row["until"] is not None and row["until"] < on
    return stage is not None and not is_over and known.get("student") != stage


def _at_school(row: Row) -> Facts:
    return {"member": {"student": STAGES[row["stage"]]}}


def _is_away(row: Row, known: Known, _none: int, _on: date) -> bool:
    """Lives in another town than the one that looks after the family; a wider place around it is no sign."""
    if not row["residence_region"]:
        return False
    lives, kept = RegionCode(row["residence_region"]), RegionCode(known["region"])
    return not lives.contains(kept) and _town(lives) != _town(kept)


def _town(region: RegionCode) -> RegionCode:
    return region.at(RegionLevel.TOWN) if region.level is RegionLevel.VILLAGE else region


def _nothing(_row: Row) -> Facts:
    return {}


RECENT: Final = Threshold("warning_recent_days", 180)
WARNINGS: Final = (
    WarningRule(
        "fell_ill", "医疗自付骤增", MONITORING, "medical", _is_ill, _ill, ("year",),
        Threshold("warning_medical_own_paid", 2_000_000),
    ),
    WarningRule(
        "became_disabled", "新办重度残疾人证", MONITORING, "disability_cards", _is_disabled, _disabled,
        ("kind", "level"), RECENT,
    ),
    WarningRule(
        "lost_work", "登记失业", MONITORING, "unemployment", _is_out_of_work, _out_of_work,
        ("registered_on",), RECENT,
    ),
    WarningRule(
        "at_school", "升入高中以上学段", MONITORING, "schooling", _is_at_school, _at_school, ("stage",),
    ),
    WarningRule(
        "lives_away", "人户分离", "民发〔2021〕57号 第十五条；国办发〔2023〕39号 三（三）", "registrations",
        _is_away, _nothing, ("residence_region",),
    ),
)  # fmt: skip
"""In the order they are told: illness, disability, work, school (民发〔2022〕83号), then who lives away."""
AUTOMATIC: Final = frozenset({Programme.PRICE_SUBSIDY})
"""Paid without being asked for: nobody has to be told of it."""


def thresholds(region: RegionCode, on: date) -> tuple[SetThreshold, ...]:
    """Every rule with the value in force at a place on a day; one without a threshold has 0."""
    found = in_force(region, on, urban=False)
    return tuple(_threshold(rule, found) for rule in WARNINGS)


def _threshold(rule: WarningRule, found: Mapping[str, Any]) -> SetThreshold:
    if rule.threshold is None:
        return SetThreshold(rule, 0, "")
    value = found[rule.threshold.parameter]
    if value.value is None:
        return SetThreshold(rule, rule.threshold.office, None)
    return SetThreshold(rule, int(value.value), value.source)
