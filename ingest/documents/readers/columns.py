"""The reading order of a page that does not tell it: columns, tables and what runs across them.

A gutter is looked for at each left edge where lines begin. Lines that cross it divide the page into zones; a zone
with running text on both sides of the gutter is read column by column, each column by the same rule. What stands
side by side in rows, short or with drawn lines between the rows, is a table. This is the recursive cut of Nagy and
Seth (1984), with the gutter found by the edges of lines as in Breuel (2002), so that a heading across both columns
does not hide it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.documents.readers.page import Fragment, Rule
from ingest.documents.readers.tables import SAME_LINE, Row, between, drawn, framed, rows, table_rows

_GUTTER = 0.7  # em, at least
_EDGE = 2.5  # points within which left edges are the same
_LINES = 3  # on each side of a gutter that shows for the first time
_FULL = 0.55  # of the width of its column, that running text fills with its middle line
_TOGETHER = 0.7  # of the rows of the shorter side that stand level with one of the other: a table
_APART = 1.7  # times the distance between lines of text, that labels beside it have
_DEEP = 12
_MOST_EDGES = 30
_LINE_LETTERS = 25
_NEXT = 0.7  # em between lines of one cell, at most


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines, each of one or more fragments from left to right, that follow one another."""

    lines: tuple[tuple[Fragment, ...], ...]


def order(fragments: Sequence[Fragment], rules: Sequence[Rule] = ()) -> list[Flow | Row]:
    """The fragments in reading order, all of them."""
    rest, ruled = framed(fragments, rules)
    found: list[Flow | Row] = []
    for part in _ordered(rest, rules, _DEEP):
        found += _opened(part, ruled) if ruled and isinstance(part, Flow) else [part]
    return found


def _opened(flow: Flow, ruled: dict[int, list[Row]]) -> Iterator[Flow | Row]:
    """A flow with the rows of the tables that were set aside in it."""
    lines: list[tuple[Fragment, ...]] = []
    for line in flow.lines:
        text = tuple(one for one in line if id(one) not in ruled)
        if text:
            lines.append(text)
        for one in line:
            if id(one) in ruled:
                if lines:
                    yield Flow(tuple(lines))
                lines = []
                yield from ruled[id(one)]
    if lines:
        yield Flow(tuple(lines))


def _ordered(fragments: list[Fragment], rules: Sequence[Rule], deep: int) -> Iterator[Flow | Row]:
    best = max(_gutters(fragments, rules), key=lambda cut: cut.worth, default=None) if deep else None
    if best is None or best.worth <= 0:
        yield from _flow(fragments)
        return
    for zone in best.zones:
        if not zone.columns:
            # without the zones beside, another gutter may show
            yield from _ordered(zone.across, rules, deep - 1)
            continue
        above, table, below = _trimmed(zone, rules)
        if _is_table(table, rules):
            yield from _ordered(above, rules, deep - 1)
            yield from table_rows(table.left + table.right, rules)
            yield from _ordered(below, rules, deep - 1)
        else:
            yield from _ordered(zone.left, rules, deep - 1)
            yield from _ordered(zone.right, rules, deep - 1)


def _trimmed(zone: _Zone, rules: Sequence[Rule]) -> tuple[list[Fragment], _Zone, list[Fragment]]:
    """A zone as if it were a table: what stands on one side only, above the other or well below it, is no part –
    unless it lies between drawn lines."""
    both = zone.left + zone.right
    lines = drawn(both, rules)
    top = max(min(one.top for one in side) for side in (zone.left, zone.right))
    bottom = min(max(one.bottom for one in side) for side in (zone.left, zone.right))
    if lines:
        top, bottom = min(top, lines[0]), max(bottom, lines[-1])
    for one in sorted(both, key=lambda each: each.y):
        if bottom < one.bottom and one.top < bottom + _NEXT * one.size:
            bottom = one.bottom
    inner = [[one for one in side if top <= one.y and one.top <= bottom] for side in (zone.left, zone.right)]
    if not all(inner):
        return [], zone, []
    return (
        [one for one in both if one.y < top],
        _Zone(inner[0], inner[1], []),
        [one for one in both if one.y >= top and one.top > bottom],
    )


def _flow(fragments: list[Fragment]) -> Iterator[Flow]:
    if fragments:
        yield Flow(tuple(tuple(row) for row in rows(fragments)))


@dataclass(slots=True)
class _Zone:
    """Between two lines that cross the gutter: two sides, or what runs ``across``."""

    left: list[Fragment]
    right: list[Fragment]
    across: list[Fragment]
    columns: bool = False


@dataclass(slots=True)
class _Cut:
    """A gutter, and the zones of the page that it makes."""

    x: float
    zones: list[_Zone]
    worth: int


def _gutters(fragments: list[Fragment], rules: Sequence[Rule]) -> Iterator[_Cut]:
    begins: dict[float, int] = {}
    left = min((fragment.x0 for fragment in fragments), default=0.0)
    edge = left
    for x in sorted(fragment.x0 for fragment in fragments):
        if x - edge > _EDGE:
            edge = x
        begins[edge] = begins.get(edge, 0) + 1
    begins.pop(left, None)
    for x in sorted(begins, key=lambda one: -begins[one])[:_MOST_EDGES]:
        if begins[x] > 1:
            yield _cut(fragments, x, rules)


def _cut(fragments: list[Fragment], x: float, rules: Sequence[Rule]) -> _Cut:
    crossing = sorted((one for one in fragments if one.x0 < x - 0.5 and one.x1 > x - _GUTTER * one.size), key=_middle)
    beside = sorted(
        (one for one in fragments if not (one.x0 < x - 0.5 and one.x1 > x - _GUTTER * one.size)), key=_middle
    )
    zones: list[_Zone] = []
    position = 0
    for bound in [*crossing, None]:
        zone = _Zone([], [], [])
        while position < len(beside) and (bound is None or _middle(beside[position]) < _middle(bound)):
            one = beside[position]
            (zone.right if one.x0 >= x - 0.5 else zone.left).append(one)
            position += 1
        if zone.left or zone.right:
            zones.append(zone)
        if bound is not None:
            zones.append(_Zone([], [], [bound]))
    most = [(_lines(zone.left), _lines(zone.right)) for zone in zones]
    shown = any(min(pair) >= _LINES for pair in most)
    worth = 0
    for zone, pair in zip(zones, most, strict=True):
        zone.columns = min(pair) >= 1 and (
            (shown and (max(pair) > 1 or _reads_on(zone))) or (min(pair) > 1 and _is_ruled(zone, rules))
        )
        if zone.columns:
            worth += min(_letters(zone.left), _letters(zone.right))
        else:
            zone.across = zone.left + zone.right + zone.across
    return _Cut(x, _merged(zones), worth)


def _merged(zones: list[_Zone]) -> list[_Zone]:
    merged: list[_Zone] = []
    for zone in zones:
        if merged and not zone.columns and not merged[-1].columns:
            merged[-1].across += zone.across
        else:
            merged.append(zone)
    return merged


def _middle(fragment: Fragment) -> float:
    return fragment.y - 0.3 * fragment.size


def _lines(fragments: list[Fragment]) -> int:
    return len(rows(fragments))


def _letters(fragments: list[Fragment]) -> int:
    return sum(len(fragment.text) for fragment in fragments)


def _reads_on(zone: _Zone) -> bool:
    """Whether one line on each side is the rest of a column rather than cells of a row."""
    return min(_letters(zone.left), _letters(zone.right)) >= _LINE_LETTERS


def _is_ruled(zone: _Zone, rules: Sequence[Rule]) -> bool:
    """Whether lines are drawn between its rows, as far as both sides reach."""
    if not rules:
        return False
    _, table, _ = _trimmed(zone, rules)
    return bool(between(table.left + table.right, rules))


def _is_table(zone: _Zone, rules: Sequence[Rule]) -> bool:
    if between(zone.left + zone.right, rules):
        return True
    sides = [rows(zone.left), rows(zone.right)]
    fewer, more = sorted(sides, key=len)
    level = [row for row in fewer if any(abs(row[0].y - other[0].y) < SAME_LINE * row[0].size for other in more)]
    if len(level) < _TOGETHER * len(fewer):
        return False
    return any(_fill(side) < _FULL for side in sides) or _labels(*sides)


def _labels(left: list[list[Fragment]], right: list[list[Fragment]]) -> bool:
    """Whether the left side has a line here and there, as where it says what the text beside it is about."""
    if not 1 < len(left) < len(right):
        return False
    apart, usual = (median(below[0].y - above[0].y for above, below in pairwise(side)) for side in (left, right))
    return apart > _APART * usual


def _fill(lines: list[list[Fragment]]) -> float:
    """How much of the room from its left edge to its widest line the middle line takes."""
    left = min(line[0].x0 for line in lines)
    width = max(max(one.x1 for one in line) for line in lines) - left
    letters = median(sum(one.x1 - one.x0 for one in line) for line in lines)
    return letters / width if width and len(lines) > 1 else 1.0
