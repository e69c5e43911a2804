"""How a DOCX paper looks: the template's own styles made calm, and a few of ours, all in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.papers import docx_marks as marks

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle

LANGUAGE = "da-DK"
ANSWER, ASIDE, NOTICE, NOTE, IN_TABLE = "Paper Answer", "Paper Aside", "Paper Notice", "Paper Note", "Paper Cell"
SHADE = "E9EEF5"
_ACCENT, _QUIET = "1F3A5F", "4A4F57"  # 11:1 and 8:1 on white
_FONT = "Calibri"


def apply(word: Word) -> None:
    """Set language, margins and styles of a new document."""
    from docx.shared import Cm, Pt

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.25)
    marks.language(word, LANGUAGE)
    _shape(_style(word, "Normal"), 11, after=6)
    for name, size in (("Title", 24.0), ("Heading 1", 15.0), ("Heading 2", 12.5), ("Heading 3", 11.0)):
        heading = _style(word, name)
        _shape(heading, size, _ACCENT, after=4)
        heading.font.bold = True
        heading.paragraph_format.keep_with_next = True
    marks.no_border(_style(word, "Title"))
    subtitle = _style(word, "Subtitle")
    _shape(subtitle, 12.5, _QUIET, after=8)
    subtitle.font.italic = subtitle.font.bold = False
    _shape(_style(word, "Caption"), 10, after=3)
    for name in ("List Bullet", "List Number"):
        _shape(_style(word, name), 11, after=3)
    for name, size, colour in (
        (ANSWER, 11.0, None),
        (ASIDE, 9.5, _QUIET),
        (NOTICE, 10.0, None),
        (NOTE, 9.5, None),
        (IN_TABLE, 9.5, None),
    ):
        _shape(_new(word, name), size, colour, after=3 if name == IN_TABLE else 6)
    for name in (ANSWER, NOTICE):
        _style(word, name).paragraph_format.left_indent = Pt(9)
        marks.bar(_style(word, name), _ACCENT if name == ANSWER else _QUIET)
    note = _style(word, NOTE).paragraph_format
    note.left_indent, note.first_line_indent = Cm(0.9), Cm(-0.9)
    note.tab_stops.add_tab_stop(Cm(0.9))


def _style(word: Word, name: str) -> ParagraphStyle:
    found: ParagraphStyle = word.styles[name]
    return found


def _new(word: Word, name: str) -> ParagraphStyle:
    from docx.enum.style import WD_STYLE_TYPE

    made: ParagraphStyle = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = word.styles["Normal"]
    return made


def _shape(style: ParagraphStyle, size: float, colour: str | None = None, after: float = 6) -> None:
    from docx.shared import Pt, RGBColor

    marks.font(style, _FONT)
    style.font.size = Pt(size)
    style.paragraph_format.space_after = Pt(after)
    style.font.color.rgb = RGBColor.from_string(colour or "1A1A1A")
