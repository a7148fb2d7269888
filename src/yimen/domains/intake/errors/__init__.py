"""Refusals of the intake room."""

from yimen.domains.intake.errors.contacts import (
    AnswerIncompleteError,
    ContactAnsweredError,
    ContactIncompleteError,
    ContactNotFoundError,
    ContactOfferedError,
    NotForContactError,
    NotOwnerOfContactError,
)

__all__ = [
    "AnswerIncompleteError",
    "ContactAnsweredError",
    "ContactIncompleteError",
    "ContactNotFoundError",
    "ContactOfferedError",
    "NotForContactError",
    "NotOwnerOfContactError",
]
