"""Readable ids for the sections of a document."""

from __future__ import annotations

import re
import unicodedata

_SLUG = 60
_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"}


def slug(title: str) -> str:
    """A title as part of an address: small letters, figures and hyphens, æøå as ae, oe and aa."""
    spelled = "".join(_LETTERS.get(letter, letter) for letter in title.lower())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    short = ""
    for word in words:
        if short and len(short) + len(word) >= _SLUG:
            break
        short = f"{short}-{word}" if short else word[:_SLUG]
    return short or "afsnit"


class Ids:
    """Hands out slugs, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, title: str) -> str:
        base = slug(title)
        chosen, number = base, 1
        while chosen in self._taken:
            number += 1
            chosen = f"{base}-{number}"
        self._taken.add(chosen)
        return chosen
