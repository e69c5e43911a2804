"""Vectors seen through a linear map, so that what tells questions apart counts for more than what they share.

The map is made when an index is built (``ingest.discriminant``) and lies beside the vectors it was
applied to; whoever asks gives the embedder's own vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from advisor.adapters import arrays
from advisor.ports import Projection, VectorIndex, Vectors


def project(vectors: Vectors, projection: Projection) -> Vectors:
    """The rows of ``vectors``, shape (texts, dimension), as rows of unit length, shape (texts, kept).

    A row that the map takes to nothing stays nothing: it is as far from everything.
    """
    found: Vectors = np.asarray((vectors - projection.mean) @ projection.matrix, dtype=np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    np.divide(found, lengths, out=found, where=lengths > 0)
    return found


def save(projection: Projection, path: Path) -> None:
    """Write the map to ``path`` (``.npz``). Raises OSError when the disk does not take it."""
    np.savez(path, mean=projection.mean, matrix=projection.matrix)


def load(path: Path) -> Projection:
    """Read what ``save`` wrote. Raises IndexCorrupt when the file is missing or damaged."""
    with arrays.reading(path) as stored:
        return Projection(stored["mean"], stored["matrix"])


class ProjectedIndex:
    """An index of projected vectors that is asked with vectors as they are. Implements VectorIndex."""

    def __init__(self, index: VectorIndex, projection: Projection) -> None:
        self._index = index
        self._projection = projection

    def nearest(self, vector: Vectors, k: int) -> Sequence[tuple[str, float]]:
        """See VectorIndex."""
        return self._index.nearest(project(vector[None], self._projection)[0], k)

    def count(self) -> int:
        """See VectorIndex."""
        return self._index.count()
