"""Measures of retrieval and answers: pure functions."""

from __future__ import annotations

import math
import random
import re
import statistics
from collections.abc import Callable, Collection, Sequence


def first_rank(ranking: Sequence[str], gold: Collection[str]) -> int | None:
    """The place (from 1) of the first right one; None when none is there."""
    return next((place for place, key in enumerate(ranking, start=1) if key in gold), None)


def hit(ranking: Sequence[str], gold: Collection[str], k: int) -> float:
    """1 when a right one is among the first ``k``, else 0."""
    rank = first_rank(ranking, gold)
    return float(rank is not None and rank <= k)


def recall(ranking: Sequence[str], gold: Collection[str], gold_all: Collection[str], k: int) -> float:
    """The share of the sections that must all be found among the first ``k``; without such, as ``hit``."""
    if not gold_all:
        return hit(ranking, gold, k)
    return len(set(ranking[:k]) & set(gold_all)) / len(set(gold_all))


def reciprocal_rank(ranking: Sequence[str], gold: Collection[str]) -> float:
    """1 over the place of the first right one; 0 when none is there."""
    rank = first_rank(ranking, gold)
    return 1.0 / rank if rank else 0.0


def ndcg(ranking: Sequence[str], gold: Collection[str], gold_all: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain at ``k``; where one right section is enough, only the first counts."""
    if not gold_all:
        rank = first_rank(ranking[:k], gold)
        return 1.0 / math.log2(rank + 1) if rank else 0.0
    gained = sum(1 / math.log2(place + 1) for place, key in enumerate(ranking[:k], start=1) if key in gold_all)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, len(set(gold_all)) + 1))
    return gained / ideal


def matches(text: str, must: Sequence[str], must_not: Sequence[str]) -> bool:
    """Whether a text has all it must have and nothing it must not; letters' case does not count."""
    has = all(re.search(pattern, text, re.IGNORECASE) for pattern in must)
    return has and not any(re.search(pattern, text, re.IGNORECASE) for pattern in must_not)


def fact_recall(text: str, must: Sequence[str], must_not: Sequence[str]) -> float:
    """The share of the facts that a text has; none when it says what it must not."""
    if any(re.search(pattern, text, re.IGNORECASE) for pattern in must_not):
        return 0.0
    return sum(bool(re.search(pattern, text, re.IGNORECASE)) for pattern in must) / len(must) if must else 1.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` (0–1) of the values do not exceed; 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1 if share else 0)]


def interval(
    values: Sequence[float],
    statistic: Callable[[Sequence[float]], float] = statistics.fmean,
    rounds: int = 1_000,
    seed: int = 0,
) -> tuple[float, float]:
    """The 95 % bootstrap interval (percentile method, Efron 1979) of a statistic of ``values``."""
    if not values:
        return (0.0, 0.0)
    chance = random.Random(seed)
    found = sorted(statistic(chance.choices(values, k=len(values))) for _ in range(rounds))
    return found[int(0.025 * rounds)], found[int(0.975 * rounds) - 1]
