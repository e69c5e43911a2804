"""The words of own documents, as immutable values: what a reader hands on, and what is kept of a document.

Offsets count Unicode code points, from 0, end exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from advisor.domain import LOCAL, Passage, Side, Source

BlockKind = Literal["heading", "paragraph", "item", "row", "furniture"]
SectionKind = Literal["text", "list", "table", "box"]
FlagKind = Literal["hidden", "invisible", "bidirectional", "macros", "active"]
"""``hidden``: text that a reader of the page would not see (white on white, tiny, off the page, marked hidden);
``invisible``: zero-width characters; ``active``: scripts, embedded files, external entities."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document, in reading order. A row of a table joins its cells by tabs.

    ``level`` is 1–6 for headings and the depth from 1 for items, else 0; ``page`` counts from 1 and is None
    where the format has no pages. ``furniture`` is what a reader knows to be no part of the text.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that was left out or disarmed, how often, and where it was first met."""

    kind: FlagKind
    count: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader gets out of one file; ``pages`` is their number, where the format has pages."""

    blocks: tuple[Block, ...]
    title: str | None = None
    pages: int | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """``text[start:end]`` of a repaired text, where ``original`` stood before."""

    start: int
    end: int
    original: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair. Putting every ``original`` back gives the text before, byte for byte."""

    text: str
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage-to-be: ``start:end`` of its section's text. The pieces of a section rejoin to its text.

    ``original_of`` is the section of the digest whose exact wording this is, where that is sure.
    """

    start: int
    end: int
    pages: str | None = None
    original_of: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under one heading. ``id`` is unique in its document, ``path`` the headings above, outermost first.

    ``original`` is the text before repair.
    """

    id: str
    title: str
    path: tuple[str, ...]
    kind: SectionKind
    text: str
    original: str
    pieces: tuple[Piece, ...]
    pages: str | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text that is kept out of the sections, and why, as users read it."""

    text: str
    why: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One own document as it is kept.

    ``id`` comes from where the file lies, so a changed file keeps it; ``digest`` is the SHA-256 of its bytes.
    ``original_of`` is the source of the bibliography that the document was recognised as.
    """

    id: str
    title: str
    side: Side
    path: str
    digest: str
    added: date
    sections: tuple[Section, ...]
    pages: int | None = None
    original_of: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def source_id(self) -> str:
        """The document's id in the bibliography."""
        return f"{LOCAL}/{self.id}"

    def source(self) -> Source:
        """The document's entry in the bibliography."""
        return Source(
            source_id=self.source_id,
            title=self.title,
            side=self.side,
            checked=self.added,
            pages=self.pages,
            original_of=self.original_of,
        )

    def passages(self) -> Iterator[Passage]:
        """The passages, in reading order. Their ids are made from place and wording, so they stay when a file is
        read again."""
        for section in self.sections:
            for number, piece in enumerate(section.pieces, 1):
                text = section.text[piece.start : piece.end]
                place = f"{self.source_id}/{section.id}"
                yield Passage(
                    passage_id=hashlib.sha256(f"{place}#{number}\0{text}".encode()).hexdigest()[:16],
                    source_id=self.source_id,
                    section_id=place,
                    key=str(number),
                    heading=section.title,
                    text=text,
                    kind="fact",
                    title=self.title,
                    section=section.title,
                    side=self.side,
                    pages=piece.pages,
                    checked=self.added,
                    wording="verbatim",
                    original_of=piece.original_of,
                    repaired=sum(piece.start <= repair.start < piece.end for repair in section.repairs),
                )
