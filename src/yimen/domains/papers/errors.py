"""Refusals of the papers room."""

from yimen.kernel import YimenError


class DocumentIncompleteError(YimenError):
    """The values lack something that the law demands in a document of this kind."""

    code = "papers.document_incomplete"


class DocumentNotFoundError(YimenError):
    """No such document within what the actor may see."""

    code = "papers.document_not_found"


class DocumentAlteredError(YimenError):
    """The stored values no longer give the digest of the day of issue."""

    code = "papers.document_altered"


class DocumentWithdrawnError(YimenError):
    """The document was already withdrawn."""

    code = "papers.document_withdrawn"


class ProgrammeNotPublishedError(YimenError):
    """Children's programmes never hang in public."""

    code = "papers.programme_not_published"


class DeliveryRefusedError(YimenError):
    """The delivery says too little, or lies before the day of issue."""

    code = "papers.delivery_refused"
