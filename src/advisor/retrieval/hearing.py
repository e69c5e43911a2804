"""What is wanted with a message to the guide, by what it is like: see ``ingest.softmax``.

A message is described by its vector, which knows what it means but little of a short one, and by the character
grams of its words, which know »opsum« and »springe« however they are spelt. There is no list of grams: each has
a place by its hash (Weinberger and others, »Feature hashing for large scale multitask learning«, 2009).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from advisor.danish.words import fold, words
from advisor.ports import Classifier, Embedder, Vectors

_PLACES = 1_024  # for the grams
_LENGTHS = (3, 4)  # of the grams; they run across words, so that »ved ikke« is more than its words
_WEIGHT = 0.5  # of the grams beside the vector, whose length is 1


def described(texts: Sequence[str], vectors: Vectors) -> Vectors:
    """What describes each text, shape (texts, dimension of ``vectors`` + places of grams); rows are not of unit length.

    ``vectors`` are those of the texts.
    """
    grams = np.zeros((len(texts), _PLACES), np.float32)
    for row, text in zip(grams, texts, strict=True):
        said = f" {' '.join(map(fold, words(text)))} "
        for gram in {said[at : at + length] for length in _LENGTHS for at in range(len(said) - length + 1)}:
            row[zlib.crc32(gram.encode()) % _PLACES] += 1
    lengths = np.linalg.norm(grams, axis=1, keepdims=True)
    np.divide(grams * _WEIGHT, lengths, out=grams, where=lengths > 0)
    return np.concatenate([vectors, grams], axis=1)


class Hearing:
    """Implements Hears. Safe for threads; keeps nothing of what it hears."""

    def __init__(self, classifier: Classifier | None, embedder: Embedder) -> None:
        """``classifier`` is None, or without classes, where an index was built from nothing said."""
        self._classifier = classifier if classifier and classifier.names else None
        self._embedder = embedder

    def heard(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """See Hears. Whoever asks sees to it that the texts are short."""
        if self._classifier is None or not texts:
            return [{} for _ in texts]
        names, matrix, bias = self._classifier
        scores = described(texts, self._embedder.embed_queries(texts)) @ matrix + bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        return [dict(zip(names, map(float, row), strict=True)) for row in scores]
