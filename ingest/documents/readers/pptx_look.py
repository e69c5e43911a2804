"""Where a shape of a slide stands, and what colour is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ingest.documents.readers.ooxml import DRAWING, WHITE, Colour, colour
from ingest.documents.readers.zips import Package

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MASTER_NAMES = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_CHANGED = frozenset({"lumMod", "lumOff", "tint", "shade", "satMod"})
UNKNOWN = None


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide in English metric units (914,400 an inch)."""

    x: float
    y: float
    width: float
    height: float

    def beside(self, width: float, height: float) -> bool:
        """Whether nothing of it is on a slide of this size."""
        return self.x >= width or self.y >= height or self.x + self.width <= 0 or self.y + self.height <= 0

    def holds_middle_of(self, other: Box) -> bool:
        """Whether the middle of another box is in this one."""
        x, y = other.x + other.width / 2, other.y + other.height / 2
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Frame:
    """How the places inside a group map to the slide."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    move_x: float = 0.0
    move_y: float = 0.0

    def box(self, transform: etree._Element) -> Box | None:
        """The place that a transform tells."""
        offset, size = transform.find(f"{DRAWING}off"), transform.find(f"{DRAWING}ext")
        if offset is None or size is None:
            return None
        return Box(
            _number(offset, "x") * self.scale_x + self.move_x,
            _number(offset, "y") * self.scale_y + self.move_y,
            _number(size, "cx") * self.scale_x,
            _number(size, "cy") * self.scale_y,
        )

    def inside(self, group: etree._Element) -> Frame:
        """The frame for what is in a group."""
        transform = group.find(f"{P}grpSpPr/{DRAWING}xfrm")
        own = self.box(transform) if transform is not None else None
        offset = transform.find(f"{DRAWING}chOff") if transform is not None else None
        size = transform.find(f"{DRAWING}chExt") if transform is not None else None
        if own is None or offset is None or size is None:
            return self
        x = own.width / (_number(size, "cx") or 1.0)
        y = own.height / (_number(size, "cy") or 1.0)
        return Frame(x, y, own.x - _number(offset, "x") * x, own.y - _number(offset, "y") * y)


def _number(element: etree._Element, name: str) -> float:
    try:
        return float(element.get(name, "0"))
    except ValueError:
        return 0.0


class Theme:
    """The colours that a slide's master gives names to."""

    def __init__(self, package: Package, master: str | None) -> None:
        part = package.related(master, "theme") if master else None
        self._colours: dict[str, Colour | None] = {}
        scheme = package.tree(part).find(f".//{DRAWING}clrScheme") if part else None
        for entry in () if scheme is None else scheme:
            for value in entry:
                self._colours[etree.QName(entry).localname] = colour(value.get("lastClr") or value.get("val"))

    def fill(self, properties: etree._Element | None) -> Colour | None:
        """The colour of a plain fill; None where there is none, or none that is sure."""
        solid = properties.find(f"{DRAWING}solidFill") if properties is not None else None
        return self.named(solid)

    def named(self, holder: etree._Element | None) -> Colour | None:
        """The colour that an element holds."""
        for value in () if holder is None else holder:
            if any(etree.QName(change).localname in _CHANGED for change in value):
                return UNKNOWN
            if value.tag == f"{DRAWING}srgbClr":
                return colour(value.get("val"))
            if value.tag == f"{DRAWING}sysClr":
                return colour(value.get("lastClr"))
            if value.tag == f"{DRAWING}prstClr":
                return {"white": WHITE, "black": (0, 0, 0)}.get(value.get("val", ""))
            if value.tag == f"{DRAWING}schemeClr":
                name = value.get("val", "")
                return self._colours.get(_MASTER_NAMES.get(name, name))
        return UNKNOWN


def ground(theme: Theme, trees: list[etree._Element]) -> Colour | None:
    """The colour of a slide: its own, its layout's or its master's, else white."""
    for tree in trees:
        background = tree.find(f"{P}cSld/{P}bg")
        if background is None:
            continue
        own = background.find(f"{P}bgPr")
        return theme.fill(own) if own is not None else theme.named(background.find(f"{P}bgRef"))
    return WHITE
