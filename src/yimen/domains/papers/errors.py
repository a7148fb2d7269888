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


class StyleNotFoundError(YimenError):
    """No such version of a style within what the administrator looks after."""

    code = "papers.style_not_found"


class StyleRefusedError(YimenError):
    """What was handed in cannot stand in place of ours."""

    code = "papers.style_refused"


class AlreadyFiledError(YimenError):
    """The household's papers of this year lie in this archive already."""

    code = "papers.already_filed"


class NothingToFileError(YimenError):
    """The household has no paper of this year that belongs into this archive."""

    code = "papers.nothing_to_file"


class TooManyDocumentsError(YimenError):
    """More documents than are printed at once, or none."""

    code = "papers.too_many_documents"


class PackageRefusedError(YimenError):
    """A package of this household is not there, not ready, or holds more than one file may."""

    code = "papers.package_refused"


class PackageNotFoundError(YimenError):
    """No such package within what the actor may see."""

    code = "papers.package_not_found"
