"""Kinds of verified lines, and a line as it is entered, kept and read by determinations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.kernel import Money


class LineKind(StrEnum):
    """What a data source can report of a person; incomes carry the names of the household file."""

    WAGE = "wage"
    BUSINESS_INCOME = "business"
    PROPERTY_INCOME = "property"
    PENSION = "pension"
    BASIC_PENSION = "basic_pension"
    SUPPORT = "support"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    SURVIVOR = "survivor"
    LAND_TRANSFER = "land_transfer"
    OTHER_INCOME = "other"
    SOCIAL_ASSISTANCE = "social_assistance"
    DISABILITY_SUBSIDY = "disability_subsidy"
    DEPOSIT = "deposit"
    SECURITIES = "securities"
    FUND = "fund"
    INSURANCE = "insurance"
    PAYMENT_ACCOUNT = "payment_account"
    HOME = "home"
    NON_RESIDENTIAL = "non_residential"
    CAR = "car"
    DISABILITY_MOBILITY = "disability_mobility"
    MOTORCYCLE = "motorcycle"
    E_BIKE = "e_bike"
    FARM_VEHICLE = "farm_vehicle"
    COMPANY = "company"
    COUPLE_SHOP = "couple_shop"
    COOPERATIVE_MEMBER = "cooperative_member"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return LINE_TITLES[self]

    @property
    def is_income(self) -> bool:
        return self in INCOME_KINDS


LINE_TITLES: Mapping[LineKind, str] = {
    LineKind.WAGE: "工资性收入（月）",
    LineKind.BUSINESS_INCOME: "经营净收入（月）",
    LineKind.PROPERTY_INCOME: "财产净收入（月）",
    LineKind.PENSION: "养老金、离退休金（月）",
    LineKind.BASIC_PENSION: "城乡居民基础养老金（月）",
    LineKind.SUPPORT: "赡养抚养扶养费（月）",
    LineKind.UNEMPLOYMENT_BENEFIT: "失业保险金（月）",
    LineKind.SURVIVOR: "遗属补助（月）",
    LineKind.LAND_TRANSFER: "土地流转收入（月）",
    LineKind.OTHER_INCOME: "其他收入（月）",
    LineKind.SOCIAL_ASSISTANCE: "社会救助款（月）",
    LineKind.DISABILITY_SUBSIDY: "残疾人补贴（月）",
    LineKind.DEPOSIT: "银行存款",
    LineKind.SECURITIES: "证券",
    LineKind.FUND: "基金",
    LineKind.INSURANCE: "商业保险",
    LineKind.PAYMENT_ACCOUNT: "支付账户余额",
    LineKind.HOME: "住房",
    LineKind.NON_RESIDENTIAL: "非居住用房",
    LineKind.CAR: "汽车",
    LineKind.DISABILITY_MOBILITY: "残疾人代步车",
    LineKind.MOTORCYCLE: "摩托车",
    LineKind.E_BIKE: "电动自行车",
    LineKind.FARM_VEHICLE: "农用车",
    LineKind.COMPANY: "企业登记",
    LineKind.COUPLE_SHOP: "夫妻店登记",
    LineKind.COOPERATIVE_MEMBER: "合作社成员登记",
}
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
