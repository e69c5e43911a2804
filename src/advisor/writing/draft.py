"""An answer in the making: segments in their order, each fact with the number of its passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor import messages
from advisor.citations import Numbering
from advisor.domain import Answer, Hit, Layout, Segment, Source, Span

ENGINE = "extract"


class Draft:
    """Collects the segments of one answer, and the hits its facts stand in."""

    def __init__(self, sources: Mapping[str, Source], heard: str = "") -> None:
        """``heard`` is the answer before, to the question that this one follows up."""
        self._heard = heard
        self.segments: list[Segment] = []
        self.hits: list[Hit] = []
        self._numbering = Numbering(sources)
        self._opened = False
        self._said: set[tuple[str, Span]] = set()

    def fact(self, hit: Hit, span: Span, layout: Layout) -> None:
        """A stretch of the hit's passage, with its number."""
        self._said.add((hit.passage.passage_id, span))
        text = hit.passage.text[span.start : span.end]
        if self._opened and layout == "paragraph":
            layout = "sentence"
        self._opened = False
        self.segments.append(Segment(text, "fact", layout, self._numbering.cite(hit, span)))
        self.hits.append(hit)

    def said(self, hit: Hit, span: Span) -> bool:
        """Whether that stretch of the hit's passage is already there."""
        return (hit.passage.passage_id, span) in self._said

    def news(self, hit: Hit, spans: Sequence[Span]) -> list[Span]:
        """Those of the spans that are not said yet, and not heard a moment ago unless all of them were."""
        unsaid = [span for span in spans if not self.said(hit, span)]
        unheard = [span for span in unsaid if hit.passage.text[span.start : span.end] not in self._heard]
        return unheard or unsaid

    def talk(self, text: str, layout: Layout = "paragraph") -> None:
        """A sentence of our own, which states no fact."""
        self.segments.append(Segment(text, "talk", layout))

    def label(self, title: str, layout: Layout = "paragraph") -> None:
        """A title that what follows stands under; one that asks needs no colon."""
        self.talk(f"**{title}**" if title.endswith("?") else messages.LABEL.format(title=title), layout)

    def open(self, text: str) -> None:
        """A word (»Ja.«) that the next fact goes on from."""
        self.talk(text)
        self._opened = True

    def answer(self) -> Answer:
        """The segments and the citations that they point to."""
        return Answer(tuple(self.segments), self._numbering.citations(), ENGINE)
