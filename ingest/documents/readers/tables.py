"""Tables on a page that does not tell its structure: rows by drawn lines or baselines, cells by the gaps between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.documents.readers.page import Fragment, Rule

SAME_LINE = 0.35
"""Em within which baselines are the same."""
_REACH = 0.8  # of a table's width, that a line between its rows must have
_RULE = 8.0  # points around a drawn line, within which it may end
_ALIKE = 3.0  # points within which edges are the same
_LONGEST = 1_200  # letters; a longer cell is a column of a page that is parted by lines


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the fragments of each cell, in their reading order."""

    cells: tuple[tuple[Fragment, ...], ...]


def rows(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments in lines by their baselines, from top to bottom, each from left to right."""
    found: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: (one.y, one.x0)):
        if found and abs(fragment.y - found[-1][0].y) <= SAME_LINE * max(fragment.size, found[-1][0].size):
            found[-1].append(fragment)
        else:
            found.append([fragment])
    return [sorted(row, key=lambda one: one.x0) for row in found]


def drawn(fragments: list[Fragment], rules: Sequence[Rule]) -> list[float]:
    """The heights of the lines that are drawn over most of the fragments' width, from top to bottom."""
    left, right = min(one.x0 for one in fragments), max(one.x1 for one in fragments)
    top, bottom = min(one.top for one in fragments), max(one.bottom for one in fragments)
    heights: dict[int, list[Rule]] = {}
    for rule in rules:
        if top - _RULE < rule.y < bottom + _RULE and rule.x1 > left and rule.x0 < right:
            heights.setdefault(round(rule.y / 2), []).append(rule)
    return sorted(
        lines[0].y
        for lines in heights.values()
        if sum(min(rule.x1, right) - max(rule.x0, left) for rule in lines) > _REACH * (right - left)
    )


def between(fragments: list[Fragment], rules: Sequence[Rule]) -> list[float]:
    """Of those, the ones with text above and below."""
    top, bottom = min(one.y for one in fragments), max(one.y for one in fragments)
    return [y for y in drawn(fragments, rules) if top < y < bottom]


def table_rows(fragments: list[Fragment], rules: Sequence[Rule]) -> Iterator[Row]:
    """The rows of a table: between drawn lines, where there are any, else each with a beginning in its first column."""
    bounds = _cells(fragments)
    heights = between(fragments, rules)
    lines = rows(fragments)
    groups: list[list[list[Fragment]]] = []
    for line in lines:
        starts = line[0].x0 < bounds[0] if bounds else True
        ruled = bool(heights) and bool(groups) and not any(groups[-1][-1][0].y < y < line[0].y for y in heights)
        if groups and (ruled or (not heights and not starts)):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        cells: list[list[Fragment]] = [[] for _ in range(len(bounds) + 1)]
        for line in group:
            for one in line:
                cells[sum(one.x0 >= bound for bound in bounds)].append(one)
        yield Row(tuple(tuple(cell) for cell in cells))


def _cells(fragments: list[Fragment]) -> list[float]:
    """Where a new cell begins: the left edges of all stretches of the width that are free of gaps, but the first.
    What stands alone in its line may be a heading over several columns, and does not count."""
    beside = [one for row in rows(fragments) if len(row) > 1 for one in row]
    begins: list[float] = []
    reach = float("-inf")
    for one in sorted(beside or fragments, key=lambda each: each.x0):
        if one.x0 > reach + 1.0:
            begins.append(one.x0 - 0.5)
        reach = max(reach, one.x1)
    return begins[1:]


def framed(fragments: Sequence[Fragment], rules: Sequence[Rule]) -> tuple[list[Fragment], dict[int, list[Row]]]:
    """Tables whose rows lie between drawn lines of one width. Each is replaced by an empty fragment in its place,
    under whose identity its rows are found."""
    rest = list(fragments)
    taken: set[int] = set()
    found: dict[int, list[Row]] = {}
    for inside, left, right in _tabular(fragments, rules):
        if not taken.isdisjoint(map(id, inside)):  # a table in a table
            continue
        table = list(table_rows(inside, rules))
        longest = max(sum(len(one.text) for one in cell) for row in table for cell in row.cells)
        if len(table) < 2 or len(table[0].cells) < 2 or longest > _LONGEST:
            continue
        taken.update(map(id, inside))
        stand_in = Fragment("", left, right, inside[0].y, inside[0].size)
        rest.append(stand_in)
        found[id(stand_in)] = table
    return [one for one in rest if id(one) not in taken], found


def _tabular(fragments: Sequence[Fragment], rules: Sequence[Rule]) -> Iterator[tuple[list[Fragment], float, float]]:
    """What lies between drawn lines of one width and has something side by side from line to line; its edges."""
    for left, right, heights in _frames(rules):
        table: list[Fragment] = []
        inside = [one for one in fragments if left - _ALIKE <= one.x0 and one.x1 <= right + _ALIKE]
        for above, below in pairwise(heights):
            band = [one for one in inside if above < one.y - 0.3 * one.size < below]
            if any(len(row) > 1 for row in rows(band)):
                table += band
            elif band:
                if table:
                    yield table, left, right
                table = []
        if table:
            yield table, left, right


def _frames(rules: Sequence[Rule]) -> Iterator[tuple[float, float, list[float]]]:
    """Left and right edge of drawn lines of one width, and their heights, from three on."""
    heights: dict[int, list[Rule]] = {}
    for rule in rules:
        heights.setdefault(round(rule.y / 2), []).append(rule)
    lines: list[Rule] = []
    for level in heights.values():
        lines += _merged(level)
    while lines:
        first = lines[0]
        alike = [one for one in lines if abs(one.x0 - first.x0) < _ALIKE and abs(one.x1 - first.x1) < _ALIKE]
        lines = [one for one in lines if one not in alike]
        if len(alike) > 2:
            yield first.x0, first.x1, sorted(one.y for one in alike)


def _merged(level: list[Rule]) -> Iterator[Rule]:
    """Lines of one height that touch, as one."""
    now: Rule | None = None
    for rule in sorted(level, key=lambda one: one.x0):
        if now and rule.x0 <= now.x1 + _ALIKE:
            now = Rule(now.x0, max(now.x1, rule.x1), now.y)
        else:
            if now:
                yield now
            now = rule
    if now:
        yield now
