"""DOCX (and DOCM, whose macros are flagged and never touched): what a reader of the printed document sees.

Inserted text counts and deleted text does not; a text box follows the paragraph it hangs on, a note the paragraph
that refers to it; a table of one column or row is a box, and its text runs on. A line break is ``\\n``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from ingest.documents.readers import ooxml
from ingest.documents.readers.docx_numbers import Numbers
from ingest.documents.readers.docx_styles import VAL, Look, Styles, W, shade
from ingest.documents.readers.gather import Gathered
from ingest.documents.readers.ooxml import DRAWING, WHITE, Colour, colour
from ingest.documents.readers.zips import Package

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{W}instrText", f"{W}delText"})
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_LONG_CELL = 1_500  # characters; more is a page laid out by a table
_TWIP = 635  # English metric units
_TOO_LONG_FOR_A_HEADING = 120


@dataclass(slots=True)
class _Words:
    """A paragraph as it is gathered: its text, and what hangs on it."""

    text: list[str] = field(default_factory=list)
    bold: bool = True
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read(path: Path, gathered: Gathered) -> None:
    """Take in a DOCX."""
    with Package(path, gathered.limits) as package:
        ooxml.head(package, gathered)
        _Reader(package, gathered).read()


class _Reader:
    def __init__(self, package: Package, gathered: Gathered) -> None:
        self._main = package.main_part()
        self._package = package
        self._gathered = gathered
        self._styles = Styles(package, self._main)
        self._numbers = Numbers(package, self._main)
        self._notes: dict[tuple[str, str], etree._Element] = {}
        self._bold: list[int] = []  # blocks that would be headings, had anybody said so
        self._width = self._height = 0

    def read(self) -> None:
        root = self._package.tree(self._main)
        for kind in ("footnote", "endnote"):
            part = self._package.related(self._main, f"{kind}s")
            for note in self._package.tree(part).iter(f"{W}{kind}") if part else ():
                if note.get(f"{W}type") is None:
                    self._notes[kind, note.get(f"{W}id", "")] = note
        size = next(root.iter(f"{W}pgSz"), None)
        self._width, self._height = (
            _TWIP * int(float(size.get(f"{W}{side}", usual) if size is not None else usual))
            for side, usual in (("w", "11906"), ("h", "16838"))
        )
        paper = root.find(f"{W}background")
        ground = WHITE if paper is None else colour(paper.get(f"{W}color"))
        for body in root.iter(f"{W}body"):
            self._blocks(body, ground)
        self._margins()
        self._headings()

    def _blocks(self, parent: etree._Element, ground: Colour | None) -> None:
        for element in ooxml.choices(parent):
            if element.tag == f"{W}p":
                self._paragraph(element, ground)
            elif element.tag == f"{W}tbl":
                self._table(element, ground)
            elif element.tag == f"{W}altChunk":
                self._gathered.flag("active")
            elif element.tag not in _DELETED:
                if _is_contents(element):
                    for paragraph in element.iter(f"{W}p"):
                        self._gathered.add("furniture", "".join(self._words(paragraph, ground).text))
                else:
                    self._blocks(element, ground)

    def _paragraph(self, element: etree._Element, ground: Colour | None) -> None:
        words = self._words(element, ground)
        text = "".join(words.text)
        level = self._styles.heading(element)
        listed = self._styles.listed(element)
        label = self._numbers.label(*listed) if listed and text.strip() else ""
        if label:
            text = f"{label} {text.lstrip()}"
        if self._styles.name(element).startswith(("toc ", "indholdsfortegnelse ")):
            self._gathered.add("furniture", text)
        elif level:
            self._gathered.add("heading", " ".join(text.split()), level)
        elif listed:
            self._gathered.add("item", text, self._styles.depth(element, listed))
        else:
            if words.bold and 0 < len(text.strip()) <= _TOO_LONG_FOR_A_HEADING and text.strip()[-1] not in ".,;:-":
                self._bold.append(len(self._gathered.blocks))
            self._gathered.add("paragraph", text)
        self._hanging(words, ground)

    def _hanging(self, words: _Words, ground: Colour | None) -> None:
        for box in words.boxes:
            self._blocks(box, _ground(box, ground))
        for key in words.notes:
            note = self._notes.pop(key, None)  # once, however often it is referred to
            if note is not None:
                self._blocks(note, WHITE)

    def _words(self, paragraph: etree._Element, ground: Colour | None) -> _Words:
        words = _Words()
        behind = shade(paragraph.find(f"{W}pPr")) or ground
        self._runs(paragraph, self._styles.of_paragraph(paragraph), behind, words)
        return words

    def _runs(self, parent: etree._Element, look: Look, ground: Colour | None, words: _Words) -> None:
        for element in ooxml.choices(parent):
            if element.tag == f"{W}r":
                self._run(element, look, ground, words)
            elif element.tag == f"{_MATH}t":
                words.text.append(element.text or "")
            elif element.tag not in _DELETED:
                self._runs(element, look, ground, words)

    def _run(self, run: etree._Element, paragraph: Look, ground: Colour | None, words: _Words) -> None:
        look = self._styles.of_run(run, paragraph)
        text = "".join(_text(run))
        if text.strip() and look.hidden(ground):
            self._gathered.flag("hidden")
            return
        words.text.append(text)
        words.bold = words.bold and (look.bold or not text.strip())
        for element in run.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = element.tag.removeprefix(W).removesuffix("Reference")
            words.notes.append((kind, element.get(f"{W}id", "")))
        words.boxes += self._boxes(run)

    def _boxes(self, element: etree._Element) -> Iterator[etree._Element]:
        """The text boxes that hang on a run, unless they are hidden or lie beside the paper."""
        for child in ooxml.choices(element):
            if child.tag == f"{W}txbxContent":
                if self._out_of_sight(child):
                    self._gathered.flag("hidden")
                else:
                    yield child
            else:
                yield from self._boxes(child)

    def _out_of_sight(self, box: etree._Element) -> bool:
        for anchor in box.iterancestors(f"{_WP}anchor", f"{_WP}inline"):
            properties = anchor.find(f"{_WP}docPr")
            if anchor.get("hidden") == "1" or (properties is not None and properties.get("hidden") in {"1", "true"}):
                return True
            extent = anchor.find(f"{_WP}extent")
            for way, side, room in (("H", "cx", self._width), ("V", "cy", self._height)):
                offset = anchor.findtext(f"{_WP}position{way}/{_WP}posOffset")
                size = extent.get(side, "0") if extent is not None else "0"
                if offset and not -int(size) < int(offset) < room:
                    return True
        return any("visibility:hidden" in (shape.get("style") or "") for shape in box.iterancestors())

    def _table(self, table: etree._Element, ground: Colour | None) -> None:
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if style is not None and self._styles.shades(style.get(VAL, "")):
            ground = None
        rows = [list(_cells(row)) for row in _inside(table, f"{W}tr")]
        if len(rows) <= 1 or max(map(len, rows)) <= 1:
            for cell in (cell for row in rows for cell in row):
                self._blocks(cell, shade(cell.find(f"{W}tcPr")) or ground)
            return
        for row in rows:
            hanging: list[_Words] = []
            texts = [self._cell(cell, shade(cell.find(f"{W}tcPr")) or ground, hanging) for cell in row]
            if max(map(len, texts), default=0) > _LONG_CELL:
                for cell in row:
                    self._blocks(cell, shade(cell.find(f"{W}tcPr")) or ground)
                continue
            self._gathered.row(texts)
            for words in hanging:
                self._hanging(words, ground)

    def _cell(self, cell: etree._Element, ground: Colour | None, hanging: list[_Words]) -> str:
        """Its paragraphs, and those of tables in it, in one line."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(VAL, "continue") == "continue":
            return ""
        texts = []
        for paragraph in _paragraphs(cell):
            words = self._words(paragraph, ground)
            hanging.append(words)
            texts.append("".join(words.text))
        return " ".join(texts)

    def _margins(self) -> None:
        """Running headers and footers."""
        for kind, part, outside in self._package.relations(self._main).values():
            if kind in {"header", "footer"} and not outside and part in self._package:
                for paragraph in self._package.tree(part).iter(f"{W}p"):
                    self._gathered.add("furniture", "".join(self._words(paragraph, WHITE).text))

    def _headings(self) -> None:
        """Where nobody used a style for headings, short lines in bold are meant as such."""
        blocks = self._gathered.blocks
        if any(block.kind == "heading" for block in blocks):
            return
        for number in self._bold:
            if number < len(blocks) and blocks[number].kind == "paragraph":
                blocks[number] = replace(blocks[number], kind="heading", level=1)


def _text(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    hidden = row.find(f"{W}trPr/{W}hidden")
    return _inside(row, f"{W}tc") if hidden is None else iter(())


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row: not those of a table further in."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _inside(child, tag)


def _paragraphs(cell: etree._Element) -> Iterable[etree._Element]:
    return (
        paragraph
        for paragraph in cell.iter(f"{W}p")
        if not any(above.tag == f"{W}txbxContent" for above in paragraph.iterancestors())
    )


def _is_contents(element: etree._Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if element.tag == f"{W}sdt" else None
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def _ground(box: etree._Element, around: Colour | None) -> Colour | None:
    """The colour behind a text box: its own, None where that cannot be told, else what is around it."""
    for above in box.iterancestors():
        if above.get("fillcolor"):
            return colour((above.get("fillcolor") or "").lstrip("#")[:6])
        if etree.QName(above).localname == "wsp":
            for properties in above:
                if etree.QName(properties).localname == "spPr":
                    if properties.find(f"{DRAWING}noFill") is not None:
                        return around
                    fill = properties.find(f"{DRAWING}solidFill/{DRAWING}srgbClr")
                    return colour(fill.get("val")) if fill is not None else None
    return around
