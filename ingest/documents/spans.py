"""Cutting and joining repaired texts so that every repair stays where it belongs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from ingest.documents.model import Repair, Repaired

_SPACE = re.compile(r"\s+")
_CUT_WORD = re.compile(
    r"(?:(?<=[a-zæøå])-[ \t]*\n[ \t]*(?=[a-zæøå])|(?<=[A-ZÆØÅ])-[ \t]*\n[ \t]*(?=[A-ZÆØÅ]))(?!og |eller |samt )"
)


def restored(text: str, repairs: Sequence[Repair]) -> str:
    """The text as it stood before the repairs, which are in order and do not overlap."""
    parts = []
    end = 0
    for repair in repairs:
        parts += [text[end : repair.start], repair.original]
        end = repair.end
    return "".join([*parts, text[end:]])


def part(whole: Repaired, start: int, end: int) -> Repaired:
    """``whole[start:end]`` with its repairs. Neither bound may lie inside a repair.

    A repair that took something away (an empty one) goes with what follows it.
    """
    last = len(whole.text)
    first = bisect_left(whole.repairs, start, key=lambda repair: repair.start)
    kept = []
    for number in range(first, len(whole.repairs)):
        repair = whole.repairs[number]
        if repair.start > end:
            break
        if repair.end <= end and (repair.start < end or end == last):
            kept.append(Repair(repair.start - start, repair.end - start, repair.original))
    return Repaired(whole.text[start:end], tuple(kept))


def joined(parts: Iterable[Repaired | str]) -> Repaired:
    """The parts one after the other; a plain string is a part without repairs."""
    text: list[str] = []
    repairs: list[Repair] = []
    length = 0
    for each in parts:
        piece = Repaired(each) if isinstance(each, str) else each
        repairs += [Repair(r.start + length, r.end + length, r.original) for r in piece.repairs]
        text.append(piece.text)
        length += len(piece.text)
    return Repaired("".join(text), tuple(repairs))


def lines(whole: Repaired) -> list[Repaired]:
    """The lines without their line breaks; one inside a repair is none."""
    touched = _touched(whole)
    breaks = [m.start() for m in re.finditer("\n", whole.text) if not touched(m.start(), m.end())]
    return [part(whole, start + 1, end) for start, end in pairwise([-1, *breaks, len(whole.text)])]


def squeezed(whole: Repaired) -> Repaired:
    """The text with one space for every run of white space and none at the ends, repairs left as they are."""
    touched = _touched(whole)
    parts: list[Repaired | str] = []
    end = 0
    for match in _SPACE.finditer(whole.text):
        if touched(*match.span()):
            continue
        space = "" if match.start() == 0 or match.end() == len(whole.text) else " "
        gap = part(whole, *match.span()) if match.end() < len(whole.text) else Repaired("")
        gone = tuple(Repair(len(space), len(space), repair.original) for repair in gap.repairs)
        parts += [part(whole, end, match.start()), Repaired(space, gone)]
        end = match.end()
    return joined([*parts, part(whole, end, len(whole.text))]) if parts else whole


def sewn(whole: Repaired) -> Repaired:
    """The text with the words made whole that a hyphen cuts at a line's end, each as a repair."""
    touched = _touched(whole)
    parts: list[Repaired | str] = []
    end = 0
    for match in _CUT_WORD.finditer(whole.text):
        if not touched(*match.span()):
            parts += [part(whole, end, match.start()), Repaired("", (Repair(0, 0, match.group()),))]
            end = match.end()
    return joined([*parts, part(whole, end, len(whole.text))]) if parts else whole


def _touched(whole: Repaired) -> Callable[[int, int], bool]:
    """A function that says whether ``start:end`` overlaps a repaired stretch."""
    spans = [(repair.start, repair.end) for repair in whole.repairs if repair.start < repair.end]

    def touched(start: int, end: int) -> bool:
        before = bisect_right(spans, end - 1, key=lambda span: span[0])
        return before > 0 and spans[before - 1][1] > start

    return touched
