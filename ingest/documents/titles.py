"""Which lines read as headings, by their looks alone."""

from __future__ import annotations

import re

PLAIN = 3
"""The level of a heading without a number."""

_CHAPTER = re.compile(
    r"(?:[Kk]apitel|KAPITEL|[Dd]el|DEL|[Bb]ilag|BILAG|[Aa]fsnit|AFSNIT) [\dA-ZIVX]{1,4}\b"
    r"|\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÆØÅ]|§\s*\d"
)
_NO_HEADING = re.compile(
    r"[:@/|]|^(?:kilde|figur|tabel)\b|,(?!\s\S+(?:\s\S+){0,2}\s(?:og|eller)\s)|,\s(?:der|som|hvis|at|når)\s", re.I
)
_MOST = 90  # characters of a guessed heading
_NAMES = 0.6  # share of capitalised words after the first that makes a line a list of names


def looks_like_heading(text: str) -> bool:
    """Whether a line that stands alone reads as a heading: short, begins with a capital or a number, ends open.

    A list of names, an attribution (»KL: …«) and a line that breaks off do not.
    """
    if not 3 <= len(text) <= _MOST or text[-1] in ".,;:!…-–—" or text.endswith("..."):
        return False
    if _CHAPTER.match(text):
        return True
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    if not text[0].isupper() or not any(len(word) >= 3 for word in words):
        return False
    if _NO_HEADING.search(text):
        return False
    if text.isupper():
        return True
    capitals = sum(word[0].isupper() for word in words[1:])
    return capitals < _NAMES * max(1, len(words) - 1) or (len(words) == 1 and len(text) >= 4)


def guessed_level(text: str) -> int:
    """1 for chapters, 2 and deeper for numbered sections, 3 for what has no number."""
    if match := re.match(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s", text):
        return min(1 + match[1].count("."), 6)
    return 1 if re.match(r"(?:kapitel|del|bilag)\s", text, re.I) else 2 if text.startswith("§") else PLAIN
