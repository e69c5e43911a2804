"""A section's text in pieces of a readable length, cut where a reader would pause."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from advisor.danish.sentences import sentences
from ingest.documents.model import Piece

SHORT, LONG = 400, 900
"""Characters between which a piece is of a good length."""

_BEST = 650
_CLOSE = 50  # characters
_WINDOW = 2_000  # characters; also the longest word that is taken for one
_SPACE = re.compile(r"\s+")
_LINE = re.compile(r"[^\n]*\n*")
_ITEM = re.compile(r"(?:\d+\.|-) +")
_PAUSE = re.compile(r"[,;:)]\s+|\s[–—-]\s")
_AT_PARAGRAPH, _AT_ITEM, _AT_SENTENCE, _AT_WORD = 0.0, 0.3, 0.6, 1.5
_SEPARATED_LEAD = 2.0  # »Det drejer sig om:« cut from its list


def pieces(text: str, hard: Iterable[int] = ()) -> tuple[Piece, ...]:
    """The pieces of a text. They rejoin to it, and no cut goes through a word
    (of less than 2,000 characters).

    They have 400–900 characters where the text has enough, and end with a paragraph, an item or a sentence where
    it can be. A list is never followed by a paragraph in its piece, so that its last item ends where it ends.
    At the positions ``hard`` there is a cut in any case.
    """
    if not text:
        return ()
    bounds = sorted({0, len(text), *_list_ends(text), *(cut for cut in hard if 0 < cut < len(text))})
    return tuple(piece for start, end in pairwise(bounds) for piece in _of_stretch(text, start, end))


def _list_ends(text: str) -> Iterator[int]:
    """Where a list or a table gives way to a paragraph, and where the header of a table comes again."""
    before = False
    rows: set[str] = set()
    for match in _LINE.finditer(text):
        line = match.group()
        is_row = " | " in line
        listed = bool(_ITEM.match(line) or line[:1] == " " or is_row)
        again = is_row and line.strip() in rows
        if before and line and (again or not listed):
            yield match.start()
        if is_row and not before:
            rows.add(line.strip())
        before = listed


def _of_stretch(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of ``text[start:end]``: the cuts that together cost least, by dynamic programming."""
    cuts = _cuts(text, start, end)
    positions = [start, *(position for position, _ in cuts)]
    costs = [0.0, *(cost for _, cost in cuts)]
    best = [0.0] + [math.inf] * (len(positions) - 1)
    came = [0] * len(positions)
    for here in range(1, len(positions)):
        for there in range(here - 1, -1, -1):
            length = positions[here] - positions[there]
            cost = best[there] + _length_cost(length) + costs[here]
            if cost < best[here]:
                best[here], came[here] = cost, there
            if length > 2 * LONG:
                break
    chosen = [len(positions) - 1]
    while chosen[-1]:
        chosen.append(came[chosen[-1]])
    yield from (Piece(positions[a], positions[b]) for a, b in pairwise(reversed(chosen)))


def _length_cost(length: int) -> float:
    over = max(0, length - LONG) / 60
    return ((length - _BEST) / 300) ** 2 + 0.4 + over


def _cuts(text: str, start: int, end: int) -> list[tuple[int, float]]:
    """Where a piece may end, with what that costs; the end of the stretch is the last."""
    found: dict[int, float] = {}
    for match in _LINE.finditer(text, start, end):
        if not match.group():
            continue
        line = match.group()
        position = match.end()
        if len(line) > SHORT:
            found |= dict(_inside(text, match.start(), position))
        cost = _AT_PARAGRAPH if line.endswith("\n\n") else _AT_ITEM
        found[position] = _SEPARATED_LEAD if line.rstrip().endswith(":") else cost
    best: dict[int, tuple[int, float]] = {}  # of the cuts close to each other the cheapest is enough
    for position, cost in sorted(found.items()):
        if position < end and cost <= best.get(position // _CLOSE, (0, math.inf))[1]:
            best[position // _CLOSE] = position, cost
    return [*best.values(), (end, 0.0)]


def _inside(text: str, start: int, end: int) -> Iterator[tuple[int, float]]:
    """The cuts inside one line: after sentences, and where a sentence is too long, at a pause or between words.

    A line without an end is looked at in windows: the cost of finding sentences grows faster than their text.
    """
    here = start
    while here < end:
        there = _window_end(text, here, end)
        yield from _between_sentences(text, here, there)
        here = there
        if here < end and not text[here - 1].isspace():
            yield here, 3 * _AT_WORD  # what goes on so long without a space is no word


def _window_end(text: str, start: int, end: int) -> int:
    if end - start <= _WINDOW:
        return end
    spaces = [match.end() for match in _SPACE.finditer(text, start, start + _WINDOW)]
    return spaces[-1] if spaces else start + _WINDOW


def _between_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, float]]:
    starts = [start, *(start + span.start for span in sentences(text[start:end])[1:])]
    for here, there in pairwise([*starts, end]):
        if there != end:
            yield there, _AT_SENTENCE
        if there - here > LONG:
            yield from ((m.end(), _AT_WORD) for m in _PAUSE.finditer(text, here, there) if m.end() < there)
            yield from _between_words(text, here, there)


def _between_words(text: str, start: int, end: int) -> Iterator[tuple[int, float]]:
    last = start
    for match in _SPACE.finditer(text, start, end):
        if match.end() - last >= SHORT // 4 and match.end() < end:
            last = match.end()
            yield last, 2 * _AT_WORD


def with_pages(cut: Sequence[Piece], pages: Sequence[tuple[int, int | None]]) -> tuple[Piece, ...]:
    """The pieces with their pages; ``pages`` holds where in the text which page begins, in order."""
    starts = [start for start, _ in pages]

    def on(piece: Piece) -> Iterator[int | None]:
        first = max(0, bisect_right(starts, piece.start) - 1)
        yield from (page for _, page in pages[first : bisect_left(starts, piece.end)])

    return tuple(Piece(piece.start, piece.end, page_range(on(piece)), piece.original_of) for piece in cut)


def page_range(pages: Iterable[int | None]) -> str | None:
    """»12« or »12-13«; None when no page is known."""
    known = [page for page in pages if page is not None]
    if not known:
        return None
    return str(min(known)) if min(known) == max(known) else f"{min(known)}-{max(known)}"
