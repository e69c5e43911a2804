"""The writer without a model, with sample passages: what it says, in which order, with which numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest

from advisor import messages
from advisor.citations import credit
from advisor.domain import Answer, Hit, Link, Passage, Segment
from advisor.knowledge import Term
from advisor.retrieval import Found
from advisor.testing import PASSAGES, MemoryPassages
from advisor.testing.samples import BENEFIT, CASE, CHECKLIST, FIGURE, RISK, make_passage
from advisor.writing import ExtractWriter, overview
from tests.writing.guides import REFERENCE, VALUE

SKAERMBESOEG = Term(id="skaermbesoeg", name="skærmbesøg")
DRONER = Term(id="droner", name="droner")


def writer(*more: Passage) -> ExtractWriter:
    return ExtractWriter(REFERENCE, MemoryPassages([*PASSAGES, *more]))


def write(question: str, *hits: Hit, store: tuple[Passage, ...] = ()) -> Answer:
    return writer(*store).write(question, question, hits, {})


def facts(answer: Answer) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(s.text, s.layout, s.citations) for s in answer.segments if s.kind == "fact"]


def talk(answer: Answer) -> list[str]:
    return [segment.text for segment in answer.segments if segment.kind == "talk"]


def test_a_list_is_shown_whole() -> None:
    assert facts(write("Hvad hører med til oplæring?", Hit(CHECKLIST, 0.9))) == [
        ("En god oplæring har tre dele:", "paragraph", (1,)),
        ("Sidemandsoplæring på vagten.", "item", (1,)),
        ("Kurset i systemet.", "item", (1,)),
        ("Tid til at øve sig bagefter.", "item", (1,)),
    ]


def test_bullets_stay_bullets() -> None:
    bullets = make_passage("kprik", "Husk:\n- strøm\n- lys")
    assert [layout for _, layout, _ in facts(write("Hvad skal man huske?", Hit(bullets, 0.9)))] == [
        "paragraph",
        "bullet",
        "bullet",
    ]


@pytest.mark.parametrize(("question", "way_item"), [("Hvad med punkt to?", None), ("skal de på kurset?", 2)])
def test_one_item_when_one_is_asked_for(question: str, way_item: int | None) -> None:
    answer = write(question, Hit(CHECKLIST, 0.9, item=way_item))
    assert facts(answer) == [("Kurset i systemet.", "paragraph", (1,))]
    assert answer.citations[0].quote == "Kurset i systemet."


@pytest.mark.parametrize(("shown", "other"), [(BENEFIT, RISK), (RISK, BENEFIT)])
def test_a_benefit_and_its_risk_are_never_apart(shown: Passage, other: Passage) -> None:
    answer = write("Hvad siger I om skærmbesøg?", Hit(shown, 0.9))
    assert [citation.passage for citation in answer.citations] == [shown, other]
    assert answer.citations[1].quote == other.text[: other.text.index(".") + 1]


def test_the_other_side_can_be_one_item_of_a_list() -> None:
    benefit = make_passage("kmere", "Der er flere gevinster.", kind="benefit", pair=(Link("kliste", 3),))
    answer = write("Hvilke gevinster?", Hit(benefit, 0.9), store=(benefit,))
    assert facts(answer)[1] == ("Tid til at øve sig bagefter.", "paragraph", (2,))


def test_advice_has_no_other_side_to_show() -> None:
    advice = make_passage("kraad", "Spørg dem, der kender arbejdet.", kind="advice", pair=(Link("krisiko"),))
    assert len(write("Hvad råder I til?", Hit(advice, 0.9)).citations) == 1


def test_the_other_side_is_not_said_twice() -> None:
    answer = write("Hvad siger I om skærmbesøg?", Hit(BENEFIT, 0.9), Hit(RISK, 0.8))
    assert [citation.passage for citation in answer.citations] == [BENEFIT, RISK]
    said = [text for text, _, _ in facts(answer)]
    assert len(said) == len(set(said)) == 4  # two sentences each


def test_a_support_gives_two_sentences_and_a_case_one_more() -> None:
    answer = write("Hvor længe varer det?", Hit(CHECKLIST, 0.9), Hit(FIGURE, 0.8), Hit(CASE, 0.7))
    assert facts(answer)[-3:] == [
        ("Kurset varer tre halve dage.", "paragraph", (2,)),
        ("Prisen for kurset kendes ikke.", "sentence", (2,)),
        (CASE.text, "sentence", (3,)),
    ]
    assert messages.SEE_ALSO in talk(answer)


def test_it_ends_with_the_nearest_thing_to_discuss() -> None:
    # both sub-questions name the section; the first is about driving, and so is the passage
    answer = write("Sparer vi kørsel?", Hit(BENEFIT, 0.9))
    assert talk(answer)[-1] == messages.DISCUSS.format(question=VALUE.question, number="1.1")


def test_a_fact_is_nothing_to_discuss() -> None:
    assert talk(write("Hvor længe varer kurset?", Hit(FIGURE, 0.9))) == []


def test_an_english_question_is_told_that_the_answer_is_danish() -> None:
    answer = write("What is good about the visits and for whom?", Hit(BENEFIT, 0.9))
    assert answer.segments[0] == Segment(messages.ENGLISH, "talk", "paragraph")


@pytest.mark.parametrize(
    ("question", "is_open"),
    [
        ("Hvad skal vi tænke over ved skærmbesøg?", True),
        ("hvad bør en leder være opmærksom på", True),
        ("Hvor skal vi begynde?", True),
        ("Hvordan kommer vi godt i gang med droner?", True),
        ("What should we consider before buying drones?", True),
        ("Hvad skal en businesscase indeholde?", False),
        ("Hvad koster skærmbesøg?", False),
        ("Hvad tænker borgerne?", False),
    ],
)
def test_open_questions(question: str, is_open: bool) -> None:
    assert overview.is_open(question) is is_open


class TestOverview:
    QUESTION = "Hvad skal vi tænke over ved skærmbesøg?"

    def make(self, technology: Term | None, *hits: Hit) -> Answer:
        return writer().overview(self.QUESTION, self.QUESTION, hits, technology)

    def test_a_point_for_each_sub_question_with_a_fact(self) -> None:
        answer = self.make(None)
        assert talk(answer)[:3] == [messages.OVERVIEW, "**Værdien:**", "**Oplæringen:**"]
        assert facts(answer) == [
            ("Et videoopkald kan gøre ensomme borgere mere ensomme.", "sentence", (1,)),
            ("Skærmbesøg sparer hjemmeplejen for kørsel.", "sentence", (2,)),  # the risk's other side goes with it
            ("Kurset i systemet.", "sentence", (3,)),
        ]
        assert talk(answer)[-1] == messages.DISCUSS.format(question=VALUE.question, number="1.1")

    def test_the_introduction_nearest_to_the_question_is_taken(self) -> None:
        answer = self.make(None, Hit(BENEFIT, 0.3), Hit(RISK, 0.2))
        assert answer.citations[0].passage == BENEFIT

    @pytest.mark.parametrize(
        ("technology", "hit", "general"), [(SKAERMBESOEG, BENEFIT, False), (DRONER, BENEFIT, True)]
    )
    def test_it_says_when_the_points_are_general(self, technology: Term, hit: Passage, general: bool) -> None:
        sentence = messages.OVERVIEW_GENERAL.format(technology=technology.name)
        assert (sentence in talk(self.make(technology, Hit(hit, 0.5)))) is general

    def test_a_fitting_case_goes_with_it(self) -> None:
        answer = self.make(SKAERMBESOEG, Hit(BENEFIT, 0.5), Hit(CASE, 0.5))
        assert answer.citations[-1].passage == CASE


class TestModel:
    NEAR: ClassVar = {"godt-og-skidt": 3.1, "oplaering": 0.0, "andet": -1.0}

    def test_it_is_given_with_all_its_points(self) -> None:
        answer = writer().write("fordele og ulemper", "fordele og ulemper", [Hit(RISK, 0.9)], self.NEAR)
        assert [text for text, _, _ in facts(answer)] == [
            "Et videoopkald kan gøre ensomme borgere mere ensomme.",
            "Personalet ser ikke, om køleskabet er tomt.",
            "Skærmbesøg sparer hjemmeplejen for kørsel.",
            "Kurset i systemet.",
        ]
        assert "**Godt:**" in talk(answer)
        assert "**Skidt:**" not in talk(answer)

    def test_the_list_is_whole_even_where_the_way_in_leads_to_one_item(self) -> None:
        near = {"oplaering": 3.1, "godt-og-skidt": 0.0, "andet": -1.0}
        question = "hvad hører med til oplæringen"
        answer = writer().write(question, question, [Hit(CHECKLIST, 0.9, item=2)], near)
        assert len(facts(answer)) == 1 + len(CHECKLIST.items)


class TestForms:
    def test_cases_are_a_list_and_say_what_is_not_confirmed(self) -> None:
        first = make_passage("k1", "Odense prøvede robotter.", note=messages.CASE_UNCONFIRMED)
        second = make_passage("k2", "Holbæk prøvede droner.")
        hits = (Hit(first, 0.9), Hit(second, 0.8))
        answer = writer().cases("hvem har prøvet", "hvem har prøvet", hits)
        assert [(text, layout) for text, layout, _ in facts(answer)] == [
            ("Odense prøvede robotter.", "bullet"),
            ("Holbæk prøvede droner.", "bullet"),
        ]
        assert talk(answer) == [messages.CASES_TRIED, messages.CASES_UNCONFIRMED]
        assert talk(writer().cases("hvem", "hvem", hits[:1]))[-1] == messages.CASES_ALL_UNCONFIRMED
        assert talk(writer().cases("hvem", "hvem", hits[1:])) == [messages.CASES_TRIED]

    def test_who_says_it_comes_first(self) -> None:
        said = make_passage("k1", "Man skal øve sig.", speaker="HK")
        assert talk(write("Hvem siger, at man skal øve sig?", Hit(said, 0.9)))[0] == messages.SAID_BY.format(
            credit=credit(said)
        )
        assert talk(write("Skal man øve sig?", Hit(said, 0.9))) == []

    GOOD = Hit(make_passage("kgod", "Kurset er godt for nye.", section_id="haandbog/nye"), 0.9)
    LONG = Hit(make_passage("ktid", "Kurset tager lang tid.", section_id="haandbog/tid"), 0.8)

    def test_both_halves_of_a_question_are_answered_each_from_its_own(self) -> None:
        halves = [Found("Hvad er godt ved kurset", (self.GOOD,), 6), Found("hvor længe", (self.LONG, self.GOOD), 6)]
        answer = writer().both("Hvad er godt ved kurset, og hvor længe varer det?", halves)
        assert [text for text, _, _ in facts(answer)] == ["Kurset er godt for nye.", "Kurset tager lang tid."]

    def test_when_nothing_new_is_left_for_the_second(self) -> None:
        halves = [Found("Hvad er godt ved kurset", (self.GOOD,), 6), Found("er det godt", (self.GOOD,), 6)]
        assert len(facts(writer().both("Hvad er godt ved kurset, og er det godt?", halves))) == 1

    @pytest.mark.parametrize(("score", "said"), [(0.5, 1), (0.7, 2)])
    def test_a_passage_that_answers_both_is_said_once(self, score: float, said: int) -> None:
        second = Found("er det godt", (self.GOOD, replace(self.LONG, score=score)), 6)
        answer = writer().both(
            "Hvad er godt ved kurset, og er det godt?", [Found("Hvad er godt", (self.GOOD,), 6), second]
        )
        assert len(facts(answer)) == said


class TestVerdict:
    YES = Hit(make_passage("kja", "Kurset er for alle."), 0.9, "er kurset for alle?", verdict="yes", nearness=0.8)

    @pytest.mark.parametrize(
        ("message", "hit", "word"),
        [
            ("Er kurset for alle?", YES, "Ja."),
            ("er kurset for alle", replace(YES, verdict="no"), "Nej."),
            ("Er kurset for alle?", replace(YES, verdict="depends"), "Det kommer an på."),
        ],
    )
    def test_it_comes_first_and_the_reason_goes_on_from_it(self, message: str, hit: Hit, word: str) -> None:
        answer = write(message, hit)
        assert [(segment.text, segment.layout) for segment in answer.segments[:2]] == [
            (word, "paragraph"),
            ("Kurset er for alle.", "sentence"),
        ]

    @pytest.mark.parametrize(
        ("message", "hit"),
        [
            ("Er kurset ikke for alle?", YES),  # the same words turned round
            ("Er kurset kun for nogle?", YES),
            ("Hvem er kurset for?", YES),
            ("Er kurset for alle eller for ledere?", YES),
            ("Er kurset for alle?", replace(YES, nearness=0.3)),
            ("Er kurset for alle?", replace(YES, verdict=None)),
            ("Er kurset for alle?", replace(YES, way_in=None)),
        ],
    )
    def test_none_where_the_passage_does_not_settle_it(self, message: str, hit: Hit) -> None:
        assert talk(write(message, hit)) == []
