"""DOCX comes out as it is printed; what is hidden in it is flagged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.run import Run
from pptx.dml.color import RGBColor as Colour

from tests.ingest.documents.extracts import TRAP, kinds, read, texts
from tests.ingest.documents.making import with_members

WHITE = Colour(255, 255, 255)  # type: ignore[no-untyped-call]
DARK = Colour(0, 40, 80)  # type: ignore[no-untyped-call]


def word(tmp_path: Path, fill: Callable[[Document], object]) -> Path:
    document = docx.Document()
    fill(document)
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


def test_headings_lists_and_tables(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.core_properties.title = "Digital strategi"
        document.add_heading("Strategi", 0)
        document.add_heading("Mål", 1)
        document.add_paragraph("Vi vil have tid til borgerne.")
        document.add_paragraph("et punkt", "List Bullet")
        document.add_paragraph("længere inde", "List Bullet 2")
        table = document.add_table(2, 3)
        for place, text in enumerate(["Mål", "Frist", "Hvem", "Bedre\ntid", "", "MED"]):
            table.cell(place // 3, place % 3).text = text
        document.add_heading("Økonomi", 2)

    extract = read(word(tmp_path, fill))
    assert extract.title == "Digital strategi"
    assert kinds(extract) == [
        ("heading", 1, "Strategi"),
        ("heading", 1, "Mål"),
        ("paragraph", 0, "Vi vil have tid til borgerne."),
        ("item", 1, "et punkt"),
        ("item", 2, "længere inde"),
        ("row", 0, "Mål\tFrist\tHvem"),
        ("row", 0, "Bedre tid\t\tMED"),
        ("heading", 2, "Økonomi"),
    ]


def test_bold_lines_are_headings_where_nobody_used_a_style(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph().add_run("Formål").bold = True
        document.add_paragraph("Udvalget drøfter ny teknologi.")
        document.add_paragraph().add_run("Det her er en hel sætning.").bold = True

    assert kinds(read(word(tmp_path, fill))) == [
        ("heading", 1, "Formål"),
        ("paragraph", 0, "Udvalget drøfter ny teknologi."),
        ("paragraph", 0, "Det her er en hel sætning."),
    ]


def test_breaks_tabs_and_hyphens(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        run = document.add_paragraph().add_run("første")
        run.add_break()
        run.add_text("anden")
        run.add_break(WD_BREAK.PAGE)
        run.add_text("it")
        run._element.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
        run._element.append(parse_xml(f"<w:t {nsdecls('w')}>projekt</w:t>"))
        run._element.append(parse_xml(f"<w:softHyphen {nsdecls('w')}/>"))
        run._element.append(parse_xml(f"<w:t {nsdecls('w')}>er</w:t>"))

    assert texts(read(word(tmp_path, fill))) == ["første\nanden\nit-projekter"]


def raw(document: Document, inner: str) -> None:
    """A paragraph of WordprocessingML."""
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))


def test_tracked_changes_count_as_if_accepted(tmp_path: Path) -> None:
    change = 'w:id="1" w:author="x" w:date="2025-01-01T00:00:00Z"'
    inner = (
        f"<w:r><w:t>Vi </w:t></w:r><w:del {change}><w:r><w:delText>ikke </w:delText></w:r></w:del>"
        f"<w:ins {change}><w:r><w:t>altid </w:t></w:r></w:ins><w:r><w:t>drøfter det.</w:t></w:r>"
    )
    assert texts(read(word(tmp_path, lambda document: raw(document, inner)))) == ["Vi altid drøfter det."]


BOX = """<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>
<wp:positionH><wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:extent cx="1000000" cy="500000"/>
<wp:docPr id="1" name="b"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>
<w:p><w:r>{ink}<w:t>I boksen</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>
<w:p><w:r><w:t>I boksen</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r><w:r><w:t>Om boksen</w:t></w:r>"""
WHITE_INK = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
FILL = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'


@pytest.mark.parametrize(
    ("x", "fill", "ink", "seen"),
    [
        (0, "", "", True),
        (0, FILL.format("003366"), WHITE_INK, True),
        (0, FILL.format("FFFFFF"), WHITE_INK, False),
        (0, "<a:noFill/>", WHITE_INK, False),
        (-3_000_000, "", "", False),
        (30_000_000, "", "", False),
    ],
)
def test_a_text_box_follows_its_paragraph_once_if_it_is_seen(
    tmp_path: Path, x: int, fill: str, ink: str, seen: bool
) -> None:
    inner = BOX.format(x=x, fill=fill, ink=ink)
    extract = read(word(tmp_path, lambda document: raw(document, inner)))
    assert texts(extract) == ["Om boksen", *(["I boksen"] if seen else [])]
    assert [flag.kind for flag in extract.flags] == ([] if seen else ["hidden"])


def test_notes_follow_the_paragraph_that_refers_to_them(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        raw(document, '<w:r><w:t>Se aftalen</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
        document.add_paragraph("Næste afsnit.")

    path = word(tmp_path, fill)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Rammeaftalen, § 3.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="n" Type="{base}/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    with_members(path, {"word/footnotes.xml": notes.encode(), "word/_rels/document.xml.rels": relations.encode()})
    assert texts(read(path)) == ["Se aftalen", "Rammeaftalen, § 3.", "Næste afsnit."]


def numbering(*levels: tuple[str, str]) -> bytes:
    """A numbering part: number format and text of each level, list 7 of kind 3; list 8 begins it anew at 5."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="3">{inner}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="3"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    ).encode()


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        places = [(7, 0), (7, 1), (7, 1), (7, 2), (7, 0), (7, 1), (8, 0), (8, 0), (7, 3)]
        for number, (which, depth) in enumerate(places):
            paragraph = document.add_paragraph(f"afsnit {number}")
            paragraph._element.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{which}"/></w:numPr>')
            )

    path = word(tmp_path, fill)
    part = numbering(("decimal", "§ %1."), ("decimal", "stk. %1.%2"), ("lowerRoman", "%3)"), ("bullet", "•"))
    assert texts(read(with_members(path, {"word/numbering.xml": part}))) == [
        "§ 1. afsnit 0",
        "stk. 1.1 afsnit 1",
        "stk. 1.2 afsnit 2",
        "i) afsnit 3",
        "§ 2. afsnit 4",
        "stk. 2.1 afsnit 5",
        "§ 5. afsnit 6",
        "§ 6. afsnit 7",
        "afsnit 8",
    ]


def test_a_table_that_only_places_text_is_a_box(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Godt råd"
        cell.add_paragraph("Begynd i det små.")

    assert [kind for kind, _, _ in kinds(read(word(tmp_path, fill)))] == ["paragraph", "paragraph"]


def test_running_headers_and_contents_are_furniture(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Kommunen"
        document.styles.add_style("TOC 1", 1)
        document.add_paragraph("Mål\t3", "TOC 1")
        document.add_paragraph("Selve teksten.")

    assert kinds(read(word(tmp_path, fill))) == [
        ("furniture", 0, "Mål\t3"),
        ("paragraph", 0, "Selve teksten."),
        ("furniture", 0, "Kommunen"),
    ]


def _style(document: Document) -> None:
    style = document.styles.add_style("Skjult", 1)
    style.font.hidden = True
    document.styles.add_style("Barn", 1).base_style = style
    document.add_paragraph(TRAP, "Barn")


def _run(document: Document) -> Run:
    return document.add_paragraph().add_run(TRAP)


HIDDEN: dict[str, Callable[[Document], object]] = {
    "vanish": lambda document: setattr(_run(document).font, "hidden", True),
    "vanish by an inherited style": _style,
    "white": lambda document: setattr(_run(document).font.color, "rgb", RGBColor(255, 255, 255)),
    "nearly white": lambda document: setattr(_run(document).font.color, "rgb", RGBColor(250, 252, 250)),
    "tiny": lambda document: setattr(_run(document).font, "size", Pt(1)),
}


@pytest.mark.parametrize("fill", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_left_out_and_flagged(tmp_path: Path, fill: Callable[[Document], object]) -> None:
    def both(document: Document) -> None:
        document.add_paragraph("Det, der står.")
        fill(document)

    extract = read(word(tmp_path, both))
    assert texts(extract) == ["Det, der står."]
    assert [(flag.kind, flag.count) for flag in extract.flags] == [("hidden", 1)]


def test_white_on_a_dark_cell_is_seen(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        table = document.add_table(2, 2)
        for place in range(4):
            cell = table.cell(place // 2, place % 2)
            cell.paragraphs[0].add_run(f"celle {place}").font.color.rgb = RGBColor(255, 255, 255)
            if place < 2:
                cell._element.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="1F3864"/>'))

    extract = read(word(tmp_path, fill))
    assert texts(extract) == ["celle 0\tcelle 1"]
    assert [(flag.kind, flag.count) for flag in extract.flags] == [("hidden", 2)]
