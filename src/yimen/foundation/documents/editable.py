"""An editable DOCX of a document: the words and tables its template gives, under the same head and number.

It is a working copy. It says so on every page, and its digest is not that of the paper.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

CELLS = ("td", "th")
GREY, RED = RGBColor(0x47, 0x54, 0x67), RGBColor(0xB4, 0x23, 0x18)


@dataclass(frozen=True)
class Head:
    """What stands around the words: office, title, number, the notes above and below, pictures."""

    office: str
    title: str
    number: str
    mark: str
    warning: str
    foot: str
    qr: bytes
    letterhead: bytes
    face: str


@dataclass
class Cell:
    """One cell of a table: its words, how many columns it spans, and whether it is a heading."""

    words: str
    span: int
    is_head: bool


@dataclass
class Block:
    """A paragraph (`words`) or a table (`rows`)."""

    words: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()


class _Reader(HTMLParser):
    """Paragraphs and tables in their order; everything else is only its words."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._rows: list[list[Cell]] | None = None
        self._is_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._is_body = True
        elif tag == "table":
            self._end_paragraph()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in CELLS and self._rows:
            span = int(dict(attrs).get("colspan") or 1)
            self._rows[-1].append(Cell("", span, tag == "th"))
            self._words = []
        elif tag in ("p", "div") and self._rows is None:
            self._end_paragraph()
        elif tag == "br":
            self._words.append("\n")

    def _hear(self, words: str) -> None:
        if self._is_body:
            self._words.append(words)

    handle_data = _hear  # type: ignore[assignment]  # its parameter says what it is

    def handle_endtag(self, tag: str) -> None:
        if tag in CELLS and self._rows:
            self._rows[-1][-1].words = self._taken()
        elif tag == "table" and self._rows is not None:
            rows = tuple(tuple(row) for row in self._rows if row)
            self.blocks += [Block(rows=rows)] if rows else []
            self._rows = None
        elif tag in ("p", "div", "body") and self._rows is None:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        words = self._taken()
        self.blocks += [Block(words)] if words else []

    def _taken(self) -> str:
        words, self._words = "".join(self._words).strip(), []
        return words


def blocks_of(html: str) -> list[Block]:
    """The paragraphs and tables of a document's HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


def render_docx(html: str, head: Head) -> bytes:
    """The editable copy as a Word file."""
    paper = docx.Document()
    _set_page(paper, head)
    _write_head(paper, head)
    for block in blocks_of(html):
        if block.rows:
            _write_table(paper, block.rows)
        else:
            paper.add_paragraph(block.words)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_page(paper: Document, head: Head) -> None:
    style = paper.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = head.face, Pt(14)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), head.face)
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.7), Cm(2.6)
    for words in (head.warning, head.mark):
        line = (
            section.header.add_paragraph()
            if section.header.paragraphs[0].text
            else section.header.paragraphs[0]
        )
        _centred(line, words, Pt(9), RED)
    _centred(section.footer.paragraphs[0], head.foot + "　第 ", Pt(8), GREY)
    _number_pages(section.footer.paragraphs[0])


def _write_head(paper: Document, head: Head) -> None:
    if head.qr:
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.add_run().add_picture(io.BytesIO(head.qr), width=Cm(2.1))
    if head.letterhead:
        paper.add_paragraph().add_run().add_picture(io.BytesIO(head.letterhead), width=Cm(15.7))
    elif head.office:
        _centred(paper.add_paragraph(), head.office, Pt(18), None).bold = True
    _centred(paper.add_paragraph(), head.title, Pt(22), None).bold = True
    _centred(paper.add_paragraph(), head.number, Pt(12), None)


def _write_table(paper: Document, rows: tuple[tuple[Cell, ...], ...]) -> None:
    width = max(sum(cell.span for cell in row) for row in rows)
    table = paper.add_table(rows=len(rows), cols=width, style="Table Grid")
    for number, row in enumerate(rows):
        for place, cell in _placed(row):
            _write_cell(table, number, place, cell)
    paper.add_paragraph()


def _placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    place = 0
    for cell in row:
        yield place, cell
        place += cell.span


def _write_cell(table: Table, row: int, place: int, cell: Cell) -> None:
    spot = table.cell(row, place)
    if cell.span > 1:
        spot = spot.merge(table.cell(row, place + cell.span - 1))
    run = spot.paragraphs[0].add_run(cell.words)
    run.font.size, run.bold = Pt(11), cell.is_head


def _centred(line: Paragraph, words: str, size: Pt, colour: RGBColor | None) -> Run:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(words)
    run.font.size = size
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _number_pages(line: Paragraph) -> None:
    """The page number as a field, which Word fills in."""
    run = line.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)
    line.add_run(" 页").font.size = Pt(8)
