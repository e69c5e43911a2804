"""Repair of bad OCR in Danish. Clean documents pass byte for byte.

A document is looked at whole first (see ``health``). If it was badly read, each word is read again through a noisy
channel (``confusions``, ``candidates``) whose shares the document itself teaches, and the likeliest way through a
sentence wins (``decoding``, ``language_model``). Numbers, names and addresses are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ingest.documents.candidates import Candidates
from ingest.documents.confusions import Channel
from ingest.documents.decoding import Decoder
from ingest.documents.edits import edited
from ingest.documents.health import Health, is_english, looked_at
from ingest.documents.language_model import LanguageModel, danish
from ingest.documents.model import Repaired
from ingest.documents.tokens import tokens

_LESSONS = 2  # the second is taught by what the first cleared up
_ROUNDS = 5  # each mends what the one before made readable; two are the rule


class Repairer:
    """Mends the texts of one document, once it has seen all of them."""

    def __init__(self, health: Health, reader: Decoder) -> None:
        self.health = health
        self._reader = reader

    @classmethod
    def of(cls, texts: Iterable[str], language: LanguageModel | None = None) -> Repairer:
        """The repairer for a document with these texts, in reading order. The first one of a process takes a second
        or two to load the lists."""
        language = language or danish()
        texts = [text for text in texts if text.strip()]
        words = [token for text in texts for token in tokens(text)]
        candidates = Candidates(language.lexicon, Channel())
        health = looked_at(words, language.lexicon, candidates)
        for _ in range(_LESSONS if health.damaged else 0):
            candidates = candidates.through(Channel().learned(health.seen, health.kept))
            health = looked_at(words, language.lexicon, candidates)
        halves = frozenset(
            after.split()[0] for before, after in pairwise(texts) if before.rstrip()[-1] == "-" and after[:1].islower()
        )
        return cls(health, Decoder(language, candidates, halves))

    @property
    def damaged(self) -> bool:
        """Whether anything is mended at all."""
        return self.health.damaged

    def repair(self, text: str) -> Repaired:
        """The text with its words mended; where nothing is sure, nothing is changed. Repairing it again changes
        nothing more."""
        repaired = Repaired(text)
        if not self.damaged or is_english(tokens(text)):
            return repaired
        for _ in range(_ROUNDS):
            edits = self._reader.edits(repaired.text)
            if not edits:
                break
            repaired = edited(repaired, edits)
        return repaired
