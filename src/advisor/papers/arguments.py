"""The argument sheet: what one side of the table can stand on, and what the other may rightly answer.

The words of a claim and of its answer are those of their passages; the sheet says what each rests on.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor import messages
from advisor.citations import credit, pages, side
from advisor.domain import Hit, Passage, Span
from advisor.knowledge.vocabulary import recognise
from advisor.papers import wording
from advisor.papers.document import Block, Document, Heading, Paragraph, Run
from advisor.papers.material import Material, about
from advisor.papers.notes import Notes
from advisor.papers.parts import aside, labelled, opening, text
from advisor.writing.argue import Claim, basis, caution


def make(material: Material) -> Document:
    """The argument sheet of the material's side."""
    notes = material.notes()
    blocks = (opening(material), *_whole(material, notes))
    project = about(material)
    side = wording.ARGUMENTS_FOR[material.side]
    subtitle = wording.SUMMARY.format(title=side, words=project) if project else side
    return material.document("arguments", wording.TITLES["arguments"], subtitle, blocks, notes)


def _whole(material: Material, notes: Notes) -> Iterator[Block]:
    if not material.claims:
        yield text(wording.ARGUMENTS_NONE)
        return
    technology = recognise(material.session.project.technology or "", material.reference.vocabulary.technologies)
    neither = messages.ARGUE_NEITHER.format(technology=technology.name) if technology else ""
    yield text(f"{neither} {wording.ARGUMENTS_INTRO}".strip())
    for number, claim in enumerate(material.claims, start=1):
        yield from _claim(claim, number, notes)
    yield Heading(wording.BEFORE_USE)
    yield text(caution(material.claims))
    yield text(wording.ARGUMENTS_SWITCH)


def _claim(claim: Claim, number: int, notes: Notes) -> Iterator[Block]:
    yield Heading(wording.CORE_SHORT.format(number=number, title=claim.argument.title))
    yield Paragraph((Run(f"{_words(claim.hit, claim.span)} "), notes.cite(claim.hit.passage, claim.span)))
    yield aside(f"{_source(claim.hit.passage)} {wording.BASIS.format(basis=basis(claim))}")
    yield labelled(wording.ASK, claim.argument.ask)
    counter = _words(claim.counter, claim.counter_span)
    yield labelled(wording.COUNTER, f"{counter} ", notes.cite(claim.counter.passage, claim.counter_span))
    yield aside(_source(claim.counter.passage))


def _words(hit: Hit, span: Span) -> str:
    return hit.passage.text[span.start : span.end]


def _source(passage: Passage) -> str:
    """Who says it, where and whose side that is, short enough to stand under the words."""
    parts = dict.fromkeys((credit(passage), passage.title, str(passage.year or ""), pages(passage)))
    source = ", ".join(part for part in parts if part)
    return wording.SOURCE.format(source=source, side=side(passage))
