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
_MOST_OF_ONE = 2
_OPEN = re.compile(
    r"\bhvad (?:skal|bør|må|kan) (?:vi|jeg|man|i|en leder|ledelsen)\b.{0,40}"
    r"\b(?:tænke|huske|overveje|tage højde|opmærksom\w*|passe på|forberede|holde øje)\b"
    r"|\bhvad er vigtigt\b.{0,30}\b(?:når|ved|før|inden)\b"
    r"|\bhvor (?:skal|bør) (?:vi|jeg|man) (?:begynde|starte)\b"
    r"|\bhvordan (?:kommer vi|griber vi|starter vi|begynder vi)\b.{0,30}\b(?:i gang|an|med)\b"
    r"|\bwhat should (?:we|i) (?:think about|consider|keep in mind)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_open(question: str) -> bool:
    """Whether a question asks what to think of at all, rather than for one thing."""
    return bool(_OPEN.search(question))


def points(guide: Guide, store: PassageStore, hits: Mapping[str, Hit]) -> list[tuple[SubQuestion, Hit]]:
    """The sub-questions to bring up, in the guide's order, each with the introducing passage nearest to what was asked.

    ``hits`` are by passage id; where none of a sub-question's passages was found, its first is taken.
    The first sub-question of all always comes, then those nearest to what was asked, at most two of
    one core question.
    """
    subs = [(core.id, sub) for core in guide.core_questions for sub in core.sub_questions]
    best = {sub.id: max(_introductions(sub, store, hits), key=lambda hit: hit.score) for _, sub in subs}
    chosen: list[str] = []
    used: dict[str, int] = {}
    for number, (core, sub) in sorted(enumerate(subs), key=lambda entry: (entry[0] > 0, -best[entry[1][1].id].score)):
        fresh = best[sub.id].passage.passage_id not in {best[other].passage.passage_id for other in chosen}
        if len(chosen) < MOST_POINTS and used.get(core, 0) < _MOST_OF_ONE and (fresh or number == 0):
            chosen.append(sub.id)
            used[core] = used.get(core, 0) + 1
    return [(sub, best[sub.id]) for _, sub in subs if sub.id in chosen]


def _introductions(sub: SubQuestion, store: PassageStore, hits: Mapping[str, Hit]) -> Iterator[Hit]:
    for target in sub.passages:
        link = parse_link(target)
        if link is None or link.section is None:
            continue
        passage = next(p for p in store.of_section(link.section) if p.key == link.key)
        found = hits.get(passage.passage_id)
        yield Hit(passage, found.score if found else 0.0, item=link.item or (found.item if found else None))
