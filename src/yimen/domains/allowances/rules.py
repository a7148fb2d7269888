"""When somebody is attested, what a result needs, how a civil matter is decided; pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yimen.domains.allowances.errors import AttestationInvalidError, MatterInvalidError
from yimen.domains.allowances.types import (
    BY_ITSELF,
    AttestationKind,
    EndReason,
    Per,
    Result,
    Stage,
    Term,
    Way,
)
from yimen.foundation.protection import Handling
from yimen.kernel import DayUnit, Month, TimeLimit

AGE, PER_YEAR, AGAIN_DAYS = 80, 2, 15
"""From which age, how often a year, for how long it is asked for again: the office's own."""
PROOF_AGE, PROOF_TIMES, PROOF_AGAIN = "proof_of_life_age", "proof_of_life_per_year", "attestation_again_days"
SEASON = "disability_check_season"
UNKNOWN = "未查到规定，本平台暂定"
HEARD = "停发前须听取意见（社会救助法 第四十八条）"
PROOF_BASIS = f"实践做法（每年两次），未查到条文；{HEARD}"
MATTER_CLOCK = "clock_civil_matter"
MATTER_LIMIT = TimeLimit(days=20, unit=DayUnit.WORKING, event="登记", article=UNKNOWN)
END_LIMIT = TimeLimit(days=5, unit=DayUnit.WORKING, event="拟终止", article=UNKNOWN)
"""How soon whoever did not hear the person confirms or refuses the end: the office's own."""
_NEXT: Mapping[AttestationKind, frozenset[Result]] = {
    AttestationKind.PROOF_OF_LIFE: frozenset({Result.CONFIRMED, Result.DIED, Result.MOVED}),
    AttestationKind.QUALIFICATION: frozenset(set(Result) - set(BY_ITSELF)),
}
"""What may come of each kind."""
LOOKED_INTO = frozenset({Result.EXPIRED, Result.LEVEL_CHANGED})
"""What a change case looks into."""
REPORTED = frozenset({Result.DIED, Result.MOVED})
"""What the village reports, and the town looks into."""
TAKEN_BACK = REPORTED | {Result.CONFIRMED}
"""What whoever recorded it by mistake may take back on the same day."""

PROTECTION: Mapping[str, Handling] = {
    "Attestation.person": Handling.KEEP,
    "Attestation.household": Handling.KEEP,
    "Attestation.rests_on": Handling.KEEP,
    "Attestation.remark": Handling.REDACT,
    "Attestation.photo_id": Handling.ERASE,
    "Attestation.report_id": Handling.KEEP,
    "CivilMatter.person": Handling.KEEP,
    "CivilMatter.household": Handling.KEEP,
    "CivilMatter.item": Handling.KEEP,
    "CivilMatter.title": Handling.KEEP,
    "CivilMatter.contact_id": Handling.KEEP,
    "CivilMatter.note": Handling.REDACT,
    "CivilMatter.reason": Handling.REDACT,
    "CivilMatter.end_reason": Handling.REDACT,
    "CivilMatter.statement": Handling.ERASE,
}


def term_of_life(on: date, per_year: int | None, again_days: int | None) -> Term:
    """The part of the year that holds a day: halves, unless the place says otherwise."""
    times = per_year if per_year and 12 % per_year == 0 else PER_YEAR
    length = 12 // times
    first = (on.month - 1) // length * length + 1
    return _term(date(on.year, first, 1), Month(on.year, first + length - 1).last, again_days)


def season_of(on: date, season: Mapping[str, str] | None, again_days: int | None) -> Term | None:
    """The season of a year that holds a day; none outside of it or where nobody says when it is."""
    if season is None:
        return None
    first, last = (_day(on.year, season[name]) for name in ("from", "until"))
    return _term(first, last, again_days) if first <= on <= last else None


def _day(year: int, month_and_day: str) -> date:
    month, day = map(int, month_and_day.split("-"))
    return date(year, month, day)


def _term(starts_on: date, due_on: date, again_days: int | None) -> Term:
    return Term(starts_on, due_on, due_on + timedelta(days=again_days or AGAIN_DAYS))


def born_until(term: Term, age: int | None) -> date:
    """The last birth date of whoever reaches the age within the term."""
    last, years = term.due_on, age or AGE
    return last.replace(year=last.year - years, day=min(last.day, 28) if last.month == 2 else last.day)


def stage_of(result: str, case_id: object, due_on: date, again_on: date, today: date) -> Stage:
    """Where an attestation stands: what is recorded is done, what is late is asked for once more."""
    if result:
        return Stage.DONE
    if case_id is not None:
        return Stage.IN_REVIEW
    if today <= due_on:
        return Stage.WAITING
    return Stage.AGAIN if today <= again_on else Stage.MISSED


def results_of(kind: AttestationKind, *, opens_cases: bool) -> list[Result]:
    """What may come of it, in the order of a form; what opens a case is for whoever may open one."""
    return [
        result for result in Result if result in _NEXT[kind] and (opens_cases or result not in LOOKED_INTO)
    ]


def refuse_unfit(
    kind: AttestationKind, result: Result, way: Way | None, remark: str, *, has_photo: bool
) -> None:
    """Whoever was confirmed was seen in some way; who was not seen is shown by a picture or named records."""
    if result not in _NEXT[kind]:
        raise AttestationInvalidError("“%(kind)s”不能登记这样的结果。", kind=kind.title)
    if result is Result.CONFIRMED and way is None:
        raise AttestationInvalidError("请选择认证方式：怎样确认本人健在。")
    if result is Result.CONFIRMED and way is Way.BY_RELATIVE and not has_photo:
        raise AttestationInvalidError("家属代为提供的，请上传本人近照。")
    if result is Result.CONFIRMED and way is Way.BY_RECORDS and not remark.strip():
        raise AttestationInvalidError("数据比对的，请在备注中写明比对了哪些登记、哪一天。")


def refuse_day(proved_on: date, starts_on: date, today: date) -> None:
    """Not before the term began, and not tomorrow."""
    if not starts_on <= proved_on <= today:
        raise AttestationInvalidError("认证日期须在 %(first)s 至今天之间。", first=starts_on)


def refuse_unfit_grant(amount_fen: int | None, per: Per | None, from_month: Month | None) -> None:
    """What is given has an amount, a rhythm and a beginning; help in kind has none of the three."""
    given = (amount_fen is not None, per is not None, from_month is not None)
    if any(given) and not all(given):
        raise MatterInvalidError("发给津贴的，请同时填写金额、发放方式和起始月；没有钱款的都不填。")
    if amount_fen == 0:
        raise MatterInvalidError("金额须大于零；没有钱款的不填金额。")


def refuse_unheard(reason: EndReason, statement: str, why: str) -> None:
    """Before an allowance is taken from somebody living they are told, and what they say is written down."""
    if reason.is_heard and not statement.strip():
        raise MatterInvalidError("终止前须告知本人并听取意见，请记录本人（家属）怎么说。")
    if not why.strip():
        raise MatterInvalidError("请写明终止的事实和理由。")


def parameter(known: Mapping[str, Any], name: str) -> Any:
    """The value of a place; nothing where no source tells it."""
    return known[name].value
