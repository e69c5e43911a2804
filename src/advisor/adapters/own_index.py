"""The passages of own documents that a search may find, each held against a question, in memory.

They are indexed apart from the digest, so that its lists are what they are without own documents, however many there
are. Looking at every one is exact and, at ten thousand, as fast as asking a store for the nearest.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from advisor.adapters import arrays
from advisor.danish import words as danish
from advisor.domain import Passage
from advisor.ports import Shares, Vectors

KINDS = ("words", "grams", "titles")

_HOME = re.compile(r"\b([A-ZÆØÅ][\w-]+) [Kk]ommunes?\b")
_HOME_SHARE = 0.25  # of the documents; the name of another municipality stands in a few of them


class _Terms:
    """In which rows a term stands, and how rare it is: 1 where nothing holds it, 0 where everything does."""

    def __init__(
        self, rows: int, spans: Mapping[str, slice], places: NDArray[np.int32], rarity: Mapping[str, float]
    ) -> None:
        self._rows = rows
        self._spans = spans
        self._places = places
        self._rarity = rarity

    def held(self, terms: Iterable[str]) -> Shares:
        asked = list(dict.fromkeys(terms))
        weights = [self._rarity.get(term, 1.0) for term in asked]
        held = [(self._spans[term], weight) for term, weight in zip(asked, weights, strict=True) if term in self._spans]
        places = [self._places[span] for span, _ in held]
        if not places:
            return Shares(np.zeros(self._rows), sum(weights))
        counts = np.repeat(np.array([weight for _, weight in held]), [len(at) for at in places])
        sums = np.bincount(np.concatenate(places), counts, self._rows)
        return Shares(sums.astype(np.float64), sum(weights))


class OwnIndex:
    """Implements the port OwnIndex; safe for threads."""

    def __init__(self, ids: Sequence[str], vectors: Vectors, terms: Mapping[str, _Terms], home: str) -> None:
        self.ids = ids
        self.home = home
        self._vectors = vectors
        self._terms = terms

    @classmethod
    def open(cls, path: Path) -> OwnIndex:
        """Read what ``write`` wrote. Raises IndexCorrupt when the file is missing or damaged."""
        with arrays.reading(path) as stored:
            ids = stored["ids"].tolist()
            held = {}
            for kind in KINDS:
                terms, ends = stored[f"{kind}_terms"].tolist(), stored[f"{kind}_ends"].tolist()
                spans = dict(zip(terms, map(slice, [0, *ends], ends), strict=False))
                rarity = dict(zip(terms, stored[f"{kind}_rarity"].tolist(), strict=True))
                held[kind] = _Terms(len(ids), spans, stored[f"{kind}_rows"], rarity)
            if len(stored["vectors"]) != len(ids):
                raise ValueError
            return cls(ids, stored["vectors"], held, str(stored["home"]))

    def cosines(self, vector: Vectors) -> Vectors:
        """See OwnIndex."""
        found: Vectors = self._vectors @ vector
        return found

    def words(self, stems: Sequence[str]) -> Shares:
        """See OwnIndex."""
        return self._terms["words"].held(stems)

    def grams(self, grams: Sequence[str]) -> Shares:
        """See OwnIndex."""
        return self._terms["grams"].held(grams)

    def titles(self, stems: Sequence[str]) -> Shares:
        """See OwnIndex."""
        return self._terms["titles"].held(stems)

    def count(self) -> int:
        """See OwnIndex."""
        return len(self.ids)


def write(path: Path, digest: Sequence[Passage], own: Sequence[Passage], vectors: Vectors) -> None:
    """Make the file at ``path`` (``.npz``); ``vectors`` has a row for each of ``own``. Raises OSError when the disk
    does not take it.

    How rare a term is, the passages of the ``digest`` tell too: what none of them says speaks most for an own document.
    """
    stored: dict[str, NDArray[np.generic]] = {
        "ids": np.array([passage.passage_id for passage in own], dtype=np.str_),
        "vectors": vectors,
        "home": np.array(_home(own), dtype=np.str_),
    }
    for kind, terms_of in (("words", _words), ("grams", _grams), ("titles", _titles)):
        held: dict[str, list[int]] = {}
        for row, passage in enumerate(own):
            for term in terms_of(passage):
                held.setdefault(term, []).append(row)
        uses = Counter(chain(*map(terms_of, digest)))
        # those of own documents first, for only they stand in rows
        terms = [*held, *(term for term in uses if term not in held)]
        counts = np.array([uses[term] + len(held.get(term, ())) for term in terms], dtype=np.float64)
        every = len(digest) + len(own)
        stored[f"{kind}_terms"] = np.array(terms, dtype=np.str_)
        stored[f"{kind}_ends"] = np.cumsum([len(rows) for rows in held.values()], dtype=np.int64)
        stored[f"{kind}_rows"] = np.fromiter(chain(*held.values()), dtype=np.int32)
        stored[f"{kind}_rarity"] = np.log((every + 1) / (counts + 0.5)).clip(0) / math.log(2 * every + 2)
    np.savez(path, **stored)  # type: ignore[arg-type]  # NumPy's own stubs take no mapping


def _text(passage: Passage) -> str:
    return f"{passage.title}. {passage.section}. {passage.text}"


def _words(passage: Passage) -> set[str]:
    return set(danish.stems(_text(passage)))


def _grams(passage: Passage) -> set[str]:
    return set(danish.grams(_text(passage)))


def _titles(passage: Passage) -> set[str]:
    return set(danish.stems(f"{passage.title} {passage.section}"))


def _home(own: Iterable[Passage]) -> str:
    """The name of the municipality whose papers these are: the one that most of the local documents speak of; empty
    where none stands out."""
    local: dict[str, set[str]] = {}
    for passage in own:
        if passage.side == "local":
            local.setdefault(passage.source_id, set()).update(_HOME.findall(_text(passage)))
    names = Counter(chain(*local.values())).most_common(1)
    return names[0][0] if names and names[0][1] >= _HOME_SHARE * len(local) else ""
