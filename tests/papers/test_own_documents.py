"""Documents of the users' own in the papers: marked, cited with their page, exact where held, and still text."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from advisor import messages
from advisor.domain import CitedText, Original, Passage, Source, Span
from advisor.papers import Document, Material, from_json, make, render, wording
from tests.own_documents import AGREEMENT, COPY, NOTICE_PERIOD, own
from tests.papers.sessions import KEPT, owning, rich, walking
from tests.papers.test_formats import HOSTILE, pdf_links, said

FIRST = NOTICE_PERIOD.text.split("\n")[0]
EXACT = own(
    "oordret", "Sådan står det i bogen: tal med borgerne, for det kan betale sig. Så langt bogen.", COPY, pages="10-11"
)
USED = Span(EXACT.text.index("tal"), EXACT.text.index(" Så"))
LINE = f"Ordret i jeres eget eksemplar: »{EXACT.text[USED.start : USED.end]}« (»{COPY.title}«, s. 10–11)."


def kept(passage: Passage, quote: str = "") -> CitedText:
    """A passage as a session keeps it."""
    return CitedText(
        passage.passage_id, passage.section_id, passage.title, passage.section, quote or passage.text, passage.url
    )


def material(
    own_passage: Passage = NOTICE_PERIOD,
    quote: str = FIRST,
    original: Original | None = None,
    sources: tuple[Source, ...] = (AGREEMENT, COPY),
    there: bool = True,
) -> Material:
    """The rich session, whose first answer cites the corpus and then an own document."""
    base = rich()
    first, *rest = base.walk.answers
    answers = (replace(first, cited=(*first.cited, kept(own_passage, quote))), *rest)
    held = (own_passage,) if there else ()
    return owning(walking(base, answers=answers), held, sources, {KEPT: original} if original else None)


@pytest.fixture(scope="module")
def paper() -> Document:
    return make("discussion", material(original=Original(EXACT, USED)))


def notes_of(document: Document) -> dict[str, str]:
    return {note.text: note.exact for note in document.notes}


def texts_of(document: Document) -> dict[str, str]:
    """What each format reads as."""
    word = docx.Document(io.BytesIO(render(document, "docx")))
    pdf = pypdf.PdfReader(io.BytesIO(render(document, "pdf")))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(render(document, "md").decode())
    inline = [child for token in tokens for child in token.children or ()]
    return {
        "docx": "".join(paragraph.text for paragraph in word.paragraphs),
        "pdf": "".join(page.extract_text() for page in pdf.pages),
        "md": "".join(child.content for child in inline if child.type == "text"),
        "json": render(document, "json").decode(),
    }


def test_an_own_document_is_named_with_page_side_and_that_it_is_exact(paper: Document) -> None:
    line = f"MED-aftale for Søndervig · s. 4 · Høring · {messages.SIDES['local']} · ordret"
    own_note = next(note for note in paper.notes if note.text == line)
    assert (own_note.url, own_note.exact) == (None, "")
    for file_format, text in texts_of(paper).items():
        assert said(line) in said(text), file_format
        assert said(f"{FIRST} ({messages.SIDES['local']})") in said(text) or file_format == "json"


def test_a_copy_of_what_somebody_else_published_keeps_their_side_and_is_marked() -> None:
    copied = own("okopi", "Bogen siger det her.", COPY, pages="3", section="Et kapitel")
    line = f"{COPY.title} · s. 3 · Et kapitel · {messages.SIDES['joint']}, {messages.OWN_COPY} · ordret"
    assert line in notes_of(make("discussion", material(copied, copied.text)))


def test_the_exact_wording_stands_with_the_note_in_every_format(paper: Document) -> None:
    assert [note.exact for note in paper.notes].count(LINE) == 1
    for file_format, text in texts_of(paper).items():
        assert said(text).count(said(LINE)) == 1, file_format
        assert "Sålangtbogen" not in said(text), "the used part alone"
    assert from_json(render(paper, "json")) == paper
    root: Any = pypdf.PdfReader(io.BytesIO(render(paper, "pdf"))).trailer["/Root"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_where_the_part_is_not_sure_the_paper_points_and_does_not_quote() -> None:
    document = make("discussion", material(original=Original(EXACT)))
    assert wording.EXACT_SOMEWHERE.format(where=f"»{COPY.title}«, s. 10–11") in notes_of(document).values()
    assert "tal med borgerne" not in render(document, "md").decode()


def test_a_list_is_worded_on_one_line() -> None:
    listed = own("oliste", "Husk:\n\n- kaffe\n  - kage\n\n2. te", COPY)
    document = make("discussion", material(original=Original(listed, Span(0, len(listed.text)))))
    assert next(note.exact for note in document.notes if note.exact) == wording.EXACT.format(
        words="Husk: · kaffe · kage (2) te", where=f"»{COPY.title}«"
    )


def test_a_long_exact_wording_is_shortened() -> None:
    long = own("olang", "Det står her med mange ord. " * 40, COPY)
    document = make("discussion", material(original=Original(long, Span(0, len(long.text)))))
    exact = next(note.exact for note in document.notes if note.exact)
    assert len(exact) < 420
    assert " …«" in exact


def test_without_own_documents_nothing_is_added() -> None:
    document = make("discussion", rich())
    assert {note.exact for note in document.notes} == {""}
    assert document.notice == wording.NOTICE.format(engine=messages.ENGINE_EXTRACT)
    assert "Ordret" not in render(document, "md").decode()


def test_the_notice_says_that_own_documents_are_quoted(paper: Document) -> None:
    assert "jeres egne dokumenter" in paper.notice


@pytest.mark.parametrize(
    ("quote", "there", "sources", "shown"),
    [
        pytest.param(FIRST, False, (AGREEMENT,), True, id="a new wording"),
        pytest.param(FIRST, False, (COPY,), False, id="a document that is gone"),
        pytest.param("Det har der aldrig stået.", True, (AGREEMENT,), False, id="other words in the file"),
    ],
)
def test_words_that_are_there_no_more(quote: str, there: bool, sources: tuple[Source, ...], shown: bool) -> None:
    text = render(make("discussion", material(quote=quote, there=there, sources=sources)), "md").decode()
    assert (quote.split(".")[0] in text) is shown
    assert (wording.AS_KEPT in text) is shown


class TestHostile:
    """Every text of a document, its title and headings too, may be written by somebody who means harm."""

    @staticmethod
    def made(words: str) -> Document:
        source = replace(AGREEMENT, title=words)
        wicked = own("oond", words, source, heading=words, section=words, pages="1")
        copied = own("oondkopi", words, replace(COPY, title=words), pages="2")
        return make("discussion", material(wicked, words, Original(copied, Span(0, len(words))), (source,)))

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_it_stays_text(self, hostile: str) -> None:
        document = self.made(hostile)
        assert self.marks(document) == self.marks(self.made("venlig"))
        assert from_json(render(document, "json")) == document
        word = docx.Document(io.BytesIO(render(document, "docx")))
        pdf = pypdf.PdfReader(io.BytesIO(render(document, "pdf")))
        outside = [held.target_ref for held in word.part.rels.values() if held.is_external] + pdf_links(pdf)
        assert not [target for target in outside if "ond.example" in target]
        assert not list(word.element.body.iter(qn("w:fldSimple")))
        first = said(hostile.splitlines()[0])[:30]
        assert said("".join(paragraph.text for paragraph in word.paragraphs)).count(first) >= 3, "words, note, wording"
        assert said("".join(page.extract_text() for page in pdf.pages)).count(first) >= 3

    @staticmethod
    def marks(document: Document) -> list[str]:
        """All that the Markdown is read as but for text and line breaks, and where links lead."""
        tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(render(document, "md").decode())
        inline = [child for token in tokens for child in token.children or ()]
        links = [str(child.attrGet("href")) for child in inline if child.type == "link_open"]
        return [token.type for token in (*tokens, *inline) if token.type not in ("text", "softbreak")] + links


def test_an_argument_sheet_words_its_claims_exactly_too() -> None:
    base = rich()
    claim = base.claims[0]
    document = make("arguments", owning(base, (), (COPY,), {claim.hit.passage.place: Original(EXACT, USED)}))
    assert [note.exact for note in document.notes].count(LINE) == 1
