"""Who may open what this room keeps; the database shows only rows of the actor's region."""

from yimen.domains.intake.permissions.contacts import access_contact
from yimen.domains.intake.permissions.transfers import (
    access_transfer,
    answering,
    follow_transfer,
    has_liaison,
    may_answer,
)

__all__ = [
    "access_contact",
    "access_transfer",
    "answering",
    "follow_transfer",
    "has_liaison",
    "may_answer",
]
