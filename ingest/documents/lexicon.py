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

LONGEST = 60
"""Letters of the longest word that is looked into; what is longer is no word."""

_LISTED = math.log(1e-8)  # a word that the list holds and nobody counted
_STRAY = 0.02  # counted on the web, but on no list: names, English, and Danish typed without æ, ø and å
_JOINT = math.log(0.004)  # what a joint of a compound costs
_HEAD = math.log(3e-7)  # a short word begins a compound only if it is more common than this
_FORM = math.log(0.01)  # how much rarer an inflected form is than its base form, where it was not counted
_OFTEN = 2  # times in the field that make a word known which the list lacks
_SHORTEST = 3  # letters of a part of a compound
_LONG = 5  # letters of a rare word that may begin one
_LINKS = ("", "s", "e")
_ENDINGS = ("mæssig", "mæssigt", "mæssige", "agtig", "agtigt", "agtige")  # words only at the end of others
_ENDING = math.log(1e-6)


class Lexicon:
    """Danish words with their probabilities. ``field`` counts the words of texts like those that are to be read."""

    def __init__(self, field: Counter[str]) -> None:
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
        from wordfreq import get_frequency_dict

        self._forms = DefaultDictionaryFactory().get_dictionary("da")
        listed = [form for form in self._forms if form.islower() and form.isalpha()]
        self._known = set(listed)
        more = [word for word, times in field.items() if times >= _OFTEN and word not in self._known]
        general = get_frequency_dict("da", wordlist="small")
        total = sum(field.values()) or 1
        self._logs: dict[str, float] = {}
        for word in general.keys() | self._known.intersection(field) | set(more):
            seen = general.get(word, 0.0) * (1.0 if word in self._known else _STRAY)
            near = field[word] / total if field[word] >= _OFTEN or word in self._known else 0.0
            self._logs[word] = max(_log((seen + near) / 2), _LISTED)
        more += _ENDINGS
        self._logs |= dict.fromkeys(_ENDINGS, _ENDING)
        self._known.update(more)
        self._sorted = sorted(listed + more)  # the list comes nearly sorted
        self._others: dict[str, float] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def log(self, word: str) -> float:
        """The logarithm of a word's probability, as a word of its own or as a compound; at least ``UNKNOWN``."""
        log = self._logs.get(word)
        if word in self._known:
            return log if log is not None and log > _LISTED else self._form(word)
        if word not in self._others:
            self._others[word] = self._compound(word) if len(word) <= LONGEST else UNKNOWN
        return max(self._others[word], log or UNKNOWN)

    def head(self, word: str) -> float | None:
        """What it costs to begin a compound with a known word; None where it is too rare and too short for that."""
        if len(word) < _SHORTEST or word not in self._known:
            return None
        log = self.log(word)
        return log + _JOINT if log > _HEAD or len(word) >= _LONG else None

    def tail(self, word: str) -> float | None:
        """What it costs to end a compound with a word; None where it is no known word."""
        return self.log(word) if len(word) >= _SHORTEST and word in self._known else None

    def _form(self, word: str) -> float:
        """A form that nobody counted is as common as its base form lets expect."""
        if word not in self._others:
            base = self._logs.get(self._forms.get(word) or word, _LISTED)
            self._others[word] = max(base + _FORM, _LISTED)
        return self._others[word]

    def first(self, prefix: str, low: int) -> int | None:
        """Where in the sorted list, from ``low`` on, the first word with a prefix stands."""
        place = bisect_left(self._sorted, prefix, low)
        return place if place < len(self._sorted) and self._sorted[place].startswith(prefix) else None

    def at(self, place: int) -> str:
        """The word at a place of the sorted list."""
        return self._sorted[place]

    def _compound(self, word: str) -> float:
        best = UNKNOWN
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            if (head := self.head(word[:cut])) is None:
                continue
            for link in _LINKS:
                rest = word[cut + len(link) :]
                if word.startswith(link, cut) and len(rest) >= _SHORTEST:
                    best = max(best, head + self.log(rest))
        return best


def _log(probability: float) -> float:
    return math.log(probability) if probability > 0 else -math.inf
