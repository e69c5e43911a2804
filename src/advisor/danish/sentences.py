"""Where Danish sentences begin and end."""

from __future__ import annotations

import re

from advisor.domain import Span

_ABBREVIATIONS = frozenset(
    "fx f.eks bl.a ca dvs evt hhv inkl jf kl m.fl m.m m.v mfl mht mia mio mv nr osv pct pga pkt s stk tlf vedr".split()
)
_BREAK = re.compile(r"[.!?]+[\"«»”')\]]*\s+(?=[\"«»„“'(]?[A-ZÆØÅ0-9])|\n+")
_LAST_WORD = re.compile(r"[^\s(«»\"„]+$")


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text as spans without outer white space; a line break always ends one.

    An abbreviation (»bl.a.«) or an ordinal (»3. marts«) does not.
    """
    spans = []
    start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group() and _is_abbreviation(text[start : match.start()]):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(_trim(text, *span) for span in spans if text[span[0] : span[1]].strip())


def _is_abbreviation(before: str) -> bool:
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    last = word.group().lower()
    return last in _ABBREVIATIONS or (last.isdigit() and len(last) <= 2)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
