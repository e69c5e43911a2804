"""Who speaks in an answer."""

from __future__ import annotations

import pytest

from advisor.agent.voices import added, speaker, voices
from advisor.domain import Contribution


def test_labels_part_an_answer() -> None:
    said = voices("Ledelsen: Vi når flere.\nMedarbejderne: Vi løber stærkere.")
    assert said == (Contribution("Vi når flere.", "Ledelsen"), Contribution("Vi løber stærkere.", "Medarbejderne"))


def test_labels_on_one_line_and_in_small_letters() -> None:
    said = voices("ledelsen: vi når flere. tr: vi løber stærkere")
    assert said == (Contribution("vi når flere.", "Ledelsen"), Contribution("vi løber stærkere", "TR"))


def test_names_of_the_users_choice_when_there_are_several() -> None:
    said = voices("Team Nord: Det virker.\nTeam Syd: Det går i stå.")
    assert [(c.voice, c.text) for c in said] == [("Team Nord", "Det virker."), ("Team Syd", "Det går i stå.")]


def test_one_known_label_is_enough() -> None:
    assert voices("TR: Vi vil have det på skrift") == (Contribution("Vi vil have det på skrift", "TR"),)


@pytest.mark.parametrize(
    "text",
    [
        "Fx: en robot, der vasker gulv",
        "Problemet: ingen har tid. Løsning: flere hænder",
        "Vi ringer kl. 10: så er der ro",
        "Det handler om tre ting: ro, tid og penge",
        "ledelsen siger nej",
    ],
)
def test_what_only_looks_like_a_label_is_part_of_the_answer(text: str) -> None:
    assert voices(text) == (Contribution(text),)


def test_sentences_that_say_who_thinks_what() -> None:
    said = voices("ledelsen vil spare tid, men medarbejderne siger at der ikke er noget at spare")
    assert [(c.voice, c.text) for c in said] == [
        ("Ledelsen", "ledelsen vil spare tid"),
        ("Medarbejderne", "medarbejderne siger at der ikke er noget at spare"),
    ]


def test_what_comes_before_the_first_label_is_whoever_speaks_now() -> None:
    said = voices("Det er ikke let. Ledelsen: Vi prøver.", "HR")
    assert said == (Contribution("Det er ikke let.", "HR"), Contribution("Vi prøver.", "Ledelsen"))


def test_an_answer_without_voices_is_that_of_whoever_speaks_now() -> None:
    assert voices("Vi prøver.", "HR") == (Contribution("Vi prøver.", "HR"),)
    assert voices("   ") == ()


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("nu er det medarbejderne", ("Medarbejderne", "")),
        ("Nu svarer TR: vi er bange for data", ("TR", "vi er bange for data")),
        ("nu er det nok", None),
        ("medarbejderne er trætte", None),
    ],
)
def test_somebody_takes_over(text: str, taken: tuple[str, str] | None) -> None:
    assert speaker(text) == taken


def test_what_a_voice_says_more_goes_below_what_it_said() -> None:
    held = (Contribution("Et", "TR"), Contribution("To"))
    assert added(held, (Contribution("Tre", "TR"), Contribution("Fire", "HR"))) == (
        Contribution("Et\nTre", "TR"),
        Contribution("To"),
        Contribution("Fire", "HR"),
    )
