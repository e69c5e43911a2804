"""A linear map that draws together the ways into one passage and pulls apart those into different ones.

Vectors of short questions lie close together, and much of what little tells two of them apart is
wording rather than meaning. The ways in show which is which: how those of one passage differ does
not matter, how those of different passages do, does. This is linear discriminant analysis
(Rao, »The utilization of multiple measurements in problems of biological classification«, 1948),
with the spread within the classes shrunk towards a sphere, as it has to be with few ways for each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from advisor.ports import Projection, Vectors

KEPT = 200
"""Directions kept: the ones in which the classes differ most."""

_SHRINKAGE = 1.0  # of the mean spread, added in every direction
_FEWEST = 20  # classes that differ in themselves; fewer teach nothing


def fit(vectors: Vectors, classes: Sequence[str]) -> Projection:
    """The map for ``vectors``, shape (texts, dimension), each of the class with its number in ``classes``.

    With too few classes to learn from, the map that changes nothing.
    """
    dimension = vectors.shape[1]
    names, members = np.unique(np.array(classes), return_inverse=True)
    counts = np.bincount(members, minlength=len(names))
    if (counts > 1).sum() < _FEWEST:
        return Projection(np.zeros(dimension, np.float32), np.eye(dimension, dtype=np.float32))
    rows = vectors.astype(np.float64)
    centres = np.zeros((len(names), dimension))
    np.add.at(centres, members, rows)
    centres /= counts[:, None]
    spread, axes = np.linalg.eigh(np.cov((rows - centres[members]).T))
    even = axes @ np.diag((spread + _SHRINKAGE * spread.mean()) ** -0.5) @ axes.T
    _, directions = np.linalg.eigh(even @ np.cov(centres.T) @ even)
    kept = min(KEPT, dimension, len(names) - 1)
    matrix = even @ directions[:, ::-1][:, :kept]
    return Projection(rows.mean(axis=0).astype(np.float32), matrix.astype(np.float32))
