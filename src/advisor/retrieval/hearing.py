"""What is wanted with a message to the guide, by what its vector is like: see ``ingest.softmax``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.ports import Classifier, Embedder


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
        scores = self._embedder.embed_queries(texts) @ matrix + bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        return [dict(zip(names, map(float, row), strict=True)) for row in scores]
