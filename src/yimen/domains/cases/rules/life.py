"""What a review or change of an award needs, and what a decision does to it; pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from yimen.domains.cases.types import CaseKind, ChangeCause, Effect
from yimen.kernel import Month, Programme

DEATH_SPARES = "成员死亡，其本人份额依法终止"
"""Written where an award is cut without a hearing: only by the share of whoever died."""
EVENT_WORDS = frozenset(
    {
        ChangeCause.MEMBER_DIED,
        ChangeCause.STARTED_WORK,
        ChangeCause.INCOME_CHANGED,
        ChangeCause.MOVED_AWAY,
        ChangeCause.STANDARD_CHANGED,
    }
)
"""The causes the rules of the law know by the same word."""
YEARLY, HALF_YEARLY = 12, 6
ABLE = frozenset({"full", "partial"})
FIXED_INCOMES = frozenset({"wage", "pension", "basic_pension", "survivor", "unemployment_benefit"})
BY_HOUSEHOLD_SITUATION = frozenset({Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN})
"""Reviewed yearly or half-yearly by what the household lives on (民发〔2021〕57号 第三十一条)."""


def is_looked_into(kind: CaseKind, cause: str) -> bool:
    """Whether verification and visit come before the opinion; a death alone is a fact of the register."""
    return kind is CaseKind.APPLICATION or cause != ChangeCause.MEMBER_DIED


def effect_of(before_fen: int, after_fen: int, *, is_ended: bool, until: Month | None) -> Effect:
    """What a decision does to an award of this amount."""
    if is_ended:
        return Effect.STOP
    if until is not None:
        return Effect.PHASE_OUT
    if after_fen == before_fen:
        return Effect.KEEP
    return Effect.INCREASE if after_fen > before_fen else Effect.DECREASE


def review_months(programme: Programme, file: Mapping[str, Any]) -> int:
    """Half-yearly where somebody can work and the income is not fixed, else yearly."""
    if programme not in BY_HOUSEHOLD_SITUATION:
        return YEARLY
    return HALF_YEARLY if any(_is_unsettled(member) for member in file.get("members", ())) else YEARLY


def _is_unsettled(member: Mapping[str, Any]) -> bool:
    """Able to work, and what comes in is not known to be fixed."""
    if member.get("work_ability") not in ABLE or "died_on" in member:
        return False
    if member.get("income_stable") is not None:
        return member["income_stable"] is not True
    return not any(entry["kind"] in FIXED_INCOMES for entry in member.get("income", ()))


def award_before(
    programme: Programme, components: Iterable[tuple[str, int]], members: int, since: date
) -> dict[str, Any]:
    """The award in force as the household file says it; what is not its supplement is its base."""
    parts = dict(components)
    supplement = parts.pop("supplement", 0)
    return {
        "programme": str(programme),
        "members": members,
        "base": yuan(sum(parts.values())),
        "supplement": yuan(supplement),
        "since": since.isoformat(),
    }


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def event(cause: str, ref: str | None, on: date | None) -> dict[str, Any] | None:
    """What happened as the household file says it; nothing where its rules have no word for it."""
    if cause not in EVENT_WORDS:
        return None
    said: dict[str, Any] = {"kind": str(cause)}
    said |= {"member": ref} if ref else {}
    return said | ({"on": on.isoformat()} if on else {})
