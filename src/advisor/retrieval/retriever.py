"""A question → both indexes → six lists → fusion → filters → hits; and what own documents hold, among them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

import numpy as np

from advisor.danish import words as danish
from advisor.danish.language import is_english
from advisor.danish.text import clean
from advisor.domain import Filters, Hit, Passage, Role, Source
from advisor.ports import Embedder, Library, Vectors
from advisor.retrieval import own
from advisor.retrieval.confidence import Cosines, chance
from advisor.retrieval.fusion import fuse, pooled, pooled_by, standardise
from advisor.retrieval.standing import NAMED, behind, is_elsewhere, named

PASSAGE_VECTORS, WAY_VECTORS, MODEL_VECTORS = "passage_vectors", "way_vectors", "model_vectors"
PASSAGE_WORDS, WAY_WORDS, GRAMS = "passage_words", "way_words", "grams"

WEIGHTS: Mapping[str, float] = {
    PASSAGE_VECTORS: 0.9,
    WAY_VECTORS: 2.4,
    MODEL_VECTORS: 0.8,
    PASSAGE_WORDS: 0.7,
    WAY_WORDS: 0.6,
    GRAMS: 0.3,
}
"""Chosen on the development questions and the tuning half of our own; the other half only reports."""

WEIGHTS_ENGLISH: Mapping[str, float] = {PASSAGE_VECTORS: 1.0, WAY_VECTORS: 1.4, MODEL_VECTORS: 0.7}
"""English words only add noise among Danish ones; the vectors know both languages."""

_MODEL_WEIGHTS = {"described": 1.0, "asked for": 1.0}

QUERY_CHARACTERS = 1_000
_DEPTH = 80
_WAY_DEPTH = 150  # many ways in lead to one passage
_MODEL_WAY_DEPTH = 60
_ARGUMENT_DEPTH = 120
_FIELD_DEPTH = 10  # neighbours that tell whether a question is of this field
_SCENE = 0.5
_BESIDE = 0.5  # how far a model's other passages stand behind its first, in deviations


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the question as it was searched, the hits best first, the passages searched.

    ``models`` says how near each of the guide's models is, best first, in deviations from their mean;
    ``outside`` names the kind of question outside the field that is nearer than any way in, if one is;
    ``cosines`` is what that was judged by (None for an empty question). A search for two questions
    keeps what each gave in ``halves``; its hits are theirs by turns, the rest is the first one's.
    """

    question: str
    hits: tuple[Hit, ...]
    searched: int
    models: Mapping[str, float] = field(default_factory=dict)
    outside: str | None = None
    cosines: Cosines | None = None
    halves: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Six lists of scores by passage id, each passage's nearest way in and its cosine, the models' nearness, the
    nearest kind outside."""

    lists: Mapping[str, Mapping[str, float]]
    ways: Mapping[str, tuple[str, float]]
    models: Mapping[str, float]
    outside: str | None
    cosines: Cosines


class Retriever:
    """Searches one library with one embedder; safe for threads."""

    def __init__(self, library: Library, embedder: Embedder, sources: Mapping[str, Source]) -> None:
        """``sources`` is the bibliography: it says which of them answer first."""
        self._library = library
        self._sources = sources
        self._reach = library.passages.reach()
        self._behind = {
            (elsewhere, role): behind(self._reach, sources, elsewhere, role)
            for elsewhere in (False, True)
            for role in (None, *get_args(Role))
        }
        self._embedder = embedder
        self._searched = library.passages.count()

    def search(self, question: str, k: int = 8, filters: Filters | None = None) -> Found:
        """The ``k`` passages most likely to answer ``question`` among those that ``filters`` lets through."""
        return self.search_all([question], k, filters)

    def search_all(
        self, questions: Sequence[str], k: int = 8, filters: Filters | None = None, role: Role | None = None
    ) -> Found:
        """As ``search``, for one question or for two: the best of each come by turns; ``role`` is who asks.

        All are embedded together, which costs no more than their words do.
        """
        spelt = [self._spelt(clean(question)[:QUERY_CHARACTERS]) for question in questions]
        asked = [question for question in spelt if question]
        if not asked:
            return Found("", (), self._searched)
        vectors = self._embedder.embed_queries(asked)
        if len(asked) == 2:  # what the other half is about sets the scene
            vectors = vectors + _SCENE * vectors[::-1]
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        each = [self._found(question, vectors[row], k, filters, role) for row, question in enumerate(asked)]
        if len(each) == 1:
            return each[0]
        turns = itertools.chain.from_iterable(itertools.zip_longest(*(found.hits for found in each)))
        by_id: dict[str, Hit] = {}
        for hit in turns:
            if hit is not None:
                by_id.setdefault(hit.passage.passage_id, hit)
        return replace(each[0], question=" ".join(asked), hits=tuple(by_id.values())[:k], halves=tuple(each))

    def at_home(self, question: str, hits: Sequence[Hit]) -> str:
        """The question without the municipality's own name, where a passage of its own documents comes first."""
        return own.at_home(self._library.own, question, hits[0].passage if hits else None)

    def arguments(self, question: str) -> dict[str, float]:
        """How near the arguments that lie nearest are, by their ids, in pooled cosine."""
        asked = clean(question)[:QUERY_CHARACTERS]
        vector = self._embedder.embed_queries([asked])[0]
        return pooled_by(self._library.questions["arguments"].nearest(vector, _ARGUMENT_DEPTH))

    def _found(self, question: str, vector: Vectors, k: int, filters: Filters | None, role: Role | None) -> Found:
        english = is_english(question)
        evidence = self._evidence(question, vector)
        fused = fuse(evidence.lists, WEIGHTS_ENGLISH if english else WEIGHTS)
        gaps, asked = self._behind[is_elsewhere(question), role], named(question, self._sources)
        fused = {key: score - gaps.get(key, 0.0) for key, score in fused.items()}
        for key in fused if asked else ():
            fused[key] += NAMED if self._reach[key].source_id in asked else 0.0
        ranking = sorted(fused, key=lambda key: (-fused[key], key))
        best = fused[ranking[0]] if ranking else 0.0
        likely = chance(evidence.cosines)
        hits: list[Hit] = []
        for passage in itertools.islice(self._passages(ranking, filters, k), k):
            share = min(1.0, max(0.0, fused[passage.passage_id] / best)) if best > 0 else 0.0
            hit = Hit(passage, likely * share)
            if passage.passage_id in evidence.ways:
                way_id, cosine = evidence.ways[passage.passage_id]
                way = passage.ways_in[int(way_id.split("/")[1])]
                hit = replace(hit, way_in=way.text, item=way.item, verdict=way.verdict, nearness=cosine)
            hits.append(hit)
        if self._library.own is not None:
            nearest = max(evidence.lists[PASSAGE_VECTORS].values(), default=0.0)
            chances = dict(own.chances(self._library.own, question, vector, nearest))
            passages = itertools.islice(self._passages(list(chances), filters, k), k)
            hits = own.merged(hits, [Hit(passage, chances[passage.passage_id]) for passage in passages])[:k]
        return Found(question, tuple(hits), self._searched, evidence.models, evidence.outside, evidence.cosines)

    def _spelt(self, question: str) -> str:
        """The question with its letters given back, where the corpus knows a word only with æ, ø or å."""
        usual = self._library.spelling.written(danish.words(question))
        return danish.replace_words(question, usual) if usual else question

    def _evidence(self, question: str, vector: Vectors) -> _Evidence:
        """What the library holds that speaks for this passage or that."""
        library = self._library
        terms, grams = danish.stems(question), danish.grams(question)
        near_ways = library.way_vectors.nearest(vector, _WAY_DEPTH)
        ways: dict[str, tuple[str, float]] = {}
        for way_id, cosine in near_ways:
            ways.setdefault(way_id.split("/")[0], (way_id, cosine))
        near_outside = library.questions["outside"].nearest(vector, _FIELD_DEPTH)
        near_models = dict(library.model_vectors.nearest(vector, len(library.models)))
        asking = pooled_by(library.questions["models"].nearest(vector, _MODEL_WAY_DEPTH))
        models = fuse({"described": near_models, "asked for": asking}, _MODEL_WEIGHTS)
        models = dict(sorted(standardise(models).items(), key=lambda pair: -pair[1]))
        lists = {
            PASSAGE_VECTORS: dict(library.passage_vectors.nearest(vector, _DEPTH)),
            WAY_VECTORS: pooled_by(near_ways),
            MODEL_VECTORS: self._of_models(models),
            PASSAGE_WORDS: dict(library.passage_words.search(terms, _DEPTH)),
            WAY_WORDS: _best(library.way_words.search(terms, _WAY_DEPTH)),
            GRAMS: _best(library.grams.search(grams, _WAY_DEPTH)),
        }
        cosines = Cosines(
            way=pooled([cosine for _, cosine in near_ways[:_FIELD_DEPTH]]),
            model=max(near_models.values(), default=None),
            outside=pooled([cosine for _, cosine in near_outside]) if near_outside else None,
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
