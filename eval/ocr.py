"""Damage done on purpose: our own text as bad OCR would have read it, and how much of it is mended.

Every third file of the digest is damaged; the language that mends it is made of the others, so nothing is mended by
having been seen. Each run damages by other habits, as one scanner differs from another.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from advisor.domain import CASES
from advisor.knowledge import corpus_dir, load_corpus
from ingest.documents.confusions import DANISH
from ingest.documents.language_model import LanguageModel, field_files, field_lines
from ingest.documents.repair import Repairer
from ingest.documents.tokens import tokens

_EVERY = 3
_HARMED = 0.92  # of the letters æ, ø and å
_WORD = re.compile(r"[^\W\d_]+")
_HABITS = (0.1, 1.0, 3.0)  # how much more often than usual a scanner makes a confusion
_RUNS = 3


@dataclass(frozen=True, slots=True)
class Score:
    """Words that were damaged, words that the repair changed, and how many of those are as they were before.

    ``untouchable`` words are damaged names, which the repair must leave alone; they are counted in ``damaged``.
    """

    words: int
    damaged: int
    untouchable: int
    changed: int
    right: int

    @property
    def precision(self) -> float:
        """The share of changed words that are right."""
        return self.right / self.changed if self.changed else 1.0

    @property
    def recall(self) -> float:
        """The share of damaged words that are right again, names left aside."""
        return self.right / max(self.damaged - self.untouchable, 1)


def scores(runs: int = _RUNS) -> Iterator[Score]:
    """One score for each way of damaging the held-out part."""
    root = corpus_dir()
    files = field_files(root)
    held = set([path for path in files if path.suffix == ".md"][::_EVERY])
    texts = [
        passage.text
        for passage in load_corpus(root).passages
        if root / _folder(passage.section_id) / f"{passage.section_id.removeprefix(f'{CASES}/')}.md" in held
    ]
    language = LanguageModel(field_lines(path for path in files if path not in held))
    for seed in range(runs):
        yield _score(texts, language, random.Random(seed))


def damaged(text: str, rng: random.Random, habits: dict[tuple[str, str], float]) -> str:
    """The text with its æ, ø and å badly read."""

    def letter(match: re.Match[str]) -> str:
        found = match.group()
        if rng.random() >= _HARMED:
            return found
        shares = DANISH[found.lower()]
        [read] = rng.choices(list(shares), [share * habits[found.lower(), read] for read, share in shares.items()])
        return read.capitalize() if found.isupper() else read

    return re.sub("[æøåÆØÅ]", letter, text)


def habits(rng: random.Random) -> dict[tuple[str, str], float]:
    """One scanner's ways."""
    return {(letter, read): rng.choice(_HABITS) for letter, shares in DANISH.items() for read in shares}


def _score(texts: list[str], language: LanguageModel, rng: random.Random) -> Score:
    ways = habits(rng)
    truth = [text.split() for text in texts]
    harmed = [[damaged(word, rng, ways) for word in words] for words in truth]
    repairer = Repairer.of([" ".join(words) for words in harmed], language)
    words = harm = names = changed = right = 0
    for before, read in zip(truth, harmed, strict=True):
        text = " ".join(read)
        shut = {token.start for token in tokens(text) if token.kind in ("name", "shut")}
        starts = [0]
        for word in read:
            starts.append(starts[-1] + len(word) + 1)
        after = repairer.repair(text).text.split()
        for start, true, bad, mended in zip(starts, before, read, after, strict=False):
            words += 1
            harm += true != bad
            name = true[0].isupper() and language.is_name(true.strip(".,:;").lower())
            names += true != bad and (name or any(start <= place < start + len(bad) for place in shut))
            changed += mended != bad
            right += mended != bad and mended == true
    return Score(words, harm, names, changed, right)


def _folder(section_id: str) -> str:
    return CASES if section_id.startswith(f"{CASES}/") else "digest"
