"""Which texts hold a term and how much that says, in one file, searched by adding up.

For character grams: a question has thirty of them, most stand in hundreds of texts, and a full-text
engine that works the score out text by text takes longer over them than over all else. What a term
says of a text (BM25) depends on the index alone, so it is worked out when that is written.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from advisor.adapters import arrays

_SATURATION, _LENGTH = 1.2, 0.75  # what FTS5 has
_LEAST = 1e-6  # what a term says that stands in more than half of the texts


def write(path: Path, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Make the file at ``path`` (``.npz``) of texts as (id, terms). Raises OSError when the disk does not take it."""
    ids: list[str] = []
    lengths: list[int] = []
    held: dict[str, array[int]] = {}  # row, uses, row, uses, …: a tenth of what tuples take
    for row, (key, terms) in enumerate(texts):
        ids.append(key)
        lengths.append(len(terms))
        for term, uses in Counter(terms).items():
            held.setdefault(term, array("i")).extend((row, uses))
    counts = np.array([len(places) // 2 for places in held.values()], dtype=np.int64)
    places = np.concatenate([np.zeros(0, np.intc), *(np.frombuffer(at, np.intc) for at in held.values())])
    rows, times = places.reshape(-1, 2).T
    relative = np.array(lengths) / max(1.0, sum(lengths) / max(1, len(ids)))
    norms = _SATURATION * (1 - _LENGTH + _LENGTH * relative)
    says = np.maximum(_LEAST, np.log((len(ids) - counts + 0.5) / (counts + 0.5)))
    np.savez(
        path,
        ids=np.array(ids, dtype=np.str_),
        terms=np.array(list(held), dtype=np.str_),
        ends=np.cumsum(counts),
        rows=rows.astype(np.int32),
        scores=(np.repeat(says, counts) * times * (_SATURATION + 1) / (times + norms[rows])).astype(np.float32),
    )


class PostingsIndex:
    """Terms looked up and their scores added, in memory. Implements WordIndex; safe for threads."""

    def __init__(
        self, ids: Sequence[str], spans: Mapping[str, slice], rows: NDArray[np.int32], scores: NDArray[np.float32]
    ) -> None:
        self._ids = ids
        self._spans = spans
        self._rows = rows
        self._scores = scores

    @classmethod
    def open(cls, path: Path) -> PostingsIndex:
        """Read what ``write`` wrote. Raises IndexCorrupt when the file is missing or damaged."""
        with arrays.reading(path) as stored:
            ends = stored["ends"].tolist()
            spans = dict(zip(stored["terms"].tolist(), map(slice, [0, *ends], ends), strict=True))
            return cls(stored["ids"].tolist(), spans, stored["rows"], stored["scores"])

    def search(self, terms: Sequence[str], k: int) -> Sequence[tuple[str, float]]:
        """See WordIndex."""
        spans = [self._spans[term] for term in dict.fromkeys(terms) if term in self._spans]
        if not spans:
            return []
        rows = np.concatenate([self._rows[span] for span in spans])
        sums = np.bincount(rows, np.concatenate([self._scores[span] for span in spans]))
        found = np.flatnonzero(sums)
        best = found[np.argsort(-sums[found], kind="stable")[:k]]
        return [(self._ids[row], float(sums[row])) for row in best]
