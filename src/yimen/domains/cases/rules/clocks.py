"""Which dated parameter holds the limit of a clock; programmes without their own follow dibao."""

from collections.abc import Mapping

from yimen.domains.cases.types import Clock
from yimen.kernel import DayUnit, Programme, TimeLimit

DIBAO_CLOCKS: Mapping[Clock, str] = {
    Clock.INVESTIGATION_START: "clock_dibao_investigation_start",
    Clock.NOTICE: "clock_dibao_notice",
    Clock.COUNTY_REVIEW: "clock_dibao_county_review",
    Clock.REFUSAL_LETTER: "clock_dibao_refusal_notice",
    Clock.TOTAL: "clock_dibao_total",
}
OWN_CLOCKS: Mapping[Programme, Mapping[Clock, str]] = {
    Programme.TEKUN: {
        Clock.OPINION: "clock_tekun_opinion",
        Clock.NOTICE: "clock_tekun_notice",
        Clock.OBJECTION: "clock_tekun_objection",
        Clock.COUNTY_REVIEW: "clock_tekun_confirmation",
        Clock.REFUSAL_LETTER: "clock_tekun_refusal_notice",
    },
    Programme.UNATTENDED_CHILD: {
        Clock.OPINION: "clock_unattended_child_check",
        Clock.COUNTY_REVIEW: "clock_unattended_child_confirmation",
    },
    Programme.RIGID_EXPENSE: {Clock.TOTAL: "clock_rigid_expense_total"},
}
WITHOUT_TOTAL = frozenset({Programme.TEKUN, Programme.UNATTENDED_CHILD})
DEVOLVED_TOTAL = "clock_dibao_total_devolved"
OFFICE_LIMIT = TimeLimit(3, DayUnit.WORKING, "转入本环节", "本环节无单独法定时限，在总时限内从速办理")
"""For steps to which the law sets no limit of their own; the total limit still runs."""


def parameter_name(clock: Clock, programme: Programme, *, is_devolved: bool = False) -> str | None:
    """The parameter of a clock; None where the law sets no limit to this step of this programme."""
    if clock is Clock.TOTAL and programme in WITHOUT_TOTAL:
        return None
    own = OWN_CLOCKS.get(programme, {}).get(clock)
    if own is None and clock is Clock.TOTAL and is_devolved:
        return DEVOLVED_TOTAL
    return own or DIBAO_CLOCKS.get(clock)
