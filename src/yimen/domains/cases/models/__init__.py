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
from yimen.domains.cases.models.campaigns import CampaignEntry, ReviewCampaign
from yimen.domains.cases.models.checks import CheckDraw, CheckSeed, DrawnFile
from yimen.domains.cases.models.cooperation import Cooperation
from yimen.domains.cases.models.expenses import ExpenseReceipt
from yimen.domains.cases.models.investigation import HomeInvestigation
from yimen.domains.cases.models.life import Hearing, Occasion
from yimen.domains.cases.models.outcome import CaseOutcome, Objection, Opinion, OutcomeStep, PublicNotice
from yimen.domains.cases.models.rounds import MonthlyRound, PlannedRounds, RoundEntry
from yimen.domains.cases.models.scans import ScanBatch, ScanSheet
from yimen.domains.cases.models.tekun import CareArrangement, NamedExit, Obligor, SelfCareAssessment
from yimen.domains.cases.models.urgent import Resolution, UrgentHelp

__all__ = [
    "CampaignEntry",
    "CareArrangement",
    "Case",
    "CaseCounter",
    "CaseMember",
    "CaseOutcome",
    "CaseStep",
    "CheckDraw",
    "CheckSeed",
    "Cooperation",
    "DrawnFile",
    "ExpenseReceipt",
    "GivenMaterial",
    "Hand",
    "Hearing",
    "HomeInvestigation",
    "MonthlyRound",
    "NamedExit",
    "Objection",
    "Obligor",
    "Occasion",
    "OneTimeNotice",
    "Opinion",
    "OutcomeStep",
    "PlannedRounds",
    "PublicNotice",
    "Resolution",
    "ReviewCampaign",
    "RoundEntry",
    "ScanBatch",
    "ScanSheet",
    "SelfCareAssessment",
    "UrgentHelp",
]
