"""Refusals of the calendar."""

from yimen.kernel import YimenError


class NoticeInvalidError(YimenError):
    """What was entered of a year cannot be its notice."""

    code = "calendar_notice_invalid"
