"""Which points of a sub-question an answer covers: held against what people write for the points.

Two kinds of evidence are weighed together by a logistic regression that half of the marked answers of
``eval guide`` teach (``python -m eval guide --fit``): how near the nearest clause of the answer comes to
the ways into a point, and how many telling words it shares with them.
"""

from __future__ import annotations

import math
import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.danish.sentences import sentences
from advisor.danish.text import clean
from advisor.danish.words import stems, words
from advisor.knowledge import Guide
from advisor.ports import Embedder, VectorIndex

MOST_PIECES = 10
"""Pieces of an answer that are embedded: a guide's turn must not cost more than a few questions do."""

PIECE_CHARACTERS = 240
BIAS, NEAR, SHARED, PIECES = -8.7, 15.1, 9.6, 2.4
"""The weights of what speaks for a point; see ``Evidence``."""

_TEMPERATURE = 0.1
_SHORTEST = 3  # words of a clause that stands alone
_FEW_STEMS = 5  # a short answer shares few words; its share counts no more than it should
_SATURATED = 6  # a word in a sixth of a point's ways in is as telling as one in all of them
_CLAUSE = re.compile(r"[;\n]+|,\s+(?:og|men|så|fordi|for|mens|hvor|hvis)\s+|\s+(?:men|fordi|mens)\s+|\.\s+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a point: ``near``, the soft maximum of cosines; ``shared``, the weight of shared stems per
    stem of the answer; ``pieces``, the logarithm of how much there is to hold against it."""

    near: float
    shared: float
    pieces: float

    @property
    def log_odds(self) -> float:
        """That the point is covered, as the logarithm of the odds."""
        return BIAS + NEAR * self.near + SHARED * self.shared + PIECES * self.pieces


class PointFinder:
    """Finds the points that an answer covers. Safe for threads."""

    def __init__(self, points: Mapping[str, VectorIndex], embedder: Embedder, guide: Guide) -> None:
        """``points`` holds the vectors of the ways into the points of ``guide``."""
        self._points = points
        self._embedder = embedder
        self._subs = guide.sub_questions
        self._words: dict[str, Mapping[str, Mapping[str, float]]] = {}
        self._lock = threading.Lock()

    def covered(self, sub_question: str, answer: str) -> tuple[str, ...]:
        """The ids of the points that an answer touches, the surest first. Raises EmbedderError."""
        sure = {point: found.log_odds for point, found in self.evidence(sub_question, answer).items()}
        return tuple(sorted((point for point, odds in sure.items() if odds >= 0), key=lambda point: -sure[point]))

    def evidence(self, sub_question: str, answer: str) -> dict[str, Evidence]:
        """What speaks for each point of a sub-question; nothing for an answer without words."""
        said, index = pieces(answer), self._points.get(sub_question)
        if not said or index is None:
            return {}
        near: dict[str, float] = {}
        for vector in self._embedder.embed_queries(said):
            for point, cosine in _by_point(index.nearest(vector, index.count())).items():
                near[point] = max(cosine, near.get(point, -1.0))
        own = set(stems(answer))
        shared = {
            point: sum(weights.get(stem, 0.0) for stem in own) / (_FEW_STEMS + len(own))
            for point, weights in self._weights(sub_question).items()
        }
        size = math.log(1 + len(said))
        return {point: Evidence(cosine, shared.get(point, 0.0), size) for point, cosine in near.items()}

    def _weights(self, sub_question: str) -> Mapping[str, Mapping[str, float]]:
        """For each point how telling each stem is: rare among all ways in, frequent among its own. Made once."""
        with self._lock:
            if sub_question not in self._words:
                self._words[sub_question] = self._counted(sub_question)
            return self._words[sub_question]

    def _counted(self, sub_question: str) -> Mapping[str, Mapping[str, float]]:
        points = self._subs[sub_question].points
        held = {point.id: Counter(stem for way in point.ways_in for stem in set(stems(way))) for point in points}
        everywhere = sum(held.values(), Counter[str]())
        ways = sum(len(point.ways_in) for point in points)
        rarity = {stem: math.log((ways + 1) / (count + 0.5)) for stem, count in everywhere.items()}
        return {
            point.id: {
                stem: rarity[stem] * min(1.0, _SATURATED * count / len(point.ways_in))
                for stem, count in held[point.id].items()
            }
            for point in points
        }


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
    return found[:: max(1, math.ceil(len(found) / MOST_PIECES))]
