"""Technologies are recognised however they are inflected, compounded or spelt."""

from __future__ import annotations

import pytest

from advisor.knowledge import Term, Vocabulary, corpus_dir, load_reference
from advisor.knowledge.vocabulary import recognise


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_reference(corpus_dir()).vocabulary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hvad med skærmbesøg i aften?", "skaermbesoeg"),
        ("Skærmbesøgene er gode", "skaermbesoeg"),
        ("skaermbesoegene er gode", "skaermbesoeg"),
        ("skarmbesog", "skaermbesoeg"),
        ("vi køber faldsensorerne", "sensorer"),
        ("Sensorteknologi på plejehjem", "sensorer"),
        ("løfterobotten larmer", "loefterobotter"),
        ("GPS-sporing af borgere", "gps"),
        ("må vi bruge gps?", "gps"),
        ("AI i sagsbehandlingen", "ai"),
        ("kunstig intelligens til alle", "ai"),
        ("det nye sagssystem", "esdh"),
        ("vagtplanlægningen driller", "vagtplanlaegning"),
        ("droner over havnen", "droner"),
    ],
)
def test_a_technology_is_recognised(vocabulary: Vocabulary, text: str, expected: str) -> None:
    found = recognise(text, vocabulary.technologies)
    assert found is not None
    assert found.id == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hvad er en businesscase?",
        "aids og airbags",  # »ai« must stand alone
        "Apparatet er dyrt",  # … as must »app«
        "kunstig belysning",
        "",
    ],
)
def test_none_is_recognised(vocabulary: Vocabulary, text: str) -> None:
    assert recognise(text, vocabulary.technologies) is None


def test_the_one_named_first_counts() -> None:
    terms = [Term(id="a", name="drone"), Term(id="b", name="robot", synonyms=("stor maskine",))]
    assert recognise("robotter og droner", terms) is terms[1]
    assert recognise("droner og robotter", terms) is terms[0]
    assert recognise("en stor maskinel fejl", terms) is terms[1]
    assert recognise("en stor robust vogn", terms) is None


def test_every_technology_is_recognised_by_each_of_its_names(vocabulary: Vocabulary) -> None:
    names = [(term, name) for term in vocabulary.technologies for name in term.names]
    missed = [name for term, name in names if recognise(f"Vi vil bruge {name} nu", vocabulary.technologies) is None]
    assert missed == []


def test_there_are_ninety_eight_municipalities(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.municipalities) == len(set(vocabulary.municipalities)) == 98
