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
from advisor.retrieval.confidence import Cosines, chance
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

    ``models`` says how near each of the guide's models is, best first, in deviations from their mean;
    ``outside`` names the kind of question outside the field that is nearer than any way in, if one is;
    ``cosines`` is what that was judged by (None for an empty question).
    """

    question: str
    hits: tuple[Hit, ...]
    searched: int
    models: Mapping[str, float] = field(default_factory=dict)
    outside: str | None = None
    cosines: Cosines | None = None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Six lists of scores by passage id, each passage's nearest way in, the models' nearness, the nearest outside."""

    lists: Mapping[str, Mapping[str, float]]
    ways: Mapping[str, str]
    models: Mapping[str, float]
    outside: str | None
    cosines: Cosines


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
        evidence = self._evidence(question)
        fused = fuse(evidence.lists, WEIGHTS_ENGLISH if english else WEIGHTS)
        gaps = self._behind[is_elsewhere(question)]
        fused = {key: score - gaps.get(key, 0.0) for key, score in fused.items()}
        ranking = sorted(fused, key=lambda key: (-fused[key], key))
        best = fused[ranking[0]] if ranking else 0.0
        likely = chance(evidence.cosines)
        hits = []
        for passage in itertools.islice(self._passages(ranking, filters, k), k):
            way_id = evidence.ways.get(passage.passage_id)
            way = passage.ways_in[int(way_id.split("/")[1])] if way_id else None
            share = min(1.0, max(0.0, fused[passage.passage_id] / best)) if best > 0 else 0.0
            hits.append(Hit(passage, likely * share, way.text if way else None, way.item if way else None))
        return Found(question, tuple(hits), self._searched, evidence.models, evidence.outside, evidence.cosines)

    def _spelt(self, question: str) -> str:
        """The question with its letters given back, where the corpus knows a word only with æ, ø or å."""
        usual = self._library.spelling.written(danish.words(question))
        return danish.replace_words(question, usual) if usual else question

    def _evidence(self, question: str) -> _Evidence:
        """What the library holds that speaks for this passage or that."""
        library = self._library
        vector = self._embedder.embed_queries([question])[0]
        terms, grams = danish.stems(question), danish.grams(question)
        near_ways = library.way_vectors.nearest(vector, _WAY_DEPTH)
        ways: dict[str, str] = {}
        for way_id, _ in near_ways:
            ways.setdefault(way_id.split("/")[0], way_id)
        near_outside = library.outside_vectors.nearest(vector, 1)
        near_models = dict(library.model_vectors.nearest(vector, len(library.models)))
        models = standardise(near_models)
        lists = {
            PASSAGE_VECTORS: dict(library.passage_vectors.nearest(vector, _DEPTH)),
            WAY_VECTORS: _best(near_ways),
            MODEL_VECTORS: self._of_models(models),
            PASSAGE_WORDS: dict(library.passage_words.search(terms, _DEPTH)),
            WAY_WORDS: _best(library.way_words.search(terms, _WAY_DEPTH)),
            GRAMS: _best(library.grams.search(grams, _WAY_DEPTH)),
        }
        cosines = Cosines(
            way=max((cosine for _, cosine in near_ways), default=-1.0),
            model=max(near_models.values(), default=None),
            outside=max((cosine for _, cosine in near_outside), default=None),
        )
        elsewhere = cosines.outside is not None and cosines.outside > cosines.way
        return _Evidence(lists, ways, models, near_outside[0][0].split("/")[0] if elsewhere else None, cosines)

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
        best[passage_id] = max(score, best.get(passage_id, score))
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
