"""What OCR without Danish makes of Danish letters, and how often.

A noisy channel after Kernighan, Church and Gale (1990), with substitutions of several letters after Brill and Moore
(2000). The shares to begin with are those of OCR with an English or Latin model; ``Channel.learned`` brings them to
what one document shows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

Change = tuple[str, str]
"""An intended letter and what was read in its place."""

_SLIP = 0.0004  # of a confusion that is possible but nothing special


def _blends(letters: str, lengths: Iterable[int]) -> dict[str, float]:
    """Every run of these letters: a letter that a reader does not know comes apart in many ways."""
    return {"".join(run): _SLIP for length in lengths for run in product(letters, repeat=length)}


DANISH: Mapping[str, Mapping[str, float]] = {
    "æ": _blends("aezs", (2, 3)) | {
        "ee": 0.3, "ae": 0.3, "ze": 0.08, "se": 0.04, "zæ": 0.02, "ce": 0.01, "oe": 0.004, "ge": 0.002,
        "e": 0.02, "a": 0.02, "x": 0.01, "z": 0.01, "s": 0.004, "ä": 0.004, "c": 0.001,
    },
    "ø": _blends("aeogs@", (2,)) | {
        "e": 0.3, "o": 0.3, "g": 0.08, "a": 0.06, "@": 0.02, "oe": 0.02, "eo": 0.005, "s": 0.01, "ö": 0.01, "0": 0.01,
        "6": 0.005, "c": 0.003, "q": 0.003, "eg": 0.003, "ge": 0.002, "gg": 0.002,
        "p": 0.002, "d": 0.001, "u": 0.001,
    },
    "å": _blends("aéàá", (2,)) | {
        "a": 0.6, "é": 0.04, "d": 0.03, "4": 0.02, "&": 0.02, "aa": 0.02, "á": 0.01, "à": 0.01, "â": 0.01, "ä": 0.01,
        "@": 0.01, "3": 0.005, "ã": 0.004, "è": 0.004, "ê": 0.002, "e": 0.004, "g": 0.004, "o": 0.004, "ae": 0.002,
        "ad": 0.002, "s": 0.001,
    },
}  # fmt: skip

_LATIN: Mapping[str, tuple[str, ...]] = {
    "b": ("h",), "c": ("e",), "d": ("cl",), "e": ("c",), "f": ("t",), "g": ("q",), "h": ("b", "li"),
    "i": ("l", "1", "|", "t", ";", "/"), "j": ("i", "l", ";j", ";", "y"), "l": ("i", "1", "|", "t"), "ll": ("il", "li"),
    "lt": ("ti", "il"), "m": ("rn", "mm", "nn"), "n": ("ri", "m"), "o": ("0", "c"), "s": ("5", "$"),
    "t": ("i", "l", "f"), "v": ("y", "ov"),
}  # fmt: skip
_FIRM = 25  # how many letters the shares to begin with are worth


def is_slip(change: Change) -> bool:
    """Whether a change is possible but nothing special, and the letters that were read are found in any word."""
    letter, read = change
    return read.isascii() and read.isalpha() and DANISH.get(letter, {}).get(read, _SLIP) <= _SLIP


class Channel:
    """What each change costs, in nats."""

    def __init__(self, shares: Mapping[str, Mapping[str, float]] = DANISH) -> None:
        self.costs: dict[Change, float] = {
            (letter, read): -math.log(share) for letter, found in shares.items() for read, share in found.items()
        }
        for letter, others in _LATIN.items():
            for read in others:
                self.costs[letter, read] = -math.log(_SLIP)
        self._starting: dict[str, list[tuple[str, str, float]]] = {}
        for (letter, read), cost in self.costs.items():
            self._starting.setdefault(read[0], []).append((read, letter, cost))

    def learned(self, seen: Counter[Change], kept: Counter[str]) -> Channel:
        """The channel of a document in which these changes were seen and these Danish letters stand unharmed."""
        shares = {}
        for letter, found in DANISH.items():
            total = kept[letter] + _FIRM + sum(seen[letter, read] for read in found)
            shares[letter] = {read: (seen[letter, read] + share * _FIRM) / total for read, share in found.items()}
        return Channel(shares)

    def cost(self, changes: Iterable[Change]) -> float:
        """What several changes cost together."""
        return sum(self.costs[change] for change in changes)

    def at(self, word: str, place: int) -> Iterator[tuple[int, str, float, Change | None]]:
        """What may stand at a place of a read word: how many letters are used, what was meant, and what that costs."""
        yield 1, word[place], 0.0, None
        for read, letter, cost in self._starting.get(word[place], ()):
            if word.startswith(read, place):
                yield len(read), letter, cost, (letter, read)
