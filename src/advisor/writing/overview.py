"""The answer to an open question (»hvad skal vi tænke over ved skærmbesøg?«): a point for each of the
guide's sub-questions, from the passages that introduce it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from advisor.domain import Hit
from advisor.knowledge import Guide, SubQuestion
from advisor.knowledge.links import parse_link
from advisor.ports import PassageStore

MOST_POINTS = 5
_OPEN = re.compile(
    r"\bhvad (?:skal|bør|må|kan) (?:vi|jeg|man|i|en leder|ledelsen)\b.{0,40}"
    r"\b(?:tænke|huske|overveje|tage højde|opmærksom\w*|passe på|forberede|holde øje|igennem)\b"
    r"|\bhvad er vigtigt\b.{0,30}\b(?:når|ved|før|inden)\b"
    r"|\bhvor (?:skal|bør) (?:vi|jeg|man) (?:begynde|starte)\b"
    r"|\bhvordan (?:kommer vi|griber vi|starter vi|begynder vi)\b.{0,30}\b(?:i gang|an|med)\b"
    r"|\bwhat should (?:we|i) (?:think about|consider|keep in mind)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_open(question: str) -> bool:
    """Whether a question asks what to think of at all, rather than for one thing."""
    return bool(_OPEN.search(question))


def points(guide: Guide, store: PassageStore, hits: Mapping[str, Hit]) -> Iterator[tuple[SubQuestion, Hit]]:
    """For each sub-question, in the guide's order, the introducing passage nearest to what was asked.

    ``hits`` are by passage id. Where none of a sub-question's passages was found, its first is taken.
    """
    subs = [sub for core in guide.core_questions for sub in core.sub_questions]
    for sub in subs[:MOST_POINTS]:
        candidates = list(_introductions(sub, store, hits))
        yield sub, max(candidates, key=lambda hit: hit.score)


def _introductions(sub: SubQuestion, store: PassageStore, hits: Mapping[str, Hit]) -> Iterator[Hit]:
    for target in sub.passages:
        link = parse_link(target)
        if link is None or link.section is None:
            continue
        passage = next(p for p in store.of_section(link.section) if p.key == link.key)
        found = hits.get(passage.passage_id)
        yield Hit(passage, found.score if found else 0.0, item=link.item or (found.item if found else None))
