"""English questions are told from Danish ones."""

from __future__ import annotations

import pytest

from advisor.danish.language import is_english
from eval import dataset

ENGLISH = [
    "How do we involve the employees?",
    "What should a business case contain?",
    "any rules of thumb before we buy something",
    "Is it legal to record the visits, and who decides?",
]
DANISH = [
    "Hvordan får vi medarbejderne med?",
    "Hvad skal en business case indeholde?",
    "Er det i orden at bruge machine learning i HR?",
    "hvad siger kilderne om feedback og buy-in",
    "nårn nogen bare skriver stikord",
    "",
    "12345",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", DANISH)
def test_danish(text: str) -> None:
    assert not is_english(text)


def test_the_questions_of_the_evaluation_are_told_apart() -> None:
    questions = [question for name in dataset.SETS for question in dataset.load(name)]
    english = [question for question in questions if question.kind == "english"]
    others = [question for question in questions if question.kind not in ("english", "unanswerable", "followup")]
    assert len(english) >= 10
    assert [question.id for question in english if not is_english(question.question)] == []
    assert [question.id for question in others if is_english(question.question)] == []
