"""The structure that a tagged PDF says it has (ISO 32000-1, 14.7–14.8): headings, lists, tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import create_string_buffer
from typing import Any

import pypdfium2.raw as c

from ingest.documents.readers.page import UNTAGGED, Part

_HEADINGS = {f"H{level}": level for level in range(1, 7)} | {"H": 1, "Title": 1}
_BLOCKS = frozenset({"P", "BlockQuote", "Caption", "Note", "FENote", "TOCI", "BibEntry", "Code", "Aside", "Figure"})
_CELLS = frozenset({"TD", "TH"})
_MOST = 50_000  # elements of one page
_NAME = 256


def parts(page: Any, depth: int) -> list[Part]:
    """The parts of a page; none where the page has no structure, or one that goes deeper than ``depth``."""
    tree = c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        walk = _Walk(depth)
        for number in range(c.FPDF_StructTree_CountChildren(tree)):
            walk.into(c.FPDF_StructTree_GetChildAtIndex(tree, number), 0, 0)
    except _TooMuch:
        return []
    finally:
        c.FPDF_StructTree_Close(tree)
    return [part for part in walk.parts if part.tags or any(part.cells)]


class _TooMuch(Exception):
    """The tree goes on and on: it may run in a circle."""


class _Walk:
    def __init__(self, depth: int) -> None:
        self.parts: list[Part] = []
        self._depth = depth
        self._left = _MOST
        self._open: Part | None = None

    def into(self, element: Any, depth: int, lists: int) -> None:
        if not element:
            return
        self._left -= 1
        if depth > self._depth or self._left < 0:
            raise _TooMuch
        name = _name(element)
        if name == "TR":
            self._row(element, depth)
            return
        kind = self._kind(name, lists)
        before = self._open
        if kind:
            self._open = Part(*kind)
            self.parts.append(self._open)
        inline = kind is not None or self._open is not None
        for tag, child in _children(element):
            if child:
                self.into(child, depth + 1, lists + (name == "L"))
                if not inline:
                    self._open = None
            elif tag != UNTAGGED:
                self._content(tag, kind[1] if kind else 0)
        self._open = before if inline else None

    def _kind(self, name: str, lists: int) -> tuple[str, int] | None:
        if name in _HEADINGS:
            return "heading", _HEADINGS[name]
        if name == "LI":
            return "item", max(1, lists)
        if name == "Lbl" and self._open:
            return "label", self._open.level
        if name in _BLOCKS:
            return ("item", self._open.level) if self._open and self._open.kind == "item" else ("paragraph", 0)
        return None

    def _content(self, tag: int, level: int) -> None:
        if self._open is None or (self.parts[-1] is not self._open and self._open.kind == "item"):
            # words that stand in no block of their own, or go on after a list inside the item
            self._open = Part(self._open.kind if self._open else "paragraph", self._open.level if self._open else level)
            self.parts.append(self._open)
        self._open.tags.append(tag)

    def _row(self, row: Any, depth: int) -> None:
        part = Part("row", 0)
        for _, cell in _children(row):
            if cell and _name(cell) in _CELLS:
                part.cells.append(list(self._all(cell, depth + 1)))
            elif cell:
                part.tags.extend(self._all(cell, depth + 1))
        self.parts.append(part)

    def _all(self, element: Any, depth: int) -> Iterator[int]:
        self._left -= 1
        if depth > self._depth or self._left < 0:
            raise _TooMuch
        for tag, child in _children(element):
            if child:
                yield from self._all(child, depth + 1)
            elif tag != UNTAGGED:
                yield tag


def _children(element: Any) -> Iterator[tuple[int, Any]]:
    """Content numbers and elements, in order. Content on other pages has no number here."""
    for number in range(max(0, c.FPDF_StructElement_CountChildren(element))):
        child = c.FPDF_StructElement_GetChildAtIndex(element, number)
        yield (UNTAGGED, child) if child else (c.FPDF_StructElement_GetChildMarkedContentID(element, number), None)


def _name(element: Any) -> str:
    buffer = create_string_buffer(_NAME)
    length = c.FPDF_StructElement_GetType(element, buffer, _NAME)
    return buffer.raw[: max(0, min(length, _NAME) - 2)].decode("utf-16-le", "replace")
