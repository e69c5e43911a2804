"""How likely a question is to be of this field, from how near the library comes to it.

A logistic regression on the two cosines of the best hit, fitted on the development questions, the
tuning half of our own and a list of questions from other walks of life (``eval/data``). It tells what
is off the field (area under the curve .92 on the tuning half, .98 on the held-out); it does not tell
a near miss, for which see ``specifics``.
"""

from __future__ import annotations

import math

_BIAS = -62.2
_PASSAGE = 48.1
_WAY = 25.3
_ENGLISH = 1.5
"""An English question lies farther from Danish texts than a Danish one does."""


def chance(passage_cosine: float, way_cosine: float, english: bool = False) -> float:
    """A chance from 0 to 1; the cosines are the question's to a passage and to its nearest way in."""
    total = _BIAS + _PASSAGE * passage_cosine + _WAY * way_cosine + _ENGLISH * english
    return 1.0 / (1.0 + math.exp(-total))
