"""Which words are Danish and how common they are: simplemma's list, wordfreq's frequencies, and our own text.

simplemma (MIT, no dependencies) lists about 750,000 Danish forms but not how common they are; wordfreq counts the
29,000 most common from subtitles, news, Wikipedia and the web; the corpus tells what is common in the field.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter

UNKNOWN = math.log(1e-16)
"""The logarithm of the probability of a word that no list and no compound has."""

_LISTED = math.log(1e-8)  # a word that the list holds and nobody counted
_STRAY = 0.02  # counted on the web, but on no list: names, English, and Danish typed without æ, ø and å
_JOINT = math.log(0.004)  # what a joint of a compound costs
_HEAD = math.log(3e-7)  # a short word begins a compound only if it is more common than this
_LINKS = ("", "s", "e")


class Lexicon:
    """Danish words with their probabilities. ``field`` counts the words of texts like those that are to be read."""

    def __init__(self, field: Counter[str]) -> None:
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
        from wordfreq import get_frequency_dict

        listed = {form for form in DefaultDictionaryFactory().get_dictionary("da") if form.isalpha() and form.islower()}
        general = get_frequency_dict("da", wordlist="small")
        total = sum(field.values()) or 1
        self._logs: dict[str, float] = {}
        for word in general.keys() | field.keys():
            seen = general.get(word, 0.0) * (1.0 if word in listed else _STRAY)
            self._logs[word] = max(_log((seen + field[word] / total) / 2), _LISTED)
        self._known = listed.union(field)
        self._sorted = sorted(self._known)
        self._compounds: dict[str, float] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def __len__(self) -> int:
        return len(self._sorted)

    def log(self, word: str) -> float:
        """The logarithm of a word's probability, as a word of its own or as a compound; at least ``UNKNOWN``."""
        if word in self._known:
            return self._logs.get(word, _LISTED)
        if word not in self._compounds:
            self._compounds[word] = self._compound(word)
        return max(self._compounds[word], self._logs.get(word, UNKNOWN))

    def head(self, word: str) -> float | None:
        """What it costs to begin a compound with a known word; None where it is too rare and too short for that."""
        log = self._logs.get(word, _LISTED)
        return log + _JOINT if word in self._known and len(word) >= 3 and (log > _HEAD or len(word) >= 5) else None

    def tail(self, word: str) -> float | None:
        """What it costs to end a compound with a word; None where it is no known word."""
        return self._logs.get(word, _LISTED) if word in self._known and len(word) >= 3 else None

    def within(self, prefix: str, low: int, high: int) -> tuple[int, int]:
        """Where, from ``low`` to before ``high``, the words with a prefix stand in the sorted list."""
        low = bisect_left(self._sorted, prefix, low, high)
        return low, bisect_left(self._sorted, prefix + "\U0010ffff", low, high)

    def at(self, place: int) -> str:
        """The word at a place of the sorted list."""
        return self._sorted[place]

    def _compound(self, word: str) -> float:
        best = UNKNOWN
        for cut in range(3, len(word) - 2):
            if (head := self.head(word[:cut])) is None:
                continue
            for link in _LINKS:
                rest = word[cut + len(link) :]
                if word.startswith(link, cut) and len(rest) >= 3:
                    best = max(best, head + self.log(rest))
        return best


def _log(probability: float) -> float:
    return math.log(probability) if probability > 0 else -math.inf
