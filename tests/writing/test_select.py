"""What of the hits is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest

from advisor.domain import CASES, Gains, Hit, Passage, Span
from advisor.testing.samples import BENEFIT, CASE, CHECKLIST, FIGURE, QUESTION, RISK, make_case, make_passage
from advisor.writing import select
from tests.writing.guides import GUIDE, REFERENCE

PRICED = make_passage("kpris", "Kurset koster 5.000 kroner for hver deltager.", heading="Kursets pris")
LONG = make_passage(
    "klang",
    "Robotter hjælper i køkkenet. De skal rengøres hver dag. Strømmen må ikke gå. Lederen planlægger oplæring. "
    "Oplæring tager tid. Leverandøren står for oplæring af lederen.",
)


def texts(passage: Passage, spans: tuple[Span, ...]) -> list[str]:
    return [passage.text[span.start : span.end] for span in spans]


class TestAnswering:
    def test_nothing_likely_enough_answers(self) -> None:
        assert select.answering([], "Hvad er godt?", REFERENCE) == ()
        assert select.answering([Hit(BENEFIT, select.ANSWERS - 0.01)], "Hvad er godt ved skærmbesøg?", REFERENCE) == ()

    def test_the_first_that_is_likely_answers(self) -> None:
        hits = (Hit(BENEFIT, select.ANSWERS), Hit(RISK, 0.4))
        assert select.answering(hits, "Hvad er godt ved skærmbesøg?", REFERENCE) == hits

    def test_the_one_that_holds_what_is_asked_for_comes_first(self) -> None:
        first, second, third = Hit(FIGURE, 0.9), Hit(BENEFIT, 0.8), Hit(PRICED, 0.7)
        assert select.answering([first, second, third], "Hvad koster kurset?", REFERENCE) == (third, first, second)

    def test_none_that_holds_it_is_no_answer(self) -> None:
        assert select.answering([Hit(FIGURE, 0.9), Hit(BENEFIT, 0.8)], "Hvad koster kurset?", REFERENCE) == ()
        assert select.answering([Hit(CASE, 0.9)], "Hvad gjorde Odense?", REFERENCE) == ()

    def test_it_is_not_looked_for_far_down(self) -> None:
        hits = [Hit(FIGURE, 0.9), Hit(BENEFIT, 0.8), Hit(RISK, 0.8), Hit(PRICED, 0.8)]
        assert select.answering(hits, "Hvad koster kurset?", REFERENCE) == ()

    def test_a_name_asked_for_and_found_needs_less(self) -> None:
        hits = (Hit(CASE, 0.2),)
        assert select.answering(hits, "Hvad gjorde Holbæk?", REFERENCE) == hits
        assert select.answering(hits, "Hvad gjorde kommunen?", REFERENCE) == ()


class TestWantedItem:
    @pytest.mark.parametrize(
        ("message", "way_item", "expected"),
        [
            ("Hvad med punkt to?", None, 2),
            ("det tredje?", 1, 3),
            ("Hvad med punkt ni?", None, None),
            ("Hvornår må de øve sig?", 3, 3),
            ("Hvornår må de øve sig?", None, None),
            ("Hvilke dele er der?", 3, None),
            ("Nævn alle dele", 3, None),
        ],
    )
    def test_of_a_list(self, message: str, way_item: int | None, expected: int | None) -> None:
        assert select.wanted_item(message, Hit(CHECKLIST, 0.9, item=way_item)) == expected

    def test_prose_has_no_items(self) -> None:
        assert select.wanted_item("Hvad med punkt to?", Hit(BENEFIT, 0.9)) is None


class TestSentences:
    def test_a_short_passage_is_told_whole(self) -> None:
        assert texts(BENEFIT, select.leading_sentences(BENEFIT, "hvad?")) == [
            "Skærmbesøg sparer hjemmeplejen for kørsel.",
            "Borgeren bestemmer selv tidspunktet.",
        ]

    def test_of_a_list_only_what_stands_before_it(self) -> None:
        assert texts(CHECKLIST, select.leading_sentences(CHECKLIST, "hvad?")) == ["En god oplæring har tre dele:"]

    def test_of_a_long_one_the_first_and_what_is_asked_about_in_its_order(self) -> None:
        assert texts(LONG, select.leading_sentences(LONG, "Hvem giver lederen oplæring?")) == [
            "Robotter hjælper i køkkenet.",
            "Lederen planlægger oplæring.",
            "Oplæring tager tid.",
            "Leverandøren står for oplæring af lederen.",
        ]

    @pytest.mark.parametrize(
        ("passage", "question", "item", "expected"),
        [
            (BENEFIT, "Hvem bestemmer tidspunktet?", None, "Skærmbesøg sparer hjemmeplejen for kørsel."),
            (CHECKLIST, "Hvad med kurset?", None, "Kurset i systemet."),
            (CHECKLIST, "Hvad med kurset?", 3, "Tid til at øve sig bagefter."),
        ],
    )
    def test_the_telling_one(self, passage: Passage, question: str, item: int | None, expected: str) -> None:
        assert texts(passage, (select.telling(passage, question, item),)) == [expected]


class TestOthers:
    def test_supports_are_about_as_likely_and_neither_case_nor_question(self) -> None:
        hits = [Hit(p, 0.9) for p in (BENEFIT, CASE, QUESTION, CHECKLIST, RISK)]
        assert select.supports(hits) == (Hit(CHECKLIST, 0.9), Hit(RISK, 0.9))
        assert select.supports([Hit(BENEFIT, 0.8), Hit(RISK, 0.47), Hit(FIGURE, 0.48)]) == (Hit(FIGURE, 0.48),)

    def test_a_case_is_supported_by_its_own(self) -> None:
        own = replace(CASE, passage_id="kigen", text="Holbæk sparede tid.")
        other = replace(CASE, passage_id="kanden", section_id="cases/odense", text="Odense brugte penge.")
        assert select.supports([Hit(CASE, 0.9), Hit(other, 0.9), Hit(own, 0.9)]) == (Hit(own, 0.9),)

    def test_what_says_nearly_the_same_is_folded(self) -> None:
        twin = replace(RISK, passage_id="ktvilling", section_id="andet", source_id="andet")
        assert select.supports([Hit(BENEFIT, 0.9), Hit(RISK, 0.9), Hit(twin, 0.9)]) == (Hit(RISK, 0.9),)

    def test_what_is_shown_of_one_that_supports(self) -> None:
        assert texts(LONG, select.supporting(Hit(LONG, 0.9), "oplæring")) == [
            "Robotter hjælper i køkkenet.",
            "Lederen planlægger oplæring.",
        ]
        assert len(select.supporting(Hit(CHECKLIST, 0.9), "oplæring")) == 1 + len(CHECKLIST.items)
        longer = make_passage("klist", "Fire ting:\n- Et.\n- To.\n- Tre.\n- Fire.")
        assert texts(longer, select.supporting(Hit(longer, 0.9, item=3), "noget")) == ["Tre."]

    def test_two_supports_are_enough(self) -> None:
        words = ("Et kursus.", "To ledere.", "Tre robotter.", "Fire droner.")
        others = [replace(FIGURE, passage_id=word, section_id=f"haandbog/{word}", text=word) for word in words]
        hits = [Hit(BENEFIT, 0.9), *(Hit(passage, 0.8) for passage in others)]
        assert select.supports(hits) == tuple(hits[1:3])

    def test_a_case_goes_with_an_answer_that_is_none(self) -> None:
        assert select.fitting_case([Hit(BENEFIT, 0.9), Hit(RISK, 0.8), Hit(CASE, 0.4)]) == Hit(CASE, 0.4)
        assert select.fitting_case([Hit(BENEFIT, 0.9), Hit(CASE, 0.39)]) is None
        assert select.fitting_case([Hit(CASE, 0.9), Hit(replace(CASE, passage_id="k2"), 0.9)]) is None


class TestAskedModel:
    NEAR: ClassVar = {"godt-og-skidt": 3.1, "oplaering": 1.0, "uvedkommende": 0.2}

    @pytest.mark.parametrize(
        ("message", "hit", "nearness", "expected"),
        [
            ("er skærmbesøg en god idé", BENEFIT, {}, "godt-og-skidt"),
            ("er skærmbesøg en god idé", RISK, {}, "godt-og-skidt"),
            ("er skærmbesøg en god idé", FIGURE, {}, None),  # nothing of the model was found
            ("er skærmbesøg en god idé", BENEFIT, {"godt-og-skidt": 2.0}, None),  # not near enough
            ("er skærmbesøg en god idé", BENEFIT, {"oplaering": 3.0}, None),  # not far enough ahead
            ("hvilke fordele og ulemper er der", BENEFIT, {"godt-og-skidt": 2.0}, "godt-og-skidt"),
            ("hvor mange timer sparer skærmbesøg", BENEFIT, {}, None),
            ("hvad betyder skærmbesøg", BENEFIT, {}, None),
            ("hvad med punkt to", BENEFIT, {}, None),
        ],
    )
    def test_given_when_it_is_near_or_all_is_asked_for(
        self, message: str, hit: Passage, nearness: dict[str, float], expected: str | None
    ) -> None:
        models = {model.id: model for model in GUIDE.models}
        models["godt-og-skidt"] = GUIDE.models[1].model_copy(update={"points": GUIDE.models[1].points * 2})
        models["uvedkommende"] = models["oplaering"].model_copy(update={"passages": ("x#y",), "points": ()})
        model = select.asked_model(message, [Hit(hit, 0.9)], self.NEAR | nearness, models)
        assert (model.id if model else None) == expected

    def test_a_short_one_is_given_when_it_is_the_nearest_and_answers_first(self) -> None:
        models = {model.id: model for model in GUIDE.models} | {"uvedkommende": GUIDE.models[0]}
        near = {"godt-og-skidt": 1.2, "oplaering": 1.0, "uvedkommende": 0.2}
        asked = "er skærmbesøg en god idé"
        assert select.asked_model(asked, [Hit(BENEFIT, 0.9)], near, models) is GUIDE.models[1]
        assert select.asked_model(asked, [Hit(FIGURE, 0.9), Hit(BENEFIT, 0.8)], near, models) is None

    def test_its_own_hit_leads(self) -> None:
        hits = (Hit(FIGURE, 0.9), Hit(RISK, 0.8), Hit(BENEFIT, 0.7))
        assert select.led_by(GUIDE.models[1], hits) == (hits[1], hits[0], hits[2])


class TestSeveral:
    HOLBAEK = make_passage(
        "kholb", "Holbæk prøvede droner.", source_id=CASES, section_id="cases/holbaek", technologies=("droner",)
    )
    ODENSE = make_passage("kode", "Odense prøvede robotter.", source_id=CASES, section_id="cases/odense")
    TWIN = make_passage("ktvil", "Holbæk prøvede mere.", source_id=CASES, section_id="cases/holbaek")
    HITS = (Hit(FIGURE, 0.9), Hit(ODENSE, 0.8), Hit(HOLBAEK, 0.7), Hit(TWIN, 0.6))

    def test_each_municipality_asked_for_has_its_own(self) -> None:
        question = "Hvad har Holbæk og Odense gjort?"
        own = (Hit(self.HOLBAEK, 0.7), Hit(self.ODENSE, 0.8))
        assert select.of_places(question, self.HITS, REFERENCE) == own
        assert select.answering(self.HITS, question, REFERENCE)[:2] == own

    def test_one_that_nothing_names_is_no_answer(self) -> None:
        hits = self.HITS[:2]
        assert select.of_places("Hvad har Holbæk og Odense gjort?", hits, REFERENCE) == ()
        assert select.answering(hits, "Hvad har Holbæk og Odense gjort?", REFERENCE) == ()

    def test_one_municipality_is_no_several(self) -> None:
        assert select.of_places("Hvad har Holbæk gjort?", self.HITS, REFERENCE) == ()

    def test_cases_come_once_each(self) -> None:
        assert select.cases(self.HITS, "Hvilke kommuner har prøvet det?", (), REFERENCE) == self.HITS[1:3]
        assert select.cases(self.HITS[:2], "Hvilke kommuner har prøvet det?", (), REFERENCE) == ()  # one is no list
        assert select.cases(self.HITS, "Hvad er godt?", (), REFERENCE) == ()
        assert select.cases(self.HITS, "Hvilke cases er der fra Holbæk?", (), REFERENCE) == ()

    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ("Hvilke kommuner har prøvet droner?", ["cases/holbaek", "cases/aarhus"]),
            ("Hvilke cases er der om penge?", ["cases/odense", "cases/aarhus"]),
            ("Hvilke cases er der fra en skole?", ["cases/odense", "cases/aarhus"]),
            ("Hvilke kommuner har sparet penge med droner?", ["cases/holbaek", "cases/aarhus"]),  # one alone did
            ("Hvilke kommuner har prøvet det?", ["cases/odense", "cases/holbaek"]),  # the likely ones
        ],
    )
    def test_they_fit_technology_area_and_gain_as_far_as_two_do(self, question: str, found: list[str]) -> None:
        aarhus = make_passage("kaar", "Aarhus fløj.", source_id=CASES, section_id="cases/aarhus")
        known = [
            make_case(id="cases/holbaek", technologies=("droner",), gains=Gains(False, False, True)),
            make_case(id="cases/odense", area="skole", technologies=(), gains=Gains(True, False, False)),
            make_case(id="cases/aarhus", area="skole", technologies=("droner",), gains=Gains(True, False, False)),
        ]
        hits = (*self.HITS, Hit(aarhus, 0.1))
        assert [h.passage.section_id for h in select.cases(hits, question, known, REFERENCE)] == found

    def test_what_says_what_a_word_means_comes_first(self) -> None:
        meaning = make_passage("kbetyder", "Man taler om den. En drone er en maskine, der flyver.")
        other = make_passage("kandet", "En drone er ikke svaret. Vi bruger drone og robot.")
        hits = (Hit(other, 0.9), Hit(meaning, 0.8))
        assert select.answering(hits, "Hvad er en drone?", REFERENCE) == (hits[1], hits[0])
        assert select.answering(hits, "Hvor flyver en drone?", REFERENCE) == hits
