"""Whether a document is Danish that was badly read, and how.

The limits were set by the two badly read originals on one side (10 % of the words one confusion away from a common
word, no æ, ø or å left whole) and on the other by clean Danish up to translated manuals of programs (below 0.5 % and
below 4 %) and by Norwegian, the nearest language (3–4 % and 33 %, but only three words in four known).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.documents.candidates import Candidate, Candidates
from ingest.documents.confusions import DANISH, Change, is_slip
from ingest.documents.lexicon import Lexicon
from ingest.documents.tokens import Token

_FEWEST = 3  # badly read words; fewer are misspellings
_LEAST = 0.01  # of all words
_HARMED = 0.15  # of the letters æ, ø and å
_EXPLAINED = 0.82  # of the words, known or mendable
_GLUE = 0.15  # of the words, from the list below; Danish text lies between 0.18 and 0.36
_COMMON = math.log(5e-7)
_KNOWN = math.log(1e-9)  # a word this likely is a word, listed or put together
_SURE = 3.0  # nats between the best candidate and the next, for the document to teach
_PIECE = 8  # words from which on a piece of text shows its language

_DANISH_GLUE = frozenset(
    """og i at er en til af det der med den som de et ikke har kan om eller skal fra hvor men for ved sig var man vil
    hvad""".split()
)
_ENGLISH_GLUE = frozenset(
    "the of and to is that in it be with as are this by on or from you not have an which was".split()
)


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at the words of a document found.

    ``known`` words are Danish as they stand, ``mendable`` ones a few confusions of æ, ø and å away from a common
    word. ``seen`` are the changes that words surely went through, ``kept`` the Danish letters that stand whole.
    """

    words: int
    known: int
    mendable: int
    harmed: int
    danish: bool
    seen: Counter[Change]
    kept: Counter[str]

    @property
    def damaged(self) -> bool:
        """Whether the document is badly read Danish."""
        return (
            self.danish
            and self.mendable >= max(_FEWEST, _LEAST * self.words)
            and self.known + self.mendable >= _EXPLAINED * self.words
            and self.harmed >= _HARMED * (self.harmed + sum(self.kept.values()))
        )


def known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word in lower case is Danish by itself."""
    return word in lexicon or lexicon.log(word) > _KNOWN


def is_danish(words: Iterable[Token]) -> bool:
    """Whether so many small words are Danish ones that the text is; Swedish has half as many, English hardly any."""
    texts = [token.text.lower() for token in words if token.kind in ("word", "name")]
    danish = sum(text in _DANISH_GLUE for text in texts)
    return danish >= _GLUE * len(texts) and danish > sum(text in _ENGLISH_GLUE for text in texts)


def is_english(words: Iterable[Token]) -> bool:
    """Whether a piece of text within a Danish document is English."""
    texts = [token.text.lower() for token in words if token.kind in ("word", "name")]
    english = sum(text in _ENGLISH_GLUE for text in texts)
    return len(texts) >= _PIECE and english > sum(text in _DANISH_GLUE for text in texts)


def looked_at(words: Iterable[Token], lexicon: Lexicon, candidates: Candidates) -> Health:
    """The health of a document with these words."""
    words = list(words)
    counts = Counter(token.text.lower() for token in words if token.kind == "word" and len(token.text) > 1)
    seen: Counter[Change] = Counter()
    kept: Counter[str] = Counter()
    good = mendable = harmed = 0
    for word, times in counts.items():
        for letter in DANISH:
            kept[letter] += times * word.count(letter)
        if known(word, lexicon):
            good += times
            continue
        found = candidates.of(word)
        if found and _is_plain(found[0]):
            mendable += times
            harmed += times * len(found[0].changes)
        if found and _is_sure(found, candidates):
            seen.update(dict.fromkeys(found[0].changes, times))
    return Health(sum(counts.values()), good, mendable, harmed, is_danish(words), seen, kept)


def _is_plain(candidate: Candidate) -> bool:
    """Whether a candidate is a common word, and nothing but its Danish letters was misread in a usual way."""
    return candidate.log > _COMMON and all(change[0] in DANISH and not is_slip(change) for change in candidate.changes)


def _is_sure(found: tuple[Candidate, ...], candidates: Candidates) -> bool:
    scores = [candidate.log - candidates.cost(candidate) for candidate in found[:2]]
    return len(scores) == 1 or scores[0] - scores[1] > _SURE
