"""Refusals of the papers room."""

from yimen.kernel import YimenError


class DocumentIncomplete(YimenError):
    """The values lack something that the law demands in a document of this kind."""

    code = "document_incomplete"


class DocumentNotFound(YimenError):
    """No such document within what the actor may see."""

    code = "document_not_found"


class DocumentAltered(YimenError):
    """The stored values no longer give the digest of the day of issue."""

    code = "document_altered"


class DocumentWithdrawn(YimenError):
    """The document was already withdrawn."""

    code = "document_withdrawn"


class ProgrammeNotPublished(YimenError):
    """Children's programmes never hang in public."""

    code = "programme_not_published"
