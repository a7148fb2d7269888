"""Tables of verification, one module per noun."""

from yimen.domains.verification.models.authorisations import Authorisation
from yimen.domains.verification.models.log import QueryEntry
from yimen.domains.verification.models.requests import VerificationLine, VerificationRequest
from yimen.domains.verification.models.sets import SetLoad, SetPart
from yimen.domains.verification.models.sources import AnswerFile, SourceAnswer, SourceBatch, SourceQuery

__all__ = [
    "AnswerFile",
    "Authorisation",
    "QueryEntry",
    "SetLoad",
    "SetPart",
    "SourceAnswer",
    "SourceBatch",
    "SourceQuery",
    "VerificationLine",
    "VerificationRequest",
]
