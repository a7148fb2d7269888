"""Tables of the exchange, one module per noun."""

from yimen.domains.exchange.models.platform import Difference, IncomingFile, ProfileVersion, Reconciliation

__all__ = ["Difference", "IncomingFile", "ProfileVersion", "Reconciliation"]
