"""Tables of this room; imported only at home."""

from yimen.domains.cases.models.application import (
    Case,
    CaseCounter,
    CaseMember,
    CaseStep,
    GivenMaterial,
    Hand,
    OneTimeNotice,
)
from yimen.domains.cases.models.investigation import HomeInvestigation
from yimen.domains.cases.models.life import Hearing, Occasion
from yimen.domains.cases.models.outcome import CaseOutcome, Objection, Opinion, OutcomeStep, PublicNotice

__all__ = [
    "Case",
    "CaseCounter",
    "CaseMember",
    "CaseOutcome",
    "CaseStep",
    "GivenMaterial",
    "Hand",
    "Hearing",
    "HomeInvestigation",
    "Objection",
    "Occasion",
    "OneTimeNotice",
    "Opinion",
    "OutcomeStep",
    "PublicNotice",
]
