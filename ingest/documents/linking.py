"""Which of the five originals a document is, and which section of the digest each of its pieces is the wording of.

Every word that lies in a gram of a section's fingerprint speaks for that section. The most likely sequence of
sections over all words (Viterbi, IEEE Transactions on Information Theory 13, 1967) bridges what scanning broke and
finds where one section gives way to the next. Where too little speaks for a section, no link is made.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.documents.fingerprints import Hashes, grams
from ingest.documents.model import Piece, Section
from ingest.documents.pieces import page_range, pieces

_WORD = re.compile(r"[^\W_]+")
_SHARE = 0.6  # of a document's words that must be an original's
_KNOWN = 0.25  # of a document's grams; scanned badly, an original still has twice as many
_FEWEST = 40  # words of an original that say which it is
_SILENT = -0.5  # what a word is worth to a section that it does not speak for; one that it speaks for gains 1
_AT_SECTION, _AT_LINE, _AT_SENTENCE, _WITHIN = 1.0, 1.5, 2.5, 5.0  # what it costs to change section there
_SURE_WORDS, _SURE_ALONE, _SURE_SHARE = 6, 3, 0.5  # that speak for a section, and for it alone, in its stretch


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a document: the section it stands in, where a cut before it would be, and what that costs."""

    section: int
    cut: int
    in_text: bool
    speaks_for: frozenset[str]
    change: float


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Recognises the originals."""

    hashes: Hashes

    @classmethod
    def load(cls, corpus_dir: Path) -> Fingerprints:
        """Read the fingerprints of the corpus; without their file nothing is ever recognised."""
        return cls(Hashes.load(corpus_dir))

    def recognise(self, sections: Sequence[Section]) -> tuple[str | None, tuple[Section, ...]]:
        """The source of the bibliography that a document is, and its sections with their pieces linked to the digest.

        A document is an original when at least 60 % of its words are that original's: also an excerpt, but no paper
        that quotes it. Pieces are cut where one section of the digest gives way to another.
        """
        if not self._may_be(sections):
            return None, tuple(sections)
        words = [word for number, section in enumerate(sections) for word in self._words(number, section)]
        source = _source(words)
        if source is None:
            return None, tuple(sections)
        words = [replace(word, speaks_for=_of(source, word.speaks_for)) for word in words]
        labelled: dict[int, list[tuple[_Word, str | None]]] = defaultdict(list)
        for word, label in zip(words, _sure(words, _path(words)), strict=True):
            if word.in_text:
                labelled[word.section].append((word, label))
        return source, tuple(_linked(section, labelled[number]) for number, section in enumerate(sections))

    def _may_be(self, sections: Sequence[Section]) -> bool:
        """A quick look: whether enough grams are known for a closer one."""
        known = [gram.code in self.hashes.sections for section in sections for gram in grams(section.text)]
        return sum(known) >= _KNOWN * len(known)

    def _words(self, number: int, section: Section) -> Iterator[_Word]:
        """The words of a section's title and text."""
        title = "" if section.title == section.text else f"{section.title}\n"
        text = title + section.text
        found = list(_WORD.finditer(text))
        speaks: list[set[str]] = [set() for _ in found]
        starts = {match.start(): position for position, match in enumerate(found)}
        for gram in grams(text):
            for each in self.hashes.sections.get(gram.code, ()):
                position = starts[gram.start]
                while position < len(found) and found[position].end() <= gram.end:
                    speaks[position].add(each)
                    position += 1
        end = 0
        for match, named in zip(found, speaks, strict=True):
            gap = text[end : match.start()]
            cut = max(0, end + _last_break(gap) - len(title))
            yield _Word(number, cut, match.start() >= len(title), frozenset(named), _cost(gap) if end else _AT_SECTION)
            end = match.end()


def _last_break(gap: str) -> int:
    """Where in the gap before a word the word's own signs begin (»- “Word«)."""
    line = gap.rfind("\n")
    if line >= 0:
        return line + 1
    space = max((position for position, letter in enumerate(gap) if letter.isspace()), default=-1)
    return space + 1 if space >= 0 else len(gap)


def _cost(gap: str) -> float:
    return _AT_LINE if "\n" in gap else _AT_SENTENCE if re.search(r"[.!?:]", gap) else _WITHIN


def _source(words: Sequence[_Word]) -> str | None:
    found = Counter(source for word in words for source in {section.split("/")[0] for section in word.speaks_for})
    source, speaking = max(found.items(), key=lambda item: item[1], default=("", 0))
    return source if speaking >= max(_FEWEST, _SHARE * len(words)) else None


def _of(source: str, sections: Iterable[str]) -> frozenset[str]:
    return frozenset(section for section in sections if section.split("/")[0] == source)


def _path(words: Sequence[_Word]) -> list[str | None]:
    """The most likely section of each word, None for none."""
    names = sorted({section for word in words for section in word.speaks_for})
    states: list[str | None] = [None, *names]
    number = {name: position for position, name in enumerate(states)}
    base = np.full(len(states), _SILENT)
    base[0] = 0.0
    score: npt.NDArray[np.float64] = np.zeros(len(states))
    came = np.zeros((len(words), len(states)), np.int32)
    stay = np.arange(len(states))
    for position, word in enumerate(words):
        best = int(score.argmax())
        changed = score[best] - word.change
        came[position] = np.where(changed > score, best, stay)
        score = np.maximum(score, changed) + base
        for section in word.speaks_for:
            score[number[section]] += 1 - _SILENT
    at = int(score.argmax())
    path = []
    for position in range(len(words) - 1, -1, -1):
        path.append(states[at])
        at = int(came[position, at])
    return path[::-1]


def _sure(words: Sequence[_Word], path: Sequence[str | None]) -> list[str | None]:
    """The path without what too little speaks for: whole stretches, and lines at the edges of a stretch.

    Words that stand in several sections (a name under two quotations) do not say which it is.
    """
    labels: list[str | None] = []
    for section, stretch in groupby(zip(words, path, strict=True), key=lambda pair: pair[1]):
        found = [word for word, _ in stretch]
        speaking = [number for number, word in enumerate(found) if section in word.speaks_for]
        alone = sum(len(found[number].speaks_for) == 1 for number in speaking)
        if section is None or alone < _SURE_ALONE or len(speaking) < max(_SURE_WORDS, _SURE_SHARE * len(found)):
            labels += [None] * len(found)
            continue
        lines = [number for number, word in enumerate(found) if word.change <= _AT_LINE]
        first = max((number for number in lines if number <= speaking[0]), default=0)
        last = min((number for number in lines if number > speaking[-1]), default=len(found))
        labels += [section if first <= number < last else None for number in range(len(found))]
    return labels


def _linked(section: Section, words: Sequence[tuple[_Word, str | None]]) -> Section:
    """The section with its pieces cut where the labels of its words change, and linked."""
    cuts: list[tuple[int, str | None]] = []
    for label, stretch in groupby(words, key=lambda pair: pair[1]):
        cuts.append((next(stretch)[0].cut if cuts else 0, label))
    if not cuts or all(label is None for _, label in cuts):
        return section
    made = []
    for piece in pieces(section.text, [cut for cut, _ in cuts]):
        label = next(label for cut, label in reversed(cuts) if cut <= piece.start)
        made.append(Piece(piece.start, piece.end, _pages(section, piece), label))
    return replace(section, pieces=tuple(made))


def _pages(section: Section, piece: Piece) -> str | None:
    """The pages of the pieces that were cut before, as far as they overlap."""
    overlapping = [old.pages for old in section.pieces if old.pages and old.start < piece.end and piece.start < old.end]
    return page_range(int(page) for pages in overlapping for page in pages.split("-"))
