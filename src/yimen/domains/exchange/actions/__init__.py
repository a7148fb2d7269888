"""Writes of the exchange, one module per noun."""

from yimen.domains.exchange.actions.contacts import clear_left_files, hand_in_contacts, take_in_contacts
from yimen.domains.exchange.actions.differences import (
    assign_difference,
    keep_differences,
    reopen_difference,
    settle_difference,
)
from yimen.domains.exchange.actions.profiles import replace_profile, revert_profile
from yimen.domains.exchange.actions.reconciling import begin_reconciliation, compare_file
from yimen.domains.exchange.actions.roll_checking import check_roll
from yimen.domains.exchange.actions.roll_loading import load_roll, take_back_roll
from yimen.domains.exchange.actions.rolls import discard_roll, prepare_roll, take_over_roll, undo_roll

__all__ = [
    "assign_difference",
    "begin_reconciliation",
    "check_roll",
    "clear_left_files",
    "compare_file",
    "discard_roll",
    "hand_in_contacts",
    "keep_differences",
    "load_roll",
    "prepare_roll",
    "reopen_difference",
    "replace_profile",
    "revert_profile",
    "settle_difference",
    "take_back_roll",
    "take_in_contacts",
    "take_over_roll",
    "undo_roll",
]
