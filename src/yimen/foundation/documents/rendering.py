"""Rendering. One compiler per folder of templates is kept, so that fonts and parsed files are reused."""

import functools
import io
import json
import threading
from collections.abc import Mapping
from pathlib import Path

import segno
import typst
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from yimen.foundation.documents.errors import FontMissingError, RenderingFailedError, TemplateMissingError

_turn = threading.Lock()


def render_pdf(template_name: str, values: Mapping[str, object]) -> bytes:
    """A PDF/A-2b of `templates/<template_name>` of any app, such as `papers/acceptance.typ`.

    The template reads `json(bytes(sys.inputs.values))`: `values`, and `fonts`, the faces of the settings.
    """
    root = _root_of(template_name)
    inputs = json.dumps({"fonts": settings.YIMEN_FONT_FACES, **values}, ensure_ascii=False, default=str)
    with _turn:  # a compiler holds one document at a time
        try:
            pdf = _compiler(root).compile(
                root / template_name, format="pdf", sys_inputs={"values": inputs}, pdf_standards=["a-2b"]
            )
        except typst.TypstError as fault:
            message = _("文书模板 %(template)s 无法生成：%(reason)s。请联系系统管理员检查模板。")
            raise RenderingFailedError(
                message % {"template": template_name, "reason": fault.message}
            ) from fault
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


def qr_svg(text: str) -> str:
    """A QR code as SVG text, for Typst's `image(bytes(…), format: "svg")`."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()


def qr_png(text: str, scale: int = 6) -> bytes:
    """A QR code as a PNG picture."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=scale, border=2)
    return out.getvalue()


@functools.cache
def _root_of(template_name: str) -> Path:
    for app in apps.get_app_configs():
        root = Path(app.path) / "templates"
        if (root / template_name).is_file():
            return root
    message = _("找不到文书模板 %(template)s。请联系系统管理员。")
    raise TemplateMissingError(message % {"template": template_name}, template=template_name)


@functools.cache
def _compiler(root: Path) -> typst.Compiler:
    return typst.Compiler(root=root, font_paths=_fonts())


@functools.cache
def _fonts() -> typst.Fonts:
    """Refuses at once when a face is missing: Typst would print empty boxes without a word."""
    folders = [Path(folder) for folder in settings.YIMEN_FONT_FOLDERS]
    fonts = typst.Fonts(font_paths=folders)
    wanted = {face for faces in settings.YIMEN_FONT_FACES.values() for face in faces}
    missing = sorted(wanted - set(fonts.families()))
    if missing:
        message = _("缺少文书字体 %(fonts)s，不能生成文书。请安装字体，或检查设置 YIMEN_FONTS。")
        raise FontMissingError(message % {"fonts": "、".join(missing)}, fonts=missing)
    return fonts
