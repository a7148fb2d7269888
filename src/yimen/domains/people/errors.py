"""Refusals of the people room. None of them repeats an identity number."""

from yimen.kernel import YimenError


class PersonNotFoundError(YimenError):
    """No such person, or none within the actor's scope: both answer alike."""

    code = "people.person_not_found"


class HouseholdNotFoundError(YimenError):
    """No such household, or none within the actor's scope: both answer alike."""

    code = "people.household_not_found"


class DuplicateIdentityError(YimenError):
    """Registered within the actor's scope; `person` says who."""

    code = "people.duplicate_identity"


class RegisteredElsewhereError(YimenError):
    """Registered outside the actor's scope; nothing more is said, a transfer may be requested."""

    code = "people.registered_elsewhere"


class FactsMissingError(YimenError):
    code = "people.facts_missing"


class InvalidMembershipError(YimenError):
    code = "people.invalid_membership"


class GivenBackTooLateError(YimenError):
    """A household of the opening roll that somebody has dealt with since."""

    code = "people.given_back_too_late"


class InvalidMoveError(YimenError):
    code = "people.invalid_move"


class TransferClosedError(YimenError):
    code = "people.transfer_closed"


class IdentityUnclearError(YimenError):
    """A temporary identity that cannot be written, merged or taken apart as asked."""

    code = "people.identity_unclear"


class PermitInvalidError(YimenError):
    """A residence permit whose dates or office cannot be."""

    code = "people.permit_invalid"
