"""The household's own facts, award, event, request and costs; members and obligors have modules of
their own."""

from __future__ import annotations

from typing import Any

from yimen.engine import Rules
from yimen.engine.facts import HeldParameters
from yimen.rulebook.facts.flat import FlatFacts, Writer
from yimen.rulebook.facts.member import write_member
from yimen.rulebook.facts.obligors import write_obligors
from yimen.rulebook.household_file import UNKNOWN, HouseholdFile
from yimen.rulebook.household_file.schema import RIGID_KINDS, VEHICLE_KINDS


def flatten(
    file: HouseholdFile, tiers: dict[str, int] | None, obligor_rules: Rules, held: HeldParameters
) -> FlatFacts:
    """`tiers` are the amounts of the place's tiers, None where it does not pay in tiers."""
    flat = FlatFacts(persons=[{} for _ in file.members])
    flat.household["decided_on"] = file.on
    _household(Writer(flat, file.household, "household"))
    _award(Writer(flat, file.award_before or {}, "award_before"))
    Writer(flat, file.event or {}, "event").copy("kind", "event_kind")
    _request(Writer(flat, file.request or {}, "request"))
    _medical(Writer(flat, file.medical or {}, "medical"), file)
    for index, member in enumerate(file.members):
        write_member(Writer(flat, member, f"members[{index}]", index), file.on, tiers)
    _death_told_as_event(file, flat)
    write_obligors(file, flat, obligor_rules, held)
    return flat


def _death_told_as_event(file: HouseholdFile, flat: FlatFacts) -> None:
    """A death may be told as the event alone."""
    event = file.event or {}
    day = event.get("on", file.on)
    if event.get("kind") != "member_died" or day is UNKNOWN or day > file.on:
        return
    for index, member in enumerate(file.members):
        if member["ref"] == event.get("member") and "died_on" not in member:
            flat.persons[index]["has_died"] = True


def _household(writer: Writer) -> None:
    for key in (
        "residence_permit",
        "financial_assets",
        "homes",
        "homes_not_counted",
        "home_area",
        "non_residential",
    ):
        writer.copy(key)
    writer.copy_with_flag("income_month", "has_income_month")
    writer.copy_with_flag("income_12m", "has_income_12m")
    writer.copy_with_flag("assessed_income_per_capita", "has_assessment")
    _expenses(writer)
    _vehicles(writer)
    _businesses(writer)


def _expenses(writer: Writer) -> None:
    expenses = writer.block.get("rigid_expenses_12m", {})
    inner = Writer(writer.flat, expenses, writer.at("rigid_expenses_12m"))
    for kind in RIGID_KINDS:
        inner.copy(kind, f"expense_{kind}")


def _vehicles(writer: Writer) -> None:
    vehicles = writer.block.get("vehicles", ())
    if vehicles is UNKNOWN:
        for kind in (*(f"vehicles_{kind}" for kind in VEHICLE_KINDS), "vehicles_of_unknown_kind"):
            writer.unknown(kind, "vehicles")
        return
    for index, vehicle in enumerate(vehicles):
        kind = vehicle.get("kind")
        if kind is None:  # of no kind that anybody exempts
            writer.add("vehicles_of_unknown_kind", "", 1)
        elif kind is UNKNOWN:
            writer.add("vehicles_of_unknown_kind", f"vehicles[{index}].kind", UNKNOWN)
        else:
            writer.add(f"vehicles_{kind}", "", 1)


def _businesses(writer: Writer) -> None:
    businesses = writer.block.get("businesses", ())
    if businesses is UNKNOWN:
        writer.unknown("businesses_company", "businesses")
        return
    for index, business in enumerate(businesses):
        kind, is_luxury = business.get("kind", "company"), business.get("luxury_tobacco_alcohol", False)
        if kind is UNKNOWN:
            writer.add("businesses_company", f"businesses[{index}].kind", UNKNOWN)
        elif kind == "couple_shop" and is_luxury is UNKNOWN:
            writer.add("businesses_luxury_shop", f"businesses[{index}].luxury_tobacco_alcohol", UNKNOWN)
            writer.add("businesses_couple_shop", "", 1)
        else:
            writer.add(
                "businesses_luxury_shop" if _is_luxury(kind, is_luxury) else f"businesses_{kind}", "", 1
            )


def _is_luxury(kind: Any, is_luxury: Any) -> bool:
    return kind == "couple_shop" and is_luxury is True


def _award(writer: Writer) -> None:
    writer.copy("programme", "award_programme")
    writer.copy("base", "award_base")
    writer.copy("supplement", "award_supplement")


def _request(writer: Writer) -> None:
    writer.copy("kind", "request_kind")
    writer.copy("months", "request_months")
    writer.copy_with_flag("amount", "has_request_amount", "request_amount")
    if writer.row.get("request_amount") == 0:
        writer.row["has_request_amount"] = False
    writer.copy_with_flag("actual_expense", "has_actual_expense")
    if writer.row.get("actual_expense") == 0:
        writer.row["has_actual_expense"] = False
    for key in ("paid_this_year", "times_this_year", "same_cause_this_year"):
        writer.copy(key)


def _medical(writer: Writer, file: HouseholdFile) -> None:
    writer.row["has_medical_costs"] = file.medical is not None
    for key in ("basic_insurance_paid", "in_catalogue_self_pay", "critical_illness_paid"):
        writer.copy(key)
