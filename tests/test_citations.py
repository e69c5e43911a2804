"""Numbers, quotes and reference lines; and nothing that its source does not bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from markdown_it import MarkdownIt

from advisor import citations, messages
from advisor.citations import Numbering, check, render
from advisor.domain import Answer, Citation, Hit, Layout, Original, Segment, Side, Source, Span
from advisor.testing import MemoryPassages
from advisor.testing.samples import BENEFIT, CHECKLIST, RISK, make_passage
from advisor.writing import refuse

ORIGIN = Source("oprindelse", "Oprindelsen", "union", checked=date(2026, 1, 2))


def fact(text: str, *numbers: int, layout: Layout = "sentence") -> Segment:
    return Segment(text, "fact", layout, numbers)


def answer_of(*segments: Segment) -> Answer:
    cited = (
        Citation(1, BENEFIT, 0, 42, 0.9),
        Citation(2, RISK, 0, len(RISK.text), 0.8),
        Citation(3, CHECKLIST, 0, len(CHECKLIST.text), 0.7),
    )
    return Answer(segments, cited, "extract")


class TestNumbering:
    def test_numbers_follow_first_use_and_quotes_cover_all_uses(self) -> None:
        numbering = Numbering({})
        benefit, risk = Hit(BENEFIT, 0.9), Hit(RISK, 0.5)
        assert numbering.cite(risk, Span(0, 10)) == (1,)
        assert numbering.cite(benefit, Span(20, 30)) == (2,)
        assert numbering.cite(benefit, Span(0, 5)) == (2,)
        first, second = numbering.citations()
        assert (first.number, first.passage, first.quote) == (1, RISK, RISK.text[:10])
        assert (second.number, second.passage, second.quote) == (2, BENEFIT, BENEFIT.text[:30])
        assert (first.score, second.score) == (0.5, 0.9)

    def test_what_a_passage_relays_is_named(self) -> None:
        relayed = replace(BENEFIT, origin="oprindelse")
        unknown = replace(RISK, origin="ukendt")
        numbering = Numbering({"oprindelse": ORIGIN})
        for passage in (relayed, unknown, CHECKLIST):
            numbering.cite(Hit(passage, 1.0), Span(0, 1))
        assert [citation.origin for citation in numbering.citations()] == [ORIGIN, None, None]


class TestCheck:
    def test_a_true_answer_is_left_as_it_is(self) -> None:
        answer = answer_of(
            fact(BENEFIT.text[:42], 1),
            Segment("Tal om det.", "talk"),
            fact(RISK.text, 2),
            fact("Kurset i systemet.", 3),
        )
        assert check(answer) == answer

    @pytest.mark.parametrize(
        "tampered",
        [
            fact("Skærmbesøg sparer hjemmeplejen for al kørsel.", 1),
            fact("skærmbesøg sparer hjemmeplejen for kørsel.", 1),
            fact("Borgeren bestemmer selv tidspunktet.", 1),  # in the passage, but not in the quote
            fact(RISK.text, 1),
            fact(BENEFIT.text[:42]),
            fact(BENEFIT.text[:42], 4),
            fact(BENEFIT.text[:42], 1, 4),
        ],
        ids=["sharpened", "respelt", "outside the quote", "another's", "no number", "unknown number", "one unknown"],
    )
    def test_a_tampered_segment_goes_and_the_rest_is_numbered_anew(self, tampered: Segment) -> None:
        talk = Segment("Drøft det.", "talk")
        checked = check(answer_of(tampered, fact(RISK.text, 2), talk, fact("Kurset i systemet.", 3)))
        assert checked.segments == (fact(RISK.text, 1), talk, fact("Kurset i systemet.", 2))
        assert [(citation.number, citation.passage) for citation in checked.citations] == [(1, RISK), (2, CHECKLIST)]

    def test_numbers_follow_first_use_after_the_first_use_is_gone(self) -> None:
        checked = check(answer_of(fact("Opdigtet.", 1), fact(RISK.text, 2), fact(BENEFIT.text[:42], 1)))
        assert [segment.citations for segment in checked.segments] == [(1,), (2,)]
        assert [citation.passage for citation in checked.citations] == [RISK, BENEFIT]

    def test_one_of_several_sources_may_bear_it(self) -> None:
        checked = check(answer_of(fact(RISK.text, 1, 2)))
        assert checked.segments == (fact(RISK.text, 1, 2),)

    def test_nothing_true_leaves_no_citation(self) -> None:
        talk = Segment("Se også:", "talk")
        checked = check(answer_of(fact("Opdigtet.", 1), talk))
        assert (checked.segments, checked.citations) == ((talk,), ())

    def test_talk_points_to_nothing_unknown(self) -> None:
        checked = check(answer_of(Segment("Se også:", "talk", citations=(9,)), fact(RISK.text, 2)))
        assert [segment.citations for segment in checked.segments] == [(), (1,)]


class TestRender:
    def test_paragraphs_and_sentences(self) -> None:
        segments = [
            Segment("Kort sagt:", "talk", "paragraph"),
            fact("Det virker.", 1),
            fact("Men ikke altid.", 1, 2),
            fact("Et nyt afsnit.", 2, layout="paragraph"),
        ]
        assert render(segments) == "Kort sagt: Det virker.[1] Men ikke altid.[1][2]\n\nEt nyt afsnit.[2]"

    def test_items_are_numbered_from_one_in_each_list(self) -> None:
        one = [fact("Tre:", 1, layout="paragraph"), fact("a", 1, layout="item"), fact("b", 1, layout="item")]
        two = [fact("To:", 2, layout="paragraph"), fact("c", 2, layout="item")]
        assert render([*one, *two]) == "Tre:[1]\n\n1. a[1]\n2. b[1]\n\nTo:[2]\n\n1. c[2]"

    def test_a_bullet_may_go_on_with_a_sentence(self) -> None:
        segments = [
            Segment("Husk:", "talk", "paragraph"),
            Segment("**Ét:**", "talk", "bullet"),
            fact("Gør det.", 1),
            Segment("**To:**", "talk", "bullet"),
            fact("Lad det.", 2),
        ]
        assert render(segments) == "Husk:\n\n- **Ét:** Gør det.[1]\n- **To:** Lad det.[2]"

    def test_nothing(self) -> None:
        assert render([]) == ""


class TestWhatOthersWrote:
    """No extract and no name in our own words becomes markup."""

    EVIL = "# H <script>x ![x](https://ond.example) [y](javascript:x) `k` **f** &lt; a | b \u202ed\u2069 www.ond.dk"
    SEEN = EVIL.replace("\u202e", "").replace("\u2069", "")

    @staticmethod
    def read(markdown: str) -> tuple[str, set[str]]:
        """The text, and what there is of markup but for paragraphs and lists."""
        tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(markdown)
        inner = [child for token in tokens for child in token.children or ()]
        layout = {"paragraph", "list_item", "ordered_list", "bullet_list", "inline", "text", "softbreak"}
        kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in (*tokens, *inner)}
        return "".join(token.content for token in inner if token.type == "text"), kinds - layout

    @pytest.mark.parametrize("layout", get_args(Layout))
    @pytest.mark.parametrize(
        "text", [EVIL, f"a\n\n{EVIL}\n\n---\n    kode", f"1. {EVIL}", f"- {EVIL}", f"> {EVIL}", "===", "+ x"]
    )
    def test_an_extract_reads_as_it_is_written(self, text: str, layout: Layout) -> None:
        shown, markup = self.read(render([fact("Først.", 1, layout="paragraph"), fact(text, 1, layout=layout)]))
        wanted = " ".join(text.replace(self.EVIL, self.SEEN).split())
        assert (shown.removeprefix("Først.[1]").strip(), markup) == (f"{wanted}[1]", set())

    def test_a_name_in_our_own_words_carries_no_more_than_emphasis(self) -> None:
        shown, markup = self.read(render([Segment(f"**Se:** »{self.EVIL}«.", "talk")]))
        assert markup == {"strong"}
        assert shown == f"Se: »{self.SEEN.replace('**f**', 'f')}«."

    def test_a_heading_named_in_a_refusal_is_text(self) -> None:
        passage = make_passage("k1", "Tekst.", heading=self.EVIL)
        answer, nearest = refuse("Hvad koster det?", [Hit(passage, 0.3)], {})
        assert [citation.passage for citation in nearest] == [passage]
        assert self.read(render(answer.segments))[1] <= {"strong"}

    def test_a_title_in_the_list_of_sources_is_text(self) -> None:
        passage = make_passage("k1", "Tekst.", title=self.EVIL, publisher=None, section="Afsnit")
        shown, markup = self.read(citations.reference_list([Citation(1, passage, 0, 5, 0.9)]))
        assert (shown.startswith(f"[1] {self.SEEN}"), markup) == (True, set())

    def test_plain_text_has_no_signs_of_ours(self) -> None:
        said = [Segment("**Drøft:** nu", "talk", "paragraph"), fact("2 * 3 er [seks].", 1)]
        assert citations.plain(said) == "Drøft: nu 2 * 3 er [seks].[1]"


class TestOriginals:
    def test_our_wording_gets_the_exact_one_and_an_exact_one_none(self) -> None:
        own = replace(RISK, wording="verbatim")
        exact = {BENEFIT.place: Original(CHECKLIST, Span(0, 4)), RISK.place: Original(CHECKLIST)}
        store = MemoryPassages((BENEFIT, RISK), originals=exact)
        cited = [Citation(1, BENEFIT, 0, 42, 0.9), Citation(2, own, 0, 5, 0.8), Citation(3, CHECKLIST, 0, 5, 0.7)]
        made = citations.with_originals(cited, store)
        assert [one.original for one in made] == [Original(CHECKLIST, Span(0, 4)), None, None]
        assert [replace(one, original=None) for one in made] == cited

    def test_hits_are_cited_whole(self) -> None:
        made = citations.whole([Hit(BENEFIT, 0.9), Hit(RISK, 0.5)], {})
        assert [(one.number, one.quote, one.score) for one in made] == [(1, BENEFIT.text, 0.9), (2, RISK.text, 0.5)]


class TestReferences:
    def test_an_own_document_is_marked_whosever_side_it_is_on(self) -> None:
        ours = replace(BENEFIT, side="local", wording="verbatim")
        assert citations.side(ours) == "jeres eget dokument"
        assert citations.side(replace(ours, side="joint")) == "parterne i fællesskab, jeres eget eksemplar"
        assert citations.side(BENEFIT) == "parterne i fællesskab"

    def test_one_line_with_all_that_is_known(self) -> None:
        line = citations.reference(Citation(1, BENEFIT, 0, 5, 0.9))
        expected = "Håndbogens udgiver: Håndbog om ny teknologi · 2024 · s. 12–13 · Gevinster ved skærmbesøg"
        assert line == f"{expected} · {messages.SIDES['joint']}"

    def test_what_is_unknown_is_left_out(self) -> None:
        bare = make_passage("k1", "Tekst.", publisher=None, year=None, section="Afsnit", side="vendor")
        line = citations.reference(Citation(1, bare, 0, 5, 0.9))
        assert line == "Håndbog om ny teknologi · Afsnit · leverandør"

    def test_a_quoted_speaker_comes_before_who_passes_it_on(self) -> None:
        assert (
            citations.credit(replace(BENEFIT, speaker="Anna Hansen")) == "Anna Hansen, gengivet af Håndbogens udgiver"
        )
        assert citations.credit(replace(BENEFIT, speaker="Håndbogens udgiver")) == "Håndbogens udgiver"

    def test_the_list_is_numbered(self) -> None:
        lines = citations.reference_list([Citation(1, BENEFIT, 0, 5, 0.9), Citation(2, RISK, 0, 5, 0.9)]).split("\n")
        assert [line[:4] for line in lines] == ["[1] ", "[2] "]
        assert lines[1].endswith("Ulemper ved skærmbesøg · parterne i fællesskab")

    @pytest.mark.parametrize("side", get_args(Side))
    def test_every_side_has_a_name(self, side: Side) -> None:
        line = citations.reference(Citation(1, replace(BENEFIT, side=side), 0, 5, 0.9))
        assert line.endswith(f" · {messages.SIDES[side]}")
