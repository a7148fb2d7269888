"""Documents made by Typst: a template of any app, values as JSON, out comes a PDF/A; and QR codes."""

from yimen.foundation.documents.rendering import qr_png, qr_svg, render_pdf

__all__ = ["qr_png", "qr_svg", "render_pdf"]
