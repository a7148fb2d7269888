"""Refusals of the queue."""

from yimen.kernel import YimenError


class ArgumentNotAllowedError(YimenError):
    """A job was given something else than ids and ISO dates, which could be personal data."""

    code = "job_argument_not_allowed"
