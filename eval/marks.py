"""The marks between the digest and the originals, held against what a reader found by hand.

``data/marks.json`` says for sentences and list items of the digest where in the file of the original the same is
said: offsets alone, an empty list where it is said nowhere. ``read`` are whole sections, drawn at random and read
through; half of them fitted the constants. ``drawn`` are marks of the other sections, drawn at random and judged: they
say how many marks are right, not how many are missing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from advisor.domain import Mark, Passage
from advisor.knowledge import Corpus
from eval.originals import OriginalText
from ingest.documents.marks import marks
from ingest.documents.model import Document, Section

JUDGED = Path(__file__).parent / "data" / "marks.json"
_WORD = re.compile(r"[^\W_]+")
_FOLD = re.compile(r"[^bcdfhjkmnprtvwx]+")
_INSIDE = 0.75  # of a mark's words that must be where the reader found it

Place = tuple[str, int, int]
"""A digest passage's place, and a span of it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Where in its original's file a span of the digest is said, a hash of the span's words when it was judged, and
    whether its whole section was."""

    said: tuple[tuple[int, int], ...]
    words: str
    read: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Marks that are right and wrong; of the sections read through also the spans that the original says."""

    right: int
    wrong: tuple[Place, ...]
    said: int

    @property
    def precision(self) -> float:
        """The share of marks that are right."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def coverage(self) -> float:
        """The share of what the originals say that is rightly marked."""
        return self.right / max(1, self.said)


def judged() -> dict[Place, Judged]:
    """The stored judgments."""
    kept = json.loads(JUDGED.read_text(encoding="utf-8"))
    return {
        (place, start, end): Judged(tuple((a, b) for a, b in said), words, how == "read")
        for how, places_of in kept.items()
        for place, spans in places_of.items()
        for start, end, words, said in spans
    }


def fingerprint(passage: Passage, start: int, end: int) -> str:
    """What a judgment keeps of the words it is about."""
    return hashlib.sha256(passage.text[start:end].encode()).hexdigest()[:8]


def own_passages(source_id: str, sections: Sequence[Section]) -> tuple[Passage, ...]:
    """The passages of an original taken in."""
    document = Document(source_id, source_id, "joint", source_id, "", date(2026, 1, 1), tuple(sections))
    return tuple(document.passages())


def all_marks(corpus: Corpus, own: Iterable[Passage]) -> list[Mark]:
    """The marks of every section of the digest that own passages are linked to."""
    linked: dict[str, list[Passage]] = defaultdict(list)
    digest: dict[str, list[Passage]] = defaultdict(list)
    for passage in own:
        linked[passage.original_of or ""].append(passage)
    for passage in corpus.passages:
        digest[passage.section_id].append(passage)
    return [mark for section, passages in linked.items() if section for mark in marks(digest[section], passages)]


def places(original: OriginalText, own: Sequence[Passage]) -> dict[tuple[str, int], tuple[int, int]]:
    """For the words of the own passages (by passage and offset) where they stand in the original's file."""
    text = original.path.read_text(encoding="utf-8")
    there = [(_folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
    here = [(_folded(m.group()), (p.passage_id, m.start())) for p in own for m in _WORD.finditer(p.text)]
    matcher = SequenceMatcher(None, [word for word, _, _ in there], [word for word, _ in here], autojunk=False)
    return {
        here[b + step][1]: there[a + step][1:] for a, b, size in matcher.get_matching_blocks() for step in range(size)
    }


def in_file(mark: Mark, where: Mapping[tuple[str, int], tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the words of a mark stand in the original's file, as far as that is known."""
    used = range(mark.used.start, mark.used.end)
    return sorted(where[mark.passage_id, at] for at in used if (mark.passage_id, at) in where)


def figures(
    corpus: Corpus, originals: Iterable[tuple[OriginalText, Sequence[Section]]]
) -> tuple[Figures, Figures, int]:
    """Hold the marks of originals taken in against the judgments: of the sections read through, of the marks drawn,
    and how many judgments are of words that have changed since."""
    own = {original: own_passages(original.source_id, sections) for original, sections in originals}
    where = {key: value for original, passages in own.items() for key, value in places(original, passages).items()}
    found = {
        (mark.place, mark.span.start, mark.span.end): in_file(mark, where)
        for mark in all_marks(corpus, [passage for passages in own.values() for passage in passages])
    }
    by_place = {passage.place: passage for passage in corpus.passages}
    kept = judged()
    fresh = {
        key: each
        for key, each in kept.items()
        if key[0] in by_place and fingerprint(by_place[key[0]], key[1], key[2]) == each.words
    }
    read, drawn = ({key: each for key, each in fresh.items() if each.read is how} for how in (True, False))
    return _figures(read, found), _figures(drawn, found), len(kept) - len(fresh)


def _figures(kept: Mapping[Place, Judged], found: Mapping[Place, Sequence[tuple[int, int]]]) -> Figures:
    right = {key for key, each in kept.items() if key in found and _is_right(found[key], each.said)}
    wrong = tuple(key for key in kept if key in found and key not in right)
    return Figures(len(right), wrong, sum(bool(each.said) for each in kept.values()))


def _is_right(words: Sequence[tuple[int, int]], said: Sequence[tuple[int, int]]) -> bool:
    inside = sum(any(start <= word[0] and word[1] <= end for start, end in said) for word in words)
    return bool(words) and inside >= _INSIDE * len(words)


def _folded(word: str) -> str:
    return _FOLD.sub("", word.lower()) or word.lower()


def table(read: Figures, drawn: Figures, stale: int) -> str:
    """The figures as sentences."""
    return (
        f"Marks in the sections read through: {read.right} right, {len(read.wrong)} wrong, precision "
        f"{read.precision:.1%}; {read.coverage:.1%} of the {read.said} sentences and items that an original says.\n"
        f"Marks drawn from the other sections: {drawn.right} right, {len(drawn.wrong)} wrong, precision "
        f"{drawn.precision:.1%}." + (f" {stale} judgments are of other words and were left out." if stale else "")
    )
