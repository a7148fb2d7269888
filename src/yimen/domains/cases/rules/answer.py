"""Reading a kept answer of the rules: one programme's row, and what differs between two answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yimen.domains.cases.errors import ProgrammeUndeterminedError
from yimen.domains.cases.types import Difference
from yimen.kernel import Money, Month, Programme

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules say of one programme for the household or one member."""

    programme: Programme
    member: str | None
    is_eligible: bool | None
    amount: Money
    components: tuple[tuple[str, Money], ...]
    from_month: Month | None
    needs_review: bool
    missing: tuple[str, ...]
    reasons: tuple[Mapping[str, Any], ...]
    through: Month | None = None
    """The last month of a gradual exit."""
    unstated: tuple[str, ...] = ()
    """Facts the family was not asked for; they count as none."""

    def agrees_with(self, is_positive: bool, amount: Money) -> bool:
        """An undetermined finding agrees with nobody: a person decides and writes why."""
        return self.is_eligible is is_positive and (not is_positive or self.amount == amount)


def finding(answer: Answer, programme: Programme, member: str | None) -> Finding:
    """The row of one programme; refuses an answer that has none."""
    for row in answer["determinations"]:
        if row["programme"] == programme and (member is None or row["member"] == member):
            return _finding(row, tuple(answer.get("unstated", ())))
    raise ProgrammeUndeterminedError("测算结果中没有“%(programme)s”，请核对申请项目。", programme=programme)


def eligible_programmes(answer: Answer) -> tuple[tuple[Programme, str | None], ...]:
    """Every programme the family would get, asked for or not, with the ref of the member it is for."""
    rows = [row for row in answer["determinations"] if row["eligible"]]
    return tuple((Programme(row["programme"]), row["member"]) for row in rows)


def differences(
    before: Answer, after: Answer, programme: Programme, member: str | None
) -> tuple[Difference, ...]:
    """What the confirmer must see: the figures of the programme and the values that moved."""
    first, second = finding(before, programme, member), finding(after, programme, member)
    figures = [
        ("是否符合", _word(first.is_eligible), _word(second.is_eligible)),
        ("金额", str(first.amount), str(second.amount)),
    ]
    changed = [Difference(*figure) for figure in figures if figure[1] != figure[2]]
    return (*changed, *_changed_values(before, after)) if changed else ()


def _changed_values(before: Answer, after: Answer) -> Iterator[Difference]:
    old, current = before.get("values", {}), after.get("values", {})
    for name in sorted(set(old) | set(current)):
        if old.get(name) != current.get(name):
            yield Difference(name, str(old.get(name)), str(current.get(name)))


def _word(is_eligible: bool | None) -> str:
    return {True: "符合", False: "不符合", None: "待定"}[is_eligible]


def _finding(row: Mapping[str, Any], unstated: tuple[str, ...]) -> Finding:
    amount = row.get("amount_month") or row.get("amount_once") or "0.00"
    start, end = row.get("from"), row.get("through")
    return Finding(
        programme=Programme(row["programme"]),
        member=row["member"],
        is_eligible=row["eligible"],
        amount=Money.yuan(amount),
        components=tuple(
            (name, Money.yuan(part))
            for name, part in row.get("components", {}).items()
            if part not in (None, "0.00")
        ),
        from_month=Month.of(date.fromisoformat(start)) if start else None,
        needs_review=row["needs_review"],
        missing=tuple(row["missing"]),
        reasons=tuple(row["reasons"]),
        through=Month.of(date.fromisoformat(end)) if end else None,
        unstated=unstated,
    )
