"""What a DOCX file can hold and python-docx has no words for, written as WordprocessingML.

Texts are set as text nodes, never put together as XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

PROPERTY = 255
"""Characters that a document's property may hold."""

_LINK_COLOUR = "1F3A5F"
_FIRST_BOOKMARK = 100


def anchor(number: int) -> str:
    """The name of a note's bookmark."""
    return f"kilde-{number}"


def element(tag: str, **attributes: str) -> Any:
    """An element of the ``w`` namespace, with attributes of the same."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def style(paragraph: Paragraph, name: str) -> None:
    """Give a paragraph a style. By its id: the library looks through every style for each name, 2 ms a time."""
    paragraph._p.style = name.replace(" ", "")


def link_within(paragraph: Paragraph, text: str, name: str) -> None:
    """A link to a bookmark."""
    held = element("hyperlink", anchor=name, history="1")
    held.append(_link_run(text))
    paragraph._p.append(held)


def link_out(paragraph: Paragraph, text: str, url: str) -> None:
    """A link to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    held = element("hyperlink", history="1")
    held.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    held.append(_link_run(text))
    paragraph._p.append(held)


def bookmark(paragraph: Paragraph, text: str, name: str, number: int) -> None:
    """Text that links can lead to."""
    identity = str(_FIRST_BOOKMARK + number)
    paragraph._p.append(element("bookmarkStart", id=identity, name=name))
    paragraph.add_run(text)
    paragraph._p.append(element("bookmarkEnd", id=identity))


def page_numbers(paragraph: Paragraph, title: str, page: str, of: str) -> None:
    """The title, and »Side 1 af 3« as fields that the word processor keeps right."""
    paragraph.add_run(f"{title}\t\t{page}")
    _field(paragraph, "PAGE")
    paragraph.add_run(of)
    _field(paragraph, "NUMPAGES")


def language(word: Word, tag: str) -> None:
    """The language of every text that names none, for screen readers and spelling."""
    from docx.oxml.ns import qn

    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for held in defaults.findall(qn("w:lang")):
        defaults.remove(held)
    defaults.append(element("lang", val=tag, eastAsia=tag, bidi="ar-SA"))
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), tag)


def no_thumbnail(word: Word) -> None:
    """Without the picture of another document that the library's template carries."""
    rels = word.part.package.rels if word.part.package else {}
    for name in [name for name, held in rels.items() if held.reltype.endswith("/thumbnail")]:
        del rels[name]


def new_numbering(word: Word) -> int:
    """A numbering of its own that begins at 1; otherwise all numbered lists of a document go on from one another."""
    from docx.oxml.ns import qn

    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    used = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    base = next(held for held in numbering.findall(qn("w:num")) if held.get(qn("w:numId")) == used)
    identity = max(int(held.get(qn("w:numId"))) for held in numbering.findall(qn("w:num"))) + 1
    made = element("num", numId=str(identity))
    made.append(element("abstractNumId", val=base.find(qn("w:abstractNumId")).get(qn("w:val"))))
    override = element("lvlOverride", ilvl="0")
    override.append(element("startOverride", val="1"))
    made.append(override)
    numbering.append(made)
    return identity


def number(paragraph: Paragraph, identity: int) -> None:
    """Put a paragraph in a numbering."""
    held = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    held.get_or_add_ilvl().val = 0
    held.get_or_add_numId().val = identity


def describe(table: Table, text: str) -> None:
    """The text that stands for a table where it cannot be seen."""
    held = table._tbl.tblPr
    held.append(element("tblCaption", val=text))


def repeat(row: _Row) -> None:
    """A header row, repeated on every page."""
    keep_whole(row)
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def keep_whole(row: _Row) -> None:
    """A row that is not divided between pages as long as it fits on one."""
    row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def shade(cell: _Cell, colour: str) -> None:
    """A background."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def bar(style: ParagraphStyle, colour: str) -> None:
    """A line to the left of every paragraph of the style."""
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="12", space="6", color=colour))
    _put(style, borders)


def no_border(style: ParagraphStyle) -> None:
    """Without the line that the template draws below."""
    from docx.oxml.ns import qn

    held = style.element.get_or_add_pPr()
    for border in held.findall(qn("w:pBdr")):
        held.remove(border)


def font(style: ParagraphStyle, name: str) -> None:
    """One font for all letters, in the place of those of the theme."""
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), name)


def _put(style: ParagraphStyle, borders: Any) -> None:
    # the schema has an order, and Word refuses a file that breaks it: borders come before spacing and indents
    held = style.element.get_or_add_pPr()
    from docx.oxml.ns import qn

    later = [child for child in held if child.tag in {qn(f"w:{tag}") for tag in ("shd", "tabs", "spacing", "ind")}]
    if later:
        later[0].addprevious(borders)
    else:
        held.append(borders)


def _link_run(text: str) -> Any:
    run = element("r")
    shape = element("rPr")
    shape.append(element("color", val=_LINK_COLOUR))
    shape.append(element("u", val="single"))
    run.append(shape)
    words = element("t")
    words.text = text
    run.append(words)
    return run


def _field(paragraph: Paragraph, name: str) -> None:
    held = element("fldSimple", instr=name)
    run = element("r")
    words = element("t")
    words.text = "1"
    run.append(words)
    held.append(run)
    paragraph._p.append(held)
