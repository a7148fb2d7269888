"""Kinds of verified lines, and a line as it is entered, kept and read by determinations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Money, Titled


class LineKind(Titled):
    """What a data source can report of a person; incomes carry the names of the household file."""

    WAGE = "wage", "工资性收入（月）"
    BUSINESS_INCOME = "business", "经营净收入（月）"
    PROPERTY_INCOME = "property", "财产净收入（月）"
    PENSION = "pension", "养老金、离退休金（月）"
    BASIC_PENSION = "basic_pension", "城乡居民基础养老金（月）"
    SUPPORT = "support", "赡养抚养扶养费（月）"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit", "失业保险金（月）"
    SURVIVOR = "survivor", "遗属补助（月）"
    LAND_TRANSFER = "land_transfer", "土地流转收入（月）"
    OTHER_INCOME = "other", "其他收入（月）"
    SOCIAL_ASSISTANCE = "social_assistance", "社会救助款（月）"
    DISABILITY_SUBSIDY = "disability_subsidy", "残疾人补贴（月）"
    DEPOSIT = "deposit", "银行存款"
    SECURITIES = "securities", "证券"
    FUND = "fund", "基金"
    INSURANCE = "insurance", "商业保险"
    PAYMENT_ACCOUNT = "payment_account", "支付账户余额"
    HOME = "home", "住房"
    NON_RESIDENTIAL = "non_residential", "非居住用房"
    CAR = "car", "汽车"
    DISABILITY_MOBILITY = "disability_mobility", "残疾人代步车"
    MOTORCYCLE = "motorcycle", "摩托车"
    E_BIKE = "e_bike", "电动自行车"
    FARM_VEHICLE = "farm_vehicle", "农用车"
    COMPANY = "company", "企业登记"
    COUPLE_SHOP = "couple_shop", "夫妻店登记"
    COOPERATIVE_MEMBER = "cooperative_member", "合作社成员登记"

    @property
    def is_income(self) -> bool:
        return self in INCOME_KINDS


INCOME_KINDS = frozenset(
    {
        LineKind.WAGE,
        LineKind.BUSINESS_INCOME,
        LineKind.PROPERTY_INCOME,
        LineKind.PENSION,
        LineKind.BASIC_PENSION,
        LineKind.SUPPORT,
        LineKind.UNEMPLOYMENT_BENEFIT,
        LineKind.SURVIVOR,
        LineKind.LAND_TRANSFER,
        LineKind.OTHER_INCOME,
        LineKind.SOCIAL_ASSISTANCE,
        LineKind.DISABILITY_SUBSIDY,
    }
)
ASSET_KINDS = frozenset(
    {LineKind.DEPOSIT, LineKind.SECURITIES, LineKind.FUND, LineKind.INSURANCE, LineKind.PAYMENT_ACCOUNT}
)
VEHICLE_KINDS: Mapping[LineKind, str] = {
    LineKind.CAR: "car",
    LineKind.DISABILITY_MOBILITY: "disability_mobility",
    LineKind.MOTORCYCLE: "motorcycle",
    LineKind.E_BIKE: "e_bike",
    LineKind.FARM_VEHICLE: "farm",
}
BUSINESS_KINDS: Mapping[LineKind, str] = {
    LineKind.COMPANY: "company",
    LineKind.COUPLE_SHOP: "couple_shop",
    LineKind.COOPERATIVE_MEMBER: "cooperative_member",
}


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """One line as the county verifier enters it."""

    person_id: UUID
    kind: LineKind
    amount: Money
    source: str
    as_of: date
    item: str = ""
    """Account, certificate or employer, where the source names it."""
    since: date | None = None
    """Since when a thing is theirs, where the source says so."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One verified line, keyed by the member's `ref` in the household file."""

    ref: str
    kind: LineKind
    amount: Money
