"""A question → both indexes → six lists → fusion → filters → hits."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from advisor.danish import words as danish
from advisor.danish.language import is_english
from advisor.danish.text import clean
from advisor.domain import Filters, Hit, Passage, Source
from advisor.ports import Embedder, Library
from advisor.retrieval.confidence import chance
from advisor.retrieval.fusion import fuse, standardise
from advisor.retrieval.standing import behind, is_elsewhere

PASSAGE_VECTORS, WAY_VECTORS, MODEL_VECTORS = "passage_vectors", "way_vectors", "model_vectors"
PASSAGE_WORDS, WAY_WORDS, GRAMS = "passage_words", "way_words", "grams"

WEIGHTS: Mapping[str, float] = {
    PASSAGE_VECTORS: 0.9,
    WAY_VECTORS: 1.4,
    MODEL_VECTORS: 1.0,
    PASSAGE_WORDS: 0.7,
    WAY_WORDS: 0.6,
    GRAMS: 0.5,
}
"""Chosen on the development questions and the tuning half of our own; the other half only reports."""

WEIGHTS_ENGLISH: Mapping[str, float] = {PASSAGE_VECTORS: 1.0, WAY_VECTORS: 1.0, MODEL_VECTORS: 0.7}
"""English words only add noise among Danish ones; the vectors know both languages."""

QUERY_CHARACTERS = 1_000
_DEPTH = 80
_WAY_DEPTH = 150  # many ways in lead to one passage
_BESIDE = 0.5  # how far a model's other passages stand behind its first, in deviations


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the question as it was searched, the hits best first, the passages searched.

    ``models`` says how near each of the guide's models is, best first, in deviations from their mean.
    """

    question: str
    hits: tuple[Hit, ...]
    searched: int
    models: Mapping[str, float] = field(default_factory=dict)


class Retriever:
    """Searches one library with one embedder; safe for threads."""

    def __init__(self, library: Library, embedder: Embedder, sources: Mapping[str, Source]) -> None:
        """``sources`` is the bibliography: it says which of them answer first."""
        self._library = library
        reach = library.passages.reach()
        self._behind = {elsewhere: behind(reach, sources, elsewhere) for elsewhere in (False, True)}
        self._embedder = embedder
        self._searched = library.passages.count()

    def search(self, question: str, k: int = 8, filters: Filters | None = None) -> Found:
        """The ``k`` passages most likely to answer ``question`` among those that ``filters`` lets through."""
        question = self._spelt(clean(question)[:QUERY_CHARACTERS])
        if not question:
            return Found(question, (), self._searched)
        english = is_english(question)
        lists, ways, models = self._lists(question)
        fused = fuse(lists, WEIGHTS_ENGLISH if english else WEIGHTS)
        gaps = self._behind[is_elsewhere(question)]
        fused = {key: score - gaps.get(key, 0.0) for key, score in fused.items()}
        ranking = sorted(fused, key=lambda key: (-fused[key], key))
        near = lists[PASSAGE_VECTORS]
        farthest, farthest_way = min(near.values(), default=0.0), min((w[0] for w in ways.values()), default=0.0)
        hits = []
        for passage in itertools.islice(self._passages(ranking, filters, k), k):
            key = passage.passage_id
            cosine, way_id = ways.get(key, (farthest_way, None))
            way = passage.ways_in[int(way_id.split("/")[1])] if way_id else None
            share = max(0.0, fused[key] / fused[ranking[0]]) if fused[ranking[0]] > 0 else 0.0
            score = chance(near.get(key, farthest), cosine, english) * min(1.0, share)
            hits.append(Hit(passage, score, way.text if way else None, way.item if way else None))
        return Found(question, tuple(hits), self._searched, models)

    def _spelt(self, question: str) -> str:
        """The question with its letters given back, where the corpus knows a word only with æ, ø or å."""
        usual = self._library.spelling.written(danish.words(question))
        return danish.replace_words(question, usual) if usual else question

    def _lists(
        self, question: str
    ) -> tuple[dict[str, dict[str, float]], dict[str, tuple[float, str]], dict[str, float]]:
        """The six lists as scores by passage id, for each passage its nearest way in, and the models' nearness."""
        library = self._library
        vector = self._embedder.embed_queries([question])[0]
        terms, grams = danish.stems(question), danish.grams(question)
        near_ways = library.way_vectors.nearest(vector, _WAY_DEPTH)
        ways: dict[str, tuple[float, str]] = {}
        for way_id, cosine in near_ways:
            ways.setdefault(way_id.split("/")[0], (cosine, way_id))
        models = standardise(dict(library.model_vectors.nearest(vector, len(library.models))))
        lists = {
            PASSAGE_VECTORS: dict(library.passage_vectors.nearest(vector, _DEPTH)),
            WAY_VECTORS: {key: cosine for key, (cosine, _) in ways.items()},
            MODEL_VECTORS: self._of_models(models),
            PASSAGE_WORDS: dict(library.passage_words.search(terms, _DEPTH)),
            WAY_WORDS: _best(library.way_words.search(terms, _WAY_DEPTH)),
            GRAMS: _best(library.grams.search(grams, _WAY_DEPTH)),
        }
        return lists, ways, models

    def _of_models(self, models: Mapping[str, float]) -> dict[str, float]:
        """The models' nearness by passage: a model's passages belong together and are found together."""
        scores: dict[str, float] = {}
        for model, nearness in models.items():
            for number, passage_id in enumerate(self._library.models[model]):
                score = nearness - (_BESIDE if number else 0.0)
                scores[passage_id] = max(score, scores.get(passage_id, score))
        return scores

    def _passages(self, ranking: Sequence[str], filters: Filters | None, step: int) -> Iterable[Passage]:
        """The ranked passages that pass the filters, fetched ``step`` at a time."""
        for start in range(0, len(ranking), step):
            for passage in self._library.passages.get(ranking[start : start + step]):
                if filters is None or _passes(passage, filters):
                    yield passage


def _best(scored: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The best score for each passage, whether it is its own or one of its ways in."""
    best: dict[str, float] = {}
    for key, score in scored:
        passage_id = key.split("/")[0]
        best[passage_id] = max(score, best.get(passage_id, 0.0))
    return best


def _passes(passage: Passage, filters: Filters) -> bool:
    def fits(wanted: Sequence[str], own: Sequence[str]) -> bool:
        return not wanted or not own or bool(set(wanted) & set(own))

    return (
        (not filters.sources or passage.source_id in filters.sources)
        and (not filters.sides or passage.side in filters.sides)
        and (not filters.kinds or passage.kind in filters.kinds)
        and fits(filters.core_questions, passage.core_questions)
        and fits(filters.phases, passage.phases)
        and fits(filters.technologies, passage.technologies)
    )
