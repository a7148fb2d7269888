"""The household file as a table: every key, what may stand there, and which keys are required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yimen.kernel import Programme
from yimen.rulebook.household_file import leaves
from yimen.rulebook.household_file.leaves import (
    AMOUNT,
    AREA,
    DAY,
    REF,
    REFERENCE,
    REGION,
    TEXT,
    TIER,
    TRUTH,
    Leaf,
    choice,
    count,
)

INCOME_KINDS: Final = (
    "wage", "business", "property", "pension", "basic_pension", "support", "unemployment_benefit", "survivor",
    "gift", "land_transfer", "other", "honour_pension", "birth_planning_reward", "scholarship",
    "bravery_award",
    "social_assistance", "disability_subsidy", "old_age_allowance", "childcare_subsidy",
    "unattended_child_subsidy",
)  # fmt: skip
RELATIONS: Final = ("head", "spouse", "child", "parent", "grandchild", "sibling", "other")
DISABILITY_KINDS: Final = ("physical", "visual", "hearing", "speech", "intellectual", "mental", "multiple")
STUDENT_STAGES: Final = ("preschool", "compulsory", "upper_secondary", "vocational", "undergraduate")
VEHICLE_KINDS: Final = ("car", "disability_mobility", "motorcycle", "e_bike", "farm")
BUSINESS_KINDS: Final = ("company", "couple_shop", "cooperative_member")
PARENT_STATES: Final = ("dead", "missing", "in_prison", "in_rehab", "disabled", "ill", "able")
RIGID_KINDS: Final = ("living", "medical", "education", "rehabilitation", "disaster", "accident", "other")
EVENT_KINDS: Final = ("member_died", "started_work", "income_changed", "moved_away", "standard_changed")
REQUEST_KINDS: Final = ("small_fast", "emergency", "expenditure", "advance")
PROGRAMMES: Final = tuple(programme.value for programme in Programme)


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping with known keys."""

    keys: dict[str, Node]
    required: tuple[str, ...] = ()
    may_be_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of one thing."""

    of: Node
    least: int = 0
    most: int = 1000
    may_be_unknown: bool = True


@dataclass(frozen=True, slots=True)
class Anything:
    """Checked elsewhere: the overrides of parameters."""


Node = Leaf | Block | Rows | Anything

VEHICLE = Block({"kind": choice(*VEHICLE_KINDS), "value": AMOUNT})
HOUSEHOLD = Block(
    {
        "urban": TRUTH,
        "residence_permit": TRUTH,
        "lives_here_since": DAY,
        "registered_region": REGION,
        "income_month": AMOUNT,
        "income_12m": AMOUNT,
        "assessed_income_per_capita": AMOUNT,
        "financial_assets": AMOUNT,
        "homes": count(0, 1000),
        "homes_not_counted": count(0, 1000),
        "home_area": AREA,
        "non_residential": count(0, 1000),
        "vehicles": Rows(VEHICLE),
        "businesses": Rows(Block({"kind": choice(*BUSINESS_KINDS), "luxury_tobacco_alcohol": TRUTH})),
        "rigid_expenses_12m": Block(dict.fromkeys(RIGID_KINDS, AMOUNT)),
    }
)
MEMBER = Block(
    {
        "ref": REF,
        "relation": choice(*RELATIONS),
        "age": count(0, 150),
        "birth_date": DAY,
        "sex": choice("female", "male"),
        "registered_here": TRUTH,
        "lives_together": TRUTH,
        "income": Rows(
            Block(
                {"kind": choice(*INCOME_KINDS), "amount": AMOUNT},
            )
        ),
        "paid_out": Rows(
            Block(
                {"kind": choice("support", "tax", "social_insurance"), "amount": AMOUNT},
            )
        ),
        "work_ability": choice("full", "partial", "none"),
        "employed": TRUTH,
        "income_stable": TRUTH,
        "disability": Block({"kind": choice(*DISABILITY_KINDS), "level": count(1, 4)}, may_be_unknown=True),
        "serious_illness": TRUTH,
        "student": choice(*STUDENT_STAGES),
        "single_parent_child": TRUTH,
        "expectant_or_nursing": TRUTH,
        "carer_of": Rows(REFERENCE),
        "clergy": TRUTH,
        "self_care_failed": count(0, 6),
        "institution": TRUTH,
        "in_prison": TRUTH,
        "in_compulsory_rehab": TRUTH,
        "missing": TRUTH,
        "died_on": DAY,
        "other_awards": Rows(Block({"programme": choice(*PROGRAMMES), "amount": AMOUNT})),
        "parents": Rows(choice(*PARENT_STATES), most=2),
        "dibao_tier": TIER,
    },
    ("ref",),
)
OBLIGOR = Block(
    {
        "supports": Rows(REFERENCE, least=1, may_be_unknown=False),
        "household_size": count(1, 100),
        "income_month": AMOUNT,
        "financial_assets": AMOUNT,
        "vehicles": Rows(VEHICLE),
        "capable": TRUTH,
    }
)
FILE = Block(
    {
        "on": leaves.SURE_DAY,
        "region": leaves.SURE_REGION,
        "parameters": Anything(),
        "household": HOUSEHOLD,
        "members": Rows(MEMBER, least=1, most=200, may_be_unknown=False),
        "obligors": Rows(OBLIGOR),
        "award_before": Block(
            {
                "programme": choice(*PROGRAMMES),
                "members": count(1, 200),
                "base": AMOUNT,
                "supplement": AMOUNT,
                "supplement_members": Rows(REFERENCE),
                "since": DAY,
            },
        ),
        "event": Block({"kind": choice(*EVENT_KINDS), "member": REFERENCE, "on": DAY}),
        "request": Block(
            {
                "kind": choice(*REQUEST_KINDS),
                "cause": TEXT,
                "amount": AMOUNT,
                "months": count(0, 120),
                "actual_expense": AMOUNT,
                "paid_this_year": AMOUNT,
                "times_this_year": count(0, 1000),
                "same_cause_this_year": count(0, 1000),
                "region": REGION,
            },
        ),
        "medical": Block(
            dict.fromkeys(
                ("total", "basic_insurance_paid", "in_catalogue_self_pay", "critical_illness_paid"), AMOUNT
            )
        ),
    },
    ("on", "region", "members"),
)
