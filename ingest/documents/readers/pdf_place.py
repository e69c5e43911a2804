"""Where something on a PDF page is seen: its corner, turn and unit undone."""

from __future__ import annotations

import math
from ctypes import byref, c_int
from typing import Any

import pypdfium2.raw as c

_FINE = 100  # PDFium tells places in whole pixels; so the page is imagined this much larger


class Place:
    """Maps a page's own coordinates to those of the page as it is seen, in points from the top left corner."""

    def __init__(self, page: Any) -> None:
        self.width: float = c.FPDF_GetPageWidthF(page)
        self.height: float = c.FPDF_GetPageHeightF(page)
        origin, right, up = (self._seen(page, x, y) for x, y in ((0, 0), (1_000, 0), (0, 1_000)))
        self._x = ((right[0] - origin[0]) / 1_000, (up[0] - origin[0]) / 1_000, origin[0])
        self._y = ((right[1] - origin[1]) / 1_000, (up[1] - origin[1]) / 1_000, origin[1])
        self.scale = math.hypot(self._x[0], self._y[0]) or 1.0

    def _seen(self, page: Any, x: float, y: float) -> tuple[float, float]:
        left, top = c_int(), c_int()
        width, height = round(self.width * _FINE), round(self.height * _FINE)
        c.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(left), byref(top))
        return left.value / _FINE, top.value / _FINE

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point."""
        return (
            self._x[0] * x + self._x[1] * y + self._x[2],
            self._y[0] * x + self._y[1] * y + self._y[2],
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The upright box around a box: left, top, right, bottom."""
        (xa, xb, x), (ya, yb, y) = self._x, self._y
        x0, y0 = xa * left + xb * bottom + x, ya * left + yb * bottom + y
        x1, y1 = xa * right + xb * top + x, ya * right + yb * top + y
        if x1 < x0:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction of length 1, rounded so that what is written in parallel compares equal."""
        across, down = self._x[0] * x + self._x[1] * y, self._y[0] * x + self._y[1] * y
        length = math.hypot(across, down)
        return (round(across / length, 3), round(down / length, 3)) if length else (1.0, 0.0)
