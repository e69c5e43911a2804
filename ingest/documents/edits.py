"""Changes to a text that remember what stood there before."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.documents.model import Repair, Repaired


@dataclass(frozen=True, slots=True)
class Edit:
    """``new`` in the place of ``text[start:end]``."""

    start: int
    end: int
    new: str


def edited(before: Repaired, edits: Sequence[Edit]) -> Repaired:
    """A repaired text after further edits, which do not overlap and are in order.

    Edits and repairs that touch each other become one repair; a repair that is edited back is none.
    """
    pieces: list[str] = []
    done: list[Repair] = []
    place = length = 0  # in the text before, in the text after
    for start, end, touching, repairs in _groups(edits, before.repairs):
        kept = before.text[place:start]
        new = _replaced(before.text, start, end, touching)
        undone = [Edit(repair.start, repair.end, repair.original) for repair in repairs]
        original = _replaced(before.text, start, end, undone)
        pieces += [kept, new]
        length += len(kept)
        if new != original:
            done.append(Repair(length, length + len(new), original))
        length += len(new)
        place = end
    pieces.append(before.text[place:])
    return Repaired("".join(pieces), tuple(done))


def _groups(edits: Sequence[Edit], repairs: Sequence[Repair]) -> Iterator[tuple[int, int, list[Edit], list[Repair]]]:
    """The stretches of the text before that edits or repairs cover, with those that touch each."""
    group: tuple[list[Edit], list[Repair]] = [], []
    start = end = 0
    every: Iterable[Edit | Repair] = heapq.merge(edits, repairs, key=lambda each: (each.start, each.end))
    for each in every:
        if each.start > end and any(group):
            yield start, end, *group
            group = [], []
        if not any(group):
            start = end = each.start
        end = max(end, each.end)
        if isinstance(each, Edit):
            group[0].append(each)
        else:
            group[1].append(each)
    if any(group):
        yield start, end, *group


def _replaced(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces, place = [], start
    for edit in edits:
        pieces += [text[place : edit.start], edit.new]
        place = edit.end
    return "".join([*pieces, text[place:end]])
