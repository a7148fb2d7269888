"""Values of the house: money, months, identities, regions, deadlines and refusals. Plain Python."""

from yimen.kernel.deadlines import (
    DayUnit,
    Deadline,
    OpenPauseError,
    TimeLimit,
    TimeLimitError,
    WorkCalendar,
    deadline,
    fixed_holidays,
    working_days_between,
)
from yimen.kernel.errors import YimenError
from yimen.kernel.identities import (
    ResidentId,
    ResidentIdError,
    Sex,
    SocialCreditCode,
    SocialCreditCodeError,
    masked_name,
)
from yimen.kernel.money import AmountError, Money
from yimen.kernel.programmes import Programme, Step
from yimen.kernel.regions import RegionCode, RegionCodeError, RegionLevel
from yimen.kernel.sentences import Sentence
from yimen.kernel.time import Month, Period, PeriodError
from yimen.kernel.titled import Titled

__all__ = [
    "AmountError",
    "DayUnit",
    "Deadline",
    "Money",
    "Month",
    "OpenPauseError",
    "Period",
    "PeriodError",
    "Programme",
    "RegionCode",
    "RegionCodeError",
    "RegionLevel",
    "ResidentId",
    "ResidentIdError",
    "Sentence",
    "Sex",
    "SocialCreditCode",
    "SocialCreditCodeError",
    "Step",
    "TimeLimit",
    "TimeLimitError",
    "Titled",
    "WorkCalendar",
    "YimenError",
    "deadline",
    "fixed_holidays",
    "masked_name",
    "working_days_between",
]
