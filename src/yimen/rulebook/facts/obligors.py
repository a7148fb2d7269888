"""Asks the small rulebook about each obligor and hands the household what came out."""

from __future__ import annotations

from collections.abc import Iterable

from yimen.engine import Rules, scalar
from yimen.engine.facts import HeldParameters
from yimen.engine.result import Result
from yimen.rulebook.facts.flat import FlatFacts, Writer
from yimen.rulebook.household_file import UNKNOWN, Facts, HouseholdFile


def write_obligors(file: HouseholdFile, flat: FlatFacts, rules: Rules, held: HeldParameters) -> None:
    household = Writer(flat, {}, "")
    if file.obligors is UNKNOWN:
        for index in range(len(file.members)):
            Writer(flat, {}, "", index).unknown("has_able_obligor", "obligors")
        household.unknown("support_expected", "obligors")
        household.unknown("obligors_within_line", "obligors")
        return
    for index, obligor in enumerate(file.obligors):
        facts = facts_of_obligor(obligor, f"obligors[{index}]", len(file.obligors), len(file.members))
        result = scalar.run(rules, facts.household, [], held)
        _write_outcome(household, facts, result)
        _write_able(file, flat, obligor, f"obligors[{index}]")


def facts_of_obligor(obligor: Facts, path: str, obligors: int, members: int) -> FlatFacts:
    """What the small rulebook is told of one of so many obligors of a household."""
    flat = FlatFacts()
    writer = Writer(flat, obligor, path)
    writer.copy("capable", "obligor_capable")
    writer.copy("household_size", "obligor_household_size")
    writer.copy("income_month", "obligor_income_month")
    writer.copy("financial_assets", "obligor_financial_assets")
    _vehicle_value(writer)
    writer.row["obligors_of_household"] = obligors
    writer.row["parents_supported"] = len(obligor.get("supports", ())) or members
    return flat


def _vehicle_value(writer: Writer) -> None:
    vehicles = writer.block.get("vehicles", ())
    if vehicles is UNKNOWN:
        writer.unknown("obligor_vehicle_value", "vehicles")
        return
    for index, vehicle in enumerate(vehicles):
        writer.add("obligor_vehicle_value", f"vehicles[{index}].value", vehicle.get("value", 0))


def _write_outcome(household: Writer, facts: FlatFacts, result: Result) -> None:
    row = household.row
    support = result["obligor_support"]
    if support is None:
        _forward(household, "support_expected", facts, result, "obligor_support")
    elif row.get("support_expected", 0) is not None:
        row["support_expected"] = row.get("support_expected", 0) + support * result["parents_supported"]
    within = result["obligor_within_line"]
    if within is False:
        row["obligors_within_line"] = False
    elif within is None and row.get("obligors_within_line", True) is not False:
        _forward(household, "obligors_within_line", facts, result, "obligor_within_line")
    for fact, rule in (
        ("support_option_open", "obligor_support_open"),
        ("obligors_line_open", "obligor_line_open"),
    ):
        row[fact] = bool(row.get(fact)) or result[rule] is True


def _forward(household: Writer, fact: str, facts: FlatFacts, result: Result, rule: str) -> None:
    paths: Iterable[str] = (
        path for one in result.missing(rule) for path in facts.paths(one.name, one.person)
    )
    household.unknown(fact, *dict.fromkeys(paths))


def _write_able(file: HouseholdFile, flat: FlatFacts, obligor: Facts, path: str) -> None:
    """Everybody where it is not said whom; anybody where that is unknown."""
    capable = obligor.get("capable", False)
    supports = obligor.get("supports", [member["ref"] for member in file.members])
    for index, member in enumerate(file.members):
        is_named = member["ref"] in supports
        if capable is False or not (is_named or UNKNOWN in supports):
            continue
        row = flat.persons[index]
        if capable is True and is_named:
            row["has_able_obligor"] = True
        elif row.get("has_able_obligor") is not True:
            leaf = "capable" if is_named else "supports"
            Writer(flat, {}, "", index).unknown("has_able_obligor", f"{path}.{leaf}")
