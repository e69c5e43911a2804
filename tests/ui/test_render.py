"""A turn as HTML: what is marked, what is linked, and that nothing written by others becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import messages
from advisor.domain import Citation, Segment, Source, Span
from tests.ui.conftest import NOTICE, URL, ScriptedAdvisor, make_passage, make_turn
from ui import render, strings
from ui.footer import footer
from ui.marked import passage_html

EVIL = (
    "<script>alert(1)</script>\n\n![x](https://evil.example/p.png) [y](javascript:alert(1)) <img src=x onerror=y> **f**"
)
TAGS = {
    *("div", "p", "ol", "ul", "li", "a", "span", "section", "h2", "h3", "h4", "details", "summary", "mark", "br"),
    *("dl", "dt", "dd", "button", "pre", "strong", "cite"),
}


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.marks: list[str] = []
        self.text = ""
        self._marking = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "mark":
            self._marking = True
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._marking = self._marking and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._marking:
            self.marks[-1] += data


def _answer(html_of: Citation, *segments: Segment, **turn: object) -> str:
    facts = segments or (Segment(html_of.quote, "fact", "paragraph", (1,)),)
    made = replace(make_turn(facts, (html_of,)), **turn)  # type: ignore[arg-type]
    return render.answer(made, 1, "Hvad?", NOTICE)


def test_a_fact_links_to_its_card_by_number() -> None:
    html = _answer(Citation(1, make_passage("Først dette. Så dette."), 0, 12, 0.9))
    assert (
        'Først <span class="keep">dette.<a class="cite" href="#a1k1"><span class="sr"> kilde </span>[1]</a></span>'
        in html
    )
    assert '<details class="card" id="a1k1">' in html


def test_a_card_says_who_when_where_and_on_which_side() -> None:
    html = _answer(
        Citation(1, make_passage("Tekst.", note="Kun prøvet ét sted.", applies_to=("municipality",)), 0, 6, 0.9)
    )
    text = _Reader(html).text
    for part in ("Fremfærd: Sammen om ny teknologi", "2022 · s. 12–13 · Afsnittet · parterne i fællesskab"):
        assert part in text
    for part in (
        "En overskrift",
        "gengivet med vores ord",
        "Kun prøvet ét sted.",
        "kommuner",
        strings.OPEN,
        "hos vpt.dk",
    ):
        assert part in text


def test_a_card_without_address_says_how_to_find_the_source() -> None:
    html = _answer(Citation(1, make_passage("Tekst.", url=None, find="KLK, artikel af 14.6.2012"), 0, 6, 0.9))
    assert f"{strings.FIND}: KLK, artikel af 14.6.2012" in html
    assert _Reader(html).links == ["#a1k1"]


def test_a_relayed_source_is_named_with_its_own_link() -> None:
    origin = Source("hk", "God ledelse", "union", publisher="HK Kommunal", url="http://www.e-pages.dk/hk/2377/")
    citation = Citation(1, make_passage("Tekst.", speaker="HK Kommunal", checked=date(2026, 11, 2)), 0, 6, 0.9, origin)
    html = _answer(citation)
    assert "HK Kommunal, gengivet af Fremfærd" in html
    assert 'href="http://www.e-pages.dk/hk/2377/"' in html
    assert "2.11.2026" in html


@pytest.mark.parametrize(
    ("text", "start", "end", "marks"),
    [
        ("Først dette. Så dette.", 13, 22, ["Så dette."]),
        ("Blåbærgrød på æblekød. Øl.", 14, 22, ["æblekød."]),
        ("Indled:\n\n1. Et æg\n2. To øl\n3. Tre å", 12, 26, ["Et æg", "To øl"]),
        ("Et afsnit.\n\nNæste afsnit.", 0, 25, ["Et afsnit.", "Næste afsnit."]),
        ("a & b < c. Rest.", 0, 10, ["a & b < c."]),
    ],
)
def test_the_used_part_is_marked_by_its_offsets(text: str, start: int, end: int, marks: list[str]) -> None:
    html = passage_html(make_passage(text), Span(start, end))
    assert [unescape(mark) for mark in _Reader(html).marks] == marks


@given(st.text(alphabet="abæøå<>&\"'* .\n1-", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_marking_never_loses_or_adds_a_letter(text: str, start: int, end: int) -> None:
    passage = make_passage(text)
    html = passage_html(passage, Span(min(start, end), max(start, end)))
    shown = _Reader(html.replace(strings.USED_SPOKEN, "")).text
    wanted = text[passage.prose.start : passage.prose.end] + "".join(text[i.start : i.end] for i in passage.items)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", wanted)
    assert set(_Reader(html).tags) <= {"p", "ol", "ul", "li", "mark", "span"}


def test_nothing_that_others_wrote_becomes_markup() -> None:
    passage = make_passage(EVIL, heading=EVIL, section=EVIL, title=EVIL, publisher=EVIL, note=EVIL, find=EVIL)
    citation = Citation(1, passage, 0, len(EVIL), 0.9)
    html = _answer(citation, suggestions=(EVIL,)) + render.question(EVIL, 1) + render.problem(EVIL, EVIL)
    read = _Reader(html)
    assert set(read.tags) <= TAGS
    assert read.attributes <= {"class", "id", "href", "rel", "type", "lang"}
    assert set(read.links) == {"#a1k1", URL}
    assert "<strong>" not in html, "only the advisor's own words may carry emphasis"


@pytest.mark.parametrize("written", [EVIL, "en\n\n\n    kode\n\n# h", "a\r\n\r\nb", "<div>\n\n*x*", "1. a\n\n2. b"])
def test_a_message_is_one_block_without_a_blank_line(written: str) -> None:
    citation = Citation(1, make_passage(written), 0, len(written), 0.9)
    for html in (render.question(written, 1), _answer(citation), render.problem(written)):
        assert "\n" not in html
        assert "\r" not in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil", "ftp://a.dk", "", None, "http://", "http://[x"]
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert render.link(url, strings.OPEN) is None


def test_a_refusal_shows_the_nearest_as_no_answer() -> None:
    near = Citation(1, make_passage("Nær ved. Mere."), 0, 8, 0.2)
    turn = make_turn((Segment(messages.REFUSED, "talk", "paragraph"),), nearest=(near,))
    html = render.answer(turn, 2, "Hvad?", NOTICE)
    assert f"<h3>{messages.NEAREST_HEADING}</h3>" in html
    assert strings.NEAR in html
    assert strings.USED not in html
    assert strings.COPY in html


def test_the_english_line_says_its_language() -> None:
    turn = make_turn((Segment(messages.ENGLISH, "talk", "paragraph"),))
    assert f'<span lang="en">{messages.ENGLISH}</span>' in render.answer(turn, 1, "What?", NOTICE)


def test_lists_and_sentences_after_them() -> None:
    segments = (
        Segment("**Drøft sammen:** dette", "talk", "paragraph"),
        Segment("**Værdien:**", "talk", "bullet"),
        Segment("En sætning.", "fact", "sentence", (1,)),
        Segment("Nummer.", "fact", "item", (1,)),
    )
    html = _answer(Citation(1, make_passage("En sætning. Nummer."), 0, 19, 0.9), *segments)
    assert (
        '<p><strong>Drøft sammen:</strong> dette</p><ul><li><strong>Værdien:</strong> En <span class="keep">sætning.<a'
        in html
    )
    assert '<ol><li><span class="keep">Nummer.<a' in html


def test_what_is_special_to_the_turn_is_told_above_the_answer() -> None:
    html = _answer(Citation(1, make_passage("Tekst."), 0, 6, 0.9), notice=f"{NOTICE} {messages.CPR_MASKED}")
    assert f'<p class="told">{messages.CPR_MASKED}</p>' in html
    assert NOTICE not in html.split("<pre")[0]


def test_the_copied_text_has_question_answer_sources_addresses_and_notice() -> None:
    citation = Citation(1, make_passage("Først dette. Så dette."), 0, 12, 0.9)
    copied = render.plain(
        make_turn((Segment("Først dette.", "fact", "paragraph", (1,)),), (citation,)), "Hvad <b>?", NOTICE
    )
    assert copied.split("\n\n") == [
        "Spørgsmål: Hvad <b>?",
        "Først dette.[1]",
        "Kilder\n[1] Fremfærd: Sammen om ny teknologi · 2022 · s. 12–13 · Afsnittet · parterne i fællesskab · " + URL,
        f"Fra Teknologirådgiveren. {NOTICE}",
    ]


def test_a_refusal_is_copied_with_the_nearest_as_no_answer() -> None:
    near = Citation(1, make_passage("Nær ved. Mere.", url=None, find="KLK, artikel af 14.6.2012"), 0, 8, 0.2)
    turn = make_turn((Segment(messages.REFUSED, "talk", "paragraph"),), nearest=(near,))
    line = "[1] Fremfærd: Sammen om ny teknologi · 2022 · s. 12–13 · Afsnittet · parterne i fællesskab"
    assert render.plain(turn, "Hvad?", NOTICE).split("\n\n") == [
        "Spørgsmål: Hvad?",
        messages.REFUSED,
        f"{messages.NEAREST_HEADING}\n{line} · KLK, artikel af 14.6.2012",
        f"Fra Teknologirådgiveren. {NOTICE}",
    ]


def test_what_has_neither_answer_nor_nearest_has_nothing_to_copy() -> None:
    turn = make_turn((Segment(messages.OFF_TOPIC, "talk", "paragraph"),))
    assert strings.COPY not in render.answer(turn, 1, "Hvad?", NOTICE)


def test_the_footer_says_what_is_stored_and_links_the_bibliography(scripted: ScriptedAdvisor) -> None:
    html = footer(scripted.about(), scripted.sources(), (), scripted.vocabulary)
    read = _Reader(html)
    assert "\n" not in html
    assert messages.STORED.format(minutes=240) in html
    assert "106 passager fra 3 kilder, sidst set efter 21.11.2026" in html
    assert read.links == [URL]
    assert "KLK, artikel af 14.6.2012" in html
    assert "En &lt;b&gt;artikel&lt;/b&gt;" in html
    assert "b" not in read.tags
