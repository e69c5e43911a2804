"""A few hundred vectors in one file, searched by looking at every one of them.

For the small sets of which each question wants every nearness (the guide's models, the questions
outside the field): one product of a matrix and a vector is exact, and faster than a query to a store.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from advisor.adapters import arrays
from advisor.ports import Vectors


class ExactIndex:
    """Cosines by looking at every vector, in memory. Implements VectorIndex; safe for threads."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self._ids = tuple(ids)
        self._vectors = vectors

    @classmethod
    def open(cls, path: Path) -> ExactIndex:
        """Read what ``save`` wrote. Raises IndexCorrupt when the file is missing or damaged."""
        with arrays.reading(path) as stored:
            return cls([str(key) for key in stored["ids"]], stored["vectors"])

    def save(self, path: Path) -> None:
        """Write the index to ``path`` (``.npz``). Raises OSError when the disk does not take it."""
        np.savez(path, ids=np.array(self._ids, dtype=np.str_), vectors=self._vectors)

    def nearest(self, vector: Vectors, k: int) -> Sequence[tuple[str, float]]:
        """See VectorIndex."""
        if not self._ids:
            return []
        cosines = self._vectors @ vector
        return [(self._ids[row], float(cosines[row])) for row in np.argsort(-cosines, kind="stable")[:k]]

    def count(self) -> int:
        """See VectorIndex."""
        return len(self._ids)
