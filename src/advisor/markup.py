"""Text that others wrote, made harmless for the eye and for Markdown. HTML is escaped where it is written."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})  # invisible or without a shape: bidi marks, halves, private use
_KEPT = frozenset("\u200d")  # joins emoji
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#&$^{}]")
_AT_START = re.compile(r"^(\s*)([-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
_ADDRESS = re.compile(r":(?=//)|(?<=\w)@(?=\w)|(?<=\bwww)\.", re.IGNORECASE)
_SCHEME = re.compile(r"\b(mailto|xmpp):", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def visible(text: str) -> str:
    """The text without characters that the eye does not see; of control characters only line breaks and tabs stay."""
    if text.isprintable():
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cc" and character not in "\n\t":
            kept.append(" ")
        elif category not in _UNSEEN or character in _KEPT:
            kept.append(character)
    return "".join(kept)


def line(text: str) -> str:
    """The same on one line, without space at its ends."""
    return " ".join(visible(text).split())


def escaped(text: str) -> str:
    """Text that reads as it is written, wherever in a paragraph or a cell of Markdown it comes to stand."""
    return _AT_START.sub(_defused, _escaped(text))


def emphasised(text: str) -> str:
    """Markdown in which nothing but ``**bold**`` is markup."""
    first, *parts = _BOLD.split(text)
    rest = (f"**{_escaped(part)}**" if number % 2 == 0 else _escaped(part) for number, part in enumerate(parts))
    return escaped(first) + "".join(rest)


def without_emphasis(text: str) -> str:
    """The text without the signs of ``**bold**``."""
    return _BOLD.sub(r"\1", text)


def _escaped(text: str) -> str:
    safe = _SPECIAL.sub(lambda mark: f"\\{mark[0]}", text)
    safe = _ADDRESS.sub(lambda mark: f"\\{mark[0]}", safe)
    return _SCHEME.sub(lambda mark: f"{mark[1]}\\:", safe)


def _defused(mark: re.Match[str]) -> str:
    # a number opens a list by the sign after it, which is escaped; any other sign by itself
    return f"{mark[1]}{mark[2]}\\" if mark[2].isdigit() else f"{mark[1]}\\{mark[2]}"
