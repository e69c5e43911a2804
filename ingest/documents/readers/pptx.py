"""PPTX (and PPTM, whose macros are flagged and never touched): the slides as they are shown.

A slide is a page. Its title is a heading, whatever its place in the file; the rest follows in the order in which it
is read aloud. Hidden slides and shapes, text beside the slide or in its background's colour are left out and flagged.
Speaker's notes are not shown, and not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.documents.errors import DocumentRefused
from ingest.documents.readers import ooxml
from ingest.documents.readers.gather import Gathered
from ingest.documents.readers.ooxml import DRAWING, RELATION, Colour
from ingest.documents.readers.pptx_look import Box, Frame, P, Theme, ground
from ingest.documents.readers.zips import Package

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
_TITLES = {"ctrTitle": 1, "title": 2}
_LISTED = frozenset({"body", "obj", ""})  # placeholders whose paragraphs have bullets unless told otherwise
_TINY = 200  # hundredths of a point
_FAINT = 5_000  # thousandths of a percent
_ON = frozenset({"1", "true"})


def read(path: Path, gathered: Gathered) -> None:
    """Take in a PPTX."""
    with Package(path, gathered.limits) as package:
        ooxml.head(package, gathered)
        main = package.main_part()
        tree, relations = package.tree(main), package.relations(main)
        size = tree.find(f"{P}sldSz")
        paper = (float(size.get("cx", 0)), float(size.get("cy", 0))) if size is not None else (9_144_000.0, 6_858_000.0)
        slides = [relations.get(entry.get(f"{RELATION}id", "")) for entry in tree.iter(f"{P}sldId")]
        if len(slides) > gathered.limits.pages:
            raise DocumentRefused("too_many_pages", limit=gathered.limits.pages)
        gathered.pages = len(slides)
        for number, relation in enumerate(slides, 1):
            if relation and not relation[2] and relation[1] in package:
                _Slide(package, relation[1], number, paper, gathered).read()
            if gathered.progress:
                gathered.progress(number, len(slides))


class _Slide:
    def __init__(
        self, package: Package, part: str, number: int, paper: tuple[float, float], gathered: Gathered
    ) -> None:
        self._package, self._part, self._number, self._paper, self._gathered = package, part, number, paper, gathered
        self._tree = package.tree(part)
        layout = package.related(part, "slideLayout")
        master = package.related(layout, "slideMaster") if layout else None
        self._layout = package.tree(layout) if layout else None
        masters = package.tree(master) if master else None
        self._theme = Theme(package, master)
        self._ground = ground(self._theme, [tree for tree in (self._tree, self._layout, masters) if tree is not None])
        self._below: list[tuple[Box, Colour | None]] = []

    def read(self) -> None:
        if self._tree.get("show") in {"0", "false"}:
            self._gathered.flag("hidden", self._number)
            return
        shapes = list(self._shapes(self._tree.find(f"{P}cSld/{P}spTree"), Frame(), 0))
        for shape, box in sorted(shapes, key=lambda one: _placeholder(one[0]) not in _TITLES):
            if shape.tag == f"{P}graphicFrame":
                self._frame(shape)
            else:
                self._text(shape, box)

    def _shapes(
        self, parent: etree._Element | None, frame: Frame, depth: int
    ) -> Iterator[tuple[etree._Element, Box | None]]:
        """The shapes that are on the slide and not hidden, from the lowest to the topmost."""
        if depth > self._gathered.limits.depth:
            raise DocumentRefused("too_deep")
        for shape in () if parent is None else ooxml.choices(parent):
            properties = next(shape.iter(f"{P}cNvPr"), None)
            if properties is not None and properties.get("hidden") in _ON:
                self._gathered.flag("hidden", self._number, count=int(bool(_said(shape))))
            elif shape.tag == f"{P}grpSp":
                yield from self._shapes(shape, frame.inside(shape), depth + 1)
            elif shape.tag.endswith("}AlternateContent"):
                yield from self._shapes(shape, frame, depth + 1)
            else:
                box = self._box(shape, frame)
                if box is not None and box.beside(*self._paper):
                    self._gathered.flag("hidden", self._number, count=int(bool(_said(shape))))
                else:
                    yield shape, box

    def _box(self, shape: etree._Element, frame: Frame) -> Box | None:
        transform = next(shape.iter(f"{DRAWING}xfrm", f"{P}xfrm"), None)
        own = frame.box(transform) if transform is not None else None
        holder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if own is not None or holder is None or self._layout is None:
            return own
        for place in self._layout.iter(f"{P}ph"):
            if (place.get("idx"), place.get("type")) == (holder.get("idx"), holder.get("type")):
                around = next(place.iterancestors(f"{P}sp"), None)
                transform = next(around.iter(f"{DRAWING}xfrm"), None) if around is not None else None
                return frame.box(transform) if transform is not None else None
        return None

    def _text(self, shape: etree._Element, box: Box | None) -> None:
        behind = self._behind(shape, box)
        body = shape.find(f"{P}txBody")
        if body is None:
            return
        kind = _placeholder(shape)
        defaults = body.findall(f"{DRAWING}lstStyle//{DRAWING}defRPr")
        texts = [(paragraph, self._paragraph(paragraph, behind, defaults)) for paragraph in body.iter(f"{DRAWING}p")]
        if kind in _TITLES:
            title = " ".join(" ".join(text for _, text in texts).split())
            self._gathered.add("heading", title, _TITLES[kind], self._number)
            return
        for paragraph, text in texts:
            depth = _depth(paragraph, listed=kind in _LISTED)
            if kind in _FURNITURE:
                self._gathered.add("furniture", text, page=self._number)
            elif depth:
                self._gathered.add("item", text, depth, self._number)
            else:
                self._gathered.add("paragraph", text, page=self._number)

    def _behind(self, shape: etree._Element, box: Box | None) -> Colour | None:
        """The colour behind a shape's text: its own, else that of the topmost shape below it, else the slide's."""
        properties = shape.find(f"{P}spPr")
        fills = () if properties is None else [child.tag for child in properties if child.tag.endswith("Fill")]
        empty = f"{DRAWING}noFill" in fills or (not fills and shape.find(f"{P}style") is None)
        own = self._theme.fill(properties)
        if shape.tag == f"{P}pic":
            empty, own = False, None
        behind = own if not empty else self._ground
        if empty and box is not None:
            for below, fill in reversed(self._below):
                if below.holds_middle_of(box):
                    behind = fill
                    break
        if box is not None and not empty:
            self._below.append((box, own))
        return behind

    def _paragraph(self, paragraph: etree._Element, behind: Colour | None, defaults: list[etree._Element]) -> str:
        text = []
        for run in paragraph.iter(f"{DRAWING}r", f"{DRAWING}br", f"{DRAWING}fld"):
            if run.tag == f"{DRAWING}br":
                text.append("\n")
                continue
            words = run.findtext(f"{DRAWING}t") or ""
            own = run.find(f"{DRAWING}rPr")
            if words.strip() and self._unseen([one for one in (own, *defaults) if one is not None], behind):
                self._gathered.flag("hidden", self._number)
            else:
                text.append(words)
        return "".join(text)

    def _unseen(self, properties: list[etree._Element], behind: Colour | None) -> bool:
        for one in properties:
            if int(one.get("sz", _TINY)) < _TINY or one.find(f"{DRAWING}noFill") is not None:
                return True
            if any(
                int(alpha.get("val", 100_000)) < _FAINT for alpha in one.iterfind(f"{DRAWING}solidFill//{DRAWING}alpha")
            ):
                return True
        inks = (self._theme.fill(one) for one in properties if one.find(f"{DRAWING}solidFill") is not None)
        ink = next(inks, None)
        return ink is not None and behind is not None and ooxml.alike(ink, behind)

    def _frame(self, frame: etree._Element) -> None:
        for row in frame.iter(f"{DRAWING}tr"):
            cells = []
            for cell in row.iterfind(f"{DRAWING}tc"):
                fill = self._theme.fill(cell.find(f"{DRAWING}tcPr"))
                paragraphs = (self._paragraph(one, fill, []) for one in cell.iter(f"{DRAWING}p"))
                cells.append(" ".join(paragraphs))
            self._gathered.row(cells, self._number)
        for diagram in frame.iter(f"{_DIAGRAM}relIds"):
            self._diagram(diagram.get(f"{RELATION}dm", ""))

    def _diagram(self, relation: str) -> None:
        """The words of a SmartArt drawing, in the order of its data."""
        found = self._package.relations(self._part).get(relation)
        if not found or found[2] or found[1] not in self._package:
            return
        for point in self._package.tree(found[1]).iter(f"{_DIAGRAM}t"):
            for paragraph in point.iter(f"{DRAWING}p"):
                self._gathered.add("item", self._paragraph(paragraph, None, []), 1, self._number)


def _placeholder(shape: etree._Element) -> str | None:
    holder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return None if holder is None else holder.get("type", "")


def _depth(paragraph: etree._Element, *, listed: bool) -> int:
    properties = paragraph.find(f"{DRAWING}pPr")
    level = 1
    if properties is not None:
        level += min(8, int(properties.get("lvl", "0")))
        if properties.find(f"{DRAWING}buNone") is not None:
            return 0
        listed = listed or any(
            properties.find(f"{DRAWING}{mark}") is not None for mark in ("buChar", "buAutoNum", "buBlip")
        )
    return level if listed else 0


def _said(shape: etree._Element) -> str:
    return "".join(text.text or "" for text in shape.iter(f"{DRAWING}t")).strip()
