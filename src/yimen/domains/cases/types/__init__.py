"""The words of the legal process that others may hold: states, verbs and small frozen values."""

from yimen.domains.cases import tekun
from yimen.domains.cases.types.clocks import (
    Clock,
)
from yimen.domains.cases.types.grounds import (
    WAYS_TO_SETTLE,
    Channel,
    CountyVisitReason,
    ExpenseKind,
    ExtensionReason,
    FileKind,
    HandKind,
    Hardship,
    NoticeKind,
    ObjectionMethod,
    Speed,
    TerminationReason,
    VisitMode,
)
from yimen.domains.cases.types.states import (
    CLOSED_CASE_STATES,
    DECIDED_STATES,
    CaseKind,
    CaseState,
    CaseVerb,
    ChangeCause,
    Effect,
    HearingAnswer,
    OutcomeState,
    OutcomeVerb,
)
from yimen.domains.cases.types.values import (
    Declaration,
    Difference,
    Material,
    Offer,
    PublicLine,
)

__all__ = [
    "CLOSED_CASE_STATES",
    "DECIDED_STATES",
    "WAYS_TO_SETTLE",
    "CaseKind",
    "CaseState",
    "CaseVerb",
    "ChangeCause",
    "Channel",
    "Clock",
    "CountyVisitReason",
    "Declaration",
    "Difference",
    "Effect",
    "ExpenseKind",
    "ExtensionReason",
    "FileKind",
    "HandKind",
    "Hardship",
    "HearingAnswer",
    "Material",
    "NoticeKind",
    "ObjectionMethod",
    "Offer",
    "OutcomeState",
    "OutcomeVerb",
    "PublicLine",
    "Speed",
    "TerminationReason",
    "VisitMode",
    "tekun",
]
