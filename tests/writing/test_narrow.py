"""Where one figure or one name is asked for, just that is said; and nothing is said twice in a row."""

from __future__ import annotations

import pytest

from advisor.domain import Answer, Hit, Passage
from advisor.testing import MemoryPassages
from advisor.testing.samples import CHECKLIST, QUESTION, make_passage
from advisor.writing import ExtractWriter, refuse, select
from advisor.writing.narrow import narrow
from tests.writing.guides import REFERENCE

LAUNDRY = make_passage(
    "kvask",
    "Vaskeriet prøvede sensorer i linnedet. Kolleger fra tre hold var med. Det tog otte uger at sætte dem op. "
    "Bagefter blev sensorerne fordelt på alle hold.",
    heading="Sensorer i linnedet",
)
BUILDER = make_passage(
    "kbyg",
    "Vaskeriets sensorer passer til alle maskiner. Sensorerne er udviklet af Linnedtek. De blev sat op om natten.",
    heading="Hvem der byggede dem",
)


def write(message: str, hit: Hit, heard: str = "") -> Answer:
    return ExtractWriter(REFERENCE, MemoryPassages([hit.passage])).write(message, message, [hit], {}, heard)


def facts(answer: Answer) -> list[str]:
    return [segment.text for segment in answer.segments if segment.kind == "fact"]


@pytest.mark.parametrize(
    ("message", "hit", "told"),
    [
        (
            "Hvor lang tid tog det at sætte sensorerne op?",
            Hit(LAUNDRY, 0.9),
            ["Kolleger fra tre hold var med.", "Det tog otte uger at sætte dem op."],  # »Det« leans on what is before
        ),
        ("Hvilket firma har lavet sensorerne?", Hit(BUILDER, 0.9), ["Sensorerne er udviklet af Linnedtek."]),
    ],
)
def test_the_sentence_that_tells_it_is_given_alone(message: str, hit: Hit, told: list[str]) -> None:
    assert facts(write(message, hit)) == told


@pytest.mark.parametrize(
    "message",
    ["Hvad skete der i vaskeriet?", "Hvor lang tid tog det, og hvem var med?", "Hvor mange euro kostede linnedet?"],
)
def test_any_other_question_is_given_the_whole(message: str) -> None:
    assert narrow(message, LAUNDRY, REFERENCE) == ()


def test_what_was_heard_a_moment_ago_is_not_said_again() -> None:
    heard = "Vaskeriet prøvede sensorer i linnedet.[1] Kolleger fra tre hold var med.[1]"
    assert facts(write("Og hvad så bagefter?", Hit(LAUNDRY, 0.9), heard)) == [
        "Det tog otte uger at sætte dem op.",
        "Bagefter blev sensorerne fordelt på alle hold.",
    ]


def test_where_all_was_heard_it_is_said_again() -> None:
    assert len(facts(write("Og hvad så?", Hit(LAUNDRY, 0.9), LAUNDRY.text))) == 4


@pytest.mark.parametrize(("score", "answers"), [(0.5, True), (0.4, False)])
def test_what_holds_the_figure_answers_only_when_it_is_about_as_likely(score: float, answers: bool) -> None:
    other = make_passage("kandet", "Linned bliver vasket hver dag.", heading="Linned")
    found = select.answering([Hit(other, 0.9), Hit(LAUNDRY, score)], "Hvor mange uger tog det?", REFERENCE)
    assert bool(found) == answers


def test_the_nearest_is_chosen_by_its_matter_and_not_by_its_name() -> None:
    named = make_passage("knavn", "Aarby svarer borgere med en chatbot.", section_id="cases/a", heading="Chatbotten")
    matter = make_passage("kvagt", "Personalet ønsker selv deres vagter.", section_id="cases/b", heading="Vagtplaner")
    _, nearest = refuse("Hvad har Aarby sparet på vagtplaner?", [Hit(named, 0.5), Hit(matter, 0.4)], {})
    assert [citation.passage for citation in nearest] == [matter, named]


def test_a_sentence_that_says_it_is_not_known_is_what_is_nearest() -> None:
    case = make_passage("kcase", "Byen fik en ny robot. Robotten svarer hurtigt. Robottens pris kendes ikke.")
    _, (nearest,) = refuse("Hvad kostede robotten?", [Hit(case, 0.5)], {})
    assert nearest.quote == "Robottens pris kendes ikke."


@pytest.mark.parametrize(
    ("message", "first"), [("Vis mig spørgsmålslisten om oplæring", QUESTION), ("Hvordan er oplæringen?", CHECKLIST)]
)
def test_questions_answer_where_questions_are_asked_for(message: str, first: Passage) -> None:
    assert select.answering([Hit(CHECKLIST, 0.9), Hit(QUESTION, 0.8)], message, REFERENCE)[0].passage == first
