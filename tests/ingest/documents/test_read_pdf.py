"""PDF comes out as it is read: columns one after the other, headings, lists, tables and pages told apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.documents import readers
from ingest.documents.limits import Limits
from ingest.documents.model import Block, Extract
from tests.ingest.documents.making import line, pdf, picture, sentences, typeset

A4 = '#set page(paper: "a4")\n#set text(lang: "da", size: 10pt)\n'
TWO = (
    '#set page(paper: "a4", columns: 2)\n#set text(lang: "da", size: 10pt, hyphenate: true)\n#set par(justify: true)\n'
)


def read(tmp_path: Path, content: bytes) -> Extract:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    return readers.read(path, Limits())


def flowing(blocks: list[Block]) -> str:
    """The running text, with the words that were cut at line ends put together."""
    text = "\n".join(block.text for block in blocks if block.kind == "paragraph")
    return " ".join(re.sub(r"-\n", "", text).split())


@pytest.mark.parametrize("tagged", [True, False])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, tagged: bool) -> None:
    text = sentences(130)
    source = TWO + f'#place(top, scope: "parent", float: true)[= Tværs over begge spalter]\n{text}'
    extract = read(tmp_path, typeset(source, tagged=tagged))
    assert extract.pages == 2
    assert extract.blocks[0].text == "Tværs over begge spalter"
    assert flowing(list(extract.blocks)) == text


@pytest.mark.parametrize("tagged", [True, False])
def test_a_word_cut_at_a_line_s_end_keeps_hyphen_and_newline(tmp_path: Path, tagged: bool) -> None:
    text = (
        "velfærdsteknologien kræver arbejdstilrettelæggelse og medarbejderinddragelse af samarbejdsudvalgene i god tid"
    )
    source = A4 + f"#set par(justify: true)\n#block(width: 4cm)[{text}]"
    [block] = read(tmp_path, typeset(source, tagged=tagged)).blocks
    assert re.search(r"[a-zæøå]-\n[a-zæøå]", block.text)
    assert " ".join(block.text.replace("-\n", "").split()) == text


STRUCTURED = """#set document(title: "Plan for velfærdsteknologi")
#set page(header: [Kommunens plan], footer: context align(center, counter(page).display()))
= Indledning
Her står et afsnit, der er langt nok til at være et afsnit og ikke en overskrift af nogen art.

== Mål
- første punkt
  - et underpunkt
- andet punkt

#table(columns: 3, [Mål], [Frist], [Ansvarlig], [Bedre tid], [Forår], [Ledelsen], [Færre fejl], [Efterår], [MED])
#pagebreak()
= Økonomi
Et nyt afsnit på en ny side, der også er langt nok til ikke at ligne en overskrift.
#pagebreak()
Den sidste side har kun dette ene afsnit, og det er heller ikke nogen overskrift.
"""


@pytest.mark.parametrize("tagged", [True, False])
def test_headings_lists_tables_pages_and_running_headers(tmp_path: Path, tagged: bool) -> None:
    extract = read(tmp_path, typeset(A4 + STRUCTURED, tagged=tagged))
    assert (extract.title, extract.pages) == ("Plan for velfærdsteknologi", 3)
    found = [(block.kind, block.level, block.page, block.text[:24]) for block in extract.blocks]
    body = [entry for entry in found if entry[0] != "furniture"]
    assert body == [
        ("heading", 1, 1, "Indledning"),
        ("paragraph", 0, 1, "Her står et afsnit, der "),
        ("heading", 2, 1, "Mål"),
        ("item", 1, 1, "første punkt"),
        ("item", 2, 1, "et underpunkt"),
        ("item", 1, 1, "andet punkt"),
        ("row", 0, 1, "Mål\tFrist\tAnsvarlig"),
        ("row", 0, 1, "Bedre tid\tForår\tLedelsen"),
        ("row", 0, 1, "Færre fejl\tEfterår\tMED"),
        ("heading", 1, 2, "Økonomi"),
        ("paragraph", 0, 2, "Et nyt afsnit på en ny s"),
        ("paragraph", 0, 3, "Den sidste side har kun "),
    ]
    assert [(page, text) for kind, _, page, text in found if kind == "furniture"] == [
        (page, text) for page in (1, 2, 3) for text in ("Kommunens plan", str(page))
    ]


def test_a_sentence_goes_on_over_column_and_page(tmp_path: Path) -> None:
    text = " ".join(sentences(90, 3).replace(".", " og").lower().split())  # no end anywhere
    extract = read(tmp_path, typeset(TWO + "#set page(height: 8cm)\n" + text, tagged=False))
    assert extract.pages is not None
    assert extract.pages > 2
    [block] = [block for block in extract.blocks if block.kind == "paragraph"]
    assert " ".join(block.text.replace("-\n", "").split()) == text


def test_chapter_numbers_at_the_top_of_pages_are_headings_and_page_numbers_are_not(tmp_path: Path) -> None:
    pages = [
        line(f"Kapitel {chapter}", 60, 790, 16)
        + line("Et afsnit i kapitlet, som er langt nok.", 60, 700)
        + line(f"Side {number} af 6", 250, 30, 9)
        for number, chapter in enumerate((1, 1, 2, 3, 3, 4), 1)
    ]
    extract = read(tmp_path, pdf(*pages))
    headings = [block.text for block in extract.blocks if block.kind == "heading"]
    assert headings == [f"Kapitel {chapter}" for chapter in (1, 1, 2, 3, 3, 4)]
    assert [block.text for block in extract.blocks if block.kind == "furniture"] == [
        f"Side {n} af 6" for n in range(1, 7)
    ]


def test_bookmarks_tell_headings_that_look_like_text(tmp_path: Path) -> None:
    page = line("Baggrund", 60, 700) + line("Et afsnit om baggrunden for det hele.", 60, 670) + line("Mål", 60, 640)
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf(page + line("Et afsnit om, hvad der skal nås.", 60, 610)))
    writer = PdfWriter(clone_from=PdfReader(plain))
    parent = writer.add_outline_item(title="Baggrund", page_number=0)
    writer.add_outline_item(title="Mål", page_number=0, parent=parent)
    path = tmp_path / "a.pdf"
    writer.write(path)
    blocks = readers.read(path, Limits()).blocks
    assert [(block.kind, block.level, block.text) for block in blocks if block.kind == "heading"] == [
        ("heading", 1, "Baggrund"),
        ("heading", 2, "Mål"),
    ]
    assert not [block for block in readers.read(plain, Limits()).blocks if block.kind == "heading"]


def test_a_column_of_lines_written_across_is_still_read_down(tmp_path: Path) -> None:
    """Text layers are often written line by line over both columns."""
    left = [
        "Venstre spalte begynder her og",
        "går videre med flere linjer om",
        "samarbejdet i udvalget, før den",
        "slutter nederst.",
    ]
    right = [
        "Højre spalte tager over med et",
        "nyt emne, der handler om noget",
        "helt andet, nemlig pengene og",
        "hvem der betaler.",
    ]
    content = b"".join(
        line(a, 60, 700 - 14 * row) + line(b, 320, 700 - 14 * row)
        for row, (a, b) in enumerate(zip(left, right, strict=True))
    )
    texts = [block.text for block in read(tmp_path, pdf(content)).blocks]
    assert texts == ["\n".join(left), "\n".join(right)]


def table(extract: Extract) -> list[list[str]]:
    return [block.text.split("\t") for block in extract.blocks if block.kind == "row"]


def test_three_columns_under_one_title(tmp_path: Path) -> None:
    parts = [sentences(number, number) for number in (40, 50, 30)]
    source = TWO.replace("columns: 2", "columns: 3") + '#place(top, scope: "parent", float: true)[= Over det hele]\n'
    source += "\n\n".join(f"== Del {number}\n{part}" for number, part in enumerate(parts, 1))
    extract = read(tmp_path, typeset(source, tagged=False))
    headings = [block.text for block in extract.blocks if block.kind == "heading"]
    assert headings == ["Over det hele", "Del 1", "Del 2", "Del 3"]
    assert flowing(list(extract.blocks)) == " ".join(parts)


def test_a_box_beside_the_text_is_not_woven_into_it(tmp_path: Path) -> None:
    text, fact, after = sentences(12, 1), sentences(4, 2), sentences(6, 3)
    source = f"{A4}#grid(columns: (2fr, 1fr), gutter: 18pt, [{text}], rect(inset: 8pt)[*Fakta*\n\n{fact}])\n\n{after}"
    blocks = read(tmp_path, typeset(source, tagged=False)).blocks
    assert [" ".join(block.text.split()) for block in blocks] == [text, "Fakta", fact, after]


CELLS = [["Mål", "Frist", "Ansvarlig"], ["Bedre tid", "Forår", "Ledelsen"], ["Flere hænder", "Efterår", "MED"]]


@pytest.mark.parametrize("look", ["", "align: center", "stroke: (y: 1pt)"])
def test_a_table_among_columns_keeps_its_rows(tmp_path: Path, look: str) -> None:
    cells = ", ".join(f"[{cell}]" for row in CELLS for cell in row)
    made = f'#place(auto, scope: "parent", float: true)[#table(columns: (1fr, 1fr, 2fr), {look}, {cells})]'
    source = f"{TWO}{sentences(20, 1)}\n\n{made.replace(', ,', ',')}\n\n{sentences(30, 2)}"
    extract = read(tmp_path, typeset(source, tagged=False))
    assert table(extract) == CELLS
    assert flowing(list(extract.blocks)) == f"{sentences(20, 1)} {sentences(30, 2)}"


@pytest.mark.parametrize("stroke", ["1pt", "none"])
def test_long_cells_stay_in_their_row(tmp_path: Path, stroke: str) -> None:
    cells = [["Skærmbesøg", sentences(2, 1)], ["Medicin i robot", sentences(5, 2)], ["Sensorer", sentences(3, 3)]]
    inner = ", ".join(f"[{cell}]" for row in cells for cell in row)
    source = f"{A4}{sentences(3, 4)}\n#table(columns: (1fr, 2fr), stroke: {stroke}, {inner})\n{sentences(3, 5)}"
    assert table(read(tmp_path, typeset(source, tagged=False))) == cells


def test_a_turned_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    """The page is turned by 90 degrees, and so is its writing."""
    content = b"BT /F1 11 Tf 0 1 -1 0 100 50 Tm (En linje) Tj ET BT /F1 11 Tf 0 1 -1 0 114 50 Tm (og den anden.) Tj ET"
    [block] = read(tmp_path, pdf(content, page=b"/Rotate 90")).blocks
    assert block.text == "En linje\nog den anden."


def test_a_mark_across_the_page_is_no_text(tmp_path: Path) -> None:
    mark = b"BT 0.8 g /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (UDKAST) Tj ET 0 g\n"
    blocks = read(tmp_path, pdf(mark + line("Et afsnit, som står på siden.", 60, 700))).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Et afsnit, som står på siden."),
        ("furniture", "UDKAST"),
    ]


def scan(words: list[tuple[str, int]], *, ink: bool = True) -> bytes:
    """A page that is one picture, with a text layer that is not drawn; with ``ink`` the picture shows letters there."""
    width, height = 595, 842
    points = bytearray(b"\xff" * (width * height))
    content = b"q 595 0 0 842 0 0 cm /Im Do Q\n"
    for text, y in words:
        content += line(text, 60, y, 11, "3 Tr")
        for row in range(height - y - 8, height - y) if ink else ():
            points[row * width + 60 : row * width + 60 + 5 * len(text)] = bytes([0, 0, 255, 0, 255] * len(text))
    return pdf(content, parts={"Im": picture(width, height, bytes(points))})


WORDS = [("En skannet side har sin tekst", 700), ("i et lag, som ikke er tegnet.", 686)]


def test_the_text_layer_of_a_scan_is_its_text(tmp_path: Path) -> None:
    extract = read(tmp_path, scan(WORDS))
    assert [block.text for block in extract.blocks] == ["\n".join(text for text, _ in WORDS)]
    assert extract.flags == ()
