"""What DOCX and PPTX have in common: title, macros and what else could run, colours.

Both are read straight from their XML. python-docx and python-pptx are made for writing: they have no words for text
boxes, notes, tracked changes, content controls or hidden text, which is what matters here, and they load every
picture.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from ingest.documents.readers.gather import Gathered
from ingest.documents.readers.zips import RELATIONS, Package

DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WHITE: Final = (255, 255, 255)

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MACROS = re.compile(r"vbaProject.*\.bin$|vbaData\.xml$|macrosheets/", re.I)
_EMBEDDED = re.compile(
    r"(?:embeddings/.*\.(?:bin|exe|js|vbs|bat|cmd|ps1|html?|docm|xlsm|pptm)|activeX/.*\.(?:bin|xml))$", re.I
)
_HARMLESS = frozenset({"hyperlink", "image", "video", "audio", "media"})
_FETCHED = frozenset({"image", "video", "audio", "media"})
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_CLOSE = 14  # of 255, as in PDF

Colour = tuple[int, int, int]


def head(package: Package, gathered: Gathered) -> None:
    """Take the title from the file's properties; flag macros, embedded programs and what would be fetched."""
    core = package.related("", "core-properties")
    if core:
        title = package.tree(core).find(_TITLE)
        gathered.name(title.text if title is not None else None)
    names = package.names
    gathered.flag("macros", count=sum(bool(_MACROS.search(name)) for name in names))
    gathered.flag("active", count=sum(bool(_EMBEDDED.search(name)) for name in names))
    outside = 0
    for name in sorted(names):
        if name.endswith(".rels"):
            for relation in package.tree(name).iter(RELATIONS):
                kind = relation.get("Type", "").rpartition("/")[2]
                outside += relation.get("TargetMode") == "External" and (kind not in _HARMLESS or kind in _FETCHED)
    gathered.flag("active", count=outside)


def colour(code: str | None) -> Colour | None:
    """Six hexadecimal digits as a colour; None for anything else."""
    if not code or not _HEX.fullmatch(code):
        return None
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def alike(one: Colour, other: Colour) -> bool:
    """Whether text of one colour cannot be read on the other."""
    return all(abs(a - b) < _CLOSE for a, b in zip(one, other, strict=True))


def choices(element: etree._Element) -> list[etree._Element]:
    """The children of an element; of two ways of saying the same thing, the newer."""
    if element.tag != f"{COMPATIBLE}AlternateContent":
        return list(element)
    for choice in element:
        if choice.tag == f"{COMPATIBLE}Choice":
            return list(choice)
    return [child for fallback in element for child in fallback]
