"""Which words of an original say what a sentence of the digest says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from advisor.danish.sentences import sentences
from advisor.danish.words import stems
from advisor.domain import Mark, Passage, Span

_SURE = 0.5
_AHEAD = 0.08


@dataclass(frozen=True, slots=True)
class _Unit:
    passage: Passage
    span: Span
    stems: frozenset[str]


def marks(digest: Sequence[Passage], own: Sequence[Passage]) -> list[Mark]:
    """The marks between the passages of one section of the digest and the own passages linked to it.

    For each sentence and list item of the digest the stretch of an own passage that says the same, where one is
    clearly nearest; else none: better no mark than a wrong one.
    """
    theirs = [unit for passage in own for unit in _units(passage, pairs=True)]
    singles = Counter(stem for passage in own for unit in _units(passage) for stem in unit.stems)
    number = max(1, sum(1 for passage in own for _ in _units(passage)))

    def weight(found: frozenset[str]) -> float:
        return sum(math.log(1 + number / max(1, singles[stem])) for stem in found)

    made = []
    for passage in digest:
        for ours in _units(passage):
            scored = []
            for unit in theirs:
                both = math.sqrt(weight(ours.stems) * weight(unit.stems))
                scored.append((weight(ours.stems & unit.stems) / both if both else 0.0, unit))
            scored.sort(key=lambda pair: -pair[0])
            if not scored or scored[0][0] < _SURE:
                continue
            best = scored[0][1]
            apart = [score for score, unit in scored if not _overlap(unit, best)]
            if not apart or scored[0][0] - apart[0] >= _AHEAD:
                made.append(Mark(passage.place, ours.span, best.passage.passage_id, best.span))
    return made


def _units(passage: Passage, pairs: bool = False) -> Iterator[_Unit]:
    prose = sentences(passage.text[: passage.prose.end])
    spans = [*prose, *passage.items]
    if pairs:
        spans += [Span(one.start, two.end) for one, two in pairwise(prose)]
    for span in spans:
        yield _Unit(passage, span, frozenset(stems(passage.text[span.start : span.end])))


def _overlap(one: _Unit, two: _Unit) -> bool:
    same = one.passage.passage_id == two.passage.passage_id
    return same and one.span.start < two.span.end and two.span.start < one.span.end
