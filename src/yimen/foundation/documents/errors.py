"""Refusals of document rendering."""

from yimen.kernel import YimenError


class TemplateMissingError(YimenError):
    """No app has a template of this name."""

    code = "document_template_missing"


class RenderingFailedError(YimenError):
    """Typst could not make the document from the template and these values."""

    code = "document_rendering_failed"


class FontMissingError(YimenError):
    """A face that documents are set in is not installed."""

    code = "document_font_missing"
