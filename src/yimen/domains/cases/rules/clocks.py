"""Which dated parameters hold the limit of a clock, and the office's own limits where no law is known."""

from collections.abc import Mapping

from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import Clock
from yimen.kernel import DayUnit, Programme, TimeLimit

DIBAO_CLOCKS: Mapping[Clock, tuple[str, ...]] = {
    Clock.INVESTIGATION_START: ("clock_dibao_investigation_start",),
    Clock.OPINION: ("clock_dibao_town_opinion",),
    Clock.NOTICE: ("clock_dibao_notice",),
    Clock.OBJECTION: ("clock_objection_handling",),
    Clock.COUNTY_REVIEW: ("clock_dibao_county_decision", "clock_dibao_county_review"),
    Clock.REFUSAL_LETTER: ("clock_dibao_refusal_notice",),
    Clock.TOTAL: ("clock_dibao_total",),
}
"""What a place has shortened stands before what the whole country has."""
HEARING_TERM = "clock_hearing_statement"
"""How long somebody may say what they think of a cut or an end; no law found says how long."""
OUTSIDE_TOTAL = frozenset({Clock.ENDING_LETTER, Clock.HEARING})
ENDING_NOTICE = "clock_ending_notice"
"""Of an application not accepted, or of a process that ends: told in writing, in how many days is unknown."""
URGENT_PAPERS = "clock_urgent_papers"
"""Of help that came first: afterwards its papers are completed, in how many days is unknown."""
DEVOLVED_TOTAL = "clock_dibao_total_devolved"
STEPS: Mapping[Clock, str] = {
    Clock.OPINION: "opinion",
    Clock.NOTICE: "notice",
    Clock.OBJECTION: "objection",
    Clock.COUNTY_REVIEW: "confirmation",
    Clock.REFUSAL_LETTER: "refusal_notice",
    Clock.TOTAL: "total",
}
"""The last word of a clock's parameter: `clock_temporary_total`; what a programme lacks is `unsourced`."""
OTHER_NAMES: Mapping[tuple[Programme, Clock], str] = {
    (Programme.UNATTENDED_CHILD, Clock.OPINION): "clock_unattended_child_check",
}
ONLY_PUBLISHED = frozenset({Clock.NOTICE, Clock.OBJECTION})
ACCEPTED = "受理"
UNKNOWN = "未查到法定时限，为本平台暂定"
OFFICE_LIMIT = TimeLimit(3, DayUnit.WORKING, "转入本环节", "本环节无单独法定时限，在总时限内从速办理")
"""For steps to which the law sets no limit of their own; the total limit still runs."""
PROVISIONAL_LIMIT = TimeLimit(3, DayUnit.WORKING, "转入本环节", UNKNOWN)
PROVISIONAL_LIMITS: Mapping[Clock, TimeLimit] = {
    Clock.NOTICE: TimeLimit(7, DayUnit.CALENDAR, "张贴公示", UNKNOWN),
    Clock.HEARING: TimeLimit(5, DayUnit.WORKING, "告知", f"社会救助法 第四十八条；{UNKNOWN}"),
    Clock.TOTAL: TimeLimit(30, DayUnit.WORKING, ACCEPTED, UNKNOWN),
    Clock.URGENT_PAPERS: TimeLimit(
        10, DayUnit.WORKING, "作出决定", "社会救助法 第五十条；未查到法定时限，日数为本平台暂定"
    ),
}
"""The office's own, said to be so wherever they are shown: the law of the programme was not found."""


def parameter_names(clock: Clock, programme: Programme, *, is_devolved: bool = False) -> tuple[str, ...]:
    """The parameters that may hold a limit, the first known one counts; none where no law is looked for."""
    procedure = procedure_of(programme)
    if clock is Clock.TOTAL and not procedure.has_total:
        return ()
    if clock is Clock.ENDING_LETTER:
        return (ENDING_NOTICE,)
    if clock is Clock.HEARING:
        return (HEARING_TERM,)
    if clock is Clock.URGENT_PAPERS:
        return (URGENT_PAPERS,)
    if procedure.follows_dibao:
        named = DIBAO_CLOCKS.get(clock, ())
        return (DEVOLVED_TOTAL, *named) if clock is Clock.TOTAL and is_devolved else named
    if clock not in STEPS or (clock in ONLY_PUBLISHED and not procedure.is_published):
        return ()
    return (OTHER_NAMES.get((programme, clock), f"clock_{programme}_{STEPS[clock]}"),)


def own_limit(clock: Clock, programme: Programme) -> TimeLimit:
    """What the office gives itself where no parameter holds a limit."""
    is_bound_by_total = procedure_of(programme).follows_dibao and clock not in OUTSIDE_TOTAL
    if is_bound_by_total or not parameter_names(clock, programme):
        return OFFICE_LIMIT
    return PROVISIONAL_LIMITS.get(clock, PROVISIONAL_LIMIT)
