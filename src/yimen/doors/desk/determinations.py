"""What the rules answered, as pages show it: one verdict for each programme, with its reasons and doubts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.library import queries as library
from yimen.domains.library.types import Explanation
from yimen.kernel import Money, Programme, Sentence

from .formats import granted


@dataclass(frozen=True)
class Verdict:
    """One programme, for the household or one member."""

    programme: Programme
    member: str | None
    title: str
    tone: str
    word: str
    amount: str
    explanation: Explanation
    needs_review: bool


def verdicts(answer: Mapping[str, Any], names: Mapping[str, str]) -> list[Verdict]:
    """Eligible first, then undetermined, then refused; `names` says who a member's ref is."""
    rows = [_verdict(row, names, answer) for row in answer["determinations"]]
    return sorted(rows, key=lambda verdict: ["yes", "open", "no"].index(verdict.tone))


def verdict_of(
    answer: Mapping[str, Any], programme: Programme, member: str | None, names: Mapping[str, str]
) -> Verdict | None:
    """The verdict of one programme, for the member if it is a person's."""
    for row in answer["determinations"]:
        if row["programme"] == programme and (member is None or row["member"] == member):
            return _verdict(row, names, answer)
    return None


def unsourced(answer: Mapping[str, Any]) -> Sequence[str]:
    """Parameters used that no published source is known for, in words."""
    return [library.title_of(name, _day(answer)) for name in answer.get("unsourced", ())]


def _day(answer: Mapping[str, Any]) -> date:
    return date.fromisoformat(answer["on"])


def _verdict(row: Mapping[str, Any], names: Mapping[str, str], answer: Mapping[str, Any]) -> Verdict:
    tone, word = {
        True: ("yes", _("符合")),
        False: ("no", _("不符合")),
        None: ("open", _("暂不能确定")),
    }[row["eligible"]]
    programme = Programme(row["programme"])
    return Verdict(
        programme=programme,
        member=row["member"],
        title=_title(programme, names.get(row["member"], row["member"]) if row.get("member") else ""),
        tone=tone,
        word=word,
        amount=_amount(row, programme) if row["eligible"] else "",
        explanation=library.explain_determination(
            row,
            on=_day(answer),
            names=names,
            unstated=answer.get("unstated", ()),
            marks=library.marks_at(answer["region"], _day(answer), answer.get("overridden", ())),
        ),
        needs_review=bool(row.get("needs_review")),
    )


def _title(programme: Programme, member: str) -> str:
    if not member:
        return programme.title
    return Sentence("%(programme)s（%(member)s）", programme=programme, member=member)


def _amount(row: Mapping[str, Any], programme: Programme) -> str:
    """Where the rules find a standing and say nothing of money, there is none."""
    amount = row.get("amount_month") or row.get("amount_once") or ("0.00" if programme.is_standing else None)
    return granted(Money.yuan(amount), programme) if amount else ""
