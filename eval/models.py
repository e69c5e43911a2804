"""Whether chat gives a model whole: one question for each, and which of its points the answer holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from advisor.domain import Citation, Passage
from advisor.knowledge import Model
from advisor.knowledge.links import parse_link
from advisor.service import Advisor
from eval.dataset import DATA


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """One question asked for a model: how many of its points the answer holds."""

    model: str
    question: str
    held: int
    points: int

    @property
    def whole(self) -> bool:
        """Whether every point is there."""
        return self.held == self.points


def run(advisor: Advisor) -> list[ModelOutcome]:
    """Ask for every model once."""
    models = {model.id: model for model in advisor.guide.models}
    lines = (DATA / "models.jsonl").read_text(encoding="utf-8").splitlines()
    return [_ask(advisor, models[row["model"]], row["question"]) for row in map(json.loads, lines)]


def _ask(advisor: Advisor, model: Model, question: str) -> ModelOutcome:
    citations = advisor.chat(question).answer.citations
    held = [_holds(citations, passage, item) for passage, item in _points(advisor, model)]
    return ModelOutcome(model.id, question, sum(held), len(held))


def _points(advisor: Advisor, model: Model) -> Iterator[tuple[Passage, int | None]]:
    for point in model.points:
        link = parse_link(point.passage or model.passages[0])
        if link is None or link.section is None:
            continue
        passages = advisor.source(link.section.split("/")[0])[1]
        passage = next(p for p in passages if p.section_id == link.section and p.key == link.key)
        yield passage, point.item


def _holds(citations: tuple[Citation, ...], passage: Passage, item: int | None) -> bool:
    """Whether the cited stretch of the passage covers the item, or shows of the passage at all."""
    for citation in citations:
        if citation.passage.passage_id == passage.passage_id:
            span = passage.items[item - 1] if item else None
            return span is None or (citation.start <= span.start and span.end <= citation.end)
    return False


def markdown(outcomes: list[ModelOutcome]) -> str:
    """The share of models given whole, and those that were not."""
    whole = sum(outcome.whole for outcome in outcomes)
    lines = [f"\n## Models\n\n{whole} of {len(outcomes)} models are given with all their points.\n"]
    lines += [f"- {o.model}: {o.held} of {o.points}: {o.question}" for o in outcomes if not o.whole]
    return "\n".join(lines) + "\n"
