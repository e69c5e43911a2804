"""Which text of a PDF page a reader of the page sees.

The page is drawn twice, at one pixel a point: as it is, and with all its text switched off. A word is seen if that
made points in its place change away from its colour. So it does not matter how a text is hidden: white on white,
behind a black bar, under a picture, clipped away, on a layer that is off. Two things need more: text too small to
read, and text that is not drawn at all. The latter is an attack or the text layer of a scan. It is the layer's text
where a picture covers the page, hardly anything else is written there, and the picture has marks where it stands.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as c

from ingest.documents.readers.page import Fragment
from ingest.documents.readers.pdf_chars import Look, Stretch, Word
from ingest.documents.readers.pdf_place import Place

_SMALL = 2.0  # points
_CLEARER = 9  # of 255 in one of the colours, by which a point must come nearer to the text's own
_PARTS = 4  # of a word, of which
_ENOUGH = 2  # must show
_MARKED = 48  # of 255; between the lightest and the darkest point where a scan has letters
_COVERS = 0.6  # of a page, by the picture of a scan
_MOSTLY = 4  # times as much text in the layer as is drawn: a stamp, a page number
_MOST_PIXELS = 4_000_000

_Box = tuple[float, float, float, float]


def seen(
    page: Any, place: Place, found: list[Stretch], objects: list[Any], pictures: list[_Box]
) -> tuple[list[Fragment], int]:
    """The fragments that are seen, and how many stretches are not. ``page`` is pypdfium2's, ``objects`` draw the text
    and are off afterwards, ``pictures`` are the boxes of images."""
    if not found:
        return [], 0
    look = _Sight(page, place, objects)
    drawn = [(stretch, _visible(stretch, look)) for stretch in found if stretch.look.drawn]
    layer = [stretch for stretch in found if not stretch.look.drawn]
    written = sum(len(word.text) for _, words in drawn for word in words)
    words = {id(stretch): visible for stretch, visible in drawn}
    if layer and _is_scan(layer, written, place, pictures):
        marked = {id(stretch): [word for word in stretch.words if look.has_marks(word)] for stretch in layer}
        if 2 * sum(map(len, marked.values())) >= sum(len(stretch.words) for stretch in layer):
            words |= marked
    fragments, hidden = [], 0
    for stretch in found:
        kept = words.get(id(stretch), [])
        hidden += len(kept) < len(stretch.words)
        if kept:
            stretch.fragment.text = " ".join(word.text for word in kept)
            fragments.append(stretch.fragment)
    return fragments, hidden


def _visible(stretch: Stretch, sight: _Sight) -> list[Word]:
    if stretch.look.size < _SMALL:
        return []
    return [word for word in stretch.words if sight.shows(word, stretch.look)]


def _is_scan(layer: list[Stretch], written: int, place: Place, pictures: list[_Box]) -> bool:
    covered = sum(_inside(box, place) for box in pictures)
    hidden = sum(len(stretch.fragment.text) for stretch in layer)
    return covered >= _COVERS * place.width * place.height and hidden >= _MOSTLY * written


def _inside(box: _Box, place: Place) -> float:
    x0, y0, x1, y1 = box
    return max(0.0, min(x1, place.width) - max(x0, 0.0)) * max(0.0, min(y1, place.height) - max(y0, 0.0))


class _Sight:
    """The page with and without its text."""

    def __init__(self, page: Any, place: Place, objects: list[Any]) -> None:
        points = max(1.0, place.width * place.height)
        self._scale = min(1.0, (_MOST_PIXELS / points) ** 0.5)
        self._with = _draw(page, self._scale)
        for drawn in objects:
            c.FPDFPageObj_SetIsActive(drawn, False)
        self._without = _draw(page, self._scale)

    def shows(self, word: Word, look: Look) -> bool:
        """Whether most of a word shows in its colour."""
        x0, y0, x1, y1 = self._box(word)
        step = max(1.0, (x1 - x0) / _PARTS)
        parts, enough = 0, 0
        left = float(x0)
        while left < x1 and enough < _ENOUGH:
            right = min(x1, max(int(left + step), int(left) + 1))
            enough += self._changes(int(left), y0, right, y1, look)
            parts += 1
            left += step
        return enough >= min(_ENOUGH, parts) > 0

    def _changes(self, x0: int, y0: int, x1: int, y1: int, look: Look) -> bool:
        middle = (y0 + y1) // 2
        for row in sorted(range(y0, y1), key=lambda one: abs(one - middle)):  # where letters have most ink
            shown, plain = self._with.row(x0, x1, row), self._without.row(x0, x1, row)
            if shown == plain:
                continue
            for channel, own in enumerate(self._with.order(look.colour)):
                for after, before in zip(
                    shown[channel :: self._with.depth], plain[channel :: self._with.depth], strict=True
                ):
                    if abs(before - own) - abs(after - own) > _CLEARER:
                        return True
        return False

    def has_marks(self, word: Word) -> bool:
        """Whether there is light and dark where a word stands."""
        x0, y0, x1, y1 = self._box(word)
        points = b"".join(self._without.row(x0, x1, row) for row in range(y0, y1))
        return bool(points) and max(points) - min(points) > _MARKED

    def _box(self, word: Word) -> tuple[int, int, int, int]:
        x0, y0, x1, y1 = (side * self._scale for side in word.box)
        width, height = self._with.width, self._with.height
        return max(0, int(x0)), max(0, int(y0)), min(width, max(int(x1), int(x0) + 1)), min(height, int(y1) + 1)


class _Drawing:
    """The points of a drawn page, row by row."""

    def __init__(self, bitmap: Any) -> None:
        self.width, self.height, self.depth = bitmap.width, bitmap.height, bitmap.n_channels
        self._stride = bitmap.stride
        self._points = bytes(bitmap.buffer)

    def row(self, x0: int, x1: int, y: int) -> bytes:
        """Some points of a row, channel after channel."""
        start = y * self._stride
        return self._points[start + x0 * self.depth : start + x1 * self.depth]

    def order(self, colour: tuple[int, int, int]) -> tuple[int, ...]:
        """A colour in PDFium's order of channels."""
        red, green, blue = colour
        return (blue, green, red) if self.depth > 1 else (round(0.3 * red + 0.59 * green + 0.11 * blue),)


def _draw(page: Any, scale: float) -> _Drawing:
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=False)
    drawing = _Drawing(bitmap)
    bitmap.close()
    return drawing
