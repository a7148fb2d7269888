"""Refusals of the network: no post, ended post, no permission, out of scope, unknown region."""

from yimen.kernel import YimenError


class UserInactive(YimenError):
    code = "network.user_inactive"


class NoPost(YimenError):
    code = "network.no_post"


class PostEnded(YimenError):
    code = "network.post_ended"


class NotPermitted(YimenError):
    code = "network.not_permitted"


class OutOfScope(YimenError):
    code = "network.out_of_scope"


class UnknownRegion(YimenError):
    code = "network.unknown_region"


class UnknownStation(YimenError):
    code = "network.unknown_station"


class InvalidRegionList(YimenError):
    code = "network.invalid_region_list"


class InvalidChange(YimenError):
    """A change that would contradict what is already recorded (dates, double posts, missing rule)."""

    code = "network.invalid_change"
