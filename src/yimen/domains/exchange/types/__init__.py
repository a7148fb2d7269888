"""Values of the exchange that doors may hold, one module per noun."""

from yimen.domains.exchange.types.incoming import LineState
from yimen.domains.exchange.types.profiles import RecordKind, Way
from yimen.domains.exchange.types.reconciling import DifferenceKind, DifferenceState, Happening
from yimen.domains.exchange.types.roll import Agreement, RollSheet, RollState

__all__ = [
    "Agreement",
    "DifferenceKind",
    "DifferenceState",
    "Happening",
    "LineState",
    "RecordKind",
    "RollSheet",
    "RollState",
    "Way",
]
