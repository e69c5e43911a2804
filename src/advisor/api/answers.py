"""Answers and hits on the wire: what a citation card shows, what a client may check."""

from __future__ import annotations

from datetime import date

from advisor import citations as rules
from advisor import domain
from advisor.api.schemas import ProjectOut, Schema
from advisor.domain import CoreQuestion, Layout, SegmentKind, Side, Status, Wording


class OriginalOut(Schema):
    """The exact wording in a document that the user holds: a passage of it, and the part of it behind the quote.

    ``start`` and ``end`` are null where that part is not sure.
    """

    passage_id: str
    text: str
    start: int | None
    end: int | None
    page: str | None

    @classmethod
    def of(cls, original: domain.Original) -> OriginalOut:
        """The same as the domain knows it."""
        passage, used = original.passage, original.used
        return cls(
            passage_id=passage.passage_id,
            text=passage.text,
            start=used.start if used else None,
            end=used.end if used else None,
            page=passage.pages,
        )


class CitationOut(Schema):
    """Where a fact stands; ``quote`` is exactly ``passage.text[start:end]``, in code points."""

    number: int
    passage_id: str
    source_id: str
    section_id: str
    title: str
    section: str
    publisher: str | None
    side: Side
    speaker: str | None
    origin: str | None
    credit: str
    year: int | None
    pages: str | None
    url: str | None
    find: str | None
    note: str | None
    applies_to: list[str]
    checked: date | None
    wording: Wording
    quote: str
    start: int
    end: int
    score: float
    original: OriginalOut | None = None

    @classmethod
    def of(cls, citation: domain.Citation) -> CitationOut:
        """A citation with what its card shows."""
        passage = citation.passage
        shared = {name: getattr(passage, name) for name in cls.model_fields if hasattr(passage, name)}
        return cls.model_validate(
            shared
            | {
                "number": citation.number,
                "quote": citation.quote,
                "start": citation.start,
                "end": citation.end,
                "score": round(citation.score, 3),
                "credit": rules.credit(passage),
                "origin": citation.origin.title if citation.origin else None,
                "url": (citation.origin.url if citation.origin else None) or passage.url,
                "original": OriginalOut.of(citation.original) if citation.original else None,
            }
        )


class HitOut(CitationOut):
    """A citation of a whole passage, with its text."""

    text: str

    @classmethod
    def of_whole(cls, citation: domain.Citation) -> HitOut:
        """A citation of all of its passage."""
        return cls(**CitationOut.of(citation).model_dump(), text=citation.passage.text)


class SegmentOut(Schema):
    """A piece of an answer. A ``fact`` has at least one citation, ``talk`` (a question back, an offer) none."""

    text: str
    kind: SegmentKind
    layout: Layout
    citations: list[int]


class AnswerOut(Schema):
    """``text`` is the segments as Markdown with their numbers; a client may use either."""

    text: str
    segments: list[SegmentOut]
    engine: str

    @classmethod
    def of(cls, answer: domain.Answer) -> AnswerOut:
        """The answer with its text."""
        segments = [SegmentOut.model_validate(segment) for segment in answer.segments]
        return cls(text=rules.render(answer.segments), segments=segments, engine=answer.engine)


class TraceOut(Schema):
    """What the answer searched and cost."""

    passages_searched: int
    passages_used: int
    index: str
    milliseconds: int


class GuideStateOut(Schema):
    """Where a guide stands."""

    current: str
    question: CoreQuestion
    answered: int
    total: int
    open: list[str]
    done: bool
    project: ProjectOut


class ChatOut(Schema):
    """One whole answer."""

    conversation_id: str
    status: Status
    answer: AnswerOut
    citations: list[CitationOut]
    nearest: list[CitationOut]
    suggestions: list[str]
    guide: GuideStateOut | None
    notice: str
    trace: TraceOut

    @classmethod
    def of(cls, turn: domain.Turn) -> ChatOut:
        """The turn as it is sent."""
        return cls(
            conversation_id=turn.conversation_id,
            status=turn.status,
            answer=AnswerOut.of(turn.answer),
            citations=[CitationOut.of(citation) for citation in turn.answer.citations],
            nearest=[CitationOut.of(citation) for citation in turn.nearest],
            suggestions=list(turn.suggestions),
            guide=GuideStateOut.model_validate(turn.guide) if turn.guide else None,
            notice=turn.notice,
            trace=TraceOut.model_validate(turn.trace),
        )


class SearchOut(Schema):
    """Hits, best first. ``query`` is what was searched for, with the history written into it."""

    query: str
    hits: list[HitOut]
    passages_searched: int
    index: str
    notice: str
