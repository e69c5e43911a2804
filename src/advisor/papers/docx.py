"""A paper as DOCX: real headings, lists, tables with header rows, page numbers, notes that are linked both ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from advisor import messages
from advisor.papers import docx_marks as marks
from advisor.papers import docx_styles as styles
from advisor.papers import wording
from advisor.papers.document import Block, Document, Heading, Inline, Items, Note, Paragraph, Run, Table

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.shared import Length
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph as WordParagraph

_STYLES = {"body": "Normal", "answer": styles.ANSWER, "aside": styles.ASIDE, "blank": styles.ASIDE}
_LINE = 6.5  # inches between the margins


def render(document: Document) -> bytes:
    """The paper as a DOCX file."""
    import docx

    word = docx.Document()
    styles.apply(word)
    marks.no_thumbnail(word)
    _properties(word, document)
    _add(word, "Title", document.title)
    if document.subtitle:
        _add(word, "Subtitle", document.subtitle)
    _add(word, styles.NOTICE, document.notice)
    for block in document.blocks:
        _block(word, block)
    _notes(word, document.notes)
    marks.page_numbers(word.sections[0].footer.paragraphs[0], document.title, *wording.PAGE_WORDS)
    kept = BytesIO()
    word.save(kept)
    return kept.getvalue()


def _properties(word: Word, document: Document) -> None:
    held = word.core_properties
    made = datetime(document.date.year, document.date.month, document.date.day)  # noqa: DTZ001  the format has no zone
    title = wording.SUMMARY.format(title=document.title, words=document.subtitle)
    held.title = (title if document.subtitle else document.title)[: marks.PROPERTY]
    held.author = held.last_modified_by = wording.AUTHOR
    held.language = styles.LANGUAGE
    held.comments = document.notice[: marks.PROPERTY]
    held.keywords = wording.KEYWORDS.format(corpus=document.corpus)[: marks.PROPERTY]
    held.created = held.modified = made
    held.revision = 1


def _add(word: Word, style: str, text: str = "") -> WordParagraph:
    added = word.add_paragraph(text)
    marks.style(added, style)
    return added


def _block(word: Word, block: Block) -> None:
    if isinstance(block, Heading):
        _add(word, f"Heading {block.level}", block.text)
    elif isinstance(block, Paragraph):
        _fill(_add(word, _STYLES[block.role]), block)
    elif isinstance(block, Items):
        _list(word, block)
    else:
        _table(word, block)


def _list(word: Word, block: Items) -> None:
    number = marks.new_numbering(word) if block.ordered else None
    for item in block.items:
        paragraph = _add(word, "List Number" if block.ordered else "List Bullet")
        if number is not None:
            marks.number(paragraph, number)
        _fill(paragraph, item)


def _table(word: Word, block: Table) -> None:
    from docx.shared import Inches

    _add(word, "Caption", block.caption).paragraph_format.keep_with_next = True
    table = word.add_table(1, len(block.header), "Table Grid")
    marks.describe(table, block.caption)
    for cell, title in zip(table.rows[0].cells, block.header, strict=True):
        marks.style(cell.paragraphs[0], styles.IN_TABLE)
        cell.paragraphs[0].add_run(title).bold = True
        marks.shade(cell, styles.SHADE)
    marks.repeat(table.rows[0])
    widths = [Inches(_LINE * share / sum(block.widths)) for share in block.widths]
    for row in block.rows:
        _row(table, row, widths)
    for width, column, cell in zip(widths, table.columns, table.rows[0].cells, strict=True):
        column.width = cell.width = width


def _row(table: WordTable, row: tuple[tuple[Paragraph, ...], ...], widths: Sequence[Length]) -> None:
    added = table.add_row()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    marks.keep_whole(added)
    for cell, held, width in zip(added.cells, row, widths, strict=True):
        cell.width = width
        for number, paragraph in enumerate(held):
            target = cell.paragraphs[0] if not number else cell.add_paragraph()
            marks.style(target, styles.ASIDE if paragraph.role in ("aside", "blank") else styles.IN_TABLE)
            _fill(target, paragraph)
        _room(cell, held)


def _room(cell: WordCell, held: tuple[Paragraph, ...]) -> None:
    if held and held[-1].role == "blank":
        marks.style(cell.add_paragraph(), styles.IN_TABLE)


def _fill(target: WordParagraph, paragraph: Paragraph) -> None:
    for part in paragraph.parts:
        _part(target, part)
    alone = paragraph.parts[0] if len(paragraph.parts) == 1 else None
    if isinstance(alone, Run) and alone.emphasis != "plain":
        target.paragraph_format.keep_with_next = True


def _part(target: WordParagraph, part: Inline) -> None:
    if isinstance(part, Run):
        run = target.add_run(part.text)
        run.bold = part.emphasis == "bold" or None
        run.italic = part.emphasis == "italic" or None
    else:
        marks.link_within(target, f"[{part.number}]", marks.anchor(part.number))


def _notes(word: Word, notes: tuple[Note, ...]) -> None:
    if not notes:
        word.add_paragraph()  # a file may not end with a table
        return
    _add(word, "Heading 1", messages.SOURCES_HEADING)
    _add(word, styles.ASIDE, wording.SOURCES_OWN)
    for note in notes:
        paragraph = _add(word, styles.NOTE)
        marks.bookmark(paragraph, f"[{note.number}]", marks.anchor(note.number), note.number)
        paragraph.add_run(f"\t{note.text}")
        if note.url:
            paragraph.add_run(" ")
            marks.link_out(paragraph, wording.OPEN_SOURCE, note.url)
        if note.exact:
            paragraph.add_run().add_break()
            paragraph.add_run(note.exact).italic = True
