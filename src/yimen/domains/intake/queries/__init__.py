"""Reads of this room within the current scope; openings are recorded."""

from yimen.domains.intake.queries.contacts import (
    contacts_of,
    contacts_recent,
    contacts_unanswered,
    get_contact,
)

__all__ = ["contacts_of", "contacts_recent", "contacts_unanswered", "get_contact"]
