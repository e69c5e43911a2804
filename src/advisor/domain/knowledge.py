"""What is known and what is answered: sources, passages, cases, hits, citations, answers.

Offsets count Unicode code points (what ``len`` and slicing count in Python), from 0, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Side = Literal["joint", "employer", "union", "authority", "research", "vendor", "media", "local", "other"]
Gain = Literal["economy", "steering", "quality"]
"""The three perspectives that KL's catalogue of cases looks for gains in."""
Kind = Literal["advice", "requirement", "benefit", "risk", "question", "model", "fact", "quotation"]
Role = Literal["leader", "representative", "staff"]
Phase = Literal["idea", "assessment", "development", "implementation", "operation"]
CoreQuestion = Literal["kerneopgave", "opgaveloesning", "kompetencer", "inddragelse"]
Mode = Literal["auto", "ask", "guide", "argue"]
Status = Literal["answered", "refused", "clarify", "guide", "blocked"]
Wording = Literal["own", "verbatim"]
SegmentKind = Literal["fact", "talk"]
Layout = Literal["paragraph", "sentence", "item", "bullet", "under"]
"""A paragraph, item (numbered) or bullet begins a line of its own, ``under`` one that belongs to the item above; a
sentence goes on with the last."""
Speaker = Literal["user", "assistant"]
Verdict = Literal["yes", "no", "depends"]

CASES = "cases"
"""The source id under which every case is a section ``cases/<id>``."""

LOCAL = "local"
"""The source ids of own documents are ``local/<document id>``."""

_ITEM = re.compile(r"^(?:\d+\.|-) +", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One publication. ``side`` says who stands behind its content, whoever hosts it.

    ``names`` are what people call it or its publisher when they ask for what it says. Of an own document are
    ``pages`` their number, and ``original_of`` the source that it is the user's own copy of.
    """

    source_id: str
    title: str
    side: Side
    subtitle: str | None = None
    publisher: str | None = None
    names: tuple[str, ...] = ()
    year: int | None = None
    kind: str | None = None
    url: str | None = None
    find: str | None = None
    note: str | None = None
    applies_to: tuple[str, ...] = ()
    checked: date | None = None
    answers: bool = True
    core: bool = False
    known_through: str | None = None
    pages: int | None = None
    original_of: str | None = None

    @property
    def own_document(self) -> bool:
        """Whether it is a document of the user's own."""
        return self.source_id.startswith(f"{LOCAL}/")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` of a passage."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WayIn:
    """A question that people ask and that the passage answers; ``item`` counts list items from 1.

    ``verdict`` is the passage's answer to a question of yes or no; None to any other.
    """

    text: str
    item: int | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to another passage, or to one item of it (counted from 1)."""

    passage_id: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest thing the advisor can answer with, and all that a citation of it shows.

    ``passage_id`` is made from the wording. ``pair`` ties a benefit to its risk, ``counter`` a claim to its answer.
    Of an own document are ``original_of``, the section of the digest whose exact wording the passage holds, and
    ``repaired``, the number of words in it that were put right after bad character recognition.
    """

    passage_id: str
    source_id: str
    section_id: str
    key: str
    heading: str
    text: str
    kind: Kind
    title: str
    section: str
    side: Side
    publisher: str | None = None
    year: int | None = None
    pages: str | None = None
    url: str | None = None
    find: str | None = None
    note: str | None = None
    speaker: str | None = None
    origin: str | None = None
    applies_to: tuple[str, ...] = ()
    checked: date | None = None
    wording: Wording = "own"
    core_questions: tuple[CoreQuestion, ...] = ()
    phases: tuple[Phase, ...] = ()
    roles: tuple[Role, ...] = ()
    technologies: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    ways_in: tuple[WayIn, ...] = ()
    pair: tuple[Link, ...] = ()
    counter: tuple[Link, ...] = ()
    original_of: str | None = None
    repaired: int = 0

    @property
    def place(self) -> str:
        """What links name it by; a new wording keeps it."""
        return f"{self.section_id}#{self.key}"

    @property
    def items(self) -> tuple[Span, ...]:
        """The list items without their markers; empty when the passage is no list."""
        marks = list(_ITEM.finditer(self.text))
        ends = [mark.start() for mark in marks[1:]] + [len(self.text)]
        bounds = ((mark.end(), end) for mark, end in zip(marks, ends, strict=False))
        return tuple(Span(start, start + len(self.text[start:end].rstrip())) for start, end in bounds)

    @property
    def prose(self) -> Span:
        """What stands before the list, or the whole text."""
        first = _ITEM.search(self.text)
        return Span(0, len(self.text[: first.start()].rstrip()) if first else len(self.text))

    @property
    def ordered(self) -> bool:
        """Whether the list is numbered."""
        first = _ITEM.search(self.text)
        return first is not None and first.group()[0].isdigit()


@dataclass(frozen=True, slots=True)
class Gains:
    """Which of the three kinds of gain a case tells of."""

    economy: bool
    steering: bool
    quality: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a case is told."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """What a municipality has done, and how far that is known.

    ``id`` is the section of its ``passages`` (ids, in reading order). ``in_catalogue`` says whether KL itself
    lists it, ``missing`` what could not be read. ``area`` and ``technologies`` are ids of the vocabulary.
    """

    id: str
    title: str
    municipality: str
    area: str
    technologies: tuple[str, ...]
    years: str
    in_catalogue: Literal["confirmed", "unconfirmed"]
    certainty: Literal["high", "partial"]
    missing: str
    gains: Gains
    moves: tuple[str, ...]
    figures: tuple[str, ...]
    references: tuple[Telling, ...]
    side: Side
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrows a search; an empty tuple means no limit. Passages that name none fit every value."""

    sources: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    core_questions: tuple[CoreQuestion, ...] = ()
    phases: tuple[Phase, ...] = ()
    technologies: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with why.

    ``score`` (0–1): the chance that the question is of this field, times how near the hit comes to the
    best; ``way_in`` is the nearest way in, ``nearness`` its cosine, ``item`` the list item it leads to,
    ``verdict`` the passage's answer to it.
    """

    passage: Passage
    score: float
    way_in: str | None = None
    item: int | None = None
    verdict: Verdict | None = None
    nearness: float = 0.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an answer. A fact is a span of one passage and carries its citation number."""

    text: str
    kind: SegmentKind
    layout: Layout = "sentence"
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """``used`` of the passage ``passage_id`` of an own document is the exact wording of ``span`` of the digest's
    passage at ``place``."""

    place: str
    span: Span
    passage_id: str
    used: Span


@dataclass(frozen=True, slots=True)
class Original:
    """The exact wording in a document the user holds: a passage of it, and which part of it was used.

    ``used`` is None where the part is not sure: then nothing is marked.
    """

    passage: Passage
    used: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact stands. ``quote`` is exactly ``passage.text[start:end]``."""

    number: int
    passage: Passage
    start: int
    end: int
    score: float
    origin: Source | None = None
    original: Original | None = None

    @property
    def quote(self) -> str:
        """The part of the passage that the answer stands on."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a writer made: checked segments, and the citations they point to."""

    segments: tuple[Segment, ...]
    citations: tuple[Citation, ...]
    engine: str
