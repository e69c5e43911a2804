"""The four formats: whole, linked, accessible; and whatever a user writes stays text."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import Any, get_args
from zipfile import ZipFile

import docx
import pypdf
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from advisor.papers import FORMATS, Document, PaperName, from_json, make, render, wording
from advisor.papers.document import Heading, Items, Table
from tests.papers.sessions import empty, rich, saying

NAMES: tuple[PaperName, ...] = get_args(PaperName)
HOSTILE = (
    "# Overskrift",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1)) ![](http://ond.example/p.png) <http://ond.example>",
    "https://ond.example www.ond.example a@ond.example mailto:a@ond.example",
    "| a | b |\n|---|---|\n| c | d |",
    "```\nkode\n``` ~~~ `x` $x^2$ [^1] &lt; &#x3C;",
    "1. et\n2) to\n- tre\n+ fire\n* fem\n> seks\n=====\n-----\n    kode",
    '#panic("ond") #read("/etc/passwd") $ x $ @kilde-1 <kilde-1> = Overskrift',
    '=HYPERLINK("http://ond.example") {=1+1} { MERGEFIELD x }',
    "\x00\x01\x1b[31m \ud83d \udc00 \ufffe \u202etxet \u200b",
    "</w:t></w:r><w:p/> ]]> <!-- & -->",
    "**fed** __fed__ *skrå* _skrå_ ~~streg~~ \\*ikke\\* \\",
    "[1] {{skabelon}} ${x} %PDF-1.7 (streng) /Names",
)
_KNOWN = "ond.example"


@pytest.fixture(scope="module")
def paper() -> Document:
    return make("discussion", rich())


def word_of(document: Document) -> Word:
    return docx.Document(io.BytesIO(render(document, "docx")))


def pdf_of(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render(document, "pdf")))


def pdf_links(reader: pypdf.PdfReader) -> list[str]:
    found: list[Any] = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return [str(note["/A"]["/URI"]) for note in found if "/URI" in note.get("/A", {})]


def said(text: str) -> str:
    """Letters and digits alone: a line may break anywhere, with or without a hyphen."""
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("made", [rich, empty])
def test_every_paper_comes_in_every_format(name: PaperName, file_format: Any, made: Any) -> None:
    assert len(render(make(name, made()), file_format)) > 500


def test_nothing_heavy_is_loaded_before_a_file_is_wanted() -> None:
    code = "import sys, advisor.papers; print([name for name in ('docx', 'lxml', 'typst') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestWord:
    def test_real_headings_tables_and_lists(self, paper: Document) -> None:
        word = word_of(paper)
        found = [(p.style.name, p.text) for p in word.paragraphs if p.style and p.style.name]
        wanted = [(f"Heading {b.level}", b.text) for b in paper.blocks if isinstance(b, Heading)]
        assert [pair for pair in found if pair[0].startswith("Heading")] == [*wanted, ("Heading 1", "Kilder")]
        assert len(word.tables) == sum(isinstance(block, Table) for block in paper.blocks) == 4
        items = sum(len(block.items) for block in paper.blocks if isinstance(block, Items))
        assert sum(name.startswith("List") for name, _ in found) == items
        assert found[0] == ("Title", "Dialogpapir")

    def test_tables_have_a_header_row_that_is_repeated_and_a_text_for_those_who_cannot_see(
        self, paper: Document
    ) -> None:
        for table in word_of(paper).tables:
            assert table.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None
            assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None

    def test_language_properties_and_page_numbers(self, paper: Document) -> None:
        word = word_of(paper)
        held = word.core_properties
        assert held.title == "Dialogpapir: Skærmbesøg, hjemmeplejen, før anskaffelsen"
        assert held.language == "da-DK"
        assert "AI-rådgiver" in held.comments
        assert "AI-genereret" in held.keywords
        language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        assert language is not None
        assert language.get(qn("w:val")) == "da-DK"
        fields = word.sections[0].footer._element.iter(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]

    def test_references_lead_to_notes_and_notes_to_their_sources(self, paper: Document) -> None:
        word = word_of(paper)
        body = word.element.body
        marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
        within = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
        assert within == marks == {f"kilde-{note.number}" for note in paper.notes}
        out = [held.target_ref for held in word.part.rels.values() if held.is_external]
        assert set(out) == {note.url for note in paper.notes if note.url}

    def test_the_agenda_begins_at_one(self, paper: Document) -> None:
        word = word_of(paper)
        listed = [p for p in word.paragraphs if p.style and p.style.name == "List Number"]
        numbers = {int(p._p.find(f".//{qn('w:numId')}").get(qn("w:val"))) for p in listed}
        assert len(numbers) == 1
        made = [n for n in word.part.numbering_part.element.iter(qn("w:num")) if int(n.get(qn("w:numId"))) in numbers]
        assert made[0].find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1"

    def test_no_pictures_and_no_macros(self, paper: Document) -> None:
        names = ZipFile(io.BytesIO(render(paper, "docx"))).namelist()
        assert not [name for name in names if name.endswith((".jpeg", ".png", ".bin"))]


class TestPdf:
    def test_tagged_in_danish_with_title_and_bookmarks(self, paper: Document) -> None:
        reader = pdf_of(paper)
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/Lang"] == "da-DK"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"pdfuaid:part" in root["/Metadata"].get_data()
        assert reader.metadata is not None
        assert reader.metadata.title == "Dialogpapir: Skærmbesøg, hjemmeplejen, før anskaffelsen"
        assert "AI-rådgiver" in (reader.metadata.subject or "")
        assert wording.PROJECT in str(reader.outline)

    def test_all_words_and_page_numbers(self, paper: Document) -> None:
        reader = pdf_of(paper)
        text = [page.extract_text() for page in reader.pages]
        assert f"Side 1 af {len(text)}" in text[0]
        whole = said("".join(text))
        for part in ("Borgerne slipper for at sidde og vente på os.", "AI-rådgiver", "ikke juridisk rådgivning"):
            assert said(part) in whole

    def test_links_are_the_sources_alone(self, paper: Document) -> None:
        assert set(pdf_links(pdf_of(paper))) == {note.url for note in paper.notes if note.url}

    def test_fonts_are_embedded(self, paper: Document) -> None:
        fonts: list[Any] = [
            font.get_object()
            for page in pdf_of(paper).pages
            for font in page["/Resources"]["/Font"].values()  # type: ignore[index]  # pypdf knows only objects
        ]
        assert fonts
        for font in fonts:
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("made", [rich, empty])
    def test_every_paper_keeps_the_standard(self, name: PaperName, made: Any) -> None:
        root: Any = pdf_of(make(name, made())).trailer["/Root"]
        assert b"pdfuaid:part" in root["/Metadata"].get_data()

    def test_a_sign_without_a_letterform_costs_the_claim_and_not_the_paper(self) -> None:
        reader = pdf_of(make("discussion", saying("Vi glæder os 🎉 og det gør 王さん")))
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert "Vi glæder os" in reader.pages[0].extract_text()

    def test_a_word_without_end_stays_on_the_page(self) -> None:
        pages = pdf_of(make("discussion", saying("å" * 3000))).pages
        assert max(len(line) for page in pages for line in page.extract_text().splitlines()) < 140


class TestJson:
    def test_it_is_the_model(self, paper: Document) -> None:
        assert from_json(render(paper, "json")) == paper


class TestMarkdown:
    def test_it_reads_as_what_it_is(self, paper: Document) -> None:
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(render(paper, "md").decode())
        headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
        assert headings[0] == "Dialogpapir"
        assert len(headings) == 2 + sum(isinstance(block, Heading) for block in paper.blocks)
        assert sum(token.type == "table_open" for token in tokens) == 4
        inline = [child for token in tokens for child in token.children or ()]
        links = [child.attrGet("href") for child in inline if child.type == "link_open"]
        assert len(links) == sum(note.url is not None for note in paper.notes)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", ["discussion", "open-questions"])
class TestHostile:
    def test_in_markdown(self, hostile: str, name: PaperName) -> None:
        plain, document = make(name, saying("venlig")), make(name, saying(hostile))
        tokens = {key: self.tokens(made) for key, made in (("plain", plain), ("hostile", document))}
        lines = len([line for line in hostile.splitlines() if line.strip()])
        assert tokens["hostile"]["marks"] == tokens["plain"]["marks"]
        assert tokens["hostile"]["blocks"] == tokens["plain"]["blocks"] or lines > 1
        assert not any(_KNOWN in link for link in tokens["hostile"]["links"])

    @staticmethod
    def tokens(document: Document) -> dict[str, list[str]]:
        """What the Markdown is read as: its marks, its blocks but for paragraphs, its links."""
        found = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(render(document, "md").decode())
        inline = [child for token in found for child in token.children or ()]
        never = ("html", "code", "image", "s_open", "fence", "hr")
        assert not [token.type for token in (*found, *inline) if token.type.startswith(never)]
        return {
            "marks": [c.type for c in inline if c.type in ("strong_open", "em_open", "link_open")],
            "blocks": [t.type for t in found if t.type.endswith("_open") and not t.type.startswith("paragraph")],
            "links": [str(c.attrGet("href")) for c in inline if c.type == "link_open"],
        }

    def test_in_word(self, hostile: str, name: PaperName) -> None:
        document = make(name, saying(hostile))
        word = word_of(document)
        assert not [held for held in word.part.rels.values() if held.is_external and _KNOWN in held.target_ref]
        assert len(word.tables) == sum(isinstance(block, Table) for block in document.blocks)
        assert not list(word.element.body.iter(qn("w:fldSimple")))
        assert said(hostile.splitlines()[0])[:40] in said("".join(p.text for p in word.paragraphs))

    def test_in_pdf(self, hostile: str, name: PaperName) -> None:
        reader = pdf_of(make(name, saying(hostile)))
        assert not any(_KNOWN in link for link in pdf_links(reader))
        text = "".join(page.extract_text() for page in reader.pages)
        assert "root:" not in text
        assert said(hostile.splitlines()[0])[:40] in said(text)

    def test_in_json(self, hostile: str, name: PaperName) -> None:
        document = make(name, saying(hostile))
        assert from_json(render(document, "json")) == document
