"""Tables of this room; imported only at home."""

from yimen.domains.intake.models.complaints import Complaint
from yimen.domains.intake.models.contacts import Contact
from yimen.domains.intake.models.remedies import Remedy
from yimen.domains.intake.models.reports import ChangeReport
from yimen.domains.intake.models.transfers import Transfer, TransferCode

__all__ = ["ChangeReport", "Complaint", "Contact", "Remedy", "Transfer", "TransferCode"]
