"""Refusals of the network: no post, ended post, no permission, out of scope, unknown region."""

from yimen.kernel import YimenError


class UserInactiveError(YimenError):
    code = "network.user_inactive"


class NoPostError(YimenError):
    code = "network.no_post"


class PostEndedError(YimenError):
    code = "network.post_ended"


class NotPermittedError(YimenError):
    code = "network.not_permitted"


class OutOfScopeError(YimenError):
    code = "network.out_of_scope"


class UnknownRegionError(YimenError):
    code = "network.unknown_region"


class UnknownStationError(YimenError):
    code = "network.unknown_station"


class InvalidRegionListError(YimenError):
    code = "network.invalid_region_list"


class InvalidChangeError(YimenError):
    """A change that would contradict what is already recorded (dates, double posts, missing rule)."""

    code = "network.invalid_change"


class UnknownStaffError(YimenError):
    """Nobody of that id, or somebody of another county: the answer is the same."""

    code = "network.unknown_staff"


class UnknownPostError(YimenError):
    code = "network.unknown_post"


class UnknownTrainingError(YimenError):
    """No course of that id, or one of another region: the answer is the same."""

    code = "network.training_not_found"


class UnknownDelegationError(YimenError):
    code = "network.unknown_delegation"


class InvalidShareError(YimenError):
    """A share nobody may grant or end: without purpose, end, consent, or with somebody who sees anyway."""

    code = "network.invalid_share"


class UnknownShareError(YimenError):
    code = "network.unknown_share"


class UnknownPartnerError(YimenError):
    """A department, organisation or month of duty that is not there, or is another county's."""

    code = "network.unknown_partner"
