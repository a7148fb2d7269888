"""Tables of verification, one module per noun."""

from yimen.domains.verification.models.authorisations import Authorisation
from yimen.domains.verification.models.requests import VerificationLine, VerificationRequest
from yimen.domains.verification.models.sets import SetLoad, SetPart

__all__ = ["Authorisation", "SetLoad", "SetPart", "VerificationLine", "VerificationRequest"]
