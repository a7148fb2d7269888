"""Applying where one lives: for what, under which conditions, and what may not be given twice; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yimen.domains.cases import errors
from yimen.domains.cases.types import CooperationFinding
from yimen.kernel import DayUnit, Month, Programme, RegionCode, RegionLevel, TimeLimit, YimenError

LAW, DIBAO, MORE = "社会救助法 第三十七条", "民发〔2021〕57号 第五条", "民发〔2022〕83号 四（三）"
AT_REGISTRATION: Mapping[Programme, str] = {
    Programme.DIBAO: f"{LAW}；{DIBAO}；{MORE}",
    Programme.DIBAO_SINGLE: f"{LAW}；{DIBAO}；{MORE}",
    Programme.DIBAO_MARGIN: MORE,
    Programme.TEKUN: LAW,
    Programme.MEDICAL: LAW,
}
"""Asked for at the place of registration, or with a residence permit where one lives, and by which rule.

Of other programmes no such rule is known; temporary assistance is asked for where the emergency is.
"""
_GROUPS = (
    frozenset({Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN, Programme.TEKUN}),
    frozenset({Programme.ORPHAN, Programme.UNATTENDED_CHILD}),
)
"""Of each of these nobody has two."""
REPLY_CLOCK = "clock_cooperation_reply"
REPLY_LIMIT = TimeLimit(10, DayUnit.WORKING, "转出", f"{DIBAO}；未查到法定时限，日数为本平台暂定")
PERMITTED, YEARS = "residence_permit_programmes", "residence_permit_years"


@dataclass(frozen=True, slots=True)
class Living:
    """What is known of a family registered in another county, and what the place asks of it."""

    has_permit: bool = False
    since: date | None = None
    years: int | None = None
    programmes: frozenset[Programme] | None = None


def is_away(registered: str, region: str) -> bool:
    """Whether the place of registration lies in another county than the residence."""
    home = RegionCode(registered)
    if home.level < RegionLevel.COUNTY:
        return True
    return home.at(RegionLevel.COUNTY) != RegionCode(region).at(RegionLevel.COUNTY)


def asked_where_one_lives(programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Of these, what somebody registered elsewhere needs a permit for."""
    return tuple(programme for programme in programmes if programme in AT_REGISTRATION)


def not_permitted(living: Living | None, programmes: Iterable[Programme], on: date) -> YimenError | None:
    """Why an application is not accepted here; the permit itself is a material like others."""
    if living is None:
        return None
    closed = [each for each in programmes if living.programmes is not None and each not in living.programmes]
    if closed:
        return errors.LivingElsewhereError(
            "本地未开放持居住证申请“%(programme)s”，请说明理由不予受理，并告知向户籍地申请（%(article)s）。",
            programme=closed[0],
            article=AT_REGISTRATION[closed[0]],
        )
    if living.years and living.has_permit and not _has_lived(living.since, living.years, on):
        return errors.LivingElsewhereError(
            "在本地居住未满 %(years)s 年（自 %(since)s 起），不符合居住地申请条件；"
            "请说明理由不予受理，并告知向户籍地申请（%(article)s）。",
            years=living.years,
            since=living.since,
            article=LAW,
        )
    return None


def _has_lived(since: date | None, years: int, on: date) -> bool:
    return since is not None and (since.year + years, since.month, since.day) <= (on.year, on.month, on.day)


def never_with(programme: Programme) -> frozenset[Programme]:
    """What nobody has beside a programme, itself included."""
    return next((group for group in _GROUPS if programme in group), frozenset({programme}))


def is_given_twice(finding: str, received: Collection[str], programme: Programme) -> bool:
    """Whether the reply says that the place of registration goes on giving what is asked for here."""
    return finding == CooperationFinding.RECEIVES and bool(never_with(programme) & set(received))


def first_month_after(stops_on: date | None, planned: Month) -> Month:
    """Nothing is granted for a month that the other place still pays."""
    return planned if stops_on is None else max(planned, Month.of(stops_on).next())
