"""Which points of a sub-question an answer covers: its sentences held against what people write for the points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from advisor.danish.sentences import sentences
from advisor.danish.text import clean
from advisor.danish.words import words
from advisor.ports import Embedder, VectorIndex

MOST_PIECES = 10
"""Pieces of an answer that are embedded: a guide's turn must not cost more than a few questions do."""

PIECE_CHARACTERS = 240

COVERED = 0.14
"""The nearness from which a point counts as covered; set on the tuning half of the answers of ``eval guide``."""

_TEMPERATURE = 0.1
_SHORTEST = 3  # words of a clause that stands alone
_CLAUSE = re.compile(r"[;\n]+|,\s+(?:og|men|så|fordi|for|mens|hvor|hvis)\s+|\s+(?:men|fordi|mens)\s+|\.\s+")


class PointFinder:
    """Finds points by the likeness of an answer's pieces to the stored ways into them. Safe for threads."""

    def __init__(self, points: Mapping[str, VectorIndex], embedder: Embedder) -> None:
        self._points = points
        self._embedder = embedder

    def covered(self, sub_question: str, answer: str) -> tuple[str, ...]:
        """The ids of the points that an answer touches, the surest first. Raises EmbedderError."""
        near = self.nearness(sub_question, answer)
        return tuple(point for point, cosine in near.items() if cosine >= COVERED)

    def nearness(self, sub_question: str, answer: str) -> dict[str, float]:
        """How near the nearest piece of an answer comes to each point, best first; empty where it has no words."""
        said = pieces(answer)
        index = self._points.get(sub_question)
        if not said or index is None:
            return {}
        best: dict[str, float] = {}
        for vector in self._embedder.embed_queries(said):
            for point, near in _by_point(index.nearest(vector, index.count())).items():
                best[point] = max(near, best.get(point, -1.0))
        return dict(sorted(best.items(), key=lambda pair: -pair[1]))


def _by_point(scored: Iterable[tuple[str, float]]) -> dict[str, float]:
    """A soft maximum over the ways into each point, whatever their number."""
    held: dict[str, list[float]] = {}
    for key, cosine in scored:
        held.setdefault(key.rpartition("/")[0], []).append(math.exp(cosine / _TEMPERATURE))
    return {point: _TEMPERATURE * math.log(sum(found) / len(found)) for point, found in held.items()}


def pieces(answer: str) -> list[str]:
    """The clauses of an answer, at most ``MOST_PIECES``; a short one goes with the one before it.

    Of a longer answer every n-th is taken, so that its end counts as much as its beginning.
    """
    found: list[str] = []
    for span in sentences(answer):
        for clause in _CLAUSE.split(answer[span.start : span.end]):
            text = clean(clause, PIECE_CHARACTERS)
            if not words(text):
                continue
            if found and len(words(text)) < _SHORTEST:
                found[-1] = f"{found[-1]}, {text}"
            else:
                found.append(text)
    step = max(1, math.ceil(len(found) / MOST_PIECES))
    return found[::step]
