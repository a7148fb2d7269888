"""Tables of the awards room; determinations and changes can only be added."""

from yimen.domains.awards.models.accounts import AccountGiven, AccountList, AccountRefusal, PayoutAccount
from yimen.domains.awards.models.awards import Award, AwardChange, Determination
from yimen.domains.awards.models.holds import PaymentHold

__all__ = [
    "AccountGiven",
    "AccountList",
    "AccountRefusal",
    "Award",
    "AwardChange",
    "Determination",
    "PaymentHold",
    "PayoutAccount",
]
