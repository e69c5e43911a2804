"""Which elements of a page its styles hide: a small part of CSS, as much as hiding takes.

Sheets inside the page count, with specificity and ``!important``; those outside are never fetched. Sizes in ``em``
and the like count as 16 pixels each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cssselect
import tinycss2
from lxml import etree
from tinycss2.color3 import parse_color

from ingest.documents.readers.ooxml import WHITE, Colour, alike

_HIDING = frozenset(
    """display visibility opacity font-size font color background background-color position left top right bottom
    text-indent clip clip-path width height max-width max-height overflow transform -webkit-text-fill-color""".split()
)
_MOST_RULES = 1_000
_LENGTH = re.compile(r"^(-?[\d.]+)(px|pt|em|rem|%|vw|vh|cm|)$")
_UNITS = {"px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "%": 0.16, "vw": 10.0, "vh": 10.0, "cm": 38.0, "": 1.0}
_AWAY = 500.0  # pixels to the left of the page, or above it
_SMALL = 2.0  # pixels
_FAINT = 0.05
_CLIPPED = re.compile(r"rect\(\s*(?:0|1px)[\s,]|inset\(\s*(?:50|100)%|circle\(\s*0")
_NOTHING = re.compile(r"scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]")

Declared = dict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What an element hands down to those inside it. ``ground`` is None where it cannot be told."""

    colour: Colour = (0, 0, 0)
    ground: Colour | None = WHITE
    visible: bool = True
    gone: bool = False

    @property
    def readable(self) -> bool:
        """Whether its own text is seen."""
        return self.visible and not self.gone and not (self.ground is not None and alike(self.colour, self.ground))


class Sheet:
    """What the sheets inside a page say about its elements."""

    def __init__(self, root: etree._Element) -> None:
        found: list[tuple[bool, tuple[int, int, int], int, etree._Element, Declared]] = []
        for order, (selector, important, declared) in enumerate(_rules(root)):
            if order >= _MOST_RULES:
                break
            try:
                path = cssselect.HTMLTranslator().selector_to_xpath(selector)
                elements = root.xpath(path)
            except (cssselect.SelectorError, etree.XPathError):
                continue
            found += [(important, selector.specificity(), order, element, declared) for element in elements]
        self._declared: dict[etree._Element, Declared] = {}
        for *_, element, declared in sorted(found, key=lambda one: one[:3]):
            self._declared.setdefault(element, {}).update(declared)

    def shown(self, element: etree._Element, around: Shown) -> Shown:
        """How an element is shown inside another."""
        declared = dict(self._declared.get(element, ()))
        if style := element.get("style"):
            for _, own in _declarations(
                tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True)
            ):
                declared.update(own)
        if ink := element.get("color"):
            declared.setdefault("color", ink)
        if paper := element.get("bgcolor"):
            declared.setdefault("background-color", paper)
        shown = _painted(around, declared)
        if "hidden" in element.attrib and "display" not in declared:
            return replace(shown, gone=True)
        return replace(shown, gone=True) if _gone(declared) else shown


def _rules(root: etree._Element) -> Iterator[tuple[cssselect.Selector, bool, Declared]]:
    for style in root.iter("style"):
        yield from _of_rules(tinycss2.parse_stylesheet(style.text or "", skip_comments=True, skip_whitespace=True))


def _of_rules(rules: list[tinycss2.ast.Node]) -> Iterator[tuple[cssselect.Selector, bool, Declared]]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"} and rule.content:
            if "print" not in tinycss2.serialize(rule.prelude):
                yield from _of_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule":
            content = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
            sorts = [(important, own) for important, own in _declarations(content) if own]
            if not sorts:
                continue
            try:
                selectors = cssselect.parse(tinycss2.serialize(rule.prelude))
            except cssselect.SelectorError:
                continue
            for selector in selectors:
                if selector.pseudo_element is None:
                    for important, own in sorts:
                        yield selector, important, own


def _declarations(content: list[tinycss2.ast.Node]) -> Iterator[tuple[bool, Declared]]:
    """What is said without and with ``!important``."""
    for important in (False, True):
        yield (
            important,
            {
                one.lower_name: tinycss2.serialize(one.value).strip().lower()
                for one in content
                if one.type == "declaration" and one.important == important and one.lower_name in _HIDING
            },
        )


def _painted(around: Shown, declared: Declared) -> Shown:
    shown = around
    for name in ("color", "-webkit-text-fill-color"):
        ink = parse_color(declared.get(name, ""))
        if ink is not None and ink != "currentColor":
            shown = replace(shown, colour=_rgb(ink), gone=shown.gone or ink.alpha < _FAINT)
    for name in ("background", "background-color"):
        if value := declared.get(name):
            shown = replace(shown, ground=_paper(value, shown.ground))
    if visibility := declared.get("visibility"):
        shown = replace(shown, visible=visibility not in {"hidden", "collapse"})
    return shown


def _paper(value: str, around: Colour | None) -> Colour | None:
    if "url(" in value or "gradient" in value or "var(" in value:
        return None
    for part in tinycss2.parse_component_value_list(value):
        paper = parse_color(part)
        if paper is not None and paper != "currentColor" and paper.alpha > _FAINT:
            return _rgb(paper) if paper.alpha > 0.9 else None
    return around


def _rgb(value: tuple[float, float, float, float]) -> Colour:
    red, green, blue = (round(255 * part) for part in value[:3])
    return red, green, blue


def _gone(declared: Declared) -> bool:
    def length(name: str, default: float) -> float:
        match = _LENGTH.match(declared.get(name, ""))
        try:
            return float(match[1]) * _UNITS[match[2]] if match else default
        except ValueError:
            return default

    clipped = declared.get("overflow", "").startswith(("hidden", "clip")) and (
        min(length(name, 99.0) for name in ("width", "height", "max-width", "max-height")) <= 1.0
    )
    placed = declared.get("position") in {"absolute", "fixed"}
    away = min(length(name, 0.0) for name in ("left", "top")) < -_AWAY or max(
        length(name, 0.0) for name in ("left", "top")
    ) > 20 * _AWAY  # fmt: skip
    return (
        declared.get("display") == "none"
        or length("opacity", 1.0) < _FAINT
        or length("font-size", 16.0) < _SMALL
        or length("text-indent", 0.0) < -_AWAY
        or (placed and away)
        or (placed and bool(_CLIPPED.search(declared.get("clip", ""))))
        or bool(_CLIPPED.search(declared.get("clip-path", "")))
        or clipped
        or bool(_NOTHING.search(declared.get("transform", "")))
    )
