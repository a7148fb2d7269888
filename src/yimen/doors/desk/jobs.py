"""What the desk leaves to a job: lists that are too long to wait for."""

from importlib import import_module
from uuid import UUID

from yimen.foundation.exports.actions import MAKES
from yimen.foundation.jobs.queue import job


@job(MAKES)
def make(export: str) -> None:
    """The views say which lists there are, so they are read before; a worker serves no page by itself."""
    import_module("yimen.doors.desk.urls")
    import_module("yimen.doors.desk.exports").make_list(UUID(export))
