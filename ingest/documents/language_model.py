"""Which word comes after which in Danish, as far as our own corpus tells.

Bigrams mixed with single words after Witten and Bell (1991): a word that was often followed by many different ones
says little about the next.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from advisor.knowledge import corpus_dir
from ingest.documents.lexicon import Lexicon

START = "."
"""Stands before the first word of a sentence, and after its last."""

_COMMON = 300  # words that are a kind of their own
_ENDING = 3  # letters that tell the kind of the others
_FAITH = 1500.0  # times that a word must have been seen before its silence about a kind means much

NAME = "Navn"
NUMBER = "0"

_ITEM = re.compile(r"[^\W\d_]+|\d+|[.?!:;,()|»«–]")
_FIELD = re.compile(r"^\s*(?:- )?(?:[a-z_]+:)?\s*|\{#[^}]*\}|\[[^\]]*\]|\([^)]*\)|`[^`]*`")
_NAME = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåé]+")
_ENGLISH = frozenset("the and of is are what how which do does should who when where why you your with this".split())
_FOLDED = re.compile(r"aa|ae|oe|\b(?:pa|sa|ma|fa|na|ga|nar|ogsa|gar|far|star|vaere)\b")


class LanguageModel:
    """Words and pairs of words of our own text, and the lexicon with their frequencies.

    A pair that was never seen is judged by the kind of its second word: a common word is a kind of its own, the
    others go by their last letters, which in Danish tell verbs, nouns and adjectives well enough apart. »for« was
    seen before thousands of words, but never before one in »-ede«.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._names: Counter[str] = Counter()
        field: Counter[str] = Counter()
        for line in lines:
            self._names.update(name.lower() for name in _NAME.findall(line))
            items = [START, *terms(line), START]
            field.update(items)
            self._pairs.update(pairwise(items))
        self._field = field
        self._common = frozenset(word for word, _ in field.most_common(_COMMON))
        self._total = sum(field.values())
        self._before: Counter[str] = Counter()
        self._different: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._kind_pairs: Counter[tuple[str, str]] = Counter()
        for word, times in field.items():
            self._kinds[self.kind(word)] += times
        for (before, word), times in self._pairs.items():
            self._before[before] += times
            self._different[before] += 1
            self._kind_pairs[before, self.kind(word)] += times
        words = {word: times for word, times in field.items() if word.isalpha() and word.islower()}
        self.lexicon = Lexicon(Counter(words))
        self._logs: dict[tuple[str, str], float] = {}

    def kind(self, word: str) -> str:
        """What a word counts as where it was not seen itself."""
        return word if word in self._common else f"-{word[-_ENDING:]}"

    def is_name(self, word: str) -> bool:
        """Whether a word in lower case is mostly a name in the field."""
        return self._names[word] > self._field[word]

    def seen(self, before: str, word: str) -> bool:
        """Whether the field has a word after another."""
        return (before, word) in self._pairs

    def log(self, before: str, word: str, alone: float) -> float:
        """The logarithm of the probability of a word after another; ``alone`` is that of the word by itself."""
        key = before, word
        if key not in self._logs:
            self._logs[key] = self._log(before, word, alone)
        return self._logs[key]

    def _log(self, before: str, word: str, alone: float) -> float:
        seen = self._before[before]
        if not seen:
            return alone
        kind = self.kind(word)
        usual = max(self._kinds[kind], 1) / self._total
        fits = (self._kind_pairs[before, kind] + _FAITH * usual) / (seen + _FAITH) / usual
        backed = fits * math.exp(alone)
        different = self._different[before]
        return math.log((self._pairs[before, word] + different * backed) / (seen + different))


def terms(line: str) -> Iterator[str]:
    """The words of a line as the pairs know them: in lower case, names and numbers by their kind, marks as they are."""
    opening = True
    for match in _ITEM.finditer(line):
        item = match.group()
        if item[0].isdigit():
            yield NUMBER
        elif not item[0].isalpha():
            item = START if item in ".?!:;" else item
            yield item
            opening = item == START
            continue
        elif opening or item == "I" or item.islower():
            yield item if item == "I" and not opening else item.lower()
        else:
            yield NAME
        opening = False


def field_files(root: Path) -> list[Path]:
    """The files of the corpus that hold text."""
    return sorted([*root.rglob("*.md"), *root.rglob("*.yaml")])


def field_lines(files: Iterable[Path]) -> Iterator[str]:
    """The Danish lines of such files, without their marks. The questions that lack æ, ø and å on purpose, and the
    English ones, are left out."""
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = _FIELD.sub(" ", line).strip()
            words = text.split()
            if len(words) > 2 and not _FOLDED.search(text.lower()) and len(_ENGLISH.intersection(words)) < 2:
                yield text


@cache
def danish() -> LanguageModel:
    """The language of the corpus; it takes about a second to come, and is kept."""
    return LanguageModel(field_lines(field_files(corpus_dir())))
