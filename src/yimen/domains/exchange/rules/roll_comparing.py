"""What the rules make of a listed family, beside what the roll pays; pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yimen.domains.exchange.types.roll import Agreement, ListedAward, ListedFamily
from yimen.kernel import Money

Answer = Mapping[str, Any]


def household_file(family: ListedFamily, on: date) -> dict[str, Any]:
    """The family as the rulebook reads it: what the roll says and nothing else."""
    household: dict[str, Any] = {
        "urban": family.is_urban,
        "registered_region": str(family.registered_region),
    }
    if family.income is not None:
        household["income_month"] = str(family.income)
    members = [
        {
            "ref": f"m{number}",
            "relation": member.relation.value,
            "birth_date": member.identity.birth_date.isoformat(),
            "sex": member.identity.sex.value,
            **_disability(member),
        }
        for number, member in enumerate(family.members, start=1)
    ]
    return {"on": on.isoformat(), "region": str(family.region), "household": household, "members": members}


def _disability(member: Any) -> dict[str, Any]:
    if member.disability is None:
        return {}
    return {"disability": {"kind": member.disability.kind.value, "level": member.disability.level}}


def compare(family: ListedFamily, answer: Answer) -> Iterator[tuple[ListedAward, Money | None, Agreement]]:
    """Each award with what the rules compute; without the income a programme that asks for it stays open."""
    for award in family.awards:
        row = determination_of(family, award, answer)
        computed = None if row is None or row["eligible"] is None else _amount(row)
        yield award, computed, _agreement(award, row, computed, is_open=_is_open(family, award))


def names_of(family: ListedFamily) -> dict[str, str]:
    """Who a ref of the household file is."""
    return {f"m{number}": member.name for number, member in enumerate(family.members, start=1)}


def determination_of(family: ListedFamily, award: ListedAward, answer: Answer) -> Answer | None:
    """What the answer says of one award, for the member who holds it where that is one."""
    refs = {member.identity: f"m{number}" for number, member in enumerate(family.members, start=1)}
    ref = None if award.holder is None else refs.get(award.holder)
    for row in answer["determinations"]:
        if row["programme"] == award.programme and (ref is None or row["member"] == ref):
            found: Answer = row
            return found
    return None


def _amount(row: Answer) -> Money:
    return Money.yuan(row.get("amount_month") or "0.00")


def _is_open(family: ListedFamily, award: ListedAward) -> bool:
    """The rules take an income nobody named for none; that would say nothing about this family."""
    return family.income is None and award.programme.value not in _BY_CARD


_BY_CARD = frozenset({"disability_care", "orphan", "unattended_child"})
"""Programmes that do not look at what a family lives on."""


def _agreement(award: ListedAward, row: Answer | None, computed: Money | None, *, is_open: bool) -> Agreement:
    if row is None or row["eligible"] is None or is_open:
        return Agreement.UNSETTLED
    if not row["eligible"]:
        return Agreement.NOT_ENTITLED
    return Agreement.SAME if computed == award.amount else Agreement.DIFFERENT
