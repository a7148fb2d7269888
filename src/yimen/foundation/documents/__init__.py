"""Documents made by Typst from a template of any app and values as JSON; editable copies; QR codes."""

from yimen.foundation.documents.rendering import (
    qr_png,
    qr_svg,
    render_folder,
    render_html,
    render_pages,
    render_pdf,
    template_text,
)
from yimen.foundation.documents.styles import Overlay, families_of

__all__ = [
    "Overlay",
    "families_of",
    "qr_png",
    "qr_svg",
    "render_folder",
    "render_html",
    "render_pages",
    "render_pdf",
    "template_text",
]
