"""Repair of bad OCR in Danish. Clean documents pass byte for byte.

A document is looked at whole first: does it hold words that no list knows and that are one confusion of letters away
from a common one, more often than any clean text does? If so, each word is read again through a noisy channel (see
``confusions``) whose shares the document itself teaches, and the likeliest way through a sentence wins (``context``).
Numbers, names and addresses are never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ingest.documents.confusions import Change, Channel
from ingest.documents.context import Language, danish
from ingest.documents.edits import edited
from ingest.documents.lexicon import Lexicon
from ingest.documents.model import Repaired
from ingest.documents.readings import Readings
from ingest.documents.sentences import Reader, known
from ingest.documents.tokens import tokens

_FEWEST = 3  # badly read words; fewer are misspellings
_SHARE = 0.012  # of all words; clean text stays well below
_DANISH = 0.6  # of the words a list must know, or the text is in another language
_SURE = 3.0  # nats between the best reading and the next, for the document to teach
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at a document found: how many words, how many on a list, how many badly read, how many cut."""

    words: int
    known: int
    mendable: int

    @property
    def damaged(self) -> bool:
        """Whether the document is badly read Danish."""
        return self.mendable >= max(_FEWEST, _SHARE * self.words) and self.known + self.mendable >= _DANISH * self.words


class Repairer:
    """Mends the texts of one document, once it has seen all of them."""

    def __init__(self, language: Language, health: Health, channel: Channel, halves: frozenset[str]) -> None:
        self.health = health
        self._reader = Reader(language, Readings(language.lexicon, channel), halves)

    @classmethod
    def of(cls, texts: Iterable[str], language: Language | None = None) -> Repairer:
        """The repairer for a document with these texts, in reading order."""
        language = language or danish()
        counts = Counter(
            token.text.lower()
            for text in texts
            for token in tokens(text)
            if token.kind == "word" and len(token.text) > 1
        )
        channel = Channel()
        for _ in range(2):
            readings = Readings(language.lexicon, channel)
            health, seen, kept = _looked_at(counts, language.lexicon, readings)
            if not health.damaged:
                break
            channel = channel.learned(seen, kept)
        halves = frozenset(
            after.split()[0] for before, after in pairwise(texts) if before.rstrip()[-1] == "-" and after[:1].islower()
        )
        return cls(language, health, channel, halves)

    @property
    def damaged(self) -> bool:
        """Whether anything is mended at all."""
        return self.health.damaged

    def repair(self, text: str) -> Repaired:
        """The text with its words mended; where nothing is sure, nothing is changed. Repairing it again changes
        nothing more."""
        repaired = Repaired(text)
        if not self.damaged:
            return repaired
        for _ in range(_ROUNDS):
            edits = self._reader.edits(repaired.text)
            if not edits:
                break
            repaired = edited(repaired, edits)
        return repaired


def _looked_at(
    counts: Counter[str], lexicon: Lexicon, readings: Readings
) -> tuple[Health, Counter[Change], Counter[str]]:
    """The health of a document by its words, the changes that it surely shows, and its unharmed Danish letters."""
    seen: Counter[Change] = Counter()
    kept: Counter[str] = Counter()
    good = mendable = 0
    for word, times in counts.items():
        for letter in "æøå":
            kept[letter] += times * word.count(letter)
        if known(word, lexicon):
            good += times
            continue
        found = readings.of(word)
        if not found:
            continue
        mendable += times
        scores = sorted((reading.log - readings.cost(reading) for reading in found), reverse=True)
        if len(scores) == 1 or scores[0] - scores[1] > _SURE:
            for change in found[0].changes:
                seen[change] += times
    return Health(sum(counts.values()), good, mendable), seen, kept
