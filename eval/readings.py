"""Thirty answers from the held-out half, read by two readers: what was drawn, what they marked, and whether it stands.

Marks lie in ``eval/data/readings.json``. An answer that has changed since it was read is told apart by
the hash of its text.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, TypeAdapter

from advisor import citations
from advisor.domain import Message
from advisor.service import Advisor
from eval.dataset import DATA, SETS, Question, load

FILE = DATA / "readings.json"
DRAWN = 30
_SEED = 2026112514
"""Changed when a new thirty is to be read: those that were mended by an earlier reading prove nothing."""


class Marks(BaseModel):
    """What one reader says of one answer; ``reason`` is in Danish, empty where there is nothing to say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    right: bool
    complete: bool
    readable: bool
    balanced: bool
    reason: str

    @property
    def fully(self) -> bool:
        """Whether there is nothing to set right."""
        return self.right and self.complete and self.readable and self.balanced


class Reading(BaseModel):
    """One answer and the marks of its readers, in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    answer: str
    marks: tuple[Marks, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question drawn, and the answer it gets today."""

    question: Question
    text: str
    sources: str

    @property
    def name(self) -> str:
        """The hash of the answer's text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def draw(advisor: Advisor) -> list[Drawn]:
    """The same thirty questions every time, from the held-out half of every set, with today's answers."""
    held = [question for name in SETS for question in load(name) if question.split == "held"]
    chosen = random.Random(_SEED).sample(sorted(held, key=lambda q: q.id), DRAWN)
    return [_answered(advisor, question) for question in chosen]


def _answered(advisor: Advisor, question: Question) -> Drawn:
    history = [Message(turn.role, turn.text) for turn in question.history]
    turn = advisor.chat(question.question, history=history)
    cited = turn.answer.citations or turn.nearest
    return Drawn(question, citations.render(turn.answer.segments), citations.reference_list(cited))


def sheet(drawn: Sequence[Drawn]) -> str:
    """The thirty as a text to read, with what a right answer says by the question's author."""
    parts = []
    for one in drawn:
        question = one.question
        before = "".join(f"> {turn.role}: {turn.text}\n" for turn in question.history)
        parts.append(
            f"## {question.id} ({question.role})\n\n{before}**{question.question}**\n\n"
            f"{one.text}\n\n{one.sources}\n\n"
            f"*Besvares af kilderne: {'ja' if question.answerable else 'nej'}. "
            f"Forfatterens facit: {'; '.join(question.facts) or '–'}. Hash: {one.name}*\n"
        )
    return "\n".join(parts)


def stored() -> tuple[Reading, ...]:
    """The readings that are kept; none when nobody has read yet."""
    if not FILE.is_file():
        return ()
    return TypeAdapter(tuple[Reading, ...]).validate_python(json.loads(FILE.read_text(encoding="utf-8")))


def markdown(drawn: Sequence[Drawn], readings: Sequence[Reading]) -> str:
    """How many were found fully right by both readers, and why the others were not."""
    if not readings:
        return ""
    today = {one.question.id: one for one in drawn}
    fully = [reading for reading in readings if all(marks.fully for marks in reading.marks)]
    changed = [r.id for r in readings if r.id not in today or today[r.id].name != r.answer]
    found = f"{len(fully)} of {len(readings)} are fully right (right, complete, readable, balanced) by both readers."
    later = f"{len(changed)} have changed since they were read{': ' if changed else ''}{', '.join(changed)}."
    lines = [
        "\n## Thirty answers read by two readers\n",
        f"{found} {later}\n",
        "| question | reader | right | complete | readable | balanced | reason |",
        "|---|---|---|---|---|---|---|",
    ]
    for reading in readings:
        for number, marks in enumerate(reading.marks, start=1):
            cells = ["✓" if mark else "–" for mark in (marks.right, marks.complete, marks.readable, marks.balanced)]
            lines.append(f"| {reading.id} | {number} | {' | '.join(cells)} | {marks.reason} |")
    return "\n".join(lines) + "\n"
