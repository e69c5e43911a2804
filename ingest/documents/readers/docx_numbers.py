"""The numbers that Word writes before paragraphs and keeps out of their text: ``§ 4.``, ``1.2``, ``a)``.

They are part of what is printed, and agreements are cited by them. (ECMA-376, part 1, 17.9.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.documents.readers.docx_styles import VAL, W
from ingest.documents.readers.zips import Package

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SILENT = frozenset({"bullet", "none"})
_MOST = 10_000  # a larger number is a mistake
_LETTERS = 26
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


class Numbers:
    """Counts as the paragraphs come, in their order."""

    def __init__(self, package: Package, main: str) -> None:
        part = package.related(main, "numbering")
        root = package.tree(part) if part else None
        self._levels: dict[str, dict[int, _Level]] = {}
        self._kinds: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        for kind in () if root is None else root.iterfind(f"{W}abstractNum"):
            levels = {_number(one.get(f"{W}ilvl"), 0): _level(one) for one in kind.iterfind(f"{W}lvl")}
            self._levels[kind.get(f"{W}abstractNumId", "")] = levels
        for used in () if root is None else root.iterfind(f"{W}num"):
            number = used.get(f"{W}numId", "")
            self._kinds[number] = _value(used, "abstractNumId")
            self._starts[number] = {
                _number(own.get(f"{W}ilvl"), 0): _number(_value(own, "startOverride"), 1)
                for own in used.iterfind(f"{W}lvlOverride")
                if own.find(f"{W}startOverride") is not None
            }

    def label(self, number: int, depth: int) -> str:
        """What stands before the next paragraph of this list at this depth, from 0; empty for bullets."""
        kind = self._kinds.get(str(number), "")
        levels = self._levels.get(kind, {})
        level = levels.get(depth)
        if level is None or not 0 <= depth < _LEVELS:
            return ""
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        start = self._starts[str(number)].pop(depth, None)  # a list that begins anew does so once
        before = counts[depth]
        counts[depth] = start if start is not None else level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.format in _SILENT:
            return ""

        def count(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            above = levels.get(at, level)
            return _written(counts[at] if counts[at] is not None else above.start, above.format)

        return _PLACE.sub(count, level.text).strip()


def _level(element: etree._Element) -> _Level:
    return _Level(
        _number(_value(element, "start"), 1), _value(element, "numFmt") or "decimal", _value(element, "lvlText")
    )


def _written(number: int | None, form: str) -> str:
    number = min(max(number or 0, 0), _MOST)
    if form.endswith("Letter") and number:
        letter = chr(ord("a") + (number - 1) % _LETTERS) * (1 + (number - 1) // _LETTERS)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and number:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form.startswith("upper") else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else str(found.get(VAL, ""))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else default
