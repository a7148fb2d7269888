"""Writes of persons and households, one module per noun."""

from .borrowing import Borrowed, borrow_file
from .bulk import load_households, take_over_households
from .families import merge_households, split_household
from .giving_back import give_back_households, give_back_persons
from .households import correct_household, found_household, move_alone, move_household
from .identities import register_stranger
from .indexing import reindex
from .memberships import add_member, change_head, correct_relation, end_membership
from .merging import identify, undo_identification
from .permits import record_permit
from .persons import change_phone, correct_person, record_death, register_person, withdraw_death
from .transfers import answer_transfer, request_transfer

__all__ = [
    "Borrowed",
    "add_member",
    "answer_transfer",
    "borrow_file",
    "change_head",
    "change_phone",
    "correct_household",
    "correct_person",
    "correct_relation",
    "end_membership",
    "found_household",
    "give_back_households",
    "give_back_persons",
    "identify",
    "load_households",
    "merge_households",
    "move_alone",
    "move_household",
    "record_death",
    "record_permit",
    "register_person",
    "register_stranger",
    "reindex",
    "request_transfer",
    "split_household",
    "take_over_households",
    "undo_identification",
    "withdraw_death",
]
