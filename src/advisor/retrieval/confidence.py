"""How likely a question is to be of this field, from how near the library comes to it.

A logistic regression on three cosines: the question's to the nearest way in, to the nearest of the
guide's models, and to the nearest question outside the field. It is a classifier by nearest
neighbours whose examples are data (``corpus/outside.yaml``). Fitted by ``python -m eval confidence``
on the development questions, the tuning half of our own, the questions for the models and a list of
questions from other walks of life: area under the curve .99 on the tuning half, .99 on the held-out.
It does not tell a near miss, for which see ``specifics``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

BIAS = -22.90
WEIGHTS = (72.33, 59.19, -106.08)
_USUAL_MODEL, _USUAL_OUTSIDE = 0.86, 0.87
"""What is usual for a question of the field, for a library that holds no models or no questions outside."""


class Cosines(NamedTuple):
    """The question's cosine to the nearest of each kind; None where the library holds none."""

    way: float
    model: float | None
    outside: float | None


def chance(cosines: Cosines) -> float:
    """A chance from 0 to 1."""
    values = (
        cosines.way,
        _USUAL_MODEL if cosines.model is None else cosines.model,
        _USUAL_OUTSIDE if cosines.outside is None else cosines.outside,
    )
    total = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return 1.0 / (1.0 + math.exp(-total))
