"""One member's facts: age on the day, income by kind, disability, parents, what is already received."""

from __future__ import annotations

from datetime import date
from typing import Any

from yimen.rulebook.facts.flat import Writer
from yimen.rulebook.household_file import UNKNOWN
from yimen.rulebook.household_file.consistency import full_years
from yimen.rulebook.household_file.schema import INCOME_KINDS

_COPIED = (
    "relation", "lives_together", "registered_here", "work_ability", "employed", "serious_illness", "student",
    "single_parent_child", "expectant_or_nursing", "clergy", "self_care_failed", "institution", "in_prison",
    "in_compulsory_rehab", "missing",
)  # fmt: skip
_RECEIVED_FLAGS = ("tekun", "orphan", "unattended_child", "dibao")
_DEDUCTED_AWARDS = ("dibao", "dibao_single", "tekun", "disability_living")
_GONE = ("dead", "missing")


def write_member(writer: Writer, on: date, tiers: dict[str, int] | None) -> None:
    for key in _COPIED:
        writer.copy(key)
    _age(writer, on)
    _death(writer, on)
    _income(writer)
    _disability(writer)
    _carer(writer)
    _awards(writer)
    _parents(writer)
    if tiers is not None:
        _tier(writer, tiers)


def _age(writer: Writer, on: date) -> None:
    age, born = writer.block.get("age"), writer.block.get("birth_date")
    if age is None and born is None:
        return
    writer.row["has_age"] = True
    if isinstance(born, date):
        writer.row["age"] = full_years(born, on)
    elif isinstance(age, int):
        writer.row["age"] = age
    else:
        writer.unknown("age", "age" if age is UNKNOWN else "birth_date")


def _death(writer: Writer, on: date) -> None:
    died = writer.block.get("died_on")
    if died is UNKNOWN:
        writer.unknown("has_died", "died_on")
    elif died is not None:
        writer.row["has_died"] = died <= on


def _income(writer: Writer) -> None:
    income = writer.block.get("income")
    if income is not None:
        writer.row["has_income"] = True
    if income is UNKNOWN:
        writer.unknown("income_of_unknown_kind", "income")
        income = ()
    for index, one in enumerate(income or ()):
        _one_income(writer, one, f"income[{index}]")
    paid_out = writer.block.get("paid_out", ())
    if paid_out is UNKNOWN:
        writer.unknown("paid_out", "paid_out")
        return
    for index, one in enumerate(paid_out):
        writer.add("paid_out", f"paid_out[{index}].amount", one.get("amount", 0))


def _one_income(writer: Writer, one: dict[str, Any], path: str) -> None:
    kind, amount = one.get("kind", "other"), one.get("amount", 0)
    if kind in INCOME_KINDS:
        writer.add(f"income_{kind}", f"{path}.amount", amount)
    elif amount != 0:
        writer.add("income_of_unknown_kind", f"{path}.kind", UNKNOWN)


def _disability(writer: Writer) -> None:
    disability = writer.block.get("disability")
    if disability is None:
        return
    if disability is UNKNOWN:
        disability = {"kind": UNKNOWN, "level": UNKNOWN}
        paths = ["disability"]
    else:
        paths = [f"disability.{key}" for key in ("kind", "level") if disability.get(key) is UNKNOWN]
    kind, level = disability.get("kind", "unspecified"), disability.get("level")
    if level is None:
        return
    if paths:
        writer.unknown("disability_code", *paths)
    else:
        writer.row["disability_code"] = f"{kind}_{level}"
    for fact, value in (("disability_kind", kind), ("disability_level", level)):
        if value is UNKNOWN:
            writer.unknown(fact, *paths)
        else:
            writer.row[fact] = value


def _carer(writer: Writer) -> None:
    cared_for = writer.block.get("carer_of", ())
    if cared_for is UNKNOWN:
        writer.unknown("is_carer", "carer_of")
    else:
        writer.row["is_carer"] = len(cared_for) > 0


def _awards(writer: Writer) -> None:
    awards = writer.block.get("other_awards", ())
    if awards is UNKNOWN:
        for one in _RECEIVED_FLAGS:
            writer.unknown(f"receives_{one}", "other_awards")
        writer.unknown("already_received", "other_awards")
        return
    for index, award in enumerate(awards):
        programme, path = award.get("programme"), f"other_awards[{index}]"
        if programme is UNKNOWN:
            for one in _RECEIVED_FLAGS:
                writer.unknown(f"receives_{one}", f"{path}.programme")
            writer.add("already_received", f"{path}.programme", UNKNOWN)
            continue
        if programme in _RECEIVED_FLAGS:
            writer.row[f"receives_{programme}"] = True
        if programme in _DEDUCTED_AWARDS:
            writer.add("already_received", f"{path}.amount", award.get("amount", 0))


def _parents(writer: Writer) -> None:
    parents = writer.block.get("parents", ())
    if parents is UNKNOWN:
        for fact in ("parents_named", "parents_gone", "parents_unfit"):
            writer.unknown(fact, "parents")
        return
    writer.row["parents_named"] = len(parents)
    for index, state in enumerate(parents):
        path = f"parents[{index}]"
        if state is UNKNOWN:
            writer.add("parents_gone", path, UNKNOWN)
            writer.add("parents_unfit", path, UNKNOWN)
            continue
        writer.add("parents_gone", path, int(state in _GONE))
        writer.add("parents_unfit", path, int(state != "able"))


def _tier(writer: Writer, tiers: dict[str, int]) -> None:
    """A member without a tier is not yet rated; a tier the place does not have was refused before."""
    tier = writer.block.get("dibao_tier")
    if tier is None or tier is UNKNOWN:
        writer.unknown("dibao_tier_amount", "dibao_tier")
    else:
        writer.row["dibao_tier_amount"] = tiers[tier]
