"""Writes of persons and households, one module per noun."""

from .bulk import load_households
from .households import add_member, change_head, end_membership, found_household, move_household
from .indexing import reindex
from .persons import correct_person, record_death, register_person
from .transfers import answer_transfer, request_transfer

__all__ = [
    "add_member",
    "answer_transfer",
    "change_head",
    "correct_person",
    "end_membership",
    "found_household",
    "load_households",
    "move_household",
    "record_death",
    "register_person",
    "reindex",
    "request_transfer",
]
