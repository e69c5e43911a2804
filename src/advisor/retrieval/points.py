"""Which points of a sub-question an answer covers: its sentences held against what people write for the points."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.danish.sentences import sentences
from advisor.danish.text import clean
from advisor.danish.words import words
from advisor.ports import Embedder, VectorIndex
from advisor.retrieval.fusion import pooled_by

MOST_PIECES = 8
"""Pieces of an answer that are embedded: a guide's turn must not cost more than a few questions do."""

COVERED = 0.5


class PointFinder:
    """Finds points by the likeness of an answer's pieces to the stored ways into them."""

    def __init__(self, points: Mapping[str, VectorIndex], embedder: Embedder) -> None:
        self._points = points
        self._embedder = embedder

    def covered(self, sub_question: str, answer: str) -> tuple[str, ...]:
        """The ids of the points that an answer touches, the surest first."""
        near = self.nearness(sub_question, answer)
        return tuple(point for point, cosine in near.items() if cosine >= COVERED)

    def nearness(self, sub_question: str, answer: str) -> dict[str, float]:
        """How near an answer comes to each point, in pooled cosine of its nearest piece, best first."""
        pieces_of = pieces(answer)
        index = self._points[sub_question]
        if not pieces_of:
            return {}
        best: dict[str, float] = {}
        for vector in self._embedder.embed_queries(pieces_of):
            for point, cosine in pooled_by(index.nearest(vector, index.count())).items():
                best[point] = max(cosine, best.get(point, -1.0))
        return dict(sorted(best.items(), key=lambda pair: -pair[1]))


_CLAUSE = re.compile(r"[;\n]+|,\s+(?:og|men|så|fordi|for|mens|hvor|hvis)\s+|\s+(?:men|fordi|mens)\s+|\.\s+")
_SHORTEST = 3


def pieces(answer: str) -> list[str]:
    """The sentences and clauses of an answer, at most ``MOST_PIECES``; short ones go with the one before."""
    found: list[str] = []
    for span in sentences(answer):
        for clause in _CLAUSE.split(answer[span.start : span.end]):
            text = clean(clause)
            if not words(text):
                continue
            if found and len(words(text)) < _SHORTEST:
                found[-1] = f"{found[-1]}, {text}"
            else:
                found.append(text)
    return found[:MOST_PIECES]
