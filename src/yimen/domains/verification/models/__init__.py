"""Tables of verification, one module per noun."""

from yimen.domains.verification.models.authorisations import Authorisation
from yimen.domains.verification.models.index import NeedModel, NeedModelCheck
from yimen.domains.verification.models.log import QueryEntry
from yimen.domains.verification.models.matching import SetMatch
from yimen.domains.verification.models.pushes import SetCredential, SetPush, SetUpload
from yimen.domains.verification.models.reports import VerificationReport
from yimen.domains.verification.models.requests import VerificationLine, VerificationRequest
from yimen.domains.verification.models.sets import SetAgreement, SetLoad, SetPart
from yimen.domains.verification.models.sources import AnswerFile, SourceAnswer, SourceBatch, SourceQuery

__all__ = [
    "AnswerFile",
    "Authorisation",
    "NeedModel",
    "NeedModelCheck",
    "QueryEntry",
    "SetAgreement",
    "SetCredential",
    "SetLoad",
    "SetMatch",
    "SetPart",
    "SetPush",
    "SetUpload",
    "SourceAnswer",
    "SourceBatch",
    "SourceQuery",
    "VerificationLine",
    "VerificationReport",
    "VerificationRequest",
]
