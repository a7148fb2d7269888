"""Writes of this room: plan, record and take back attestations; register, decide and end civil matters."""

from yimen.domains.allowances.actions.ending import end_matter, keep_matter, propose_end
from yimen.domains.allowances.actions.giving_back import give_back_attestations
from yimen.domains.allowances.actions.letters import deliver_result
from yimen.domains.allowances.actions.matters import (
    decide_matter,
    register_matter,
    withdraw_matter,
)
from yimen.domains.allowances.actions.planning import plan_attestations
from yimen.domains.allowances.actions.recording import look_into, record_attestation, undo_attestation

__all__ = [
    "decide_matter",
    "deliver_result",
    "end_matter",
    "give_back_attestations",
    "keep_matter",
    "look_into",
    "plan_attestations",
    "propose_end",
    "record_attestation",
    "register_matter",
    "undo_attestation",
    "withdraw_matter",
]
