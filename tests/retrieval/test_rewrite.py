"""Follow-ups are made whole, whole questions are left alone, and numbers are understood."""

from __future__ import annotations

import pytest

from advisor.domain import Message
from advisor.retrieval.rewrite import asked_item, is_follow_up, with_history

ASKED = "Hvilke bivirkninger har skærmbesøg i hjemmeplejen?"
ANSWERED = "Et videoopkald kan gøre ensomme borgere mere ensomme."
HISTORY = (Message("user", ASKED), Message("assistant", ANSWERED))
FOLLOW_UPS = [
    "Og for medarbejderne?",
    "men hvad med de pårørende i weekenden?",
    "Hvad med prisen?",
    "Kan du uddybe det andet?",
    "Hvem skal godkende den?",
    "What about the relatives?",
    "hvorfor?",
    "uddyb",
]
WHOLE = [
    "Hvad skal en businesscase indeholde ifølge Fremfærd?",
    "Hvordan inddrager ledelsen medarbejdere tidligt ved nye systemer?",
    "Which risks should a municipality weigh before buying sensors?",
]


@pytest.mark.parametrize("message", FOLLOW_UPS)
def test_a_follow_up_is_preceded_by_what_it_leans_on(message: str) -> None:
    assert is_follow_up(message)
    assert with_history(message, HISTORY) == f"{ASKED} {ANSWERED} {message}"


@pytest.mark.parametrize("message", WHOLE)
def test_a_whole_question_stands_alone(message: str) -> None:
    assert not is_follow_up(message)
    assert with_history(message, HISTORY) == message


@pytest.mark.parametrize("message", [*FOLLOW_UPS, *WHOLE])
def test_the_first_question_has_nothing_to_lean_on(message: str) -> None:
    assert with_history(message, ()) == message
    assert with_history(message, [Message("assistant", "Hej.")]) == message


def test_a_follow_up_to_a_follow_up_reaches_the_question() -> None:
    history = [*HISTORY, Message("user", "Hvad med pårørende?"), Message("assistant", "De kan deltage.")]
    assert with_history("og naboerne?", history) == f"{ASKED} Hvad med pårørende? De kan deltage. og naboerne?"


def test_only_the_last_question_counts_when_it_is_whole() -> None:
    history = [*HISTORY, Message("user", WHOLE[0]), Message("assistant", "Seks ting.")]
    assert with_history("og mere?", history) == f"{WHOLE[0]} Seks ting. og mere?"


def test_of_a_long_answer_the_beginning_is_enough() -> None:
    history = [Message("user", ASKED), Message("assistant", "a" * 299 + "bcd")]
    assert with_history("og?", history) == f"{ASKED} {'a' * 299}b og?"


def test_a_question_without_an_answer_yet() -> None:
    assert with_history("og?", [Message("user", ASKED)]) == f"{ASKED} og?"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Hvad med punkt tre?", 3),
        ("uddyb punkt 2", 2),
        ("PUNKT TI?", 10),
        ("hvad siger punkt et om penge", 1),
        ("nr. 4, tak", 4),
        ("nummer fem", 5),
        ("fortæl om greb 5", 5),
        ("det tredje?", 3),
        ("Hvad går det andet ud på?", 2),
        ("den sjette", 6),
        ("foerste? nej, det fjerde", 4),
        ("raad to", 2),
        ("spørgsmål et?", 1),
        ("the second one", 2),
        ("point 3 please", 3),
        ("Hvad er de fem greb?", None),
        ("de fire gode råd", None),
        ("Hvilke fem greb er der?", None),
        ("Er der et godt råd en leder kan bruge?", None),
        ("Hvilket spørgsmål en tillidsrepræsentant bør stille", None),
        ("punkt for punkt", None),
        ("det tredive", None),
        ("Hvad koster det i 2024?", None),
        ("", None),
    ],
)
def test_the_item_that_is_asked_for(message: str, expected: int | None) -> None:
    assert asked_item(message) == expected
