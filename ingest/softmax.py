"""Tells classes of vectors apart by their probability: multinomial logistic regression with a ridge.

The curvature of its loss is bounded by that of a least-squares problem which does not change from step to
step (Böhning, »Multinomial logistic regression algorithm«, 1992). Each step is one of least squares, solved
with a matrix that is inverted once; between steps it goes on in the direction it came from (Nesterov, 1983),
and stops doing so where that leads uphill (O'Donoghue and Candès, »Adaptive restart«, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.ports import Classifier, Vectors

RIDGE = 1.0
"""Weight of the squared coefficients beside the loss of one text."""

_MOST_STEPS = 300
_SMALLEST = 3e-4  # of the gradient's largest number, per text
Floats = NDArray[np.float32]


def fit(vectors: Vectors, classes: Sequence[str], ridge: float = RIDGE) -> Classifier:
    """The classifier for ``vectors``, shape (texts, dimension), each of the class with its number in ``classes``.

    Every class weighs the same, however many texts it has. The same input gives the same numbers. With
    fewer than two classes there is nothing to tell apart: a classifier without classes.
    """
    dimension = vectors.shape[1]
    names, members = np.unique(np.array(classes, dtype=np.str_), return_inverse=True)
    if len(names) < 2:
        return Classifier((), np.zeros((dimension, 0), np.float32), np.zeros(0, np.float32))
    rows = vectors.astype(np.float64)
    mean = rows.mean(axis=0)
    spread = (rows - mean).std() or 1.0
    design = np.concatenate([(rows - mean) / spread, np.ones((len(rows), 1))], axis=1)
    weights = 1 / np.bincount(members)[members, None]
    wanted = np.eye(len(names), dtype=np.float32)[members]
    found = _minimum(design.astype(np.float32), wanted, (weights / weights.mean()).astype(np.float32), ridge)
    matrix = found[:-1] / spread
    bias = found[-1] - mean @ matrix
    return Classifier(tuple(map(str, names)), matrix.astype(np.float32), bias.astype(np.float32))


def _minimum(design: Floats, wanted: Floats, weights: Floats, ridge: float) -> Floats:
    """The coefficients, shape (columns, classes); the last column, which is the constant, bears no ridge."""
    held = np.full((design.shape[1], 1), 2 * ridge, np.float32)
    held[-1] = 0.0
    curved = design.T @ (design * weights) / 2 + np.diag(held[:, 0] + 1e-6)
    step: Floats = np.linalg.inv(curved.astype(np.float64)).astype(np.float32)
    here = ahead = np.zeros((design.shape[1], wanted.shape[1]), np.float32)
    speed = 1.0
    for _ in range(_MOST_STEPS):
        scores = design @ ahead
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        off = (scores / scores.sum(axis=1, keepdims=True) - wanted) * weights
        slope = design.T @ off + held * ahead
        if np.abs(slope).max() < _SMALLEST * len(design):
            break
        after = ahead - step @ slope
        if (slope * (after - here)).sum() > 0:
            speed = 1.0
        faster = (1 + (1 + 4 * speed**2) ** 0.5) / 2
        here, ahead, speed = after, after + (speed - 1) / faster * (after - here), faster
    return here
