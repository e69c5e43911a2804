"""One model of a paper, which every format is made from. Nothing here knows of DOCX, PDF or Markdown.

Texts are data: each is cleaned when it enters the model, so that no builder and no renderer can forget to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any, Literal

from pydantic import TypeAdapter

from advisor.danish.text import whole
from advisor.markup import visible

DOCUMENT_VERSION = 1
LANGUAGE = "da"
"""The language that every paper is written in, as a BCP 47 tag."""

Emphasis = Literal["plain", "bold", "italic"]
ParagraphRole = Literal["body", "answer", "aside", "blank"]
"""``answer`` holds the users' own words, ``aside`` says where a claim comes from, ``blank`` names what is to be
filled in by hand."""


def cleaned(text: str) -> str:
    """The text on one line, without what XML cannot hold and what the eye cannot see; edges keep one space at most."""
    spaced = visible(whole(text))
    middle = " ".join(spaced.split())
    if not middle:
        return " " if spaced else ""
    return f"{' ' * spaced[0].isspace()}{middle}{' ' * spaced[-1].isspace()}"


class _Cleaned:
    """Cleans every text field, also those in tuples, as the object is made. Runs alone keep a space at their ends."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            value = getattr(self, field.name)
            if isinstance(value, str) and field.name != "url":
                held = cleaned(value)
                object.__setattr__(self, field.name, held if isinstance(self, Run) else held.strip())
            elif isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
                object.__setattr__(self, field.name, tuple(cleaned(part).strip() for part in value))


@dataclass(frozen=True, slots=True)
class Run(_Cleaned):
    """A stretch of text in one emphasis."""

    text: str
    emphasis: Emphasis = "plain"
    kind: Literal["run"] = "run"


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A reference to the note with that number."""

    number: int
    kind: Literal["note"] = "note"


Inline = Run | NoteRef


@dataclass(frozen=True, slots=True)
class Heading(_Cleaned):
    """A heading; the level counts from 1 below the document's title, and never jumps."""

    text: str
    level: int = 1
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs and references to notes."""

    parts: tuple[Inline, ...]
    role: ParagraphRole = "body"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered from 1 when it is ordered; each item is one paragraph."""

    items: tuple[Paragraph, ...]
    ordered: bool = False
    kind: Literal["list"] = "list"


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table(_Cleaned):
    """A table with a header row; the first cell of each row names the row. ``widths`` are shares of the line."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    kind: Literal["table"] = "table"


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Note(_Cleaned):
    """A numbered source; ``url`` is an address of the bibliography, or None.

    ``exact`` says how the user's own copy words what the paper quotes, or where in it that stands; empty without one.
    """

    number: int
    text: str
    url: str | None = None
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Document(_Cleaned):
    """A whole paper. ``corpus`` is the fingerprint of the corpus, ``notice`` says that an AI put it together."""

    name: str
    title: str
    subtitle: str
    notice: str
    engine: str
    date: dt.date
    corpus: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    language: str = LANGUAGE
    version: int = DOCUMENT_VERSION


_DOCUMENT = TypeAdapter(Document)


def to_json(document: Document) -> bytes:
    """The paper as JSON in UTF-8."""
    return _DOCUMENT.dump_json(document, indent=2)


def from_json(text: bytes) -> Document:
    """The paper that ``to_json`` wrote. Raises ValueError for anything else."""
    return _DOCUMENT.validate_json(text)


def as_data(document: Document) -> dict[str, Any]:
    """The paper as JSON values, for a renderer that reads data."""
    found: dict[str, Any] = _DOCUMENT.dump_python(document, mode="json")
    return found
