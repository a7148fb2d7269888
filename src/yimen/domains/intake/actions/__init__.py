"""Writes of this room: contacts from the first question to the answer."""

from yimen.domains.intake.actions.contacts import (
    answer_contact,
    decline_contact,
    hand_over_contact,
    record_contact,
    take_contact,
)
from yimen.domains.intake.actions.loading import load_contacts

__all__ = [
    "answer_contact",
    "decline_contact",
    "hand_over_contact",
    "load_contacts",
    "record_contact",
    "take_contact",
]
