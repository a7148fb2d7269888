"""The four sensitive factors: who depends on whom, who works, how often and for what the family asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yimen.domains.verification.types.reports import Asked, Employment

WORKING_AGE = (16, 60)
"""As the rules of imputed wages have it (民发〔2021〕57号 第十三条)."""


EARNING = frozenset({Employment.EMPLOYED, Employment.IDLE})
"""Who can carry others: works, or could."""


def factors(file: Mapping[str, Any], applications: Sequence[Asked], on: date) -> dict[str, Any]:
    """The factors as the report keeps them."""
    kinds = [employment(member, on) for member in file["members"] if not member.get("died_on")]
    earning = sum(kind in EARNING for kind in kinds)
    dependent = len(kinds) - earning
    recent = [each for each in applications if (on - each.on).days <= 365]
    years = sorted({each.on.year for each in applications})
    return {
        "dependents": dependent,
        "earners": earning,
        "ratio": round(dependent / earning, 2) if earning else None,
        "employment": [[kind.value, count] for kind, count in sorted(Counter(kinds).items())],
        "applications": len(applications),
        "applications_12m": len(recent),
        "years": [[year, _programmes(applications, year)] for year in years],
    }


def _programmes(applications: Sequence[Asked], year: int) -> list[list[Any]]:
    """What was asked for in a year, each programme with how often."""
    asked = Counter(name.value for each in applications if each.on.year == year for name in each.programmes)
    return [[name, count] for name, count in sorted(asked.items())]


def employment(member: Mapping[str, Any], on: date) -> Employment:
    """What a member does; whoever has a wage works, whatever else is said."""
    age = age_of(member, on)
    told = member.get("income", ())
    entries = () if told == "unknown" else told
    kinds = {entry["kind"] for entry in entries if entry.get("amount") not in (None, "0.00")}
    if member.get("employed") is True or kinds & {"wage", "business"}:
        return Employment.EMPLOYED
    if age is not None and age < WORKING_AGE[0]:
        return Employment.YOUNG
    if age is not None and age >= WORKING_AGE[1]:
        return Employment.OLD
    if member.get("student"):
        return Employment.STUDENT
    return Employment.UNABLE if member.get("work_ability") == "none" else Employment.IDLE


def age_of(member: Mapping[str, Any], on: date) -> int | None:
    """Whole years on a day, as told or by the birth date."""
    if member.get("birth_date"):
        born = date.fromisoformat(str(member["birth_date"]))
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    age = member.get("age")
    return age if isinstance(age, int) else None
