"""Whether somebody is watched against relapse, and which leavings of a layer a village is told of; pure."""

from collections.abc import Collection
from datetime import date
from typing import Any

from yimen.domains.library.queries import Layer
from yimen.domains.monitoring.types.layers import TOLD, LayerEnd
from yimen.domains.monitoring.types.leads import RELAPSE, LeadOutcome, LeadSource

NOT_WATCHED = frozenset({LeadOutcome.NOT_FOUND, LeadOutcome.NOT_IN_NEED, LeadOutcome.DATA_WRONG})
"""What a visit finds that ends a watch."""


def is_watched(lead: Any) -> bool:
    """A department's list names somebody of the family, and no visit found otherwise."""
    is_on_the_list = lead.source == LeadSource.PUSH and lead.rule == RELAPSE and lead.unnamed_on is None
    return is_on_the_list and lead.outcome not in NOT_WATCHED


def is_told(left: Layer, now: Collection[Layer], because: LayerEnd) -> bool:
    """Not where the family rose into a layer that comes before, or has left the county."""
    order = list(Layer)
    return because in TOLD and not any(order.index(each) < order.index(left) for each in now)


def day_of_end(since: date, ended: date, on: date) -> date:
    """An end lies between the beginning and the day somebody looked."""
    return max(since, min(ended, on))
