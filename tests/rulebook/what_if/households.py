"""Households of the worked cases, moved to places whose parameters are known, and some with obligors."""

from collections.abc import Iterator
from typing import Any

from yimen.kernel import Month
from yimen.rulebook.cases import worked_cases
from yimen.rulebook.what_if.rows import Held

MONTH = Month(2026, 12)
PINGYUAN, DEHUA, JIAXIANG = "441426100200", "350526100200", "370829100200"
PLACES = (PINGYUAN, DEHUA, JIAXIANG)
_LATE = {"on": "2026-11-23"}


def files() -> list[dict[str, Any]]:
    return [*_moved(), *_supported(), *OPEN]


OWN = {"dibao_standard": "500"}
OPEN: list[dict[str, Any]] = [
    {**_LATE, "region": PINGYUAN, "household": {"urban": "unknown"}, "members": [{"ref": "a", "age": 50}]},
    {**_LATE, "region": DEHUA, "members": [{"ref": "a", "age": 50, "work_ability": "unknown"}]},
    {**_LATE, "region": DEHUA, "members": [{"ref": "a", "birth_date": "unknown", "student": "compulsory"}]},
    {**_LATE, "region": PINGYUAN, "obligors": "unknown", "members": [{"ref": "a", "age": 70}]},
    {**_LATE, "region": PINGYUAN, "parameters": OWN, "members": [{"ref": "a", "age": 30}]},
    {**_LATE, "region": DEHUA, "parameters": OWN, "members": [{"ref": "a", "age": 30, "student": "unknown"}]},
]
"""What is not known, or has parameters of its own: these are determined one by one."""


def _moved() -> Iterator[dict[str, Any]]:
    written = [case.file for case in worked_cases() if case.file is not None]
    for number, file in enumerate(written):
        kept = {key: value for key, value in file.items() if key != "parameters"}
        yield {**kept, **_LATE, "region": PLACES[number % len(PLACES)]}


def _supported() -> Iterator[dict[str, Any]]:
    """Old people with children outside, from none who can pay to several who own much."""
    for income in (0, 1000, 2500, 9000):
        for capable in (True, False):
            one = {
                "capable": capable,
                "income_month": income,
                "household_size": 3,
                "financial_assets": income * 9,
            }
            yield {
                **_LATE,
                "region": PINGYUAN,
                "household": {"urban": income > 2000},
                "members": [
                    {"ref": "a", "birth_date": "1950-12-01", "disability": {"kind": "physical", "level": 1}},
                    {"ref": "b", "birth_date": "1952-01-15", "work_ability": "none"},
                ],
                "obligors": [{**one, "supports": ["a"]}, one][: 1 + (income > 1000)],
            }


def held(written: list[dict[str, Any]]) -> list[Held]:
    return [Held(number.to_bytes(16, "big"), file) for number, file in enumerate(written)]
