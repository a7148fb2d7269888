"""Rendering. One compiler per folder of templates is kept, so that fonts and parsed files are reused.

What an office brought itself is set by a process of its own (`sandbox`), under limits of time and memory.
"""

import functools
import io
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import segno
import typst
from django.apps import apps
from django.conf import settings

from yimen.foundation.documents.errors import FontMissingError, RenderingFailedError, TemplateMissingError
from yimen.foundation.documents.styles import Overlay, laid_out

Form = Literal["pdf", "html", "svg"]
STANDARDS: "Mapping[str, list[typst.PDFStandard]]" = {"pdf": ["a-2b"]}
NO_OVERLAY = Overlay()
PATIENCE = 30
SANDBOX = Path(__file__).with_name("sandbox.py")
_turn = threading.Lock()


@dataclass(frozen=True)
class _Asked:
    """One document: from which template, in which form, with which inputs."""

    template: str
    form: Form
    inputs: Mapping[str, str]


def render_pdf(template_name: str, values: Mapping[str, object], overlay: Overlay = NO_OVERLAY) -> bytes:
    """A PDF/A-2b of `templates/<template_name>` of any app, such as `papers/acceptance.typ`.

    The template reads `json(bytes(sys.inputs.values))`: `values`, and `fonts`, the faces of the settings.
    """
    return _rendered(template_name, values, "pdf", overlay)[0]


def render_html(template_name: str, values: Mapping[str, object], overlay: Overlay = NO_OVERLAY) -> str:
    """The words and tables of the same document, for an editable copy; its layout is left out."""
    return _rendered(template_name, values, "html", overlay)[0].decode()


def render_pages(
    template_name: str, values: Mapping[str, object], overlay: Overlay = NO_OVERLAY
) -> list[bytes]:
    """The pages of the same document as SVG pictures, to be put into another one."""
    return _rendered(template_name, values, "svg", overlay)


def render_folder(folder: Path, main: str) -> bytes:
    """A PDF/A-3b of a folder laid out for it: it may carry the files of the folder within itself."""
    asked = _Asked(main, "pdf", {})
    try:
        made = typst.compile(
            folder / main, root=folder, font_paths=_fonts(), format="pdf", pdf_standards=["a-3b"]
        )
    except typst.TypstError as fault:
        raise _failure(asked, fault.message) from fault
    return made


def _rendered(template: str, values: Mapping[str, object], form: Form, overlay: Overlay) -> list[bytes]:
    told = json.dumps({"fonts": settings.YIMEN_FONT_FACES, **values}, ensure_ascii=False, default=str)
    asked = _Asked(template, form, {"values": told, "form": form})
    return _confined(asked, overlay) if overlay else _at_home(asked)


def _at_home(asked: _Asked) -> list[bytes]:
    root = root_of(asked.template)
    with _turn:  # a compiler holds one document at a time
        try:
            made = _compiler(root).compile(
                root / asked.template,
                format=asked.form,
                sys_inputs=dict(asked.inputs),
                pdf_standards=STANDARDS.get(asked.form, []),
            )
        except typst.TypstError as fault:
            raise _failure(asked, fault.message) from fault
    return made if isinstance(made, list) else [made or b""]


def _confined(asked: _Asked, overlay: Overlay) -> list[bytes]:
    """In a process of its own, which is given up after a while."""
    with laid_out(root_of(asked.template), overlay) as place:
        return _compiled(asked, place)


def _compiled(asked: _Asked, place: Path) -> list[bytes]:
    request = {
        "root": str(place / "templates"),
        "template": asked.template,
        "form": asked.form,
        "inputs": asked.inputs,
        "standards": STANDARDS.get(asked.form, []),
        "fonts": [*map(str, settings.YIMEN_FONT_FOLDERS), str(place / "fonts")],
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-I", str(SANDBOX)],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise _failure(asked, "timeout") from fault
    head, _line, rest = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise _failure(asked, "out of memory or time")
    answer = json.loads(head)
    if "fault" in answer:
        raise _failure(asked, answer["fault"])
    whole = io.BytesIO(rest)
    return [whole.read(length) for length in answer["pages"]]


def _failure(asked: _Asked, reason: str) -> RenderingFailedError:
    return RenderingFailedError(
        "文书模板 %(template)s 无法生成：%(reason)s。请联系系统管理员检查模板。",
        template=asked.template,
        reason=reason,
    )


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


def template_text(template_name: str) -> bytes:
    """The source of one of our templates, to be changed by whoever replaces it."""
    return (root_of(template_name) / template_name).read_bytes()


@functools.cache
def root_of(template_name: str) -> Path:
    """The folder of templates that holds this one."""
    for app in apps.get_app_configs():
        root = Path(app.path) / "templates"
        if (root / template_name).is_file():
            return root
    raise TemplateMissingError("找不到文书模板 %(template)s。请联系系统管理员。", template=template_name)


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
        raise FontMissingError(
            "缺少文书字体 %(fonts)s，不能生成文书。请安装字体，或检查设置 YIMEN_FONTS。",
            fonts="、".join(missing),
        )
    return fonts
