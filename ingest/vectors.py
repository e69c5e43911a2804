"""The vectors of the shipped corpus, shipped with it: looked up by content, computed only when new."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from advisor.domain import Passage
from advisor.knowledge import Corpus, Reference
from advisor.knowledge.wishes import ANSWER, QUESTION
from advisor.ports import Embedder, QuestionsOf, Vectors
from ingest.files import write_whole

KEY_BYTES = 16
ByKey = dict[bytes, NDArray[np.float16]]
_BATCH = 32
_ANSWERS, _ASKED, _OUTSIDE = 1_200, 800, 200  # the corpus's texts that teach how answers and questions sound


def passage_text(passage: Passage) -> str:
    """What is embedded for a passage: its titles, then its text."""
    if passage.wording == "verbatim":  # of an own document the heading is that of the section
        return f"{passage.title}. {passage.section}. {passage.text}"
    return f"{passage.title}. {passage.section}: {passage.heading}. {passage.text}"


def question_sets(reference: Reference) -> dict[QuestionsOf, list[tuple[str, tuple[str, ...]]]]:
    """The smaller sets of questions: for each set, whose they are and what they ask."""
    return {
        "models": [(model.id, model.asked_by) for model in reference.guide.models],
        "arguments": [(argument.id, argument.ways_in) for argument in reference.arguments],
        "outside": [(kind.id, kind.questions) for kind in reference.outside],
    }


def point_sets(reference: Reference) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """For each sub-question its points, and what users write to cover them."""
    return {
        sub.id: [(point.id, point.ways_in) for point in sub.points] for sub in reference.guide.sub_questions.values()
    }


def lessons(corpus: Corpus) -> list[tuple[str, str]]:
    """Pairs of a message to the guide and what is wanted with it.

    Beside what is said to it, some of what covers its points are answers too, and some of the questions that lead to
    passages, or to none, are questions: without these, much that is asked would be heard as a wish.
    """
    wishes = [(phrase, wish.id) for wish in corpus.reference.wishes.wishes for phrase in wish.phrases]
    said = [(message, name) for name, messages in corpus.said.by_class().items() for message in messages]
    covering = [text for held in point_sets(corpus.reference).values() for _, texts in held for text in texts]
    asked = [way.text for passage in corpus.passages for way in passage.ways_in if way.text.endswith("?")]
    outside = [question for kind in corpus.reference.outside for question in kind.questions]
    more = [(text, ANSWER) for text in _some(covering, _ANSWERS)]
    more += [(text, QUESTION) for text in (*_some(asked, _ASKED), *_some(outside, _OUTSIDE))]
    return [*wishes, *said, *more]


def _some(texts: Sequence[str], count: int) -> Sequence[str]:
    """About ``count`` of the texts, evenly from the first to the last."""
    return texts[:: max(1, len(texts) // count)]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a corpus: one for each passage, their ways in, passage by passage, one for each model, the
    smaller sets of questions, what covers the guide's points, and what is said to the guide."""

    passages: tuple[str, ...]
    ways_in: tuple[str, ...]
    models: tuple[str, ...]
    questions: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @classmethod
    def of(cls, corpus: Corpus) -> Texts:
        """The texts to embed for ``corpus``."""
        return cls(
            tuple(passage_text(p) for p in corpus.passages),
            tuple(way.text for p in corpus.passages for way in p.ways_in),
            tuple(model.description for model in corpus.reference.guide.models),
            tuple(text for held in question_sets(corpus.reference).values() for _, asked in held for text in asked),
            tuple(text for held in point_sets(corpus.reference).values() for _, said in held for text in said),
            tuple(text for text, _ in lessons(corpus)),
        )

    def by_kind(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The texts by the kind of their vector, in the order of reading."""
        ways = (*self.ways_in, *self.questions, *self.points, *self.said)
        return ("passage", (*self.passages, *self.models)), ("way", ways)

    def keys(self) -> set[bytes]:
        """The key of every text."""
        return {key_of(kind, text) for kind, group in self.by_kind() for text in group}


class VectorFile:
    """``<fingerprint>.npz``: keys (hash of kind and text) and float16 vectors of one embedder."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        name = hashlib.sha256(fingerprint.encode()).hexdigest()[:16]
        self.path = folder / f"{name}.npz"

    def read(self) -> dict[bytes, NDArray[np.float16]]:
        """Vectors by key; empty when there is no file for this embedder."""
        if not self.path.is_file():
            return {}
        with np.load(self.path, allow_pickle=False) as stored:
            keys, vectors = stored["keys"], stored["vectors"]
        return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}

    def write(self, vectors: dict[bytes, NDArray[np.float16]]) -> None:
        """Replace the file in one step; sorted by key, so that the same vectors give the same bytes."""
        keys = sorted(vectors)
        data = io.BytesIO()
        np.savez(
            data,
            keys=np.array([np.frombuffer(key, dtype=np.uint8) for key in keys]),
            vectors=np.array([vectors[key] for key in keys], dtype=np.float16),
        )
        write_whole(self.path, data.getvalue())


def key_of(kind: str, text: str) -> bytes:
    """The key of one text; ``kind`` is ``passage`` or ``way``, since their prefixes differ."""
    return hashlib.sha256(f"{kind}\0{text}".encode()).digest()[:KEY_BYTES]


def embed(
    embedder: Embedder, texts: Texts, known: dict[bytes, NDArray[np.float16]]
) -> Iterator[tuple[bytes, NDArray[np.float16]]]:
    """(key, vector) for every text that ``known`` lacks, as they are done."""
    functions = {"passage": embedder.embed_passages, "way": embedder.embed_queries}
    for kind, group in texts.by_kind():
        missing = [text for text in dict.fromkeys(group) if key_of(kind, text) not in known]
        missing.sort(key=len)  # texts of one length pad least
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            for text, vector in zip(batch, functions[kind](batch), strict=True):
                yield key_of(kind, text), vector.astype(np.float16)


def rows(kind: str, texts: Sequence[str], known: Mapping[bytes, NDArray[np.float16]], dimension: int) -> Vectors:
    """The stored vectors of ``texts`` as rows of unit length, shape (texts, dimension)."""
    if not texts:
        return np.zeros((0, dimension), dtype=np.float32)
    found: Vectors = np.array([known[key_of(kind, text)] for text in texts], dtype=np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found
