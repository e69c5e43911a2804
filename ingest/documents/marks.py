"""Which words of an original say what a sentence of the digest says.

The digest retells its section in order, more or less. So its sentences are aligned with those of the original as
words of two languages are: a hidden Markov model whose states are the original's sentences and »none«, which would
rather go on to the next sentence than jump (Vogel, Ney and Tillmann, HMM-based word alignment in statistical
translation, 1996). How well two sentences fit is told by the rare stems and letter grams that they share. Only what
the whole alignment is sure of becomes a mark.

The constants were fitted to half of the judged sections of ``python -m eval documents`` and hold on the others.
Vectors of the embedder beside the words were tried and found no more of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.danish.sentences import sentences
from advisor.danish.words import grams, stems
from advisor.domain import Mark, Passage, Span

_SURE = 0.9  # of the alignment
_NONE = 0.2  # the fit that a sentence of the digest must beat to be aligned at all
_SHARPNESS = 26.0
_JUMP = 1.0  # what each sentence jumped over costs
_BACK, _STAY = 1.0, 0.3  # what it costs to turn back, and to stay (a sentence is often retold in two)
_OWN_STEPS = 0.5  # of the alignment's steps into the next passage that know where the last one ended
_UNALIGNED = 0.1
_GRAMS = 0.7  # weight of letter grams against stems
_COVERED = 0.65  # weight of how much of the digest's sentence is found against how much of the original's
_NAMES, _NAMES_FIT = 0.6, 0.5  # a line with that share of capitals and no full stop is a name, and says little

_WORD = re.compile(r"[^\W\d_]+")
_Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence or list item, and the whole item that a sentence lies in."""

    passage: Passage
    span: Span
    item: Span | None = None

    @property
    def text(self) -> str:
        return self.passage.text[self.span.start : self.span.end]


def marks(digest: Sequence[Passage], own: Sequence[Passage]) -> list[Mark]:
    """The marks between the passages of one section of the digest and the own passages linked to it, in their order.

    For each sentence and list item of the digest the sentence of the original that says the same, where that is
    sure; else none, for a wrong mark is worse. An item that retells a whole item is marked with the whole item.
    """
    ours = [unit for passage in digest for unit in _told(passage)]
    theirs = [unit for passage in own for unit in _said(passage)]
    if not ours or not theirs:
        return []
    fit = _fit([unit.text for unit in ours], [unit.text for unit in theirs])
    sure = _aligned(fit, [a.passage is not b.passage for a, b in zip(ours[1:], ours, strict=False)])
    made = []
    for number, unit in enumerate(ours):
        best = int(sure[number].argmax())
        found = theirs[best]
        if sure[number, best] < _SURE:
            continue
        whole = found.item if found.item and unit.item and len(sentences(unit.text)) > 1 else found.span
        made.append(Mark(unit.passage.place, unit.span, found.passage.passage_id, whole))
    return made


def _told(passage: Passage) -> Iterator[_Unit]:
    """What the writers cite of a passage of the digest: its sentences and its items."""
    yield from (_Unit(passage, span) for span in sentences(passage.text[: passage.prose.end]))
    yield from (_Unit(passage, span, span) for span in passage.items)


def _said(passage: Passage) -> Iterator[_Unit]:
    """The sentences of an own passage, also those inside its items."""
    yield from (_Unit(passage, span) for span in sentences(passage.text[: passage.prose.end]))
    for item in passage.items:
        for span in sentences(passage.text[item.start : item.end]):
            yield _Unit(passage, Span(item.start + span.start, item.start + span.end), item)


def _fit(ours: Sequence[str], theirs: Sequence[str]) -> _Matrix:
    """How well each of our sentences (rows) fits each of theirs, 0–1."""
    fit = (1 - _GRAMS) * _shared(ours, theirs, stems) + _GRAMS * _shared(ours, theirs, grams)
    for number, text in enumerate(theirs):
        if _is_name(text):
            fit[:, number] *= _NAMES_FIT
    return fit


def _is_name(text: str) -> bool:
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= _NAMES * len(words) and text.rstrip()[-1:] not in (".", "?", "!")


def _shared(ours: Sequence[str], theirs: Sequence[str], parts: Callable[[str], Sequence[str]]) -> _Matrix:
    """The weighed share of parts in common; a part that few sentences of either side have weighs more."""
    us, them = ([frozenset(parts(text)) for text in texts] for texts in (ours, theirs))
    of_us, of_them = (Counter(part for found in side for part in found) for side in (us, them))

    def rare(count: int, side: Sequence[str]) -> float:
        return math.log(1 + len(side) / max(0.5, count)) / 2

    weights = {part: rare(of_us[part], ours) + rare(of_them[part], theirs) for part in of_us | of_them}
    totals = [[sum(weights[part] for part in found) or 1.0 for found in side] for side in (us, them)]
    common = np.array([[sum(weights[part] for part in our & their) for their in them] for our in us])
    shares = [common / np.array(totals[0])[:, None], common / np.array(totals[1])[None, :]]
    return np.asarray(shares[0] ** _COVERED * shares[1] ** (1 - _COVERED), dtype=np.float64)


def _aligned(fit: _Matrix, begins: Sequence[bool]) -> _Matrix:
    """The chance of each pair, by the forward-backward algorithm; ``begins`` says which later rows begin anew."""
    rows, columns = fit.shape
    chance = np.exp(_SHARPNESS * np.hstack([fit, np.full((rows, 1), _NONE)]))
    start = np.append(np.full(columns, (1 - _UNALIGNED) / columns), _UNALIGNED)
    step = _steps(columns)
    anew = (1 - _OWN_STEPS) * start + _OWN_STEPS * step
    steps = [anew if begin else step for begin in begins]
    forward = np.zeros_like(chance)
    backward = np.ones_like(chance)
    forward[0] = start * chance[0]
    for row in range(1, rows):
        forward[row] = forward[row - 1] / forward[row - 1].sum() @ steps[row - 1] * chance[row]
    for row in range(rows - 2, -1, -1):
        backward[row] = steps[row] @ (chance[row + 1] * backward[row + 1])
        backward[row] /= backward[row].sum()
    both = forward * backward
    return np.asarray((both / both.sum(axis=1, keepdims=True))[:, :columns])


def _steps(columns: int) -> _Matrix:
    """The chance to go from one sentence of the original to another, the last row and column being »none«."""
    gap = np.arange(columns)[None, :] - np.arange(columns)[:, None]
    cost = np.where(gap < 0, -gap + _BACK, np.where(gap == 0, _STAY, gap - 1))
    jumps = np.exp(-_JUMP * cost)
    jumps *= (1 - _UNALIGNED) / jumps.sum(axis=1, keepdims=True)
    step = np.full((columns + 1, columns + 1), _UNALIGNED)
    step[:columns, :columns] = jumps
    step[columns, :columns] = (1 - _UNALIGNED) / columns
    return step
