"""The small pieces that papers are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from advisor.citations import side
from advisor.danish.sentences import sentences
from advisor.danish.text import capital, shortened
from advisor.domain import Contribution, GuideAnswer, Hit, Span
from advisor.knowledge import SubQuestion
from advisor.papers import wording
from advisor.papers.document import Block, Cell, Inline, Items, Paragraph, Run, cleaned
from advisor.papers.material import Material, day
from advisor.papers.notes import Notes, run_on
from advisor.writing.places import place

EXCERPT = 240
"""Characters of an answer where the paper has it in full elsewhere."""

_QUOTED = 420  # characters of one consideration, to the end of a sentence


def text(words: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Run(words),))


def labelled(label: str, words: str, *more: Inline) -> Paragraph:
    """A paragraph that begins with its label in bold."""
    return Paragraph((Run(label, "bold"), Run(f" {words}"), *more))


def aside(words: str) -> Paragraph:
    """A paragraph that says where something comes from."""
    return Paragraph((Run(words),), "aside")


def blank(label: str) -> Paragraph:
    """Room to write, with a word on what belongs there."""
    return Paragraph((Run(label),), "blank")


def bullets(items: Iterable[Paragraph], ordered: bool = False) -> tuple[Block, ...]:
    """A list, or nothing when it would be empty."""
    held = tuple(items)
    return (Items(held, ordered),) if held else ()


def opening(material: Material) -> Paragraph:
    """When the paper was made, and from which corpus."""
    checked = [entry.checked for entry in material.reference.entries.values()]
    seen = wording.CHECKED.format(date=day(max(checked))) if checked else ""
    made = wording.MADE.format(date=day(material.date), corpus=material.corpus)
    return aside(f"{made} {seen}".strip())


def answers(answer: GuideAnswer) -> tuple[Paragraph, ...]:
    """What each voice says, whole: line by line, the first with the voice's name."""
    return tuple(part for said in answer.contributions for part in _lines(said))


def excerpt(material: Material, sub_questions: Sequence[str], numbered: bool = True) -> tuple[Paragraph, ...]:
    """The beginning of what was answered to these, each with the number under which it stands whole."""
    return tuple(
        Paragraph(
            (
                Run(f"{material.number(name)} {voice(said)}" if numbered else voice(said), "bold"),
                Run(f" {shortened(said.text, EXCERPT)}"),
            ),
            "answer",
        )
        for name in sub_questions
        for said in material.walk.answer(name).contributions
    )


def voice(said: Contribution) -> str:
    """Whose words follow: »Ledelsen:«, or »Jeres svar:« where no voice is named."""
    return wording.VOICE.format(voice=capital(cleaned(said.voice).strip()) or wording.OWN_VOICE)


def told(material: Material, notes: Notes, target: str, sentence: int = 1) -> Paragraph | None:
    """A sentence of the sources, with whose word it is and where it stands; None when the link leads nowhere."""
    found = place(material.store, target, sentence)
    return said_by(notes, *found) if found else None


def said_by(notes: Notes, hit: Hit, span: Span) -> Paragraph:
    """A stretch of a passage with whose word it is and the number of its place."""
    words = hit.passage.text[span.start : span.end]
    return Paragraph((Run(f"{words} "), Run(f"({side(hit.passage)}) ", "italic"), notes.cite(hit.passage, span)))


def considerations(
    material: Material, sub: SubQuestion, answer: GuideAnswer, notes: Notes, most: int
) -> tuple[Paragraph, ...]:
    """What the sources were quoted for while the question was talked over, or else what introduces it."""
    held: list[Paragraph] = []
    for cited in answer.cited:
        kept = notes.cite_kept(cited) if len(held) < most else None
        if kept is not None:
            words, side, note = kept
            held.append(Paragraph((Run(f"{_opening_of(words)} "), Run(f"({side}) ", "italic"), note)))
    return tuple(held) or introducing(material, sub, notes, 1)


def introducing(material: Material, sub: SubQuestion, notes: Notes, most: int) -> tuple[Paragraph, ...]:
    """What introduces a sub-question, at most that many sentences."""
    found = (place(material.store, target) for target in sub.passages)
    whole = (f for f in found if f and not f[0].passage.text[f[1].start : f[1].end].endswith(":"))
    return tuple(said_by(notes, *one) for one in islice(whole, most))


def cell(*held: Paragraph) -> Cell:
    """A cell of a table."""
    return held


def _opening_of(quote: str) -> str:
    """The first whole sentences of a quote, the items of a list on one line."""
    spans = sentences(quote)
    end = max((span.end for span in spans if span.end <= _QUOTED), default=spans[0].end if spans else 0)
    return run_on(quote[:end])


def _lines(said: Contribution) -> Iterable[Paragraph]:
    lines = [line for line in said.text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if number:
            yield Paragraph((Run(line.strip()),), "answer")
        else:
            yield Paragraph((Run(voice(said), "bold"), Run(f" {line.strip()}")), "answer")
