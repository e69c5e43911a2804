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

NAME = "Navn"
NUMBER = "0"

_ITEM = re.compile(r"[^\W\d_]+|\d+|[.?!:;,()|»«–]")
_FIELD = re.compile(r"^\s*(?:- )?(?:[a-z_]+:)?\s*|\{#[^}]*\}|\[[^\]]*\]|\([^)]*\)|`[^`]*`")
_ENGLISH = frozenset("the and of is are what how which do does should who when where why you your with this".split())
_FOLDED = re.compile(r"aa|ae|oe|\b(?:pa|sa|ma|fa|na|ga|nar|ogsa|gar|far|star|vaere)\b")


class Language:
    """Words and pairs of words of our own text, and the lexicon with their frequencies."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.pairs: Counter[tuple[str, str]] = Counter()
        self._before: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        field: Counter[str] = Counter()
        for line in lines:
            items = [START, *terms(line), START]
            field.update(item for item in items if item.isalpha() and item.islower())
            self.pairs.update(pairwise(items))
        for (before, _), times in self.pairs.items():
            self._before[before] += times
            self._kinds[before] += 1
        self.lexicon = Lexicon(field)

    def log(self, before: str, word: str, alone: float) -> float:
        """The logarithm of the probability of a word after another; ``alone`` is that of the word by itself."""
        kinds = self._kinds[before]
        if not kinds:
            return alone
        return math.log((self.pairs[before, word] + kinds * math.exp(alone)) / (self._before[before] + kinds))


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
def danish() -> Language:
    """The language of the corpus; it takes about a second to come, and is kept."""
    return Language(field_lines(field_files(corpus_dir())))
