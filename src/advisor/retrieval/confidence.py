"""How likely a question is to be of this field, from how near the library comes to it.

A logistic regression on three figures: how near the nearest ways in are, how near the nearest of the
guide's models is, and how near the nearest questions outside the field are. It is a classifier by
nearest neighbours whose examples are data (``corpus/outside.yaml``). Fitted by ``python -m eval confidence``
on the development questions, the tuning half of our own, the questions for the models and a list of
questions from other walks of life: area under the curve .996 on the tuning half, .998 on the held-out.
It does not tell a near miss, for which see ``specifics``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

BIAS = -15.10
WEIGHTS = (11.39, 23.73, -25.59)
_USUAL_MODEL, _USUAL_OUTSIDE = 0.87, 0.35
"""What is usual for a question of the field, for a library that holds no models or no questions outside."""


class Cosines(NamedTuple):
    """How near the question comes to each kind; None where the library holds none.

    ``way`` and ``outside`` pool the ten nearest as the projection sees them, ``model`` is a plain cosine.
    """

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
