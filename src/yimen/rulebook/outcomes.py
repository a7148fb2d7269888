"""The programmes as a table: which rule decides, which amounts are paid, which conditions and
options to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from yimen.engine.kinds import Entity
from yimen.kernel import Programme

Starts = Literal["dibao", "next_month", "today", "this_month"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`options` are rules that are true where a local option is not known, with the parameter that
    is lacking."""

    programme: Programme
    entity: Entity
    decides: str
    conditions: tuple[str, ...]
    amount: str | None = None
    components: Mapping[str, str] = field(default_factory=dict)
    amounts_shown: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    reviews: tuple[str, ...] = ()
    starts: Starts = "next_month"
    lasts_months: int | None = None
    is_once: bool = False


_INCOME_OPTIONS: Final = {
    "employment_cost_open": "employment_cost_rate",
    "imputation_open": "imputed_wage",
    "support_open": "support_obligation",
}
_OBLIGOR_OPTION: Final = {"obligors_line_open": "financial_assets_months_obligor"}
_HOUSEHOLD: Final = Entity.HOUSEHOLD
_PERSON: Final = Entity.PERSON
_PROPERTY: Final = ("homes_ok", "non_residential_ok", "vehicles_ok", "businesses_ok")

OUTCOMES: Final[Mapping[Programme, Outcome]] = {
    one.programme: one
    for one in (
        Outcome(
            Programme.DIBAO, _HOUSEHOLD, "is_dibao",
            (
                "has_members", "is_below_standard", "assets_ok_dibao", *_PROPERTY, "obligors_within_line",
                "is_not_all_tekun",
            ),
            amount="dibao_amount",
            components={"base": "dibao_base", "supplement": "dibao_supplement"},
            amounts_shown=("dibao_gap", "dibao_tiers_total", "grace_total", "dibao_supplement"),
            options={
                **_INCOME_OPTIONS, **_OBLIGOR_OPTION, "supplement_open": "supplement_rate",
                "grace_open": "grace_months",
            },
            reviews=("business_to_review", "applies_elsewhere", "has_tekun_member"), starts="dibao",
        ),
        Outcome(
            Programme.DIBAO_SINGLE, _PERSON, "is_single", ("is_not_dibao", "is_single_kind", "is_margin"),
            amount="single_amount", components={"base": "single_base", "supplement": "single_supplement"},
            amounts_shown=("single_base", "single_supplement"),
            options={**_INCOME_OPTIONS, "single_supplement_open": "single_person_supplement"},
            reviews=("business_to_review", "applies_elsewhere"), starts="dibao",
        ),
        Outcome(
            Programme.TEKUN, _PERSON, "is_tekun",
            (
                "has_no_ability", "has_no_livelihood", "has_no_able_obligor", "has_no_child_scheme",
                "is_present",
            ),
            amount="tekun_amount", components={"basic": "tekun_basic_paid", "care": "tekun_care_paid"},
            amounts_shown=("tekun_basic_paid", "self_care", "tekun_care_paid"),
            reviews=("applies_elsewhere",),
        ),
        Outcome(
            Programme.DIBAO_MARGIN, _HOUSEHOLD, "is_margin",
            (
                "is_not_dibao", "has_members", "is_below_margin_line", "assets_ok_margin", *_PROPERTY,
                "obligors_within_line",
            ),
            amount="margin_allowance", components={"base": "margin_allowance"},
            options={**_INCOME_OPTIONS, **_OBLIGOR_OPTION},
            reviews=("business_to_review", "applies_elsewhere"), starts="today",
        ),
        Outcome(
            Programme.RIGID_EXPENSE, _HOUSEHOLD, "is_rigid_expense",
            (
                "is_in_no_other_layer", "has_members", "is_below_disposable_income", "is_ratio_met",
                "is_local_condition_met", "assets_ok_rigid", *_PROPERTY,
            ),
            amount="rigid_allowance", components={"base": "rigid_allowance"}, options=_INCOME_OPTIONS,
            reviews=("business_to_review", "applies_elsewhere"), starts="today", lasts_months=12,
        ),
        Outcome(
            Programme.ILLNESS_POVERTY, _HOUSEHOLD, "is_illness_poverty",
            (
                "is_in_no_other_layer", "has_members", "has_seriously_ill", "is_medical_ratio_met",
                "assets_ok_illness", *_PROPERTY,
            ),
            amount="illness_allowance", components={"base": "illness_allowance"}, starts="today",
        ),
        Outcome(
            Programme.TEMPORARY, _HOUSEHOLD, "is_temporary",
            ("has_request", "is_request_founded", "is_within_times", "has_members"),
            amount="temporary_amount", components={"base": "temporary_amount"},
            amounts_shown=(
                "amount_asked", "temporary_amount", "temporary_approver", "needs_verification",
                "needs_notice", "may_be_staged",
            ),
            options={"temporary_cap_open": "", "levels_open": "temporary_approval_levels"},
            reviews=("is_beyond_levels", "is_below_local_minimum"), starts="today", is_once=True,
        ),
        Outcome(
            Programme.DISABILITY_LIVING, _PERSON, "gets_disability_living",
            ("is_disabled", "is_family_in_scope", "is_not_in_tekun", "is_not_orphan_recipient"),
            amount="disability_living_paid", components={"base": "disability_living_paid"},
            amounts_shown=("disability_living_paid",),
        ),
        Outcome(
            Programme.DISABILITY_CARE, _PERSON, "gets_disability_care",
            ("needs_disability_care", "is_not_in_tekun"),
            amount="disability_care_paid", components={"base": "disability_care_paid"},
            amounts_shown=("disability_care_paid",),
        ),
        Outcome(
            Programme.ORPHAN, _PERSON, "is_orphan", ("is_minor", "has_lost_parents"),
            amount="orphan_paid", components={"base": "orphan_paid"}, amounts_shown=("orphan_paid",),
        ),
        Outcome(
            Programme.UNATTENDED_CHILD, _PERSON, "gets_child_support", ("is_minor", "is_unattended_child"),
            amount="unattended_child_paid", components={"base": "unattended_child_paid"},
            amounts_shown=("hardship_amount", "unattended_child_paid"),
        ),
        Outcome(
            Programme.MEDICAL, _HOUSEHOLD, "gets_medical", ("is_medical_category", "has_medical_costs"),
            amount="medical_assistance",
            components={"base": "medical_assistance", "total_reimbursed": "total_reimbursed"},
            amounts_shown=("medical_category", "borne_cost", "medical_assistance", "total_reimbursed"),
            options={"medical_deductible_open": "medical_deductible_", "medical_cap_open": "medical_cap_"},
            starts="today", is_once=True,
        ),
        Outcome(
            Programme.PRICE_SUBSIDY, _HOUSEHOLD, "gets_price_subsidy",
            ("has_price_recipients", "is_price_triggered"),
            amount="price_subsidy_paid",
            components={"base": "price_subsidy_paid", "per_person": "price_subsidy_per_person"},
            amounts_shown=("price_subsidy_paid",), starts="this_month", lasts_months=1,
        ),
    )
}  # fmt: skip
