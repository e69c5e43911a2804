"""Which text of a PDF page a reader of the page sees.

The page is drawn once, at one pixel a point, and each stretch of text is looked up in the picture: where too little
of its place differs from its own colour, nobody can read it – white on white, behind a black bar, under a picture,
clipped away, on a layer that is off. Two things need more: text too small to read, and text that is not drawn at
all. The latter is an attack or the text layer of a scan. It is the layer's text where a picture covers the page,
hardly anything else is written there, and the picture has marks where the text stands.
"""

from __future__ import annotations

from typing import Any

from ingest.documents.readers.page import Fragment
from ingest.documents.readers.pdf_chars import Stretch
from ingest.documents.readers.pdf_place import Place

_SMALL = 2.0  # points
_FAINT = 12  # of 255; below, a text is transparent
_DIFFERENT = 14  # of 255, in one of the colours
_SHARE = 0.35  # of a text's place that must differ from its colour: the thickest letters fill half of theirs
_MARKED = 48  # of 255; between the lightest and the darkest point where a scan has letters
_COVERS = 0.6  # of a page, by the picture of a scan
_MOSTLY = 4  # times as much text in the layer as is drawn: a stamp, a page number
_MOST_PIXELS = 4_000_000
_TOLERANCE = tuple(bytes(0 if abs(value - own) < _DIFFERENT else 1 for value in range(256)) for own in range(256))


def seen(
    page: Any, place: Place, found: list[Stretch], pictures: list[tuple[float, float, float, float]]
) -> tuple[list[Fragment], int]:
    """The fragments that are seen, and how many are not. ``page`` is pypdfium2's, ``pictures`` the boxes of images."""
    if not found:
        return [], 0
    picture = _Picture(page, place)
    drawn = [stretch for stretch in found if stretch.look.drawn and picture.shows(stretch)]
    layer = [stretch for stretch in found if not stretch.look.drawn]
    if layer and _is_scan(layer, drawn, place, pictures):
        marked = [stretch for stretch in layer if picture.has_marks(stretch)]
        keep = {id(stretch) for stretch in drawn + (marked if 2 * len(marked) >= len(layer) else [])}
    else:
        keep = {id(stretch) for stretch in drawn}
    return [stretch.fragment for stretch in found if id(stretch) in keep], len(found) - len(keep)


def _is_scan(
    layer: list[Stretch], drawn: list[Stretch], place: Place, pictures: list[tuple[float, float, float, float]]
) -> bool:
    page = place.width * place.height
    covered = sum(_inside(box, place) for box in pictures)
    written, hidden = (sum(len(stretch.fragment.text) for stretch in some) for some in (drawn, layer))
    return covered >= _COVERS * page and hidden >= _MOSTLY * written


def _inside(box: tuple[float, float, float, float], place: Place) -> float:
    x0, y0, x1, y1 = box
    return max(0.0, min(x1, place.width) - max(x0, 0.0)) * max(0.0, min(y1, place.height) - max(y0, 0.0))


class _Picture:
    """The page as it is drawn."""

    def __init__(self, page: Any, place: Place) -> None:
        points = max(1.0, place.width * place.height)
        self._scale = min(1.0, (_MOST_PIXELS / points) ** 0.5)
        bitmap = page.render(scale=self._scale, may_draw_forms=False)
        self._width, self._height = bitmap.width, bitmap.height
        content, stride, channels = bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
        rows = b"".join(
            content[start : start + bitmap.width * channels] for start in range(0, stride * bitmap.height, stride)
        )
        # PDFium's order is blue, green, red
        self._planes = tuple(rows[number::channels] for number in (2, 1, 0)) if channels >= 3 else (rows,) * 3
        bitmap.close()

    def shows(self, stretch: Stretch) -> bool:
        look = stretch.look
        if look.size < _SMALL or look.alpha < _FAINT:
            return False
        for plane, own in zip(self._planes, look.colour, strict=True):
            points = self._cut(plane, stretch.box)
            if points.translate(_TOLERANCE[own]).count(1) > _SHARE * len(points):
                return True
        return False

    def has_marks(self, stretch: Stretch) -> bool:
        points = self._cut(self._planes[1], stretch.box)
        return bool(points) and max(points) - min(points) > _MARKED

    def _cut(self, plane: bytes, box: tuple[float, float, float, float]) -> bytes:
        x0, y0, x1, y1 = (side * self._scale for side in box)
        left, right = max(0, int(x0)), min(self._width, max(int(x1), int(x0) + 1))
        rows = range(max(0, int(y0)), min(self._height, max(int(y1), int(y0) + 1)))
        return b"".join(plane[row * self._width + left : row * self._width + right] for row in rows)
