"""The structure that a tagged PDF says it has (ISO 32000-1, 14.7–14.8): headings, lists, tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import create_string_buffer
from dataclasses import dataclass
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


@dataclass(slots=True)
class _Block:
    """An element that holds text; its part is made when the first text comes."""

    kind: str
    level: int
    part: Part | None = None


class _Walk:
    def __init__(self, depth: int) -> None:
        self.parts: list[Part] = []
        self._depth = depth
        self._left = _MOST

    def into(self, element: Any, depth: int, lists: int, block: _Block | None = None) -> None:
        if not element:
            return
        self._left -= 1
        if depth > self._depth or self._left < 0:
            raise _TooMuch
        name = _name(element)
        if name == "TR":
            self._row(element, depth)
            return
        block = self._block(name, lists, block)
        loose = _Block("paragraph", 0)  # for words that stand in no block
        for tag, child in _children(element):
            if child:
                self.into(child, depth + 1, lists + (name == "L"), block)
            elif tag != UNTAGGED:
                self._content(tag, block or loose)

    def _block(self, name: str, lists: int, around: _Block | None) -> _Block | None:
        if name in _HEADINGS:
            return _Block("heading", _HEADINGS[name])
        if name == "LI":
            return _Block("item", max(1, lists))
        if name == "Lbl" and around and around.kind == "item":
            return _Block("label", around.level)
        if name in _BLOCKS:
            return _Block("item", around.level) if around and around.kind == "item" else _Block("paragraph", 0)
        return around

    def _content(self, tag: int, block: _Block) -> None:
        if block.part is None or self.parts[-1] is not block.part:  # it begins, or goes on after what it holds inside
            block.part = Part(block.kind, block.level)
            self.parts.append(block.part)
        block.part.tags.append(tag)

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
