"""Numbers, quotes and reference lines; and nothing that its source does not bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from advisor import citations, messages
from advisor.citations import Numbering, check, render
from advisor.domain import Answer, Citation, Hit, Layout, Segment, Side, Source, Span
from advisor.testing.samples import BENEFIT, CHECKLIST, RISK, make_passage

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


class TestReferences:
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
