"""Two questions in one are told from one."""

from __future__ import annotations

import pytest

from advisor.danish.questions import parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hvad koster robotten, og hvem passer den?", ("Hvad koster robotten", "hvem passer den?")),
        ("Hvornår kommer tabletten? Hvordan lærer vi den?", ("Hvornår kommer tabletten", "Hvordan lærer vi den?")),
        ("hvem bestemmer og i hvilket udvalg tages det op", ("hvem bestemmer", "i hvilket udvalg tages det op")),
        ("What is a robot, and who owns it?", ("What is a robot", "who owns it?")),
    ],
)
def test_two(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Hvad er fordele og ulemper ved robotter?",
        "Ledelsen og medarbejderne er uenige",
        "robotter og hvad så",
        "Hvad skal vi, og hvorfor?",  # »hvorfor« says nothing of its own
        "Vi har købt den. Hvad nu?",
        "",
        "?",
    ],
)
def test_one(question: str) -> None:
    assert parts(question) == (question,)
