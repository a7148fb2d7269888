"""The same values as a skilled person would write them in NumPy, shard by shard."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, NDArray[Any]]


def determine(h: Columns, p: Columns, sizes: NDArray[np.int64]) -> Columns:
    """Values by name; `h` holds household columns and the place's amounts, `p` person columns by household.

    Amounts are fen (int64); `sizes` counts each household's persons.
    """
    ends = np.cumsum(sizes)
    starts = ends - sizes

    def total(values: NDArray[Any]) -> NDArray[np.int64]:
        sums = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
        each: NDArray[np.int64] = sums[ends] - sums[starts]
        return each

    v: Columns = {}
    standard, least_each = h["standard"], h["minimum_per_person"]
    standard_each = np.repeat(standard, sizes)
    counted = v["counted"] = ~(p["dead"] | p["in_prison"])
    v["elderly"] = counted & (p["age"] >= 70)
    v["minor"] = counted & (p["age"] < 18)
    disabled = v["severely_disabled"] = counted & (p["disability_level"] >= 1) & (p["disability_level"] <= 2)
    ill = v["severely_ill"] = counted & p["seriously_ill"]
    v["without_ability"] = counted & ((p["age"] >= 60) | (p["age"] < 16) | disabled)
    deduction = np.minimum(p["wage"] * 20 // 100, standard_each * 50 // 100)
    v["work_deduction"] = np.where(p["employed"], deduction, 0)
    v["counted_wage"] = np.where(p["student"], 0, np.maximum(p["wage"] - v["work_deduction"], 0))
    v["counted_business"] = np.maximum(p["business"], 0)
    v["counted_transfer"] = np.where(disabled, 0, p["transfer"]) + p["pension"]
    income = v["counted_wage"] + v["counted_business"] + p["property_income"] + v["counted_transfer"]
    v["counted_income"] = np.where(counted, income, 0)
    shares = np.zeros(len(counted), np.int64)
    for name, share in (("minor", 10), ("elderly", 20), ("severely_ill", 30), ("severely_disabled", 40)):
        shares[v[name]] = share
    v["supplement"] = standard_each * shares // 100

    members = v["members"] = total(counted)
    v["able"] = total(counted & ~v["without_ability"])
    family = v["family_income"] = total(v["counted_income"])
    v["supplement_total"] = total(v["supplement"])
    v["vehicle_ok"] = h["vehicle_value"] <= h["vehicle_limit"]
    v["homes_ok"] = h["homes"] < 2
    v["deposit_limit"] = standard * 24 * members
    v["deposits_ok"] = h["deposits"] <= v["deposit_limit"]
    assets = v["assets_ok"] = v["vehicle_ok"] & v["homes_ok"] & v["deposits_ok"]
    entitled = (members > 0) & assets
    tekun = v["is_tekun"] = entitled & (v["able"] == 0) & (family <= 0)
    v["tekun_basic"] = standard * 16 // 10
    v["tekun_amount"] = np.where(tekun, v["tekun_basic"] * members, 0)
    line = standard * members
    v["is_below"] = family < line
    dibao = v["is_dibao"] = entitled & v["is_below"] & ~tekun
    v["dibao_gap"] = np.where(dibao, np.maximum(line - family, least_each * members), 0)
    v["dibao_amount"] = np.where(dibao, v["dibao_gap"] + v["supplement_total"], 0)
    v["margin_line"] = standard * 15 // 10
    below_margin = family <= v["margin_line"] * members
    margin = v["is_margin"] = entitled & ~dibao & ~tekun & below_margin
    v["medical_month"] = h["medical_12m"] // 12
    poor = (family <= 2 * line) & (family - v["medical_month"] < line)
    rigid = v["is_rigid"] = entitled & ~dibao & ~tekun & ~margin & poor
    v["in_grace"] = h["was_dibao"] & ~dibao & ~tekun & (members > 0) & (h["months_over"] < 6) & below_margin
    v["grace_amount"] = np.where(v["in_grace"], least_each * members, 0)
    gap = np.maximum(v["medical_month"] - family, 0) * 3
    v["temporary_amount"] = np.where(rigid, np.minimum(gap, line * 6), 0)
    v["single_dibao"] = np.repeat(margin, sizes) & counted & (disabled | ill)
    single = np.maximum(standard_each - v["counted_income"], np.repeat(least_each, sizes))
    v["single_amount"] = np.where(v["single_dibao"], single, 0)
    v["single_count"] = total(v["single_dibao"])
    v["single_total"] = total(v["single_amount"])
    v["category"] = np.select([tekun, dibao, margin, rigid, v["in_grace"]], [1, 2, 3, 4, 5], 0)
    v["monthly_amount"] = v["tekun_amount"] + v["dibao_amount"] + v["single_total"] + v["grace_amount"]
    return v
