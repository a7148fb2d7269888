"""Tables of this room; imported only at home."""

from yimen.domains.intake.models.contacts import Contact

__all__ = ["Contact"]
