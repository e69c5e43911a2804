"""Text as an embedding model should see it: one spelling of each letter, nothing invisible."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_REPLACEMENTS = {"Cf": None, "Cc": " ", "Cs": "\ufffd"}  # format, control, surrogate
_SLICE = 1_000  # characters; far beyond any word


def clean(text: str, limit: int | None = None) -> str:
    """The same words, without what the eye does not see.

    Lone surrogates become U+FFFD, format characters (soft hyphen, zero width, bidi) vanish, control
    characters become spaces, the rest is NFKC with single spaces and none at the ends. A decomposed
    ``å`` or a soft hyphen would otherwise move a vector to cosine 0.96. With a ``limit`` (characters)
    a longer text is cut, after its last whole word if it has more than one. Never raises.
    """
    table = {
        ord(character): _REPLACEMENTS[category]
        for character in set(text)
        if (category := unicodedata.category(character)) in _REPLACEMENTS
    }
    # NFKC comes after the deletions, so that a letter and its ring meet across a soft hyphen; and
    # before the last split, since it spells some characters as several words.
    spelled = " ".join(_nfkc(word) for word in text.translate(table).split())
    whole = " ".join(spelled.split())
    if limit is None or len(whole) <= limit:
        return whole
    head = whole[: limit + 1].rpartition(" ")[0]
    return head or whole[:limit]


def shortened(text: str, characters: int) -> str:
    """The text on one line, cut after its last whole word within ``characters`` and marked as cut."""
    line = " ".join(text.split())
    if len(line) <= characters:
        return line
    head = line[: characters + 1].rpartition(" ")[0] or line[:characters]
    return f"{head.rstrip(',.;:')} …"


def capital(text: str) -> str:
    """The text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """»a, b og c«."""
    return f"{', '.join(words[:-1])} og {words[-1]}" if len(words) > 1 else "".join(words)


def whole(text: str) -> str:
    """The text with U+FFFD for every half of a surrogate pair, which nothing could send or store.

    A client that cuts a text in the middle of an emoji sends one.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _nfkc(word: str) -> str:
    # Sorting a run of accents is quadratic in CPython: 100,000 in one piece take 8 seconds.
    slices = (word[start : start + _SLICE] for start in range(0, len(word), _SLICE))
    return "".join(unicodedata.normalize("NFKC", part) for part in slices)
