"""Values of this room that other rooms and doors speak of."""

from yimen.domains.intake.types.contacts import Answer, ContactChannel, LoadedContact

__all__ = ["Answer", "ContactChannel", "LoadedContact"]
