"""Tables of the exchange, one module per noun."""

from yimen.domains.exchange.models.platform import Difference, IncomingFile, ProfileVersion, Reconciliation
from yimen.domains.exchange.models.roll import OpeningRoll, RollAward, RollFamily, RollFinding

__all__ = [
    "Difference",
    "IncomingFile",
    "OpeningRoll",
    "ProfileVersion",
    "Reconciliation",
    "RollAward",
    "RollFamily",
    "RollFinding",
]
