"""What an answer of the rules says of help a family does not have: likely, one fact short, almost; pure."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from yimen.domains.monitoring.types.leads import Likelihood, Verdict
from yimen.kernel import Programme

Held = Collection[tuple[Programme, str | None]]
"""What a family holds, with the ref of the person it is for (None: the whole household)."""
RANKS: Mapping[Programme, int] = {
    Programme.TEKUN: 0,
    Programme.DIBAO: 0,
    Programme.DIBAO_SINGLE: 1,
    Programme.DIBAO_MARGIN: 2,
    Programme.RIGID_EXPENSE: 3,
    Programme.ILLNESS_POVERTY: 3,
}
"""Recognitions: whoever has one has no use for one of the same or a later rank."""
NOT_TOLD = frozenset({Programme.PRICE_SUBSIDY})
"""Paid without being asked for."""
LINES: Mapping[str, tuple[str, str]] = {
    "is_below_standard": ("income_per_capita", "dibao_standard"),
    "is_below_margin_line": ("income_per_capita", "dibao_margin_line"),
}
"""Conditions of income: what is held against which line."""
SCALE = 10_000


def verdicts_of(
    answer: Mapping[str, Any], held: Held, almost: int, asked: Collection[Programme] = ()
) -> tuple[Verdict, ...]:
    """One for each programme worth telling; `almost`: how far above a line still counts, of ten thousand.

    Of what was `asked` for nobody has to be told: it is being looked at.
    """
    worth = [each for each in answer["determinations"] if _is_told(each, held)]
    found = [_verdict(each, almost) for each in worth if Programme(each["programme"]) not in asked]
    told = [each for each in found if each is not None]
    likely = {each["programme"] for each in told if each["likelihood"] == Likelihood.LIKELY}
    return tuple(each for each in told if not _is_beaten(Programme(str(each["programme"])), likely))


def _is_told(said: Mapping[str, Any], held: Held) -> bool:
    programme = Programme(said["programme"])
    if programme in NOT_TOLD or (programme, said["member"]) in held or (programme, None) in held:
        return False
    return not _is_beaten(programme, {one for one, _whose in held})


def _is_beaten(programme: Programme, by: Iterable[object]) -> bool:
    """A recognition is worth nothing beside an equal or better one."""
    rank = RANKS.get(programme)
    if rank is None:
        return False
    others = [RANKS[one] for one in map(Programme, map(str, by)) if one in RANKS and one is not programme]
    return any(other < rank or (other == rank and rank != 0) for other in others)


def _verdict(said: Mapping[str, Any], almost: int) -> Verdict | None:
    missing = [name for name in said["missing"] if "." in name or name == "obligors"]
    rules = [reason["rule"] for reason in said["reasons"] if reason["value"] is said["eligible"]]
    if said["eligible"] is True:
        return _of(said, Likelihood.LIKELY, rules, [])
    if said["eligible"] is None:
        is_one = len(missing) == 1 == len(said["missing"])
        return _of(said, Likelihood.ONE_FACT, [], missing) if is_one else None
    return _of(said, Likelihood.ALMOST, rules, []) if _is_almost(said["reasons"], almost) else None


def _of(said: Mapping[str, Any], likelihood: Likelihood, rules: list[str], missing: list[str]) -> Verdict:
    return {
        "programme": said["programme"],
        "member": said["member"],
        "likelihood": likelihood.value,
        "rules": rules,
        "missing": missing,
    }


def _is_almost(reasons: Iterable[Mapping[str, Any]], almost: int) -> bool:
    """Refused by one condition alone, that of income, and by little."""
    failed = [reason for reason in reasons if reason["value"] is False]
    if len(failed) != 1 or failed[0]["rule"] not in LINES:
        return False
    have, line = (failed[0]["because"].get(name) for name in LINES[failed[0]["rule"]])
    if have is None or line is None:
        return False
    return Decimal(have) * SCALE <= Decimal(line) * (SCALE + almost)
