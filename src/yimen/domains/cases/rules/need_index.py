"""What a household file and its determination say of the need index; pure, and read by no determination."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from yimen.domains.verification.types.index import Employment, Group, NeedFacts, Structure
from yimen.kernel import AmountError, Money, Programme, RegionCode

VALUES = (
    "income_per_capita",
    "members",
    "is_counted",
    "is_minor",
    "is_adult",
    "is_sixty",
    "is_severely_disabled",
)
"""The values of a determination that are looked at: the law's own words for who counts and who is old."""
FREQUENCY_YEARS = 3
_MIDDLE, _OLD = 35, 60
_EARNED = frozenset({"wage", "business"})

File = Mapping[str, Any]


def need_facts(
    file: File,
    values: File,
    *,
    region: RegionCode,
    on: date,
    programme: Programme | None,
    applied: Iterable[date],
) -> NeedFacts:
    """The facts of a family on a day; whatever is not known stays None and is not guessed."""
    days = [day for day in applied if day <= on]
    return NeedFacts(
        region=region,
        on=on,
        income_fen=_fen(values.get("income_per_capita")),
        assets_fen=_assets_per_head(file, values.get("members")),
        applications=len(days) or None,
        frequency=sum(day > _years_before(on, FREQUENCY_YEARS) for day in days) if days else None,
        programme=programme,
        structure=structure_of(file, values),
        employment=employment_of(file, values),
    )


def _years_before(on: date, years: int) -> date:
    """The same day then; of a 29 February the 28th."""
    return date(on.year - years, on.month, 28 if (on.month, on.day) == (2, 29) else on.day)


def _fen(amount: object) -> int | None:
    """Fen; None for what is unknown or not stated."""
    if amount is None:
        return None
    try:
        return Money.yuan(str(amount)).fen
    except AmountError:
        return None


def _assets_per_head(file: File, members: object) -> int | None:
    """Financial assets and vehicles at their stated value; houses have none in the file."""
    home = file.get("household", {})
    vehicles = home.get("vehicles", [])
    if vehicles == "unknown" or not isinstance(members, int) or members < 1:
        return None
    stated = [home.get("financial_assets", "0"), *(each.get("value", "0") for each in vehicles)]
    amounts = [_fen(each) for each in stated]
    if None in amounts:
        return None
    return sum(each for each in amounts if each is not None) // members


def _counted(file: File, values: File) -> list[Mapping[str, Any]] | None:
    """The members who count; None where it is not known of somebody, or nobody does."""
    counted = values.get("is_counted") or {}
    if any(counted.get(member["ref"]) is None for member in file["members"]):
        return None
    return [member for member in file["members"] if counted[member["ref"]]] or None


def structure_of(file: File, values: File) -> Structure | None:
    """The first that fits; None where a member's age or disability is not known."""
    members = _counted(file, values)
    if members is None:
        return None
    if len(members) == 1:
        return Structure.ALONE
    told = {name: [values[name].get(each["ref"]) for each in members] for name in VALUES[3:]}
    ill = [each.get("serious_illness", False) for each in members]
    if any(None in of for of in told.values()) or not all(isinstance(is_ill, bool) for is_ill in ill):
        return None
    if any(told["is_severely_disabled"]) or any(ill):
        return Structure.ILL_OR_DISABLED
    if all(told["is_sixty"]):
        return Structure.ELDERLY
    return Structure.CHILDREN if any(told["is_minor"]) else Structure.OTHER


def employment_of(file: File, values: File) -> Employment | None:
    """Who of the adults under sixty who can work has work; None where it is not known of one of them."""
    members = _counted(file, values)
    if members is None:
        return None
    able = [_is_able(each, values) for each in members]
    works = [_works(each) for each, is_able in zip(members, able, strict=True) if is_able]
    if None in able or None in works:
        return None
    if not works:
        return Employment.NOBODY_ABLE
    return Employment.ALL if all(works) else Employment.SOME if any(works) else Employment.NOBODY


def _is_able(member: Mapping[str, Any], values: File) -> bool | None:
    adult, sixty, severe = (values[name].get(member["ref"]) for name in VALUES[4:])
    if None in (adult, sixty, severe) or "unknown" in (member.get("work_ability"), member.get("student")):
        return None
    if not adult and not values["is_minor"].get(member["ref"]):
        return None  # neither an adult nor a minor: nobody knows the age
    can = member.get("work_ability", "full") != "none" and member.get("student") is None
    return bool(adult and not sixty and not severe and can)


def _works(member: Mapping[str, Any]) -> bool | None:
    if "unknown" in (member.get("employed"), member.get("income")):
        return None
    earned = {each["kind"] for each in member.get("income", []) if _fen(each.get("amount")) != 0}
    return bool(member.get("employed")) or bool(_EARNED & earned)


def groups_of(file: File, on: date) -> frozenset[Group]:
    """The groups by which the index is looked at for fairness: of the head, and of the place."""
    return frozenset(_groups(file, on))


def _groups(file: File, on: date) -> Iterator[Group]:
    members: Sequence[Mapping[str, Any]] = file["members"]
    head = next((each for each in members if each.get("relation") == "head"), members[0])
    sex = {"female": Group.WOMAN, "male": Group.MAN}.get(head.get("sex", ""))
    if sex:
        yield sex
    age = _age(head, on)
    if age is not None:
        yield Group.OLD if age >= _OLD else Group.MIDDLE if age >= _MIDDLE else Group.YOUNG
    urban = file.get("household", {}).get("urban")
    if isinstance(urban, bool):
        yield Group.URBAN if urban else Group.RURAL


def _age(member: Mapping[str, Any], on: date) -> int | None:
    if isinstance(member.get("age"), int):
        return int(member["age"])
    try:
        born = date.fromisoformat(str(member.get("birth_date", "")))
    except ValueError:
        return None  # unknown or not stated
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
