"""Words and likeness together: which of them is heard, and that no answer is lost."""

from __future__ import annotations

import pytest

from advisor.agent.commands import Listener, Step
from advisor.agent.listening import Listening
from advisor.knowledge import corpus_dir, load_reference
from advisor.testing import FakeHearing


@pytest.fixture(scope="module")
def listener() -> Listener:
    reference = load_reference(corpus_dir())
    return Listener(reference.wishes, reference.guide)


def read(listener: Listener, message: str, **likely: float) -> Step:
    """The step for a message of which ``likely`` is known, and nothing of its parts."""
    return Listening(listener, FakeHearing({message: likely})).read(message)


WISH = "den gemmer vi lige lidt endnu"
ANSWER = "de gemmer tabletten i skabet"


class TestWhole:
    def test_a_sure_wish_in_words_that_are_not_known(self, listener: Listener) -> None:
        assert Listening(listener).read(WISH) == Step(answer=WISH)
        assert read(listener, WISH, skip=0.9, answer=0.1) == Step("skip")

    def test_in_doubt_it_is_an_answer(self, listener: Listener) -> None:
        assert read(listener, ANSWER, skip=0.6, answer=0.3) == Step(answer=ANSWER)

    def test_likeness_says_nothing_of_a_word_or_two(self, listener: Listener) -> None:
        hears = FakeHearing({"gemt væk": {"skip": 1.0}})
        assert Listening(listener, hears).read("gemt væk") == Step(answer="gemt væk")
        assert hears.asked == []

    def test_nor_is_it_asked_of_a_long_answer(self, listener: Listener) -> None:
        hears = FakeHearing({})
        long = "tabletten ligger i skabet og " * 20
        assert Listening(listener, hears).read(long) == Step(answer=long.strip())
        assert hears.asked == []

    def test_a_question_without_its_mark(self, listener: Listener) -> None:
        message = "gad vide om sådan en robot overhovedet må filme"
        assert Listening(listener).read(message).answer
        assert read(listener, message, question=0.9) == Step(question=message)

    def test_what_the_words_know_as_a_question_must_be_a_very_sure_wish(self, listener: Listener) -> None:
        message = "hvad skal du dog bruge det til?"
        assert read(listener, message, again=0.8, question=0.2) == Step(question=message)
        assert read(listener, message, again=0.95) == Step("again")

    def test_all_answers_are_not_put_at_stake_by_a_guess(self, listener: Listener) -> None:
        message = "vi har været med fra allerførste dag"
        assert read(listener, message, restart=0.85) == Step(answer=message)
        assert read(listener, message, restart=0.95) == Step("restart")

    def test_a_place_must_be_named(self, listener: Listener) -> None:
        assert read(listener, "jeg vil nu hen til et andet sted", go=0.99).answer
        named = read(listener, "jeg vil nu snakke kompetencer med jer andre", go=0.99)
        assert named == Step(target="kompetencer")

    def test_a_correction_knows_its_place(self, listener: Listener) -> None:
        step = read(listener, "jeg kom til at skrive noget sludder i 1.3", correct=0.95)
        assert step == Step("correct", "kerneopgave/3")

    def test_kind_words_that_name_a_part_of_the_guide_are_an_answer(self, listener: Listener) -> None:
        message = "fagligheden er rigtig god her"
        assert read(listener, message, thanks=0.99) == Step(answer=message)


class TestAgainstTheWords:
    def test_an_answer_that_sounds_like_a_wish(self, listener: Listener) -> None:
        message = "det er svært at sige højt"
        assert read(listener, message, answer=0.5).wish == "unknown"
        assert read(listener, message, answer=0.9) == Step(answer=message)

    def test_what_begins_like_a_wish_is_told_by_its_beginning(self, listener: Listener) -> None:
        message, head = "vi er ikke enige med firmaet, og det koster os dyrt", "vi er ikke enige med firmaet, "
        sure = {"answer": 0.95}
        assert Listening(listener, FakeHearing({message: sure})).read(message).wish == "disagree"
        assert Listening(listener, FakeHearing({message: sure, head: sure})).read(message) == Step(answer=message)

    def test_not_knowing_with_a_guess_after_it_is_an_answer(self, listener: Listener) -> None:
        message = "det er svært at sige, men vi gætter på et kvarter"
        assert Listening(listener).read(message).wish == "unknown"
        assert read(listener, message, answer=0.6) == Step(answer=message)

    def test_not_knowing_with_who_may_know_is_not(self, listener: Listener) -> None:
        step = read(listener, "det ved vi ikke, men lederen spørger", unknown=0.8, answer=0.1)
        assert (step.wish, step.answer) == ("unknown", "men lederen spørger")

    def test_another_wish_must_be_very_sure(self, listener: Listener) -> None:
        message = "må vi vende tilbage til det sidste"
        by_words = Listening(listener).read(message).wish
        assert by_words not in (None, "example")
        assert read(listener, message, example=0.85).wish == by_words
        assert read(listener, message, example=0.95).wish == "example"

    def test_a_yes_is_a_yes(self, listener: Listener) -> None:
        assert read(listener, "ja tak gerne", thanks=1.0) == Step(agrees=True)

    def test_without_likeness_the_words_decide(self, listener: Listener) -> None:
        for message in ("spring over", ANSWER, "hop til 2.3", "Hvad er en pilot?"):
            assert Listening(listener).read(message) == listener.read(message)
            assert Listening(listener, FakeHearing({})).read(message) == listener.read(message)


MIXED = {
    "mindre ventetid for de ældre, videre": ("next", None, "mindre ventetid for de ældre"),
    "Vi holder et kursus. Gå så til inddragelse": (None, "inddragelse", "Vi holder et kursus."),
    "Det bliver to i hvert hus. giv lige et eksempel": ("example", None, "Det bliver to i hvert hus."),
    "Tolv tablets og en skærm. Næste spørgsmål, tak!": ("next", None, "Tolv tablets og en skærm."),
}


class TestAfterAnAnswer:
    @pytest.mark.parametrize(("message", "expected"), MIXED.items())
    def test_both_are_taken(
        self, listener: Listener, message: str, expected: tuple[str | None, str | None, str]
    ) -> None:
        ends = ("Gå så til inddragelse", "giv lige et eksempel", "Næste spørgsmål, tak!")
        known = {end: {wish: 1.0} for end, wish in zip(ends, ("go", "example", "next"), strict=True)}
        step = Listening(listener, FakeHearing(known)).read(message)
        assert (step.wish, step.target, step.said, step.answer) == (*expected, "")

    def test_a_wish_in_other_words(self, listener: Listener) -> None:
        before, end = "Nattevagten er mest bekymret.", "Jeg er nødt til at løbe, så gem det"
        hears = FakeHearing({end: {"pause": 0.97}})
        assert Listening(listener, hears).read(f"{before} {end}") == Step("pause", said=before)

    def test_disagreement_takes_its_reasons_along(self, listener: Listener) -> None:
        step = read(listener, "Lederen vil spare, vi vil have fred. vi bliver ikke enige")
        assert (step.wish, step.answer, step.said) == ("disagree", "Lederen vil spare, vi vil have fred.", "")

    def test_what_leads_up_to_a_wish_is_no_answer(self, listener: Listener) -> None:
        before, end = "Min makker kom lige ind ad døren.", "Ridser du lige op for hende"
        whole = f"{before} {end}"
        known = {whole: {"summary": 0.9}, end: {"summary": 0.95}, before: {"answer": 0.4}}
        assert Listening(listener, FakeHearing(known)).read(whole) == Step("summary")
        known[before] = {"answer": 0.9}
        assert Listening(listener, FakeHearing(known)).read(whole) == Step("summary", said=before)

    def test_not_knowing_at_the_end_belongs_to_the_answer(self, listener: Listener) -> None:
        message = "Vi måler tiden, resten ved vi ikke"
        assert read(listener, message, answer=0.8) == Step(answer=message)

    def test_a_clause_that_only_sounds_like_a_wish(self, listener: Listener) -> None:
        message, end = "Vi har sedler overalt, sådan kører det", "sådan kører det"
        assert listener.read(end).wish == "next"
        hears = FakeHearing({end: {"answer": 0.6, "next": 0.2}})
        assert Listening(listener, hears).read(message) == Step(answer=message)

    def test_a_question_at_the_end_stays_one(self, listener: Listener) -> None:
        step = read(listener, "Vi har en plan. Hvem skal godkende den?", question=0.9)
        assert (step.answer, step.question) == ("Vi har en plan.", "Hvem skal godkende den?")

    def test_a_question_that_ends_in_a_wish(self, listener: Listener) -> None:
        message, end = "Hov, jeg kom fra noget, kan vi gå tilbage?", "kan vi gå tilbage?"
        assert Listening(listener, FakeHearing({end: {"back": 0.95}})).read(message) == Step("back")
        assert Listening(listener, FakeHearing({end: {"back": 0.5}})).read(message) == Step(question=message)


class TestTakingUp:
    def test_a_sure_wish_that_leads_on(self, listener: Listener) -> None:
        message = "så er vi her igen og har god tid"
        assert not Listening(listener, FakeHearing({message: {"next": 0.8}})).takes_up(message)
        assert Listening(listener, FakeHearing({message: {"next": 0.95}})).takes_up(message)

    def test_what_is_like_an_answer_or_an_example_is_a_question_for_the_advisor(self, listener: Listener) -> None:
        message = "noget om hvordan Odense greb det an"
        assert not Listening(listener, FakeHearing({message: {"example": 0.99}})).takes_up(message)

    def test_known_words_need_no_likeness(self, listener: Listener) -> None:
        hears = FakeHearing({})
        assert Listening(listener, hears).takes_up("fortsæt")
        assert hears.asked == []


def test_a_message_is_asked_about_in_one_go(listener: Listener) -> None:
    hears = FakeHearing({})
    message = "Vi har købt tolv tablets. Det tager et kvarter, tror vi"
    Listening(listener, hears).read(message)
    assert hears.asked == [(message, "Det tager et kvarter, tror vi")]
