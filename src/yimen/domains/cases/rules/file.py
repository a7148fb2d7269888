"""The household file of a determination: declared, corrected by the visit, then by verified lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from yimen.domains.verification.types import ASSET_KINDS, BUSINESS_KINDS, VEHICLE_KINDS, FoundLine, LineKind
from yimen.kernel import Money, RegionCode

File = dict[str, Any]
VISIT_MAY_CORRECT = frozenset({"household", "members"})


def determination_file(
    *,
    declared: Mapping[str, Any],
    visit: Mapping[str, Any],
    lines: Sequence[FoundLine],
    on: date,
    region: RegionCode,
) -> File:
    """A household file for `on`; a verified figure replaces the declared one of the same person and kind."""
    file = deepcopy(dict(declared))
    file["on"] = on.isoformat()
    file["region"] = str(region)
    file.setdefault("household", {})
    _apply_visit(file, visit)
    _apply_incomes(file, lines)
    _apply_property(file["household"], lines)
    return file


def merge_step(declared: Mapping[str, Any], values: Mapping[str, Any]) -> File:
    """The draft after one step: household keys are merged, members by `ref`, the rest replaced."""
    merged = deepcopy(dict(declared))
    for key, value in values.items():
        if key == "household":
            merged["household"] = {**merged.get("household", {}), **value}
        elif key == "members":
            merged["members"] = _merge_members(merged.get("members", []), value)
        else:
            merged[key] = value
    return merged


def _merge_members(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> list[File]:
    by_ref = {member["ref"]: dict(member) for member in before}
    for member in after:
        by_ref[member["ref"]] = {**by_ref.get(member["ref"], {}), **member}
    return list(by_ref.values())


def _apply_visit(file: File, visit: Mapping[str, Any]) -> None:
    file["household"] = {**file["household"], **visit.get("household", {})}
    corrections = {member["ref"]: member for member in visit.get("members", ())}
    file["members"] = [{**member, **corrections.get(member["ref"], {})} for member in file.get("members", [])]


def _apply_incomes(file: File, lines: Iterable[FoundLine]) -> None:
    found: dict[str, dict[str, Money]] = defaultdict(dict)
    for line in lines:
        if line.kind.is_income:
            kinds = found[line.ref]
            kinds[str(line.kind)] = kinds.get(str(line.kind), Money(0)) + line.amount
    for member in file["members"]:
        verified = found.get(member["ref"])
        if verified:
            kept = [entry for entry in _stated(member) if entry["kind"] not in verified]
            member["income"] = kept + [{"kind": k, "amount": str(amount)} for k, amount in verified.items()]
    if found:
        file["household"].pop("income_month", None)
        file["household"].pop("income_12m", None)


def _stated(member: File) -> list[Mapping[str, Any]]:
    """What a member is said to earn; where nobody knows, beside what is verified there may be other money."""
    told = member.get("income", [])
    return [{"kind": str(LineKind.OTHER_INCOME), "amount": "unknown"}] if told == "unknown" else told


def _apply_property(household: File, lines: Sequence[FoundLine]) -> None:
    assets = [line.amount for line in lines if line.kind in ASSET_KINDS]
    if assets:
        household["financial_assets"] = str(sum(assets, Money(0)))
    for kind, key in ((LineKind.HOME, "homes"), (LineKind.NON_RESIDENTIAL, "non_residential")):
        count = sum(1 for line in lines if line.kind is kind)
        if count:
            household[key] = count
    vehicles = [line for line in lines if line.kind in VEHICLE_KINDS]
    if vehicles:
        household["vehicles"] = [{"kind": VEHICLE_KINDS[v.kind], "value": str(v.amount)} for v in vehicles]
    businesses = [line for line in lines if line.kind in BUSINESS_KINDS]
    if businesses:
        household["businesses"] = [{"kind": BUSINESS_KINDS[b.kind]} for b in businesses]
