"""Documents: PDF/A with our fonts, quick after the first, and QR codes that hold their text."""

import io
import os
from pathlib import Path
from time import perf_counter
from typing import Any

import pypdf
import pytest
from django.apps import apps
from django.conf import settings as configured
from PIL import Image

from yimen.foundation.documents import qr_png, qr_svg, render_pdf, rendering
from yimen.foundation.documents.errors import FontMissingError, RenderingFailedError, TemplateMissingError

needs_fonts = pytest.mark.skipif(
    not (os.environ.get("CI") or all(Path(folder).exists() for folder in configured.YIMEN_FONT_FOLDERS)),
    reason="the Noto SC packages are not installed; `npm ci` brings them",
)
TEMPLATE = """
#let paper = json(bytes(sys.inputs.values))
#set document(title: paper.title)
#set text(font: paper.fonts.body, lang: "zh")
#paper.title
#image(bytes(paper.qr), format: "svg", width: 2cm)
#paper.lines.join(linebreak())
"""


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"test/{tmp_path.name}.typ"
    folder = tmp_path / "templates" / "test"
    folder.mkdir(parents=True)
    (folder / f"{tmp_path.name}.typ").write_text(TEMPLATE)
    monkeypatch.setattr(apps.get_app_config("jobs"), "path", str(tmp_path))
    return name


def _values(number: int = 1) -> dict[str, Any]:
    qr = qr_svg(f"https://example.org/check/{number}")
    return {"title": f"受理通知书 {number}", "qr": qr, "lines": [f"第 {n} 行" for n in range(30)]}


@needs_fonts
def test_a_document_is_pdf_a_with_chinese_text_in_the_fonts_of_the_settings(template: str) -> None:
    document = render_pdf(template, _values())
    reader = pypdf.PdfReader(io.BytesIO(document))
    assert "受理通知书" in reader.pages[0].extract_text()
    assert b"pdfaid:part" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]
    fonts = {font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert any("NotoSerifSC" in str(font) for font in fonts)


@needs_fonts
def test_the_next_document_takes_less_than_50_ms(template: str) -> None:
    render_pdf(template, _values())
    spent = []
    for number in range(5):
        started = perf_counter()
        render_pdf(template, _values(number))
        spent.append(perf_counter() - started)
    assert min(spent) < 0.05


@needs_fonts
def test_a_missing_template_and_a_missing_value_are_refused(template: str) -> None:
    with pytest.raises(TemplateMissingError, match=r"test/none\.typ"):
        render_pdf("test/none.typ", {})
    with pytest.raises(RenderingFailedError, match="title"):
        render_pdf(template, {})


def test_a_missing_face_is_refused_instead_of_printing_boxes(template: str, settings: Any) -> None:
    rendering._fonts.cache_clear()
    settings.YIMEN_FONT_FACES = {"body": ["No Such Face"]}
    with pytest.raises(FontMissingError, match="No Such Face"):
        render_pdf(template, _values())


def test_a_qr_code_comes_as_svg_and_as_picture() -> None:
    assert qr_svg("https://example.org").startswith("<svg")
    assert Image.open(io.BytesIO(qr_png("https://example.org"))).width > 100
