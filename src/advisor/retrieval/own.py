"""Own documents among the digest: how likely a passage of theirs answers, and where it stands then.

Such a passage has no ways in, which are most of what speaks for one of the digest. So it is judged apart, by a
logistic regression on four figures: how much nearer it comes to the question than the nearest passage of the digest,
how much of the question's words and of their character grams it holds (each counted by how rare it is in both), and
whether the question points to it. Fitted by ``python -m eval own-documents --fit`` on the tuning halves of the
questions to the papers of an invented municipality, of those to the digest, and of those outside the field.

The chance so found is taken from the digest's: what an own passage surely answers, the digest need not. Where there
are no own documents, nothing of this is done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.danish import words as danish
from advisor.domain import Hit, Passage
from advisor.ports import OwnIndex, Shares, Vectors
from advisor.retrieval.own_specifics import is_own

BIAS = -3.3
WEIGHTS = (50.4, 8.1, 2.4, 1.4)
"""Of nearness, words, grams and pointing, in this order."""

_FEW_WORDS, _FEW_GRAMS = 1.2, 3.5
"""Words and grams that nothing holds, thought to be in every question: a short one shares much by accident."""

_LIKELY = 0.5
_LEAST = 0.05
"""The chance below which an own passage is not looked at: it would push what others have out of a long list."""

_DEPTH = 50
_OURS = re.compile(r"\b(?:vores|vor|vort|vore|our)\s+((?:[\w-]+\s*){1,3})", re.IGNORECASE)
_HERE = re.compile(r"\b(?:hos os|her hos|her i kommunen|i kommunen her)\b", re.IGNORECASE)


class Evidence(NamedTuple):
    """What speaks for each own passage, a row each: see the module."""

    nearness: NDArray[np.float64]
    words: NDArray[np.float64]
    grams: NDArray[np.float64]
    pointed: NDArray[np.float64]


def evidence(index: OwnIndex, question: str, vector: Vectors, nearest: float) -> Evidence:
    """Holds a question against every own passage; ``nearest`` is the cosine of the digest's nearest passage."""
    return Evidence(
        nearness=index.cosines(vector).astype(np.float64) - nearest,
        words=_share(index.words(danish.stems(question)), _FEW_WORDS),
        grams=_share(index.grams(danish.grams(question)), _FEW_GRAMS),
        pointed=_pointed(index, question),
    )


def chances(index: OwnIndex, question: str, vector: Vectors, nearest: float) -> list[tuple[str, float]]:
    """The own passages that may answer, with their chances, best first."""
    found = evidence(index, question, vector, nearest)
    odds = BIAS + sum(weight * column for weight, column in zip(WEIGHTS, found, strict=True))
    chance = 1 / (1 + np.exp(-np.asarray(odds)))
    best = np.argsort(-chance, kind="stable")[:_DEPTH]
    return [(index.ids[row], float(chance[row])) for row in best if chance[row] >= _LEAST]


def merged(digest: Sequence[Hit], own: Sequence[Hit]) -> list[Hit]:
    """Both together, best first; the scores of each are chances within its own kind.

    An own passage comes first where it is likelier than not to answer, or likelier than anything in the digest, which
    then has what chance it leaves. Else the digest's scores stay as they are.
    """
    if not own:
        return list(digest)
    answers, others = own[0].score, digest[0].score if digest else 0.0
    left = 1 - answers if answers >= _LIKELY or answers > others else 1.0
    behind = [replace(hit, score=hit.score * left) for hit in digest]
    return sorted([*own, *behind], key=lambda hit: -hit.score)


def at_home(index: OwnIndex | None, question: str, first: Passage | None) -> str:
    """The question without the municipality's own name, where ``first`` is of its own documents: they need not name it
    where they speak of themselves."""
    if index is None or not index.home or first is None or not is_own(first):
        return question
    name = re.escape(index.home)
    return re.sub(rf"\b(?:(?:i|hos|for|på) )?{name}s?\b(?: kommunes?\b)?", "", question, flags=re.IGNORECASE)


def _share(held: Shares, few: float) -> NDArray[np.float64]:
    return held.held / (held.asked + few)


def _pointed(index: OwnIndex, question: str) -> NDArray[np.float64]:
    """1 for passages that a question points to: by »vores« and a word of their titles, by »hos os« or the
    municipality's name to all of them."""
    here = _HERE.search(question) or _names(question, index.home)
    if here:
        return np.ones(index.count())
    ours = danish.stems(" ".join(_OURS.findall(question)))
    return (index.titles(ours).held > 0).astype(np.float64)


def _names(question: str, home: str) -> bool:
    said = {danish.fold(word) for word in danish.words(question)}
    names = {danish.fold(word) for word in danish.words(home)}
    return bool(names) and (names <= said or {f"{name}s" for name in names} <= said)
