"""Small, exact fakes of the ports: everything in memory, the same answer every time."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import numpy as np

from advisor.adapters.conversations import next_revision
from advisor.adapters.exact import ExactIndex
from advisor.danish import words as danish
from advisor.domain import Original, Passage, Session, Source, Span
from advisor.ports import Embedder, Library, QuestionsOf, Reach, Vectors

DIMENSION = 256
_SATURATION, _LENGTH = 1.2, 0.75  # BM25's k1 and b, at their usual values


class FakeEmbedder:
    """Bags of Danish stems, each stem hashed to a place: shared words mean nearness, and nothing else does.

    ``queries`` keeps every question embedded, oldest first.
    """

    def __init__(self, dimension: int = DIMENSION) -> None:
        self._dimension = dimension
        self.queries: list[str] = []

    @property
    def fingerprint(self) -> str:
        return f"bag-of-stems@{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        self.queries += texts
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self._dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in danish.stems(text) or ("",):
                row[int.from_bytes(hashlib.sha256(stem.encode()).digest()[:4]) % self._dimension] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        vectors: Vectors = rows / lengths
        return vectors


class FakeHearing:
    """What it is told of texts, and nothing of others. Implements Hears; ``asked`` keeps each call, oldest first."""

    def __init__(self, known: Mapping[str, Mapping[str, float]]) -> None:
        self._known = known
        self.asked: list[Sequence[str]] = []

    def heard(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """See Hears."""
        self.asked.append(tuple(texts))
        return [self._known.get(text, {}) for text in texts]


class MemoryWordIndex:
    """BM25 over lists of terms. Implements WordIndex."""

    def __init__(self, texts: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._texts = [(key, Counter(terms)) for key, terms in texts]
        self._uses = Counter(term for _, terms in self._texts for term in terms)
        self._mean = sum(terms.total() for _, terms in self._texts) / max(1, len(self._texts))

    def search(self, terms: Sequence[str], k: int) -> Sequence[tuple[str, float]]:
        """See WordIndex."""
        wanted = set(terms)
        scored = [(key, self._score(wanted & held.keys(), held)) for key, held in self._texts if wanted & held.keys()]
        return sorted(scored, key=lambda pair: -pair[1])[:k]

    def _score(self, shared: set[str], held: Counter[str]) -> float:
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * held.total() / self._mean)
        return sum(
            math.log(1 + (len(self._texts) - self._uses[term] + 0.5) / (self._uses[term] + 0.5))
            * held[term]
            * (_SATURATION + 1)
            / (held[term] + norm)
            for term in shared
        )


class MemoryPassages:
    """Passages in a tuple. Implements PassageStore and Spelling; ``originals`` are by the digest passage's place."""

    def __init__(
        self,
        passages: Sequence[Passage],
        own_sources: Sequence[Source] = (),
        originals: Mapping[str, Original] | None = None,
    ) -> None:
        self._passages = {passage.passage_id: passage for passage in passages}
        self._own_sources, self._originals = own_sources, originals or {}
        texts = (text for passage in _searched(passages) for text in (_searchable(passage), *_ways(passage)))
        self._spellings = Counter(word for text in texts for word in danish.words(text))

    def get(self, passage_ids: Sequence[str]) -> Sequence[Passage]:
        """See PassageStore."""
        return [self._passages[key] for key in passage_ids if key in self._passages]

    def of_section(self, section_id: str) -> Sequence[Passage]:
        """See PassageStore."""
        return [passage for passage in self._passages.values() if passage.section_id == section_id]

    def of_source(self, source_id: str) -> Sequence[Passage]:
        """See PassageStore."""
        return [passage for passage in self._passages.values() if passage.source_id == source_id]

    def reach(self) -> Mapping[str, Reach]:
        """See PassageStore."""
        held = _searched(self._passages.values())
        return {p.passage_id: Reach(p.source_id, p.applies_to, p.roles, p.side) for p in held}

    def own_sources(self) -> Sequence[Source]:
        """See PassageStore."""
        return self._own_sources

    def original(self, passage: Passage, span: Span) -> Original | None:  # noqa: ARG002
        """See PassageStore; a passage has the same one whatever the span."""
        return self._originals.get(passage.place)

    def count(self) -> int:
        """See PassageStore."""
        return len(_searched(self._passages.values()))

    def written(self, words: Iterable[str]) -> Mapping[str, str]:
        """See Spelling."""
        usual: dict[str, str] = {}
        for word, _ in reversed(self._spellings.most_common()):
            usual[danish.fold(word)] = word
        return {
            word: usual[danish.fold(word)]
            for word in words
            if word not in self._spellings and danish.fold(word) in usual
        }


class FakeConversations:
    """Sessions in a dict, for ever. Implements ConversationStore; ``saved`` keeps every save, oldest first."""

    def __init__(self) -> None:
        self._kept: dict[str, Session] = {}
        self.saved: list[Session] = []

    def load(self, conversation_id: str) -> Session | None:
        """See ConversationStore."""
        return self._kept.get(conversation_id)

    def save(self, session: Session) -> Session:
        """See ConversationStore."""
        kept = self._kept.get(session.conversation_id)
        saved = next_revision(session, kept.revision if kept else None)
        self.saved.append(saved)
        self._kept[session.conversation_id] = saved
        return saved

    def delete(self, conversation_id: str) -> bool:
        """See ConversationStore."""
        return self._kept.pop(conversation_id, None) is not None


def make_library(
    passages: Sequence[Passage],
    embedder: Embedder | None = None,
    fingerprint: str = "fake",
    models: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
    questions: Mapping[QuestionsOf, Mapping[str, str]] | None = None,
    points: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
) -> Library:
    """A whole library in memory, with the vectors of ``embedder`` (a FakeEmbedder when none is given).

    ``models`` gives for each model its description and the ids of its passages, ``questions`` for each of
    the smaller sets one question by the name of what it leads to, ``points`` for each sub-question of the
    guide what covers its points.
    """
    embed = (embedder or FakeEmbedder()).embed_passages
    texts = [(passage.passage_id, _searchable(passage)) for passage in _searched(passages)]
    ways = [(f"{p.passage_id}/{number}", way) for p in passages for number, way in enumerate(_ways(p))]
    store, described = MemoryPassages(passages), models or {}
    sets = {name: (questions or {}).get(name, {}) for name in get_args(QuestionsOf)}
    return Library(
        fingerprint=fingerprint,
        passages=store,
        passage_vectors=ExactIndex([key for key, _ in texts], embed([text for _, text in texts])),
        way_vectors=ExactIndex([key for key, _ in ways], embed([text for _, text in ways])),
        model_vectors=ExactIndex(list(described), embed([text for text, _ in described.values()])),
        questions={
            name: ExactIndex([f"{key}/0" for key in held], embed(list(held.values()))) for name, held in sets.items()
        },
        points={
            sub_question: ExactIndex(
                [f"{point}/{number}" for point, said in held.items() for number in range(len(said))],
                embed([text for said in held.values() for text in said]),
            )
            for sub_question, held in (points or {}).items()
        },
        passage_words=MemoryWordIndex([(key, danish.stems(text)) for key, text in texts]),
        way_words=MemoryWordIndex([(key, danish.stems(text)) for key, text in ways]),
        grams=MemoryWordIndex([(key, danish.grams(text)) for key, text in (*texts, *ways)]),
        spelling=store,
        models={key: held for key, (_, held) in described.items()},
    )


def _searched(passages: Iterable[Passage]) -> list[Passage]:
    """All but the exact wordings, which stand behind the digest."""
    return [passage for passage in passages if passage.original_of is None]


def _searchable(passage: Passage) -> str:
    return f"{passage.section}. {passage.heading}. {passage.speaker or ''} {passage.text}"


def _ways(passage: Passage) -> list[str]:
    return [way.text for way in passage.ways_in]
