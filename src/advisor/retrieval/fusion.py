"""Bringing lists of scores together: standardised scores, added up.

Scores of different kinds (cosines, BM25) are made comparable by their mean and deviation within
one question, then added with a weight for each list. Montague and Aslam, »Relevance score
normalization for metasearch« (CIKM 2001), call it zero-mean unit-variance; it keeps how far ahead
the best of a list is, which ranks alone forget.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

Scores = Mapping[str, float]
_FLAT = 1e-6
_TEMPERATURE = 0.05
"""In cosines: neighbours that far behind the nearest still count for a third of it."""


def pooled(cosines: Sequence[float]) -> float:
    """One nearness from several: the nearest, raised a little by each other that is about as near.

    The logarithm of the sum of exponentials, at a temperature; of one cosine it is the cosine itself.
    Several ways into a passage that all lie near say more than one that lies a hair nearer.
    """
    if not cosines:
        return -1.0
    nearest = max(cosines)
    return nearest + _TEMPERATURE * math.log(sum(math.exp((c - nearest) / _TEMPERATURE) for c in cosines))


def pooled_by(scored: Iterable[tuple[str, float]]) -> dict[str, float]:
    """``pooled`` for each name before the slash in ids such as ``<passage id>/<number>``."""
    held: dict[str, list[float]] = {}
    for key, cosine in scored:
        held.setdefault(key.split("/")[0], []).append(cosine)
    return {name: pooled(cosines) for name, cosines in held.items()}


def standardise(scores: Scores) -> dict[str, float]:
    """Scores with mean 0 and deviation 1; all 0 when they do not differ."""
    if not scores:
        return {}
    values = np.fromiter(scores.values(), dtype=np.float64)
    deviation = float(values.std())
    if deviation < _FLAT:
        return dict.fromkeys(scores, 0.0)
    mean = float(values.mean())
    return {key: (value - mean) / deviation for key, value in scores.items()}


def fuse(lists: Mapping[str, Scores], weights: Mapping[str, float]) -> dict[str, float]:
    """The weighted sum of the standardised lists, over every id in any of them.

    An id that a list lacks gets that list's lowest score. Lists without a weight are left out.
    """
    weighed = [(standardise(scores), weights[name]) for name, scores in lists.items() if scores and weights.get(name)]
    fused = dict.fromkeys((key for standard, _ in weighed for key in standard), 0.0)
    for standard, weight in weighed:
        lowest = min(standard.values())
        for key in fused:
            fused[key] += weight * standard.get(key, lowest)
    return fused
