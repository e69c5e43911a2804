"""From PDFium's characters to stretches of lines, without those that nobody sees on the page."""

from __future__ import annotations

import math
from collections.abc import Callable
from ctypes import CFUNCTYPE, byref, c_double, c_int, c_uint, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as c

from ingest.documents.readers.page import UNTAGGED, Fragment
from ingest.documents.readers.pdf_place import Place

_HYPHENS = frozenset({0x02, 0xFFFE})  # what PDFium gives for a hyphen at the end of a line
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BREAKS = frozenset({0x0A, 0x0D})
_SPACES = frozenset({0x20, 0xA0, 0x09})
_BOLD_NAME = ("bold", "black", "heavy", "semibold", "demi")
_WIDE = 1.0  # em; a wider gap ends a stretch: the next column, the next cell
_CELL = 0.6  # em; so does this, where nobody wrote a space and the writing starts anew
_BOLD = 600
_object_of = CFUNCTYPE(c_void_p, c_void_p, c_int)(cast(c.FPDFText_GetTextObject, c_void_p).value or 0)
"""The same function, giving the plain address, which is all that tells objects apart."""


@dataclass(slots=True)
class Look:
    """How the characters of one text object are drawn. ``along`` is the direction of the line as the page is seen."""

    size: float
    bold: bool
    colour: tuple[int, int, int]
    alpha: int
    drawn: bool
    tag: int
    artifact: bool
    along: tuple[float, float]
    y: float  # of its baseline, along which it writes


@dataclass(slots=True)
class Word:
    """A word of a stretch, with its box on the seen page: left, top, right, bottom."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Stretch:
    """A fragment in the making, with its words, of which some may turn out not to be seen."""

    fragment: Fragment
    look: Look
    words: list[Word]


def stretches(text_page: Any, place: Place) -> tuple[list[Stretch], list[Any]]:
    """All text of a page, in the order of the file, and the objects that draw it."""
    reader = _Reader(text_page, place)
    return reader.read(), reader.objects


class _Reader:
    def __init__(self, text_page: Any, place: Place) -> None:
        self._text, self._place = text_page, place
        self.objects: list[Any] = []
        self._looks: dict[int | None, Look] = {}
        self._done: list[Stretch] = []
        self._now: Stretch | None = None
        self._letters = self._bold = 0
        self._space = self._written = False

    def read(self) -> list[Stretch]:
        """Millions of letters pass here: names are looked up once, and what a text object has in common is kept."""
        text, box, looks = self._text, c.FS_RECTF(), self._looks
        page, into, place = cast(text, c_void_p).value, byref(box), self._place.box
        letter_of: Callable[[Any, int], int] = c.FPDFText_GetUnicode
        box_of = c.FPDFText_GetLooseCharBox
        for index in range(c.FPDFText_CountChars(text)):
            code = letter_of(text, index)
            if code in _BREAKS:
                self._end()
            elif code in _SPACES:
                self._space = True
                self._written = not c.FPDFText_IsGenerated(text, index)
            elif code in _HYPHENS and self._now:  # it may be of no text object, or of the next line's
                self._now.words[-1].text += "-"
                self._end()
            elif code:
                box_of(text, index, into)
                key = _object_of(page, index)
                look = (looks.get(key) if key else None) or self._look(index, key)
                self._letter(code, look, place(box.left, box.bottom, box.right, box.top))
        self._end()
        return self._done

    def _letter(self, code: int, look: Look, box: tuple[float, float, float, float]) -> None:
        cos, sin = look.along
        v = look.y
        if cos == 1.0:  # upright, as nearly everything
            u0, u1 = box[0], box[2]
        else:
            ends = [cos * x + sin * y for x in (box[0], box[2]) for y in (box[1], box[3])]
            u0, u1 = min(ends), max(ends)
        if self._now and not self._goes_on(self._now, look, u0, v):
            self._end()
        letter = "-" if code in _HYPHENS else _LIGATURES.get(code) or chr(code)
        if self._now is None:
            fragment = Fragment("", u0, u1, v, look.size, tag=look.tag, artifact=look.artifact)
            fragment.turned = round(math.degrees(math.atan2(sin, cos)))
            self._now = Stretch(fragment, look, [Word(letter, box)])
        else:
            fragment = self._now.fragment
            if look.size > fragment.size:  # the letters of a line, not the small figure that refers to a note
                fragment.size, fragment.y, self._now.look = look.size, v, look
            if u0 < fragment.x0:
                fragment.x0 = u0
            if u1 > fragment.x1:
                fragment.x1 = u1
            if self._space:
                self._now.words.append(Word(letter, box))
            else:
                word = self._now.words[-1]
                x0, y0, x1, y1 = word.box
                word.text += letter
                word.box = (
                    x0 if x0 < box[0] else box[0],
                    y0 if y0 < box[1] else box[1],
                    x1 if x1 > box[2] else box[2],
                    y1 if y1 > box[3] else box[3],
                )
        self._letters += 1
        self._bold += look.bold
        self._space = False

    def _goes_on(self, now: Stretch, look: Look, u0: float, v: float) -> bool:
        fragment, own = now.fragment, now.look
        if look is not own and (
            look.tag != fragment.tag
            or look.along != own.along
            or look.drawn != own.drawn
            or look.colour != own.colour
            or look.alpha != own.alpha
            or not 0.4 < look.size / (fragment.size or 1.0) < 2.5
        ):
            return False
        size = max(fragment.size, look.size)
        wide = _WIDE if look is own or (self._space and self._written) else _CELL
        return abs(v - fragment.y) < 0.5 * size and -size < u0 - fragment.x1 < wide * size

    def _end(self) -> None:
        if self._now:
            self._now.fragment.text = " ".join(word.text for word in self._now.words)
            self._now.fragment.bold = 2 * self._bold > self._letters
            self._done.append(self._now)
        self._now, self._letters, self._bold, self._space = None, 0, 0, False

    def _look(self, index: int, key: int | None) -> Look:
        drawn = c.FPDFText_GetTextObject(self._text, index)
        look = self._looks[key] = self._new_look(index, drawn)
        if drawn:
            self.objects.append(drawn)
        return look

    def _new_look(self, index: int, drawn: Any) -> Look:
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(self._text, index, byref(matrix))
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        along = self._place.direction(matrix.a, matrix.b)
        left, up = c_double(), c_double()
        c.FPDFText_GetCharOrigin(self._text, index, byref(left), byref(up))
        x, y = self._place.point(left.value, up.value)
        mode = c.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
        colour, alpha = self._colour(index, stroke=mode in {1, 5})
        tag, artifact = _marks(drawn) if drawn else (UNTAGGED, False)
        return Look(
            size=c.FPDFText_GetFontSize(self._text, index) * scale * self._place.scale,
            bold=_bold(drawn) if drawn else False,
            colour=colour,
            alpha=alpha,
            drawn=mode not in {3, 7},
            tag=tag,
            artifact=artifact,
            along=along,
            y=along[0] * y - along[1] * x,
        )

    def _colour(self, index: int, *, stroke: bool) -> tuple[tuple[int, int, int], int]:
        red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint(255)
        ask = c.FPDFText_GetStrokeColor if stroke else c.FPDFText_GetFillColor
        ask(self._text, index, byref(red), byref(green), byref(blue), byref(alpha))
        return (red.value, green.value, blue.value), alpha.value


def _bold(drawn: Any) -> bool:
    font = c.FPDFTextObj_GetFont(drawn)
    if not font:
        return False
    name = create_string_buffer(128)
    c.FPDFFont_GetBaseFontName(font, name, 128)
    said = name.value.decode("utf-8", "replace").lower()
    return c.FPDFFont_GetWeight(font) >= _BOLD or any(word in said for word in _BOLD_NAME)


def _marks(drawn: Any) -> tuple[int, bool]:
    artifact = False
    for number in range(max(0, c.FPDFPageObj_CountMarks(drawn))):
        name, length = (c.FPDF_WCHAR * 32)(), c.c_ulong()
        if c.FPDFPageObjMark_GetName(c.FPDFPageObj_GetMark(drawn, number), name, 64, byref(length)):
            artifact = artifact or bytes(name)[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "Artifact"
    return c.FPDFPageObj_GetMarkedContentID(drawn), artifact
