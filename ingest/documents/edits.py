"""Changes to a text that remember what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
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
    repairs = list(before.repairs)
    pieces: list[str] = []
    done: list[Repair] = []
    place = length = 0  # in the text before, in the text after
    while edits or repairs:
        group_edits, group_repairs = [], []
        start = min([edit.start for edit in edits[:1]] + [repair.start for repair in repairs[:1]])
        end = start
        while True:
            if edits and edits[0].start <= end:
                end = max(end, edits[0].end)
                group_edits.append(edits[0])
                edits = edits[1:]
            elif repairs and repairs[0].start <= end:
                end = max(end, repairs[0].end)
                group_repairs.append(repairs.pop(0))
            else:
                break
        kept = before.text[place:start]
        new = _after(before.text, start, end, group_edits)
        original = _before(before.text, start, end, group_repairs)
        pieces += [kept, new]
        length += len(kept)
        if new != original:
            done.append(Repair(length, length + len(new), original))
        length += len(new)
        place = end
    pieces.append(before.text[place:])
    return Repaired("".join(pieces), tuple(done))


def _after(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces, place = [], start
    for edit in edits:
        pieces += [text[place : edit.start], edit.new]
        place = edit.end
    return "".join([*pieces, text[place:end]])


def _before(text: str, start: int, end: int, repairs: Sequence[Repair]) -> str:
    return _after(text, start, end, [Edit(repair.start, repair.end, repair.original) for repair in repairs])
