"""Temporary assistance in its three speeds: which may help first, how long, and whose amount it is; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from yimen.domains.cases.errors import ApprovalLevelError, UrgentInvalidError
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import Speed
from yimen.domains.network.types import Delegation, Role
from yimen.kernel import DayUnit, Money, Programme, RegionCode, RegionLevel, Step, TimeLimit

LAW_IN_FORCE = date(2026, 7, 1)
HELP_FIRST_RULE = "民发〔2018〕23号 二（二）"
HELP_FIRST_LAW = "社会救助法 第五十条"
SMALL_FAST_RULE = "关于进一步健全完善临时救助制度的意见"
RECORDED = "登记"
AT_MEETINGS = frozenset({"county_head", "county_government", "beyond"})
"""Above what the county's confirmer decides alone: recorded as 一事一议 with who approved."""


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of a place's approval levels; without `up_to` it has no upper end."""

    approver: str
    up_to: Money | None


@dataclass(frozen=True, slots=True)
class Approval:
    """Who confirms an amount, and whether a meeting must have resolved it first."""

    delegation: Delegation
    needs_resolution: bool


def is_urgent(programme: Programme, speed: str) -> bool:
    """Whether help comes first and the papers after."""
    return bool(speed) and Speed(speed).is_urgent and procedure_of(programme).may_be_decided_on_the_spot


def levels_of(rows: Sequence[Mapping[str, Any]] | None, month_standard: int | None) -> tuple[Level, ...]:
    """A place's levels from their parameter; a rung in months of an unknown standard ends what is known."""
    levels: list[Level] = []
    for row in rows or ():
        months, yuan = row.get("up_to_months"), row.get("up_to_yuan")
        if months is not None and month_standard is None:
            break
        levels.append(Level(str(row["approver"]), _up_to(months, yuan, month_standard)))
    return tuple(levels)


def _up_to(months: object, yuan: object, month_standard: int | None) -> Money | None:
    if months is not None:
        return Money(int(Fraction(str(months)) * (month_standard or 0)))
    return None if yuan is None else Money.yuan(str(yuan))


def approver_of(amount: Money, levels: Sequence[Level]) -> str:
    """The first rung that reaches so far; `beyond` above all of them."""
    found = (level.approver for level in levels if level.up_to is None or amount <= level.up_to)
    return next(found, "beyond")


def help_first_articles(on: date) -> str:
    """What allows help before its papers on a day; the Act only from when it is in force."""
    return HELP_FIRST_RULE if on < LAW_IN_FORCE else f"{HELP_FIRST_RULE}；{HELP_FIRST_LAW}"


def approval(
    speed: str,
    amount: Money,
    levels: Sequence[Level],
    source: str,
    *,
    region: RegionCode,
    named: Delegation,
    on: date,
) -> Approval:
    """Small sums on the spot in the town; else the amount decides; `named` where no levels are known."""
    if speed == Speed.SMALL_FAST:
        rule = f"小额快救由乡镇（街道）直接救助（{help_first_articles(on)}）"
        return Approval(_at(Role.TOWN_CONFIRMER, region, rule), False)
    if not levels:
        return Approval(named, False)
    approver = approver_of(amount, levels)
    delegation = _at(role_of(approver), region, f"临时救助审批权限：{source}")
    return Approval(delegation, approver in AT_MEETINGS)


def role_of(approver: str) -> Role:
    """Whose desk the decision of a rung lies on."""
    return Role.TOWN_CONFIRMER if approver == "town" else Role.COUNTY_CONFIRMER


def _at(role: Role, region: RegionCode, rule: str) -> Delegation:
    level = RegionLevel.TOWN if role is Role.TOWN_CONFIRMER else RegionLevel.COUNTY
    return Delegation(Programme.TEMPORARY, Step.CONFIRM, role, region.at(level), rule, None, False)


def decision_limit(speed: Speed, small_fast_days: int | None, on: date) -> TimeLimit:
    """How soon the decision is due: the days of 小额快救 where they are known, else one day.

    The articles say that help comes first and name no days.
    """
    if speed is Speed.SMALL_FAST and small_fast_days:
        return TimeLimit(small_fast_days, DayUnit.CALENDAR, RECORDED, SMALL_FAST_RULE)
    article = f"{help_first_articles(on)}：先行救助；日数为本平台暂定"
    return TimeLimit(1, DayUnit.CALENDAR, RECORDED, article)


def refuse_unfounded(speed: Speed, happened: str, amount: Money, stages: int) -> None:
    """Something happened, a sum is asked for, and only an emergency or a larger sum is paid in stages."""
    if not speed.is_urgent:
        raise UrgentInvalidError("支出型临时救助按申请、受理、审核、确认的程序办理，不能先行救助。")
    if not happened.strip() or amount <= Money(0):
        raise UrgentInvalidError("请写明发生了什么，以及拟救助的金额。")
    if not 1 <= stages <= 12 or (speed is Speed.SMALL_FAST and stages > 1):
        raise UrgentInvalidError("小额快救一次发放；急难型可以一次审批、分1至12个月发放。")


def refuse_above_cap(amount: Money, highest: Money, speed: Speed) -> None:
    """What the rules of the place allow at most for this speed."""
    if amount > highest:
        raise UrgentInvalidError(
            "%(speed)s在本地最高%(highest)s元，请改为该金额以内，或者按其他类型办理。",
            speed=speed.title,
            highest=str(highest),
        )


def refuse_beyond_asked(amount: Money, asked: Money) -> None:
    """Who may decide, and that nothing was posted, hangs on what was asked for: no more is decided."""
    if amount > asked:
        raise UrgentInvalidError(
            "先行救助的金额不得高于登记的%(asked)s元；确需更多的，请另按其他类型办理。", asked=str(asked)
        )


def refuse_used_up(*, is_eligible: bool | None, speed: Speed) -> None:
    """A small sum on the spot is for whom the rules find eligible; else another speed weighs it."""
    if speed is Speed.SMALL_FAST and not is_eligible:
        raise UrgentInvalidError("按当地规定本年已不能再办小额快救，请按急难型或者支出型临时救助办理。")


def refuse_unresolved(given: Approval, resolved: Money | None, amount: Money) -> None:
    """Above what any office approves from day to day only what a meeting resolved."""
    if given.needs_resolution and (resolved is None or amount > resolved):
        raise ApprovalLevelError(
            "%(amount)s元超过各级日常审批权限，须先登记“一事一议”的议定结果，金额不得超过议定金额。",
            amount=str(amount),
        )


def in_stages(amount: Money, stages: int) -> tuple[Money, ...]:
    """One approval paid month by month: equal parts, what does not divide goes with the first."""
    part, rest = divmod(amount.fen, stages)
    return (Money(part + rest), *[Money(part)] * (stages - 1))
