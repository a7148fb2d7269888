"""Who may open what this room keeps; the database shows only rows of the actor's region."""

from yimen.domains.intake.permissions.contacts import access_contact

__all__ = ["access_contact"]
