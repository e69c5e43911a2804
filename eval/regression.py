"""Logistic regression, for the few weights that the library's judgements stand on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]

_RIDGE = 2e-3
_STEPS = 100


def logistic(inputs: Rows, positive: NDArray[np.bool_], balanced: bool = False) -> tuple[float, Rows]:
    """Bias and weights of ``inputs``, shape (samples, features), by Newton's method.

    A small ridge holds the weights of the standardised inputs; with ``balanced`` both classes count the same.
    """
    mean, deviation = inputs.mean(axis=0), inputs.std(axis=0)
    rows = np.column_stack([np.ones(len(inputs)), (inputs - mean) / deviation])
    counts = np.where(positive, 0.5 / positive.mean(), 0.5 / (~positive).mean()) if balanced else np.ones(len(rows))
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (counts * (chances - positive)) / len(rows) + _RIDGE * weights
        curvature = (rows * (counts * chances * (1 - chances))[:, None]).T @ rows / len(rows)
        weights -= np.linalg.solve(curvature + _RIDGE * np.eye(len(weights)), gradient)
    slopes = weights[1:] / deviation
    return float(weights[0] - slopes @ mean), slopes
