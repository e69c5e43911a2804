"""The words of a text that a repair may touch, with their places; addresses, numbers and names are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "name", "number", "mark", "shut"]
"""``name``: with a capital inside a sentence; ``shut``: an address, an abbreviation, anything that is no plain word."""

_ADDRESS = (
    r"(?:https?://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+\.\w[\w.-]*|\b\w[\w-]*(?:\.\w[\w-]*)+(?:/\S*)?"
    r"|(?<![\w.])\.\w[\w.-]*|--\w[\w-]*"  # endings of files and switches of programs
    r"|\b[^\W\d_]{1,5}\.(?= ?[a-zæøå\d,;)])"  # abbreviations: their full stop ends no sentence
)
_ITEM = re.compile(
    rf"(?P<shut>{_ADDRESS})"
    r"|(?P<word>(?<![^\W_])[&@0|/]?[^\W\d_]+(?:[&@|$;013456]{1,2}[^\W\d_]+)*[&@034]?(?![\w@&]))"
    r"|(?P<number>\d[\d.,:]*\w*)"
    r"|(?P<mixed>[^\W_]+)"
    r"|(?P<mark>\.{2,}|[^\w\s]|_)"
)
_BREAK = re.compile(r"-[ \t]*(?:\r?\n[ \t]*)+(?=[^\W\d_])")
_ENDS = frozenset(".?!:=*+•»“”\"'°©®")
_SHORT = 5  # letters; a word in capitals up to here is an abbreviation, unless its whole line is in capitals


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]`` of the text it comes from.

    ``opens``: begins a sentence; ``heads``: begins a line, where a capital may or may not belong to a name;
    ``loud``: stands in a line that is all in capitals.
    """

    kind: Kind
    text: str
    start: int
    end: int
    opens: bool = False
    heads: bool = False
    loud: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; what stands between them is white space."""
    loud = _loud_lines(text)
    opens, last = True, 0
    for match in _ITEM.finditer(text):
        item, start, end = match.group(), match.start(), match.end()
        between = text[last:start]
        opens = opens or "\n\n" in between
        heads = opens or "\n" in between
        kind = _kind(match.lastgroup or "mark", item, heads=heads, loud=start in loud)
        yield Token(kind, item, start, end, opens, heads, start in loud)
        if kind == "mark":
            opens = opens or item in _ENDS
        elif not (kind == "number" and opens):
            opens = False
        last = end


def cut_after(token: Token, text: str) -> int | None:
    """Where the second half begins of a word that is cut at the end of its line after this token."""
    match = _BREAK.match(text, token.end)
    return match.end() if match else None


def _kind(group: str, item: str, *, heads: bool, loud: bool) -> Kind:
    if group != "word":
        return "number" if group == "number" else "mark" if group == "mark" else "shut"
    letters = [character for character in item if character.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if capitals == 0:
        return "word"
    if capitals == len(letters) and len(letters) > 1:
        return "word" if loud or len(letters) > _SHORT else "shut"
    if capitals == 1 and letters[0].isupper():
        return "word" if heads else "name"
    return "shut"


def _loud_lines(text: str) -> set[int]:
    places: set[int] = set()
    for line in re.finditer(r"[^\n]+", text):
        letters = [character for character in line.group() if character.isalpha()]
        if len(letters) > _SHORT + 3 and sum(letter.isupper() for letter in letters) > 0.9 * len(letters):
            places.update(range(line.start(), line.end()))
    return places
