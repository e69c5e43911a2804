"""A page as a reader of PDF hands it on: pieces of lines with their place and look, and the lines drawn on it.

Lengths are in points (1/72 inch) as the page is looked at; x grows to the right, y downwards from the top.
"""

from __future__ import annotations

from dataclasses import dataclass, field

UNTAGGED = -1


@dataclass(slots=True)
class Fragment:
    """A stretch of one line without a wide gap in it. ``tag`` is the number under which the page's structure knows it.

    ``y`` is the baseline, ``size`` that of the letters as they are seen. ``turned`` fragments do not stand upright;
    their place is that on the page turned until they do.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    tag: int = UNTAGGED
    artifact: bool = False
    turned: int = 0

    @property
    def top(self) -> float:
        """Where its letters begin."""
        return self.y - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Where they end, with what hangs below."""
        return self.y + 0.2 * self.size


@dataclass(slots=True)
class Rule:
    """A horizontal line that is drawn, as between the rows of a table."""

    x0: float
    x1: float
    y: float


@dataclass(slots=True)
class Part:
    """An element of the page's own structure: what it is, and the numbers of its content. A row has ``cells``."""

    kind: str
    level: int
    tags: list[int] = field(default_factory=list)
    cells: list[list[int]] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """One page, from 1."""

    number: int
    width: float
    height: float
    fragments: list[Fragment]
    rules: list[Rule] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
