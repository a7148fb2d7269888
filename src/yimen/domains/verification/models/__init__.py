"""Tables of verification, one module per noun."""

from yimen.domains.verification.models.authorisations import Authorisation
from yimen.domains.verification.models.requests import VerificationLine, VerificationRequest

__all__ = ["Authorisation", "VerificationLine", "VerificationRequest"]
