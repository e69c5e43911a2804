"""What a DOCX says about its paragraphs and runs through chains of styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.documents.readers.ooxml import WHITE, Colour, alike, colour
from ingest.documents.readers.zips import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_HEADING = re.compile(r"heading (\d)$|overskrift (\d)$", re.I)
_LIST = re.compile(r"list [a-z]+ (\d)$")
_OFF = frozenset({"0", "false", "off"})
_HALF_POINTS = 4  # smaller than that is not for reading
_WHITE_THEMES = frozenset({"background1", "light1"})
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown. ``colour`` and ``shade`` are None where they are left to the program."""

    vanish: bool = False
    bold: bool = False
    colour: Colour | None = None
    shade: Colour | None = None
    half_points: int = 22

    def hidden(self, background: Colour | None) -> bool:
        """Whether nobody sees it. ``background`` is None where it cannot be told."""
        if self.vanish or self.half_points < _HALF_POINTS:
            return True
        ground = self.shade or background
        return self.colour is not None and ground is not None and alike(self.colour, ground)


class Styles:
    """The styles of a document, and its lists."""

    def __init__(self, package: Package, main: str) -> None:
        part = package.related(main, "styles")
        root = package.tree(part) if part else None
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default = next(
            (
                s.get(f"{W}styleId", "")
                for s in found
                if s.get(f"{W}default") == "1" and s.get(f"{W}type") == "paragraph"
            ),
            "",
        )
        self._look = _changed(Look(), defaults)
        self._looks: dict[str, Look] = {}

    def _chain(self, name: str) -> Iterator[etree._Element]:
        """A style and those it is based on, outwards."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            name = "" if based is None else based.get(VAL, "")

    def name(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style, in small letters."""
        style = self._styles.get(_style(paragraph.find(f"{W}pPr"), "pStyle"))
        named = style.find(f"{W}name") if style is not None else None
        return "" if named is None else named.get(VAL, "").lower()

    def of_paragraph(self, paragraph: etree._Element) -> Look:
        """How its runs look unless they say otherwise."""
        return self._of(_style(paragraph.find(f"{W}pPr"), "pStyle") or self._default, self._look)

    def of_run(self, run: etree._Element, paragraph: Look) -> Look:
        """How a run looks in its paragraph."""
        own = run.find(f"{W}rPr")
        style = _style(own, "rStyle")
        look = paragraph
        for link in reversed(list(self._chain(style))) if style else ():
            look = _changed(look, link.find(f"{W}rPr"))
        return _changed(look, own)

    def _of(self, name: str, look: Look) -> Look:
        if name not in self._looks:
            for link in reversed(list(self._chain(name))):
                look = _changed(look, link.find(f"{W}rPr"))
            self._looks[name] = look
        return self._looks[name]

    def heading(self, paragraph: etree._Element) -> int:
        """The level of a heading, else 0."""
        own = paragraph.find(f"{W}pPr")
        levels = [own] if own is not None else []
        for style in self._chain(_style(own, "pStyle")):
            name = style.find(f"{W}name")
            said = "" if name is None else name.get(VAL, "").lower()
            if said in {"title", "titel"}:
                return 1
            if match := _HEADING.search(said):
                return min(6, int(match[1] or match[2]))
            if (properties := style.find(f"{W}pPr")) is not None:
                levels.append(properties)
        for properties in levels:
            outline = properties.find(f"{W}outlineLvl")
            if outline is not None:
                level = _number(outline.get(VAL), 9)
                return level + 1 if level < 6 else 0
        return 0

    def listed(self, paragraph: etree._Element) -> tuple[int, int] | None:
        """The list that a paragraph belongs to, and its depth there from 0."""
        own = paragraph.find(f"{W}pPr")
        found: dict[str, int] = {}
        for properties in (own, *(style.find(f"{W}pPr") for style in self._chain(_style(own, "pStyle")))):
            numbered = properties.find(f"{W}numPr") if properties is not None else None
            for child in () if numbered is None else numbered:
                found.setdefault(child.tag, _number(child.get(VAL), 0))
        number = found.get(f"{W}numId")
        return (number, found.get(f"{W}ilvl", 0)) if number else None

    def depth(self, paragraph: etree._Element, listed: tuple[int, int]) -> int:
        """How far inside an item stands, from 1."""
        deeper = _LIST.match(self.name(paragraph))  # Word's own styles for what is further in
        return max(1 + listed[1], int(deeper[1]) if deeper else 0)

    def shades(self, style: str) -> bool:
        """Whether a table's style may colour its cells."""
        return any(True for link in self._chain(style) for _ in link.iter(f"{W}shd"))


def shade(properties: etree._Element | None) -> Colour | None:
    """The colour behind a paragraph, cell or run, where it has one of its own."""
    found = properties.find(f"{W}shd") if properties is not None else None
    return None if found is None else colour(found.get(f"{W}fill"))


def _changed(look: Look, properties: etree._Element | None) -> Look:
    if properties is None:
        return look
    ink = properties.find(f"{W}color")
    own = look.colour
    if ink is not None:
        own = colour(ink.get(VAL))
        if ink.get(f"{W}themeColor") in _WHITE_THEMES:
            own = WHITE
    size = properties.find(f"{W}sz")
    behind = shade(properties)
    highlight = properties.find(f"{W}highlight")
    if highlight is not None and highlight.get(VAL) not in {"none", "white"}:
        behind = (255, 255, 0)
    return Look(
        vanish=_flag(properties, "vanish", look.vanish) or _flag(properties, "specVanish", default=False),
        bold=_flag(properties, "b", look.bold),
        colour=own,
        shade=behind or look.shade,
        half_points=look.half_points if size is None else _number(size.get(VAL), 22),
    )


def _flag(properties: etree._Element, name: str, default: bool) -> bool:
    found = properties.find(f"{W}{name}")
    return default if found is None else found.get(VAL, "1") not in _OFF


def _style(properties: etree._Element | None, kind: str) -> str:
    found = properties.find(f"{W}{kind}") if properties is not None else None
    return "" if found is None else str(found.get(VAL, ""))


def _number(text: str | None, default: int) -> int:
    try:
        return round(float(text or ""))
    except (ValueError, OverflowError):
        return default
