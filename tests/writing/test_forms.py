"""The form of a question."""

from __future__ import annotations

import pytest

from advisor.danish.words import stem
from advisor.writing import forms


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Hvad er en gevinstplan?", "gevinstplan"),
        ("hvad er det nu en businesscase er", None),  # »er« comes last: told apart by the retriever alone
        ("Hvad betyder ordet kerneopgave?", "kerneopgave"),
        ("hvad er esdh for noget", "esdh"),
        ("Hvad er det gode arbejde på et plejehjem?", None),
        ("Hvad er formålet med en robot?", None),
        ("What is a drone?", "drone"),
        ("Hvordan laver vi en gevinstplan?", None),
    ],
)
def test_the_term_to_define(question: str, term: str | None) -> None:
    assert forms.defined_term(question) == (stem(term) if term else None)


@pytest.mark.parametrize(
    "question",
    [
        "Find cases om droner",
        "har andre kommuner prøvet det",
        "Hvem har prøvet droner?",
        "er der nogen der har prøvet det",
    ],
)
def test_cases(question: str) -> None:
    assert forms.asks_for_cases(question)
    assert not forms.asks_for_cases("Hvad koster en drone, og hvem betaler?")


@pytest.mark.parametrize("question", ["Hvem siger det?", "hvem står bag rådene", "Who wrote this?"])
def test_who(question: str) -> None:
    assert forms.asks_who(question)
    assert not forms.asks_who("Hvem skal vi spørge?")
