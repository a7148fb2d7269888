"""Refusals of files."""

from yimen.kernel import YimenError


class FileTooLargeError(YimenError):
    """More bytes, pixels or pages than we take."""

    code = "file_too_large"


class FileNotAcceptedError(YimenError):
    """The content is not a picture or PDF that we can read, whatever its name says."""

    code = "file_not_accepted"


class FileMissingError(YimenError):
    """The file is not in this scope, or its content is gone from the disk."""

    code = "file_missing"
