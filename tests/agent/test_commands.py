"""What a message means while the guide leads: wishes, places, questions and answers told apart."""

from __future__ import annotations

import pytest

from advisor.agent.commands import Listener, is_question
from advisor.agent.understand import intent
from advisor.knowledge import corpus_dir, load_reference
from advisor.knowledge.wishes import WishId


@pytest.fixture(scope="module")
def listener() -> Listener:
    reference = load_reference(corpus_dir())
    return Listener(reference.wishes, reference.guide)


NAMED_IN_THE_BRIEF: dict[str, WishId] = {
    "spring over": "skip",
    "tilbage": "back",
    "næste": "next",
    "hvad mangler vi?": "missing",
    "det ved vi ikke": "unknown",
    "giv et eksempel": "example",
    "opsummer": "summary",
    "vi er uenige": "disagree",
}
UNSEEN: dict[str, WishId] = {  # written before the phrases of the corpus were read
    "start forfra": "restart",
    "kan vi starte helt forfra": "restart",
    "det er vi ikke enige om": "disagree",
    "vi kan ikke blive enige her": "disagree",
    "det er der delte meninger om": "disagree",
    "det ved vi ikke endnu": "unknown",
    "det har vi ikke taget stilling til": "unknown",
    "ingen ide": "unknown",
    "det kan jeg ikke svare på": "unknown",
    "den springer vi over": "skip",
    "det er ikke relevant for os": "skip",
    "vi tager den senere": "skip",
    "hop over det her spørgsmål": "skip",
    "kan du lige opsummere": "summary",
    "hvad har vi sagt indtil nu": "summary",
    "lav et resume": "summary",
    "hvor mange spørgsmål er der tilbage": "missing",
    "hvad har vi ikke svaret på endnu": "missing",
    "har andre kommuner gjort det?": "example",
    "giv mig lige et eksempel paa det": "example",
    "vis modellen": "model",
    "vi vil gerne have det som word": "papers",
    "hvordan får jeg det ud på papir": "papers",
    "vi holder en pause": "pause",
    "vi stopper her for i dag": "pause",
    "kan du gentage spørgsmålet": "again",
    "jeg forstår ikke spørgsmålet": "again",
    "et skridt tilbage": "back",
    "ga tilbage": "back",
    "lad os komme videre": "next",
    "naeste": "next",
    "vi vil gerne ændre vores svar": "correct",
    "jeg har skrevet forkert": "correct",
}


@pytest.mark.parametrize(("said", "wish"), (NAMED_IN_THE_BRIEF | UNSEEN).items())
def test_a_wish_in_everyday_words(listener: Listener, said: str, wish: WishId) -> None:
    step = listener.read(said)
    assert (step.wish, step.answer, step.question) == (wish, "", "")


@pytest.mark.parametrize(("said", "wish"), NAMED_IN_THE_BRIEF.items())
@pytest.mark.parametrize(
    "written", [str.upper, str.capitalize, lambda said: f"  {said}!! ", lambda said: f"ok, {said}"]
)
def test_however_it_is_written(listener: Listener, said: str, wish: WishId, written: object) -> None:
    assert callable(written)
    assert listener.read(written(said)).wish == wish


ANSWERS = [
    "de ældre kan ikke komme tilbage til den gamle løsning",
    "vi springer over hvor gærdet er lavest og laver ingen oplæring",
    "det næste bliver at få lavet en aftale om overarbejde",
    "ledelsen ved ikke hvad der foregår ude på ruterne",
    "vi mangler hænder i aftenvagten",
    "et eksempel er Fru Jensen der fik besøg tre gange på en dag",
    "medarbejderne er uenige med ledelsen om vagtplanen fordi den ikke passer til børnefamilier",
    "vi holder pauserne som vi plejer",
    "inddragelse er sket i lokalmed",
    "vi skal kunne gå tilbage til papir hvis systemet er nede",
    "at vi ikke springer de svage borgere over",
    "forkert medicin er den største risiko",
    "vi er enige om at det skal prøves af først",
    "mindre kørsel",
    "superbrugere",
]


@pytest.mark.parametrize("said", ANSWERS)
def test_an_answer_that_holds_the_words_of_a_wish_is_kept_whole(listener: Listener, said: str) -> None:
    step = listener.read(said)
    assert (step.wish, step.target, step.answer, step.question) == (None, None, said, "")


PLACES = {
    "gå til kompetencer": "kompetencer",
    "hop til inddragelse": "inddragelse",
    "lad os tage kompetencerne nu": "kompetencer",
    "kan vi springe til spørgsmål 3": "kompetencer",
    "spørgsmål 2.3": "opgaveloesning/3",
    "3,2": "kompetencer/2",
    "tag kerneopgaven først": "kerneopgave",
    "gaa til opgaveloesning": "opgaveloesning",
    "gå til det usynlige arbejde": "opgaveloesning/5",
}


@pytest.mark.parametrize(("said", "target"), PLACES.items())
def test_a_place_to_go_to(listener: Listener, said: str, target: str) -> None:
    step = listener.read(said)
    assert (step.wish, step.target, step.answer) == (None, target, "")


def test_a_number_of_no_question_is_no_place(listener: Listener) -> None:
    assert listener.read("gå til 4.9").target is None
    assert listener.target("vi har 2,50 kroner") is None


def test_a_wish_with_a_question_after_it(listener: Listener) -> None:
    step = listener.read("spring over. hvad er det nu en businesscase er")
    assert (step.wish, step.question) == ("skip", "hvad er det nu en businesscase er")


def test_a_wish_with_an_answer_after_it(listener: Listener) -> None:
    step = listener.read("Vi er uenige. Ledelsen vil spare en vagt, og det vil vi andre ikke.")
    assert (step.wish, step.answer) == ("disagree", "Ledelsen vil spare en vagt, og det vil vi andre ikke.")


def test_a_place_with_an_answer_after_it(listener: Listener) -> None:
    step = listener.read("gå til kompetencer. De skal alle kunne lave en plan på telefonen.")
    assert (step.target, step.answer) == ("kompetencer", "De skal alle kunne lave en plan på telefonen.")


def test_a_correction_holds_the_new_answer_and_its_place(listener: Listener) -> None:
    step = listener.read("ret 1.2: Færre fejl i medicinen")
    assert (step.wish, step.target, step.answer) == ("correct", "kerneopgave/2", "Færre fejl i medicinen")


def test_a_correction_that_runs_on(listener: Listener) -> None:
    step = listener.read("jeg mente at borgerne skal have hjælp hurtigere")
    assert (step.wish, step.answer) == ("correct", "at borgerne skal have hjælp hurtigere")


@pytest.mark.parametrize("said", ["ja", "Ja tak", "ok", "jo", "fint", "ja gerne", "jep", "yes"])
def test_a_yes(listener: Listener, said: str) -> None:
    step = listener.read(said)
    assert step.agrees
    assert (step.wish, step.answer, step.question) == (None, "", "")


def test_a_yes_with_more_to_say(listener: Listener) -> None:
    step = listener.read("ja. men vi har ikke købt noget endnu")
    assert (step.agrees, step.answer) == (True, "men vi har ikke købt noget endnu")


def test_an_answer_that_ends_in_a_question(listener: Listener) -> None:
    step = listener.read("Vi sparer tre timer om ugen. Hvad er en gevinstplan?")
    assert (step.answer, step.question) == ("Vi sparer tre timer om ugen.", "Hvad er en gevinstplan?")


@pytest.mark.parametrize("said", ["", "   ", "?", "…", "👍"])
def test_what_says_nothing_wishes_nothing(listener: Listener, said: str) -> None:
    step = listener.read(said)
    assert (step.wish, step.target, step.agrees) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("hvad er en businesscase", True),
        ("Er det lovligt?", True),
        ("kan vi måle det på en anden måde", True),
        ("og hvem bestemmer det?", True),
        ("what is a business case", True),
        ("vi ved hvad der skal til", False),
        ("Når de kan det, er de klar.", False),
        ("?", False),
    ],
)
def test_a_question_with_and_without_its_mark(text: str, asks: bool) -> None:
    assert is_question(text) is asks


@pytest.mark.parametrize(
    ("message", "leads"),
    [
        ("Før os gennem de fire kernespørgsmål", True),
        ("kan du føre mig igennem de 4 spørgsmål?", True),
        ("tag os igennem de fire spørgsmål", True),
        ("Hvad er de fire kernespørgsmål?", False),
        ("Hvor kom de fire spørgsmål fra?", False),
    ],
)
def test_who_asks_to_be_led_is_led(message: str, leads: bool) -> None:
    assert (intent(message, "auto") == "guide") is leads


@pytest.mark.parametrize(
    "said", ["Faglighed? Den er høj.", "kompetencerne er der allerede", "inddragelsen er god nok", "for det meste ja"]
)
def test_a_title_or_half_a_word_is_no_wish(listener: Listener, said: str) -> None:
    step = listener.read(said)
    assert (step.wish, step.target, step.answer) == (None, None, said)


def test_what_a_title_means_is_asked(listener: Listener) -> None:
    step = listener.read("hvad er en kerneopgave")
    assert (step.target, step.question) == (None, "hvad er en kerneopgave")


@pytest.mark.parametrize("said", ["tusind tak", "Mange tak for hjælpen!", "tak skal du have"])
def test_thanks(listener: Listener, said: str) -> None:
    assert listener.read(said).wish == "thanks"
