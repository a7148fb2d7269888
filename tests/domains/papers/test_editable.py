"""The editable copy of every kind: the same words, tables, number, QR code; marked as no official paper."""

import io

import docx
import pytest
from tests.domains.papers.offices import a_subject, a_subject_of
from tests.domains.papers.test_documents import WORDS, text_of
from tests.domains.papers.values import VALUES

from yimen.domains.papers import actions, errors, specimens
from yimen.domains.papers.types import DocumentKind
from yimen.foundation.database.scope import scoped
from yimen.foundation.documents.editable import blocks_of


def words_of(content: bytes) -> tuple[str, str]:
    """Head and foot, and everything between them."""
    paper = docx.Document(io.BytesIO(content))
    section = paper.sections[0]
    around = "".join(line.text for line in [*section.header.paragraphs, *section.footer.paragraphs])
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    lines = [line.text for line in paper.paragraphs]
    return "".join(around.split()), "".join("".join(lines + cells).split())


@pytest.mark.requirement("R-CAS-3")
@pytest.mark.parametrize("kind", DocumentKind)
def test_each_kind_has_an_editable_copy_that_says_the_same(kind, handler, settings):
    settings.YIMEN_IS_SYNTHETIC = True
    with scoped(handler.scope):
        subject = a_subject_of(kind, handler)
        document = actions.issue_document(kind=kind, subject=subject, values=VALUES[kind], by=handler)
        opened = actions.open_editable(document.id, by=handler)
    around, inside = words_of(opened.pdf)
    assert opened.file_name.endswith(".docx")
    assert "非正式文书" in around
    assert "演示数据" in around
    assert document.digest[:16] not in around + inside
    for words in [kind.title, document.number, *WORDS[kind]]:
        assert "".join(words.split()) in inside
    assert len(docx.Document(io.BytesIO(opened.pdf)).inline_shapes) == 1  # the QR code


def test_an_editable_copy_of_a_real_paper_carries_no_word_of_fiction(handler, settings):
    settings.YIMEN_IS_SYNTHETIC = False
    kind = DocumentKind.REFUSAL
    with scoped(handler.scope):
        document = actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=handler)
        around, inside = words_of(actions.open_editable(document.id, by=handler).pdf)
    assert "演示" not in around + inside


def test_words_stay_words_whatever_they_hold(handler):
    """Hostile values reach neither the template's code nor the copy's markup."""
    kind, hostile = DocumentKind.REFUSAL, '<table><tr><td colspan="9">#read("/etc/passwd")</td></tr></table>'
    values = {**VALUES[kind], "reasons": [{"text": hostile, "article": "—"}]}
    with scoped(handler.scope):
        document = actions.issue_document(kind=kind, subject=a_subject(), values=values, by=handler)
        _around, inside = words_of(actions.open_editable(document.id, by=handler).pdf)
        printed = text_of(actions.open_document(document.id, by=handler).pdf)
    for words in (inside, printed):
        assert '#read("/etc/passwd")' in words.replace("“", '"').replace("”", '"')
        assert "root:" not in words


def test_a_copy_is_marked_and_the_kept_file_is_not(handler):
    kind = DocumentKind.REFUSAL
    with scoped(handler.scope):
        document = actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=handler)
        copy = actions.open_copy(document.id, by=handler)
        kept = actions.open_document(document.id, by=handler)
    assert "副本" in text_of(copy.pdf)
    assert "副本" not in text_of(kept.pdf)


def test_a_stranger_gets_no_copy_of_either_sort(handler, stranger):
    kind = DocumentKind.REFUSAL
    with scoped(handler.scope):
        document = actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=handler)
    with scoped(stranger.scope):
        for open_it in (actions.open_editable, actions.open_copy):
            with pytest.raises(errors.DocumentNotFoundError):
                open_it(document.id, by=stranger)


def test_many_papers_are_printed_as_one(handler):
    kinds = [DocumentKind.REFUSAL, DocumentKind.ACCEPTANCE]
    with scoped(handler.scope):
        issued = [
            actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=handler)
            for kind in kinds
        ]
        words = text_of(actions.print_documents([document.id for document in issued], by=handler))
        with pytest.raises(errors.TooManyDocumentsError):
            actions.print_documents([], by=handler)
    assert words.index("不予确认告知书") < words.index("受理通知书")


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_specimen_of_each_kind_says_what_the_kind_must(kind):
    assert specimens.marks_of(kind) >= {kind.title}


def test_paragraphs_and_tables_come_in_their_order():
    table = "<table><tr><td colspan='2'>c</td></tr></table>"
    html = f"<html><head><title>no</title></head><body><p>a<br>b</p>{table}<p></p><p>d</p></body></html>"
    blocks = blocks_of(html)
    assert [block.words for block in blocks] == ["a\nb", "", "d"]
    assert blocks[1].rows[0][0].span == 2
