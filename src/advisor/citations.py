"""Numbering, checking and listing citations: pure functions over answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from advisor import markup, messages
from advisor.domain import Answer, Citation, Hit, Passage, Segment, SegmentKind, Source, Span
from advisor.ports import PassageStore


class Numbering:
    """Gives each passage of an answer one number, in the order of first use, and keeps what was used of it."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._hits: dict[str, Hit] = {}
        self._used: dict[str, Span] = {}

    def cite(self, hit: Hit, span: Span) -> tuple[int, ...]:
        """The number to put at a text that is ``span`` of the hit's passage."""
        key = hit.passage.passage_id
        self._hits.setdefault(key, hit)
        used = self._used.get(key, span)
        self._used[key] = Span(min(used.start, span.start), max(used.end, span.end))
        return (list(self._hits).index(key) + 1,)

    def citations(self) -> tuple[Citation, ...]:
        """All citations; each quote runs from the first to the last used character of its passage."""
        return tuple(
            make_citation(number, hit, self._used[key], self._sources)
            for number, (key, hit) in enumerate(self._hits.items(), start=1)
        )


def make_citation(number: int, hit: Hit, span: Span, sources: Mapping[str, Source]) -> Citation:
    """A citation of ``span`` in the hit's passage, with the source that the passage relays, if any."""
    origin = sources.get(hit.passage.origin) if hit.passage.origin else None
    return Citation(number, hit.passage, span.start, span.end, hit.score, origin)


def whole(hits: Iterable[Hit], sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """Citations of the whole passages of ``hits``, numbered in their order."""
    spans = ((hit, Span(0, len(hit.passage.text))) for hit in hits)
    return tuple(make_citation(number, *one, sources) for number, one in enumerate(spans, start=1))


def with_originals(cited: Iterable[Citation], store: PassageStore) -> tuple[Citation, ...]:
    """The citations, those of our own wording with the exact wording behind it, where the user holds that."""
    return tuple(
        replace(one, original=store.original(one.passage, Span(one.start, one.end)))
        if one.passage.wording == "own"
        else one
        for one in cited
    )


def check(answer: Answer) -> Answer:
    """The answer with every fact that does not hold taken out, and citations that nothing uses with it.

    What is left is numbered anew, in the order of first use.

    A fact holds when each number it carries is that of a citation, and its text stands word for word
    within a cited quote (or, for a written sentence, each number in it does). An answer left without
    facts has no citations either; the caller then refuses.
    """
    cited = {citation.number: citation for citation in answer.citations}
    kept = [segment for segment in answer.segments if segment.kind == "talk" or _holds(segment, cited)]
    used = dict.fromkeys(number for segment in kept for number in segment.citations if number in cited)
    numbers = {old: new for new, old in enumerate(used, start=1)}
    return replace(
        answer,
        segments=tuple(replace(s, citations=tuple(numbers[n] for n in s.citations if n in numbers)) for s in kept),
        citations=tuple(replace(cited[old], number=new) for old, new in numbers.items()),
    )


def _holds(segment: Segment, cited: Mapping[int, Citation]) -> bool:
    if not segment.citations or any(number not in cited for number in segment.citations):
        return False
    return any(segment.text in cited[number].quote for number in segment.citations)


def render(segments: Sequence[Segment]) -> str:
    """The answer as Markdown, its numbers in brackets after each fact.

    What others wrote stays text: of an extract nothing is markup, and of our own words (which may name what is theirs)
    only the emphasis.
    """
    return _laid_out(segments, {"fact": markup.escaped, "talk": markup.emphasised})


def plain(segments: Sequence[Segment]) -> str:
    """The same as text without markup, to paste elsewhere."""
    return _laid_out(segments, {"fact": str, "talk": markup.without_emphasis})


def _laid_out(segments: Sequence[Segment], write: Mapping[SegmentKind, Callable[[str], str]]) -> str:
    blocks: list[str] = []
    count, listed = 0, ""
    for segment in segments:
        text = write[segment.kind](markup.line(segment.text)) + "".join(f"[{number}]" for number in segment.citations)
        if segment.layout in ("item", "bullet"):
            count = count + 1 if segment.layout == listed else 1
            listed = segment.layout
            mark = f"{count}." if segment.layout == "item" else "-"
            blocks.append(("\n" if count > 1 else "\n\n") + f"{mark} {text}")
            continue
        if segment.layout in ("sentence", "under"):
            blocks.append(f" {text}" if segment.layout == "sentence" else f"\n   - {text}")
            continue
        blocks.append(f"\n\n{text}")
        listed = ""
    return "".join(blocks).strip()


def credit(passage: Passage) -> str:
    """Who says it: the publisher, or the quoted speaker and who passes it on; of what has neither, the title."""
    publisher = passage.publisher or passage.title
    if passage.speaker and passage.speaker != passage.publisher:
        return messages.RELAYED_BY.format(speaker=passage.speaker, publisher=publisher)
    return publisher


def side(passage: Passage) -> str:
    """Whose side the passage is on, and whether it stands in a document of the user's own."""
    own = passage.wording == "verbatim" and passage.side != "local"
    return messages.SIDES[passage.side] + (f", {messages.OWN_COPY}" if own else "")


def named(passage: Passage) -> str:
    """Who says it and where: »Fremfærd: Sammen om ny teknologi«, or the title alone where it says nobody's name."""
    who = credit(passage)
    return who if who == passage.title else f"{who}: {passage.title}"


def pages(passage: Passage) -> str:
    """»s. 12–13«; empty where there are none."""
    return messages.PAGES.format(pages=passage.pages.replace("-", "–")) if passage.pages else ""


def reference(citation: Citation) -> str:
    """One line for a list of sources, without its number."""
    passage = citation.passage
    section = passage.section if passage.section != passage.title else ""
    parts = (named(passage), str(passage.year or ""), pages(passage), section, side(passage))
    return " · ".join(part for part in parts if part)


def reference_list(citations: Iterable[Citation]) -> str:
    """The numbered sources as Markdown lines."""
    return "\n".join(f"[{c.number}] {markup.escaped(markup.line(reference(c)))}" for c in citations)
