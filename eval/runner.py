"""Asks the questions and notes what came of each."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor import citations
from advisor.domain import Message
from advisor.service import Advisor
from eval import metrics
from eval.dataset import Question

DEPTH = 50
_REFUSALS = ("refused", "blocked")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question asked. ``ranking`` holds sections, best first; times are in milliseconds."""

    question: Question
    ranking: tuple[str, ...]
    refused: bool
    text: str
    facts: int
    exact: int
    milliseconds: float

    @property
    def right(self) -> bool | None:
        """Whether the answer has the facts it must have; None where the question names none."""
        if not self.question.must and not self.question.must_not:
            return None
        return metrics.matches(self.text, self.question.must, self.question.must_not)

    @property
    def fact_recall(self) -> float | None:
        """The share of the facts it must have; None where the question names none."""
        if not self.question.must and not self.question.must_not:
            return None
        return metrics.fact_recall(self.text, self.question.must, self.question.must_not)


def run(advisor: Advisor, questions: Iterable[Question]) -> list[Outcome]:
    """Ask each question once, search and answer."""
    return [ask(advisor, question) for question in questions]


def ask(advisor: Advisor, question: Question) -> Outcome:
    """Ask one question, search and answer."""
    history = [Message(turn.role, turn.text) for turn in question.history]
    hits = advisor.search(question.question, k=DEPTH, history=history).hits
    started = time.perf_counter()
    turn = advisor.chat(question.question, history=history)
    milliseconds = (time.perf_counter() - started) * 1000
    cited = {citation.number: citation for citation in turn.answer.citations}
    facts = [segment for segment in turn.answer.segments if segment.kind == "fact"]
    exact = 0
    for segment in facts:
        quotes = [cited[number] for number in segment.citations]
        held = [advisor.passage(citation.passage.passage_id).passage.text for citation in quotes]
        exact += any(
            segment.text in quote.quote and text[quote.start : quote.end] == quote.quote
            for quote, text in zip(quotes, held, strict=True)
        )
    return Outcome(
        question=question,
        ranking=tuple(dict.fromkeys(hit.passage.section_id for hit in hits)),
        refused=turn.status in _REFUSALS,
        text=citations.render(turn.answer.segments),
        facts=len(facts),
        exact=exact,
        milliseconds=milliseconds,
    )


def sections(advisor: Advisor) -> frozenset[str]:
    """Every section that the index holds."""
    found: Sequence[str] = [p.section_id for source in advisor.sources() for p in advisor.source(source.source_id)[1]]
    return frozenset(found)
